"""Registers by their addresses: one is opened, made, or asked in TinyDB's own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tinydb import TinyDB

from store.dates.days import london_today
from store.engine.engine import Engine
from store.engine.files.files_engine import FilesEngine
from store.engine.files.paths import Files
from store.errors import RegisterError
from store.records.tinydb_tables import AskedDatabase, AskedStorage
from store.register.register import Register, begin
from store.text import clean_line


def open_register(
    path: Path,
    *,
    user: str | None = None,
    today: Callable[[], date] = london_today,
    read_only: bool = False,
) -> Register:
    """The register at `path`; `today` is the day it works as if it were.

    On a network file system it is only read, wherever it is from.

    Raises:
        NoRegister: when there is none.
        Damaged: when its files are not as they were written.
        RegisterError: when they cannot be read.
    """
    user = clean_line(user or _account())
    return Register(engine_of(path, user, read_only=read_only), user, today)


def create_register(
    path: Path,
    consortium_name: str,
    *,
    user: str | None = None,
    today: Callable[[], date] = london_today,
) -> Register:
    """Make a register at `path`, 0600, with nothing in it but the consortium's name.

    Raises:
        Refused: when something is there already.
        RegisterError: when it cannot be written.
    """
    user = clean_line(user or _account())
    engine = engine_of(path, user)
    begin(engine, consortium_name, user, today())
    register = Register(engine, user, today)
    register.notices.clear()
    try:
        register.checkpoint()
    except RegisterError as error:
        register.notices.append(str(error))
    return register


def is_register(path: Path) -> bool:
    """Whether there is a register at `path`, damaged or not."""
    files = Files.of(path)
    return files.path.exists() or files.journal.exists()


def read_tables(path: str | Path) -> TinyDB:
    """The register at `path` as a TinyDB that can only be read: `settings`, `years`, `schools`,
    `people` and `reviews`, as of the last change.

    Raises:
        NoRegister, Damaged, RegisterError: as `open_register`.
    """
    state = engine_of(Path(path), "", read_only=True).opened().state
    return AskedDatabase(storage=lambda: AskedStorage(state.storage))


def engine_of(path: Path, user: str, *, read_only: bool = False) -> Engine:
    """What keeps the register at an address, for one session of `user`.

    Raises:
        RegisterError: when the address leads nowhere.
    """
    return FilesEngine(path, user, _take_out_of_drafts, read_only=read_only)


def _take_out_of_drafts(kept: bytes) -> None:
    # Seldom needed, and a start is faster without it.
    from store.forgetting.forgetting import take_out_of_drafts

    take_out_of_drafts(kept)


def _account() -> str:
    from getpass import getuser  # most are told who it is, and a start is faster without it

    return getuser()
