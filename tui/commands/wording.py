"""Values in words, for results and messages that people read."""

from __future__ import annotations

from store.paperwork.field import Field
from store.paperwork.kinds import Kind, RecordKind
from store.paperwork.rows import Row, RowsKind, as_row
from store.paperwork.tables import AFTER, ITEMS, REVIEWS, TABLES, Table
from store.records.record import Record
from store.register.register import Register
from store.values import Json, Unacceptable


def plain_value(register: Register, kind: Kind[object], stored: Json) -> str:
    """A stored value in plain text; a record that is pointed at by its name."""
    if isinstance(kind, RecordKind) and isinstance(stored, int):
        table = TABLES[kind.table]
        found = register.found(table, stored)
        name = found.plain(table.field("name")) if found else ""
        return name or f"{table.singular} {stored}"
    return kind.plain(stored)


def plain_field(register: Register, record: Record, field: Field[object]) -> str:
    """A field of a record in plain text."""
    return plain_value(register, field.kind, record.stored(field))


def plain_at(register: Register, record: Record, path: str) -> str:
    """What stands at a path: of a field, an item (its state) or a cell."""
    if record.table is REVIEWS and path in ITEMS:
        return plain_field(register, record, ITEMS[path].state)
    place = record.table.part(path)
    kind = place.field.kind
    if not place.row or not isinstance(kind, RowsKind):
        return plain_field(register, record, place.field)
    rows: tuple[Row, ...] = kind.decode(record.stored(place.field))
    row = next((row for row in rows if row.id == place.row), None)
    return row.plain(kind.columns[place.column]) if row else ""


def plain_change(register: Register, table: Table, address: str, value: Json) -> str:
    """One side of a change in plain text."""
    if value is None:
        return ""
    try:
        place = table.part(address)
    except Unacceptable:
        return str(value)
    kind = place.field.kind
    if not place.row or not isinstance(kind, RowsKind):
        return plain_value(register, kind, value)
    if place.column == AFTER:
        return f"after {value}" if value else "first"
    if place.column:
        return kind.columns[place.column].kind.plain(value)
    return kind.plain_row(as_row(value)) if isinstance(value, dict) else ""


def name_of(record: Record) -> str:
    """How people call a record: a review's id, else what it is and its name."""
    if record.table is REVIEWS or "name" not in record.table.fields:
        return record.id
    return record.plain(record.table.field("name")) or record.id
