"""History: what a record was, and what can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store.paperwork.tables import SETTINGS
from store.records.applying import Document, changed
from store.records.change import MADE, Entry
from store.records.record import Record


def of_record(entries: Iterable[Entry], table: str, key: int) -> Iterator[Entry]:
    """The entries that touch one record, each with its changes to that record alone."""
    for entry in entries:
        if (of_it := entry.of(table, key)).changes:
            yield of_it


def as_it_was(record: Record, entries: Sequence[Entry], seq: int) -> Record | None:
    """The record as it was after entry `seq`, from the entries that touch it; None before it."""
    document: Document | None = record.document
    for entry in reversed(entries):
        if entry.seq <= seq:
            break
        for change in reversed(entry.changes):
            document = changed(record.table, document, change.back())
    return None if document is None else Record(record.table, record.key, document)


def next_to_undo(entries: Iterable[Entry], user: str, session: str = "") -> Entry | None:
    """A user's last entry that is not an undo and has not been undone; None when there is none.

    With a `session`, only that session's entries count. Making the register cannot be undone.
    """
    undone: set[int] = set()
    candidates: list[Entry] = []
    for entry in entries:
        if entry.undoes is not None:
            undone.add(entry.undoes)
        elif entry.user == user and session in ("", entry.session) and not _makes_it(entry):
            candidates.append(entry)
    return next((entry for entry in reversed(candidates) if entry.seq not in undone), None)


def _makes_it(entry: Entry) -> bool:
    return any((change.table, change.field) == (SETTINGS.name, MADE) for change in entry.changes)
