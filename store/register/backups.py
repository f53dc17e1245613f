"""Backups: a consistent copy of a register, its history with it, while others work.

A backup is itself a register: a TinyDB file, and its journal beside it. One is kept a day for 14
days and one a month for 12, in the folder `<register>.backups`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from store.durable import sync_folder, written
from store.register import checkpoint
from store.register.checkpoint import Checkpoint
from store.register.errors import RegisterError
from store.register.files import Files
from store.register.rights import Rights

DAYS_KEPT = 14
MONTHS_KEPT = 12
_DAY, _MONTH = "day", "month"


def backed_up(files: Files, state: Checkpoint, folder: Path, now: datetime | None = None) -> Path:
    """The file of a new backup in `folder`, of the register as of `state`.

    Raises:
        RegisterError: when it could not be written; nothing half written is left.
    """
    at = (now or datetime.now(UTC)).astimezone(UTC)
    return _copied(files, state, folder, f"{files.path.stem}-{at:%Y%m%d-%H%M%S}")


def kept_daily(files: Files, state: Checkpoint, today: date) -> Path | None:
    """The backup of `today`, unless there is one already; the older ones are thinned out.

    Raises:
        RegisterError: when it could not be written.
    """
    folder = files.backups
    target = folder / f"{_DAY}-{today.isoformat()}.json"
    if target.exists():
        return None
    made = _copied(files, state, folder, target.stem)
    month = folder / f"{_MONTH}-{today:%Y-%m}.json"
    if not month.exists():
        _copied(files, state, folder, month.stem)
    for kind, kept in ((_DAY, DAYS_KEPT), (_MONTH, MONTHS_KEPT)):
        for old in sorted(folder.glob(f"{kind}-*.json"))[:-kept]:
            Files(old).journal.unlink(missing_ok=True)
            old.unlink(missing_ok=True)
    return made


def newest(files: Files) -> Path | None:
    """The newest of a register's own backups; None when there is none."""
    found = sorted(_kept(files), key=lambda path: path.stem.partition("-")[2])
    return found[-1] if found else None


def _kept(files: Files) -> Iterator[Path]:
    folder = files.backups
    for kind in (_MONTH, _DAY):
        yield from folder.glob(f"{kind}-*.json")


def _copied(files: Files, state: Checkpoint, folder: Path, stem: str) -> Path:
    target = Files(folder.resolve() / f"{stem}.json")
    if target.path.exists():
        target = Files(target.path.with_stem(f"{stem}-{secrets.token_hex(2)}"))
    rights = files.rights
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The journal first: a file alone would pass for a copy without its history.
        _first_bytes(files.journal, state.header.offset, target.journal, rights)
        checkpoint.write(target.path, state, rights, None)
    except OSError as error:
        target.journal.unlink(missing_ok=True)
        raise RegisterError(
            f"The backup {target.path} could not be written: {error.strerror}. "
            "The register itself is as it was."
        ) from None
    return target.path


def _first_bytes(source: Path, count: int, target: Path, rights: Rights) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rights.give(descriptor)
        with source.open("rb") as file:
            left = count
            while left and (part := file.read(min(left, 1 << 20))):
                written(descriptor, part)
                left -= len(part)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(target.parent)
