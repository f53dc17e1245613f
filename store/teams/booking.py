"""Who is booked on which day: reviews take their whole days, workshops their champions' one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from store.dates.days import review_days
from store.dates.typed_dates import echo
from store.field_values import Name
from store.paperwork import review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.register.register import Register
from store.teams.members import Member, champions_of, hosts_of, same_person, team_of

REACH = timedelta(days=366)
"""How far from its review a workshop can be for a day to be looked for there."""
WORKSHOP = "workshop"


class Booking(Struct, frozen=True):
    """Somebody who is on another review that day, and as what."""

    name: str
    day: date
    review: str
    school: str
    role: str

    @property
    def words(self) -> str:
        """When, on which review, and as what."""
        return f"booked on {echo(self.day)}: {self.review} {self.school}, {self.role}"


def everybody(record: Record) -> tuple[Member, ...]:
    """Everybody on a review: its team, its champions, its hosts."""
    return (*team_of(record), *champions_of(record), *hosts_of(record))


def bookings(
    names: Sequence[Name], first: date, last: date, others: Sequence[Record]
) -> Iterator[Booking]:
    """Where else these people are from `first` to `last`, on these other reviews."""
    for other in others:
        for day, role, name in _booked(other, first, last):
            if any(same_person(name, wanted) for wanted in names):
                yield Booking(name.name, day, other.id, other[review.SCHOOL_NAME], role)


def others_near(register: Register, key: int, first: date, last: date) -> list[Record]:
    """Every other review with a day from `first` to `last`, without cancelled ones."""
    nearby = (
        register.record(REVIEWS, line.key)
        for line in register.lines()
        if line.key != key
        and line.status != "cancelled"
        and (line.date is None or first - REACH <= line.date <= last + REACH)
    )
    return [
        record for record in nearby if _days(record, first, last) or _workshop(record, first, last)
    ]


def workshop_day(record: Record) -> date | None:
    """The day the workshop was held, or is agreed for."""
    return record[feedback.WORKSHOP_DATE] or record[feedback.WORKSHOP_AGREED_DATE]


def _booked(other: Record, first: date, last: date) -> Iterator[tuple[date, str, Name]]:
    """Who is booked on a review, when, and as what; its champions also for its workshop.

    Only on days from `first` to `last`: the people of most reviews then need not be read.
    """
    if days := _days(other, first, last):
        members = everybody(other)
        for day in days:
            for member in members:
                yield day, member.role, member.name
    if workshop := _workshop(other, first, last):
        for member in champions_of(other):
            yield workshop, WORKSHOP, member.name


def _days(other: Record, first: date, last: date) -> list[date]:
    begins = other[review.DATE_OF_REVIEW]
    days = review_days(begins, other[review.END_DATE]) if begins else ()
    return [day for day in days if first <= day <= last]


def _workshop(other: Record, first: date, last: date) -> date | None:
    day = workshop_day(other)
    return day if day and first <= day <= last else None
