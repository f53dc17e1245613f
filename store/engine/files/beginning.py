"""Beginning a register: its journal with its first change, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from store.engine.files.checkpoint import SCHEMA
from store.engine.files.files import Files
from store.engine.files.journal import Journal, begun_at
from store.engine.files.lock import Lock
from store.engine.files.network import why_only_read
from store.errors import Refused, RegisterError
from store.paperwork import consortium
from store.paperwork.tables import SETTINGS
from store.records.change import Beginning, Change, Entry, making
from store.records.resolving import resolved
from store.records.state import State
from store.register.reading import CONSORTIUM
from store.values import Unacceptable


def begin_named(path: Path, consortium_name: str, user: str, today: date) -> None:
    """Make the journal of a new register at `path` with nothing in it but the consortium's name.

    Raises:
        Refused: when the name cannot be one, or something is there already.
        RegisterError: when it cannot be written; there is no register then.
    """
    try:
        name = consortium.CONSORTIUM_NAME.kind.accept(consortium_name)
    except Unacceptable as error:
        raise Refused(f"The consortium’s name: {error}.") from None
    named = making(SETTINGS.name, {consortium.CONSORTIUM_NAME.path: name}, CONSORTIUM)
    try:
        begin(Files.of(path), [named], user, today)
    except OSError as error:
        raise RegisterError(f"A register cannot be made at {path}: {error.strerror}.") from None


def begin(files: Files, changes: Sequence[Change], user: str, today: date) -> None:
    """Make the journal of a new register, 0600, with `changes` as its first entry.

    Raises:
        Refused: when something is there already, or a register would only be read there.
        OSError: when it cannot be written; there is no register then.
    """
    _refuse_something(files)
    if why := why_only_read(files.path):
        raise Refused(f"A register cannot be made there. {why}")
    beginning = Beginning(os.urandom(8).hex(), SCHEMA, 0, None)
    at = begun_at(beginning)
    settled = resolved(State.empty(beginning.register, at), changes, at.seq + 1, today)
    entry = Entry(at.seq + 1, now(), user, os.urandom(4).hex(), tuple(settled), at.hash)
    files.path.parent.mkdir(parents=True, exist_ok=True)
    with Lock(files.lock, files.rights, user).held():
        _refuse_something(files)
        Journal(files.journal).begin(beginning, files.rights, entry)


def now() -> str:
    """The clock's time, as the journal has it: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _refuse_something(files: Files) -> None:
    if files.path.exists() or files.journal.exists():
        raise Refused(f"There is something at {files.path} already; nothing was changed.")
