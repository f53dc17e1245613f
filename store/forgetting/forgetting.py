"""Forgetting a person: every file the register keeps by itself, written anew without them.

The history keeps its entries, their numbers, times and users; where the name stood, a mark
stands, as if it always had. The chain of hashes is made anew, and the journal's first line says
so. Copies elsewhere are not known to the register: `left_to_do` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from store.durable import written
from store.engine.files import checkpoint
from store.engine.files.backups import writing_alone
from store.engine.files.beginning import now
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.files import Files
from store.engine.files.generations import NewFile, finish, renewed
from store.engine.files.journal import Journal, encoded, hashed
from store.engine.files.lock import Lock
from store.engine.files.network import why_only_read
from store.engine.files.opening import opened
from store.engine.files.source import InMemory, digest
from store.engine.files.temporary import swept
from store.errors import Damaged, Refused, RegisterError
from store.forgetting.marking import Words
from store.records.change import Beginning, Entry, Position, Renewed
from store.records.state import State
from store.values import Json

LEFT_TO_DO = (
    "Documents and packs that were exported, printed or sent by mail.",
    "Backups that were made into other folders, and those of the machine's own.",
    "What other accounts have typed and not kept, and what stands on a screen just now.",
    "Calendars that took in an .ics file.",
)
"""Where the name may still stand: what the register cannot reach."""


@dataclass(frozen=True, slots=True)
class _Generation:
    """One register of the new generation: its state, and its journal's lines."""

    checkpoint: Checkpoint | None
    lines: list[bytes] | None


def forget(files: Files, words: Words, user: str, drafts: Path) -> int:
    """Take a person out of all that the register keeps; how many files were written anew.

    `drafts` is the folder in which this account's sessions keep what is typed and not kept.

    Raises:
        Refused: when a copy beside the register cannot be rewritten; nothing was changed.
        RegisterError: when it could not be done; nothing was changed.
        Damaged: when the register is not as it was written.
    """
    if why := why_only_read(files.path):
        raise Refused(f"Nobody can be forgotten here. {why}")
    lock = Lock(files.lock, files.rights, words.taken_out(user))  # the lock's file says who
    try:
        with lock.held(), ExitStack() as alone:
            finish(files)
            if files.backups.is_dir():
                alone.enter_context(writing_alone(files.backups, files.rights))
            swept(files.left_over())
            found = opened(files, None)
            at = now()
            made = list(_made(files, found.state, words, at))
            renewed(files, found.state.register, made, words, drafts)
    except OSError as error:
        raise RegisterError(
            f"Nobody could be forgotten: {error.strerror}. Nothing was changed."
        ) from None
    return len(made)


def _made(files: Files, state: State, words: Words, at: str) -> Iterator[NewFile]:
    yield from _files(files, _generation(files, state, words, at))
    for kept in files.kept():
        try:
            copy = checkpoint.read(kept.path).state() if kept.path.exists() else None
            new = _generation(kept, copy, words, at)
        except (Damaged, checkpoint.OlderSchema):
            if _is_of_another_program(kept):
                continue
            raise Refused(
                f"{kept.path} cannot be read as a register, and the name may stand in it. Delete "
                "it, or move it to another folder, and try again. Nothing was changed."
            ) from None
        yield from _files(kept, new)


def _is_of_another_program(kept: Files) -> bool:
    """Whether what has such a name was never a register: no TinyDB file, no journal beside it."""
    if kept.journal.exists():
        return False
    return not kept.path.read_bytes().lstrip().startswith(b'{"register"')


def _generation(files: Files, state: State | None, words: Words, at: str) -> _Generation:
    """A register of the new generation, from its files; `state` is its file's, or the newest."""
    journal = Journal(files.journal)
    if not journal.exists():
        return _Generation(None if state is None else _marked(state, state.position, words), None)
    file = None
    if state is not None and files.path.exists():
        file = checkpoint.read(files.path).digest()
    beginning, old = journal.beginning()
    begins_with = state is not None and beginning.continues == file is not None
    found = None
    if begins_with and state is not None and not journal.stands_at(state.position):
        found = _marked(state, state.position, words)
    lines = _Lines(beginning, _last(journal, old), words, at, _digest(found))
    places = {old: lines.position}
    for read in journal.after(old):
        places[read.position] = lines.add(read.entry)
    if state is not None and found is None:
        if state.position not in places:
            raise Damaged(f"{files.path} is of another history than its journal.")
        found = _marked(state, places[state.position], words)
    return _Generation(found, lines.whole)


class _Lines:
    """The lines of a new journal, each chained to the one before."""

    def __init__(
        self, beginning: Beginning, last: str, words: Words, at: str, continues: str | None
    ) -> None:
        first = Beginning(
            beginning.register,
            beginning.schema,
            beginning.seq,
            continues or beginning.continues,
            (*beginning.renewed, Renewed(at, last)),
        )
        line = encoded(first)
        self.whole = [line]
        self.position = Position(first.seq, 0, len(line), hashed(line))
        self._words = words

    def add(self, entry: Entry) -> Position:
        """Add an entry as it would have been; where the journal stands after it."""
        line = encoded(
            Entry(
                entry.seq, entry.time, self._words.taken_out(entry.user), entry.session,
                tuple(map(self._words.of_change, entry.changes)), self.position.hash,
                entry.undoes,
            )
        )  # fmt: skip
        start = self.position.offset
        self.whole.append(line)
        self.position = Position(entry.seq, start, start + len(line), hashed(line))
        return self.position


def _last(journal: Journal, position: Position) -> str:
    for read in journal.after(position):
        position = read.position
    return position.hash


def _marked(state: State, position: Position, words: Words) -> Checkpoint:
    """A register's file, the words taken out, standing at `position` of its new journal."""
    found = Checkpoint.of(state)
    at = msgspec.structs.replace(
        found.header, sum="", seq=position.seq, line=position.line, offset=position.offset,
        hash=position.hash,
    )  # fmt: skip
    tables: dict[str, dict[int, dict[str, Json]]] = {}
    for name in found.tables:
        tables[name] = {}
        for key in state.keys_of(name):
            if record := state.record(name, key):
                tables[name][key] = words.of_document(record.table, key, record.document)
    return Checkpoint(at, tables, found.source)


def _digest(found: Checkpoint | None) -> str | None:
    if found is None:
        return None
    return digest(InMemory(checkpoint.whole(found)))


def _files(files: Files, new: _Generation) -> Iterator[NewFile]:
    # The journal first: a file alone would pass for a copy without its history.
    rights = files.rights
    if new.lines is not None:
        yield NewFile(files.journal, rights, _filled(b"".join(new.lines)))
    if new.checkpoint is not None:
        yield NewFile(files.path, rights, _filled(checkpoint.whole(new.checkpoint)))


def _filled(data: bytes) -> Callable[[int], None]:
    return lambda descriptor: written(descriptor, data)
