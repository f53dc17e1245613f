"""Restoring: a backup, or the last whole state, in the place of the register.

What it replaces is kept, whatever happens. The old files get a second name first. Then each step
leaves files that open: the old register by its journal alone, the new one by its journal alone,
the new one whole. Sessions that have the old one open notice that the journal is another file, and
stop writing.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from store.durable import beside, sync_folder, written
from store.engine.files import checkpoint
from store.engine.files.checking import checked_register, whole_records
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.journal import Journal
from store.engine.files.lock import Lock
from store.engine.files.paths import Files, why_only_read
from store.errors import Damaged, Refused, RegisterError
from store.records.change import now
from store.records.state import State


class Restored(Struct, frozen=True):
    """What a restoring did: the change the register stands at now, and what it replaced."""

    seq: int
    kept: Path


def restored(path: Path, source: Path, user: str) -> Restored:
    """Put the backup `source` in the place of the register at `path`.

    Raises:
        Refused: when the backup is not whole, or is the register itself.
        RegisterError: when it could not be done; what was there still is.
    """
    files, backup = Files.of(path), Files.of(source)
    if files.path == backup.path:
        raise Refused(f"{source} is the register itself; give a backup of it.")
    if not backup.path.exists():
        raise Refused(f"There is no backup at {source}.")
    with_journal = backup.journal.exists()
    if with_journal and not (findings := checked_register(backup.path)).sound:
        raise Refused(f"{source} is not whole and was not restored: {findings.wrong[0]}")
    state = _state_of(backup.path)
    return _replaced(files, state, backup.journal if with_journal else None, user)


def restored_last_good(path: Path, user: str) -> Restored:
    """Put the last whole state of a damaged register in its place, with its history so far.

    Raises:
        Refused: when there is nothing to mend, or no whole state.
        RegisterError: when it could not be done; what was there still is.
    """
    files = Files.of(path)
    findings = checked_register(path)
    if findings.sound:
        raise Refused(f"{path} is whole; there is nothing to bring back.")
    if findings.good is None or not findings.good.position.seq:
        raise Refused(f"No whole state of {path} was found. {' '.join(findings.advice)}".strip())
    state = findings.good
    journal = Journal(files.journal)
    return _replaced(files, state, files.journal if _whole(journal, state) else None, user)


def _state_of(backup: Path) -> State:
    try:
        state = checkpoint.read(backup).state()
        whole_records(state)
    except OSError as error:
        raise RegisterError(f"{backup} cannot be read: {error.strerror}.") from None
    except Damaged as error:
        raise Refused(f"{backup} is not whole and was not restored: {error}") from None
    return state


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
    if why := why_only_read(files.path):
        raise Refused(f"Nothing can be restored here. {why}")
    rights = files.rights
    state.restored = datetime.fromisoformat(now())
    try:
        files.path.parent.mkdir(parents=True, exist_ok=True)
        with Lock(files.lock, rights, user).held(), ExitStack() as writing:
            made, descriptor = writing.enter_context(beside(files.path, rights))
            checkpoint.fill(descriptor, Checkpoint.of(state))
            made_journal = None
            if journal is not None:
                made_journal, descriptor = writing.enter_context(beside(files.journal, rights))
                _copy_beginning(journal, state.position.offset, descriptor)
            aside = _set_aside(files)
            _put_in_place(files, made, made_journal, aside)
    except OSError as error:
        raise RegisterError(
            f"{files.path} could not be restored: {error.strerror}. What was there is there."
        ) from None
    return Restored(state.position.seq, aside.path)


def _copy_beginning(journal: Path, count: int, descriptor: int) -> None:
    with journal.open("rb") as file:
        while count and (part := file.read(min(count, 1 << 20))):
            written(descriptor, part)
            count -= len(part)
    os.fsync(descriptor)


def _set_aside(files: Files) -> Files:
    """Give the register's files a second name that says when they were replaced; that name.

    Raises:
        OSError: when that fails; the files are as they were.
    """
    at = datetime.now(UTC)
    for count in range(1000):
        more = f"-{count}" if count else ""
        aside = Files(files.path.with_stem(f"{files.path.stem}.replaced-{at:%Y%m%d-%H%M%S}{more}"))
        if not aside.path.exists() and not aside.journal.exists():
            break
    try:
        for old, kept in ((files.path, aside.path), (files.journal, aside.journal)):
            if old.exists():
                os.link(old, kept)
        sync_folder(files.path.parent)
    except OSError:
        aside.path.unlink(missing_ok=True)
        aside.journal.unlink(missing_ok=True)
        raise
    return aside


def _put_in_place(files: Files, made: Path, made_journal: Path | None, aside: Files) -> None:
    """Replace the register's files by `made`, and its journal by `made_journal` or by none.

    Raises:
        OSError: when a step fails; what was set aside is back in its place then.
    """
    try:
        if made_journal is not None:
            files.path.unlink(missing_ok=True)
            made_journal.replace(files.journal)
        else:
            files.journal.unlink(missing_ok=True)
        sync_folder(files.path.parent)
        made.replace(files.path)
        sync_folder(files.path.parent)
    except OSError:
        _put_back(files, aside)
        raise


def _put_back(files: Files, aside: Files) -> None:
    # A rename onto another name of the same file does nothing, and then the name goes here.
    for kept, original in ((aside.journal, files.journal), (aside.path, files.path)):
        if kept.exists():
            kept.replace(original)
            kept.unlink(missing_ok=True)
        else:
            original.unlink(missing_ok=True)
