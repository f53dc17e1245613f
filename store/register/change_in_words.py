"""A change in words: whose record, which field, what it was and what it is."""

from __future__ import annotations

from msgspec import Struct

from store.dates.school_years import year_name
from store.paperwork import consortium, review
from store.paperwork.rows import RowsKind
from store.paperwork.tables import AFTER, PEOPLE, REVIEWS, SCHOOLS, TABLES, YEARS, FieldPart, Table
from store.records.change import MADE, Change, Entry
from store.records.record import ID, Record
from store.register.register import Register
from store.values import Json, Unacceptable


class Described(Struct, frozen=True):
    """A change as people read it; `was` and `is_` are plain text, empty for nothing."""

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
    name = name_of(register, table, change)
    if change.field == MADE:
        return Described(name, table.singular, "" if change.was is None else "made", _made(change))
    try:
        place = table.part(change.field)
    except Unacceptable:
        return Described(name, change.field, str(change.was), str(change.is_))
    return Described(name, place.wording, _plain(place, change.was), _plain(place, change.is_))


def name_of(register: Register, table: Table, change: Change) -> str:
    """How people name the record that a change is made to, also when it is no longer there."""
    record = register.found(table, change.key)
    if record is None:
        document = change.is_ if isinstance(change.is_, dict) else change.was
        record = Record(table, change.key, document if isinstance(document, dict) else {})
    return record_name(record)


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


def _plain(place: FieldPart, value: Json) -> str:
    kind = place.field.kind
    if not isinstance(kind, RowsKind) or not place.row:
        return kind.plain(value)
    if place.column == AFTER:
        return f"after {value}" if value else "first"
    if place.column:
        return kind.columns[place.column].kind.plain(value)
    if not isinstance(value, dict):
        return ""
    cells = {path: cell for path, cell in value.items() if path != AFTER}
    return kind.plain([{"id": place.row, **cells}])
