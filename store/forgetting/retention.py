"""What is older than the consortium keeps it: listed for a decision, never removed by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from store.forgetting.marking import is_mark
from store.paperwork import consortium
from store.paperwork.field_kinds import DateKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS
from store.records.record import Record
from store.register.register import Register


class Old(Struct, frozen=True):
    """A closed review, or somebody who has left; `since` is the last day it, or they, counted."""

    record: Record
    since: date


def beyond_retention(register: Register) -> list[Old]:
    """What is older than the period that is set, the oldest first; nothing while none is set.

    A closed or cancelled review counts from the last day that is written in it, a person from
    the day they left.
    """
    years = register.consortium[consortium.RETENTION]
    if years is None:
        return []
    limit = _years_before(register.today, years)
    return sorted(
        (old for old in _ended(register, limit) if old.since < limit),
        key=lambda old: (old.since, old.record.table.name, old.record.key),
    )


def notice(register: Register) -> str:
    """How many are older than they are kept, and what lists them; empty when there are none."""
    count = len(beyond_retention(register))
    if not count:
        return ""
    are = "1 review or person is" if count == 1 else f"{count} reviews and people are"
    years = register.consortium[consortium.RETENTION]
    return f"{are} older than the {years} years set: peer-review people retention lists them."


def _ended(register: Register, limit: date) -> Iterator[Old]:
    for line in register.lines():
        old = line.date is None or line.date < limit  # only these have to be read whole
        if old and line.status in ("closed", "cancelled"):
            record = register.record(REVIEWS, line.key)
            if last := max(_days(record, register.today), default=None):
                yield Old(record, last)
    for person in register.records(PEOPLE):
        until = person[consortium.PERSON_UNTIL]
        if until and not is_mark(person[consortium.PERSON_NAME]):
            yield Old(person, until)


def _days(record: Record, today: date) -> Iterator[date]:
    """The dates in a review that are not after today."""
    for path, field in record.table.fields.items():
        if path not in record.document:
            continue
        stored = record.document[path]
        days: list[date | None] = []
        if isinstance(field.kind, DateKind):
            days = [field.kind.decode(stored)]
        elif isinstance(field.kind, RowsKind):
            days = [
                column.kind.decode(row.cells.get(column.path))
                for row in field.kind.decode(stored)
                for column in field.kind.columns.values()
                if isinstance(column.kind, DateKind)
            ]
        yield from (day for day in days if day and day <= today)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
