"""What records were before a date was cleared: a calendar has to be told that it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from store.dates.school_years import school_year
from store.field_values import Json
from store.paperwork import review
from store.paperwork.tables import REVIEWS, Table
from store.records.change import MADE, Change, Entry
from store.records.record import Record


class RecordHistory(Struct, frozen=True):
    """The changes to each record, list by list, the oldest first."""

    lists: Mapping[tuple[str, int], Sequence[Sequence[Change]]]

    @classmethod
    def by(cls, entries: Iterable[Entry]) -> RecordHistory:
        """What the journal's entries, from the first one on, have changed."""
        changes_of: dict[tuple[str, int], list[Sequence[Change]]] = {}
        for entry in entries:
            of_entry: dict[tuple[str, int], list[Change]] = {}
            for change in entry.changes:
                of_entry.setdefault((change.table, change.key), []).append(change)
            for address, changes in of_entry.items():
                changes_of.setdefault(address, []).append(changes)
        return cls(changes_of)

    def before_clearing(self, record: Record) -> Iterator[Record]:
        """The record as it was before each time a field of it was cleared, the newest first.

        A record with an empty document was taken back: it is read as it was before that. The rows
        of its tables stay as they are now, because no event is made from them.
        """
        document: Mapping[str, Json] | None = record.document or None
        for changes in reversed(self.lists.get((record.table.name, record.key), ())):
            for change in reversed(changes):
                document = _back(record.table, document, change)
            if document is not None and any(change.is_ is None for change in changes):
                yield Record(record.table, record.key, document)

    def ever_in(self, year: int) -> list[int]:
        """The keys of the reviews that have, or once had, a day in a school year."""
        return [
            key
            for (table, key), lists in self.lists.items()
            if table == REVIEWS.name
            and any(
                school_year(day) == year
                for changes in lists
                for change in changes
                for day in _days(change)
            )
        ]


def _back(
    table: Table, document: Mapping[str, Json] | None, change: Change
) -> Mapping[str, Json] | None:
    if change.field == MADE:
        return change.was if isinstance(change.was, dict) else None
    if document is None or change.field not in table.fields:
        return document
    others = {path: value for path, value in document.items() if path != change.field}
    empty = change.was == table.fields[change.field].kind.empty
    return others if empty else {**others, change.field: change.was}


def _days(change: Change) -> Iterator[date]:
    """The days that a change gives to a review, and takes from it."""
    field = review.DATE_OF_REVIEW
    for value in (change.was, change.is_):
        stored: Json = None
        if change.field == field.path:
            stored = value
        elif change.field == MADE and isinstance(value, dict):
            stored = value.get(field.path)
        if day := field.kind.decode(stored):
            yield day
