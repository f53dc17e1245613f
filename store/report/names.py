"""Every name of the register: what the themes paper must not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from store.paperwork import consortium, review
from store.paperwork.field import Field, Offers
from store.paperwork.kinds import PersonKind
from store.paperwork.list_kinds import PeopleKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS, Table
from store.records.record import Record

_NAMES = (
    consortium.SCHOOL_NAME, consortium.SHORT_NAME, consortium.PERSON_NAME, review.SCHOOL_NAME,
)  # fmt: skip


def names_in(records: Callable[[Table], Iterable[Record]]) -> Iterator[str]:
    """The names of schools and people: of the directory, and typed on any review or year.

    `records` reads a table. Who delivers an action, and the like, is among them, where people
    write "Maths lead" as well as a name.
    """
    for table, names in (
        (SCHOOLS, _NAMES[:2]), (PEOPLE, _NAMES[2:3]), (REVIEWS, _NAMES[3:]), (YEARS, ()),
    ):  # fmt: skip
        for record in records(table):
            yield from (record[name] for name in names)
            yield from _people(record)


def _people(record: Record) -> Iterator[str]:
    """The people who stand in a record's own fields, and in its tables."""
    for path in record.document:
        field = record.table.fields.get(path)
        if field is None:
            continue
        kind, stored = field.kind, record.stored(field)
        if isinstance(kind, PersonKind | PeopleKind):
            yield from kind.typed(stored).split("\n")
        elif isinstance(kind, RowsKind):
            columns = [column for column in kind.columns.values() if _of_people(column)]
            for row in kind.decode(stored):
                for column in columns:
                    yield from row.plain(column).split("\n")


def _of_people(column: Field[object]) -> bool:
    return isinstance(column.kind, PersonKind | PeopleKind) or column.offers is Offers.PEOPLE
