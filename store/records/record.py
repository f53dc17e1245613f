"""A record: what the register holds of one review, school, person, year or the consortium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from store.field_values import Json, Unacceptable
from store.paperwork.field import Field
from store.paperwork.rows import RowsKind
from store.paperwork.tables import REVIEWS, Table

T = TypeVar("T")

ID = "id"
"""Where a review's document keeps its id (`PR-2026-014`)."""
CONSORTIUM = 1
"""The key of the one record of `settings`."""
ROW_IDS = "row_ids"
"""Where a document keeps the highest row id each of its tables ever gave, so none returns."""


class Record(Struct, frozen=True):
    """One record as it stands in the register; read by field, `record[VISIT_DATE]`.

    `document` is its stored form: paths and their values, only where there is something.
    A record is never changed: a change makes a new one.
    """

    table: Table
    key: int
    document: Mapping[str, Json]

    def __getitem__(self, field: Field[T]) -> T:
        kind = field.kind  # as `stored`, without asking it: this is what lists are drawn from
        return kind.decode(self.document.get(field.path, kind.empty))

    def stored(self, field: Field[object]) -> Json:
        """The stored value of a field, or its kind's empty value."""
        return self.document.get(field.path, field.kind.empty)

    def plain(self, field: Field[object]) -> str:
        """A field as people read it, in plain text."""
        return field.kind.plain(self.stored(field))

    def has(self, field: Field[object]) -> bool:
        """Whether a field holds anything."""
        return field.path in self.document

    @property
    def id(self) -> str:
        """How people name the record: a review's id; else the table and the key."""
        stored = self.document.get(ID)
        return stored if isinstance(stored, str) else f"{self.table.singular} {self.key}"

    def flat(self) -> dict[str, Json]:
        """Every field by its path, the empty ones too, as `show --json` prints it."""
        values: dict[str, Json] = {"id": self.id if self.table is REVIEWS else self.key}
        for path, field in self.table.fields.items():
            values[path] = self.stored(field)
        return values


class SchoolReview(Struct, frozen=True):
    """A review with what bears on it from elsewhere: its school, and its school year's record."""

    review: Record
    school: Record | None = None
    year: Record | None = None


def checked(table: Table, key: int, document: Mapping[str, Json]) -> Record:
    """A record whose every field was accepted by its kind.

    Raises:
        Unacceptable: naming the field that is unknown or holds what it cannot hold.
    """
    for path, value in document.items():
        if path in (ID, ROW_IDS):
            continue
        field = table.field(path)
        try:
            same = field.kind.accept(value) == value and _has_row_ids(field, value)
        except Unacceptable as error:
            raise Unacceptable(f"{path}: {error}") from None
        if not same:
            raise Unacceptable(f"{path} is not in the form the register stores it in")
    return Record(table, key, document)


def _has_row_ids(field: Field[object], value: Json) -> bool:
    if not isinstance(field.kind, RowsKind):
        return True
    return all(row.id for row in field.kind.decode(value))


def references(record: Record, before: Record | None = None) -> Iterator[tuple[str, int]]:
    """The records a record points to, as (table, key); with `before`, only where that has changed.

    A field that nobody changed has the very value it had.
    """
    stood = before.document if before else {}
    for path, value in record.document.items():
        if path in record.table.fields and stood.get(path) is not value:
            yield from record.table.fields[path].kind.references(value)
