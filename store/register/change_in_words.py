"""A change in words, wherever it is told: whose record, which field, what it was and what it is.

What stands in a field is said the same way: a record that is pointed at has its name.
"""

from __future__ import annotations

from msgspec import Struct

from store.dates.school_years import year_name
from store.errors import Damaged
from store.field_values import Json, Unacceptable
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind, RecordKind
from store.paperwork.rows import Row, RowsKind, as_row
from store.paperwork.tables import (
    AFTER,
    ITEMS,
    PEOPLE,
    REVIEWS,
    SCHOOLS,
    TABLES,
    YEARS,
    FieldPart,
    Table,
)
from store.records.applying import standing
from store.records.change import MADE, Change, Entry
from store.records.record import ID, Record
from store.register.register import Register


class Described(Struct, frozen=True):
    """A change as people read it; `was` and `is_` are plain text, empty where there is nothing."""

    record: str
    field: str
    was: str
    is_: str

    @property
    def short(self) -> str:
        """Record and field in a few words."""
        return f"{self.record}: {self.field}"


def by(entry: Entry) -> str:
    """Who made an entry, and where what it says came from."""
    return f"{entry.user} ({entry.source})" if entry.source else entry.user


def described(register: Register, change: Change) -> Described:
    """A change in words."""
    table = TABLES[change.table]
    name = _name(register, table, change)
    if change.field == MADE:
        return Described(name, table.singular, "" if change.was is None else "made", _made(change))
    try:
        part = table.part(change.field)
    except Unacceptable:
        return Described(name, change.field, str(change.was), str(change.is_))
    was, now = (change_side(register, part, side) for side in (change.was, change.is_))
    return Described(name, part.wording, was, now)


def _name(register: Register, table: Table, change: Change) -> str:
    """How people name the record a change is made to, even when it is gone."""
    record = _readable(register, table, change.key)
    if record is None:
        document = change.is_ if isinstance(change.is_, dict) else change.was
        record = Record(table, change.key, document if isinstance(document, dict) else {})
    return record_name(record)


def _readable(register: Register, table: Table, key: int) -> Record | None:
    """A record whose name can be told; None when it is gone, or damaged."""
    try:
        return register.find(table, key)
    except Damaged:
        return None


def record_name(record: Record) -> str:
    """A record's name: a review's id, a school's or person's name, a school year."""
    if record.table is REVIEWS:
        return str(record.document.get(ID, record.id))
    if record.table is SCHOOLS:
        return record[consortium.SCHOOL_NAME] or record.id
    if record.table is PEOPLE:
        return record[consortium.PERSON_NAME] or record.id
    return year_name(record.key) if record.table is YEARS else "The consortium"


def _made(change: Change) -> str:
    if not isinstance(change.is_, dict):
        return "taken back"
    name = change.is_.get(review.SCHOOL_NAME.path) or change.is_.get("name")
    return f"made ({name})" if name else "made"


def change_side(register: Register, part: FieldPart, value: Json) -> str:
    """One side of a change in words: the value of a field, a row or a cell."""
    kind = part.field.kind
    if value is None:
        return ""
    if not isinstance(kind, RowsKind) or not part.row:
        return value_in_words(register, kind, value)
    if part.column == AFTER:
        return f"after {value}" if value else "first"
    if part.column:
        return value_in_words(register, kind.columns[part.column].kind, value)
    return _row_in_words(register, kind, as_row(value)) if isinstance(value, dict) else ""


def value_in_words(register: Register, kind: Kind[object], stored: Json) -> str:
    """A stored value as people read it; a record it points to by its name."""
    if isinstance(kind, RowsKind):
        return "; ".join(_row_in_words(register, kind, row) for row in kind.decode(stored))
    if isinstance(kind, RecordKind) and isinstance(stored, int):
        table = TABLES[kind.table]
        record = _readable(register, table, stored)
        return record_name(record) if record else f"{table.singular} {stored}"
    return kind.plain(stored)


def _row_in_words(register: Register, kind: RowsKind, row: Row) -> str:
    return kind.plain_row(row, lambda column, cell: value_in_words(register, column, cell))


def field_in_words(register: Register, record: Record, field: Field[object]) -> str:
    """A field of a record as people read it."""
    return value_in_words(register, field.kind, record.stored(field))


def words_at(register: Register, record: Record, path: str) -> str:
    """The value at a path in words: of a field, an item (its state) or a cell."""
    if record.table is REVIEWS and path in ITEMS:
        return field_in_words(register, record, ITEMS[path].state)
    return change_side(
        register, record.table.part(path), standing(record.table, record.document, path)
    )
