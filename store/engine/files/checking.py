"""Checking a register: everything is read, every checksum and hash verified, nothing changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from store.engine.files import backups, checkpoint
from store.engine.files.journal import Journal
from store.engine.files.opening import opened
from store.engine.files.paths import Files
from store.errors import Damaged, RegisterError
from store.paperwork.tables import TABLES
from store.records.state import State


class Findings(Struct):
    """What a check found: what is wrong, what was read, and the last state that is whole."""

    wrong: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    good: State | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


def checked_register(path: Path) -> Findings:
    """Read everything of the register at `path`."""
    files = Files.of(path)
    findings = Findings()
    of_file = _of_file(files, findings)
    of_journal = _of_journal(files, findings)
    if findings.sound and of_file:
        _agree(files, of_file, of_journal, findings)
    findings.good = _last_good(files, of_file, of_journal)
    if not findings.sound:
        findings.advice = list(_advice(files, findings.good))
    return findings


def _of_file(files: Files, findings: Findings) -> State | None:
    if not files.path.exists():
        findings.wrong.append(f"{files.path} is missing.")
        return None
    try:
        state = checkpoint.read(files.path).state()
        count = whole_records(state)
    except (RegisterError, OSError) as error:
        findings.wrong.append(_words(error))
        return None
    findings.read.append(f"{files.path.name}: {count:,} records, change {state.position.seq:,}.")
    return state


def _of_journal(files: Files, findings: Findings) -> State | None:
    """The state that the journal alone gives, as far as it is whole; None when it gives none."""
    journal = Journal(files.journal)
    if not journal.exists():
        findings.wrong.append(f"{files.journal} is missing: the history is not there.")
        return None
    try:
        beginning, position = journal.beginning()
    except (Damaged, OSError) as error:
        findings.wrong.append(_words(error))
        return None
    replays = beginning.continues is None
    state = State.empty(beginning.register, position)
    count = 0
    try:
        for read in journal.after(position):
            if replays:
                state.apply(read.entry.changes, read.position)
            else:
                state.position = read.position
            count += 1
        with journal.open() as file:
            left = file.torn(state.position)
    except (RegisterError, OSError) as error:
        findings.wrong.append(_words(error))
    else:
        findings.read.append(f"{files.journal.name}: {count:,} changes, each with its checksum.")
        if left:
            findings.read.append(
                f"Its last line was cut off ({left:,} bytes); it was never confirmed to anybody."
            )
    return state if replays else None


def _agree(files: Files, of_file: State, of_journal: State | None, findings: Findings) -> None:
    """Check that the file and the journal open together and say the same of every record.

    Others may write meanwhile: both are compared as of the last change read from the journal.
    """
    try:
        opened(files, None)
        if of_journal is None:
            return
        for read in Journal(files.journal).after(of_file.position):
            if read.entry.seq > of_journal.position.seq:
                break
            of_file.apply(read.entry.changes, read.position)
    except (RegisterError, OSError) as error:
        findings.wrong.append(_words(error))
        return
    for name, key in _keys(of_file, of_journal):
        if _document(of_file, name, key) != _document(of_journal, name, key):
            findings.wrong.append(
                f"The {TABLES[name].singular} {key} in {files.path.name} is not what the "
                "journal says."
            )


def _last_good(files: Files, of_file: State | None, of_journal: State | None) -> State | None:
    """The later of the two states that are whole; the file's is first brought up from the journal.

    If both stand at the same change it is the journal's: each of its lines has its own checksum.
    """
    if of_file is not None:
        journal = Journal(files.journal)
        if journal.exists() and journal.stands_at(of_file.position):
            with contextlib.suppress(RegisterError, OSError):
                for read in journal.after(of_file.position):
                    of_file.apply(read.entry.changes, read.position)
    states = [state for state in (of_journal, of_file) if state is not None]
    return max(states, key=lambda state: state.position.seq, default=None)


def _advice(files: Files, good: State | None) -> Iterator[str]:
    if good is not None and good.position.seq:
        yield (
            f"The last state that is whole is change {good.position.seq:,}: "
            "peer-review restore --last-good brings it back and keeps what is there now."
        )
    if newest := backups.newest(files):
        yield f"The newest backup is {newest}: peer-review restore {newest} brings that back."
    if good is None and not newest:
        yield "No whole state and no backup was found beside it; look for a copy elsewhere."


def whole_records(state: State) -> int:
    """Read every record, and count them.

    Raises:
        Damaged: at the first that is not as the register writes it.
    """
    count = 0
    for name in TABLES:
        for key in list(state.keys_of(name)):
            state.record(name, key)
            count += 1
    return count


def _keys(*states: State) -> Iterator[tuple[str, int]]:
    for name in TABLES:
        keys = {key for state in states for key in state.keys_of(name)}
        yield from ((name, key) for key in sorted(keys))


def _document(state: State, name: str, key: int) -> object:
    record = state.record(name, key)
    return None if record is None else dict(record.document)


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename} cannot be read: {error.strerror}."
    return str(error)
