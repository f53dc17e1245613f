"""Restoring: a backup, or the last whole state, in the place of the register."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from store.register import checkpoint
from store.register.checking import checked_register
from store.register.errors import Damaged, Refused, RegisterError
from store.register.files import Files
from store.register.journal import Journal
from store.register.lock import Lock
from store.register.replacing import put_in_place, set_aside
from store.register.rights import Rights
from store.register.state import State


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring did: the change the register stands at now, and what it replaced."""

    seq: int
    kept: Path


def restored(path: Path, source: Path, user: str) -> Restored:
    """Put the backup `source` in the place of the register at `path`.

    Raises:
        Refused: when the backup is not whole, or is the register itself.
        RegisterError: when it could not be done; what was there is there.
    """
    files, backup = Files.of(path), Files.of(source)
    if files.path == backup.path:
        raise Refused(f"{source} is the register itself; give a backup of it.")
    if not backup.path.exists():
        raise Refused(f"There is no backup at {source}.")
    with_journal = backup.journal.exists()
    if with_journal and not (found := checked_register(backup.path)).sound:
        raise Refused(f"{source} is not whole and was not restored: {found.wrong[0]}")
    state = State.of(checkpoint.read(backup.path)[0])
    return _replaced(files, state, backup.journal if with_journal else None, user)


def restored_last_good(path: Path, user: str) -> Restored:
    """Put the last whole state of a damaged register in its place, with as much of its history.

    Raises:
        Refused: when there is nothing to mend, or no whole state.
        RegisterError: when it could not be done; what was there is there.
    """
    files = Files.of(path)
    found = checked_register(path)
    if found.sound:
        raise Refused(f"{path} is whole; there is nothing to bring back.")
    if found.good is None or not found.good.position.seq:
        raise Refused(f"No whole state of {path} was found. {' '.join(found.advice)}".strip())
    state = found.good
    journal = Journal(files.journal)
    return _replaced(files, state, files.journal if _whole(journal, state) else None, user)


def _whole(journal: Journal, state: State) -> bool:
    """Whether the journal is whole from its first line to where the state stands."""
    if not journal.exists() or not journal.stands_at(state.position):
        return False
    try:
        _, position = journal.beginning()
        for read in journal.after(position):
            if read.position == state.position:
                return True
    except Damaged:
        return False
    return position == state.position


def _replaced(files: Files, state: State, journal: Path | None, user: str) -> Restored:
    rights = files.rights
    made = files.path.with_name(f".{files.path.name}.{os.getpid()}.restore.tmp")
    made_journal = made.with_name(made.name + ".journal") if journal else None
    try:
        files.path.parent.mkdir(parents=True, exist_ok=True)
        with Lock(files.lock, rights, user).held():
            try:
                checkpoint.write(made, state.checkpoint(), rights, None)
                if journal is not None and made_journal is not None:
                    _beginning_of(journal, state.position.offset, made_journal, rights)
                aside = set_aside(files, "replaced")
                put_in_place(files, made, made_journal)
            finally:
                made.unlink(missing_ok=True)
                if made_journal is not None:
                    made_journal.unlink(missing_ok=True)
    except OSError as error:
        raise RegisterError(
            f"{files.path} could not be restored: {error.strerror}. What was there is kept."
        ) from None
    return Restored(state.position.seq, aside.path)


def _beginning_of(journal: Path, count: int, target: Path, rights: Rights) -> None:
    shutil.copyfile(journal, target)
    descriptor = os.open(target, os.O_RDWR)
    try:
        rights.give(descriptor)
        os.ftruncate(descriptor, count)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
