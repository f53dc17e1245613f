"""Backups: a consistent copy of a register, its history with it, while others work.

A backup is itself a register: a TinyDB file, and its journal beside it. One is kept a day for 14
days and one a month for 12, in the folder `<register>.backups`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from store.durable import Rights, beside, closed, sync_folder, written
from store.engine.files import checkpoint
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.journal import Journal
from store.engine.files.paths import Files
from store.errors import RegisterError

DAYS_KEPT = 14
MONTHS_KEPT = 12
_DAY, _MONTH = "day", "month"


def backed_up(files: Files, state: Checkpoint, folder: Path, now: datetime | None = None) -> Path:
    """The file of a new backup in `folder`, of the register as of `state`.

    Raises:
        RegisterError: when it could not be written; nothing half written is left.
    """
    at = (now or datetime.now(UTC)).astimezone(UTC)
    stem = f"{files.path.stem}-{at:%Y%m%d-%H%M%S}"
    try:
        with writing_alone(folder, files.rights):
            target = Files(folder.resolve() / f"{stem}.json")
            while target.path.exists() or target.journal.exists():
                target = Files(target.path.with_stem(f"{stem}-{os.urandom(2).hex()}"))
            return _copied(files, state, target)
    except OSError as error:
        raise _not_written(folder, error) from None


def kept_daily(files: Files, state: Checkpoint, today: date) -> Path | None:
    """The backup of `today`, unless there is one already; the older ones are thinned out.

    Raises:
        RegisterError: when it could not be written.
    """
    folder = files.backups
    target = folder / f"{_DAY}-{today.isoformat()}.json"
    try:
        if target.exists():
            return None
        with writing_alone(folder, files.rights, waiting=False):
            if target.exists():
                return None
            month = folder / f"{_MONTH}-{today:%Y-%m}.json"
            if not month.exists():
                _copied(files, state, Files(month))
            made = _copied(files, state, Files(target))
            _thin_out(folder)
    except BlockingIOError:
        return None  # another session is just writing it
    except OSError as error:
        raise _not_written(folder, error) from None
    return made


def _thin_out(folder: Path) -> None:
    for kind, kept in ((_DAY, DAYS_KEPT), (_MONTH, MONTHS_KEPT)):
        for old in sorted(folder.glob(f"{kind}-*.json"))[:-kept]:
            Files(old).journal.unlink(missing_ok=True)
            old.unlink(missing_ok=True)


def newest(files: Files) -> Path | None:
    """The newest of a register's own backups; None when there is none."""
    backups = sorted(_kept(files), key=lambda path: path.stem.partition("-")[2])
    return backups[-1] if backups else None


def _kept(files: Files) -> Iterator[Path]:
    folder = files.backups
    for kind in (_MONTH, _DAY):
        yield from folder.glob(f"{kind}-*.json")


@contextmanager
def writing_alone(folder: Path, rights: Rights, *, waiting: bool = True) -> Iterator[None]:
    """Write in `folder` alone; it is made when it is missing, with the register's rights.

    Raises:
        BlockingIOError: when somebody else is writing there, and one is not `waiting`.
        OSError: when it cannot be used.
    """
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if new:
            rights.give(descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX if waiting else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        closed(descriptor)


def _copied(files: Files, state: Checkpoint, target: Files) -> Path:
    """The backup at `target`, written whole before either of its files has its name."""
    rights = files.rights
    with beside(target.path, rights) as (made, to), beside(target.journal, rights) as (history, by):
        _first_bytes(files.journal, state.header.offset, by)
        if not Journal(history).stands_at(state.header.position):
            raise RegisterError(
                f"{files.journal} is not what it was when it was last read, and was not copied; "
                "open the register again."
            )
        checkpoint.fill(to, state)
        # The journal first: a file alone would pass for a copy without its history.
        history.replace(target.journal)
        made.replace(target.path)
    sync_folder(target.path.parent)
    return target.path


def _first_bytes(source: Path, count: int, descriptor: int) -> None:
    with source.open("rb") as file:
        while count and (part := file.read(min(count, 1 << 20))):
            written(descriptor, part)
            count -= len(part)
    os.fsync(descriptor)


def _not_written(folder: Path, error: OSError) -> RegisterError:
    return RegisterError(
        f"The backup in {folder} could not be written: {error.strerror}. "
        "The register itself is as it was."
    )
