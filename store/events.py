"""What stands in the calendar: reviews, workshops and deadlines, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from store.dates.due import Schedule, schedule_of
from store.dates.standing import State, standings
from store.paperwork import feedback, review
from store.paperwork.tables import REVIEWS
from store.register.finding import whole_of
from store.register.register import Register
from store.short_names import short_name
from store.stages import Whole

LONGEST = 30
"""Days a review is drawn for at the most: an end mistyped by years is not drawn for years."""


class EventKind(StrEnum):
    """What happens on a day."""

    REVIEW = "Review"
    WORKSHOP = "Workshop"
    DEADLINE = "Due"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: of which review, what, and whether it is late."""

    day: date
    kind: EventKind
    key: int
    school: str
    words: str
    late: bool = False


def events(register: Register, first: date, last: date) -> list[Event]:
    """Everything from `first` to `last` of reviews that are not cancelled, by day."""
    schedule = schedule_of(register.consortium)
    found: list[Event] = []
    for line in register.lines():
        if line.status != "cancelled":
            whole = whole_of(register, register.record(REVIEWS, line.key))
            found += [
                event
                for event in _of_review(whole, schedule, register.today)
                if first <= event.day <= last
            ]
    order = list(EventKind)
    return sorted(found, key=lambda event: (event.day, order.index(event.kind), event.school))


def _of_review(whole: Whole, schedule: Schedule, today: date) -> Iterator[Event]:
    record, school = whole.review, short_name(whole)
    start, end = record[review.DATE_OF_REVIEW], record[review.END_DATE]
    if start is not None:
        days = min(LONGEST, max(0, (end - start).days if end else 0))
        for number in range(days + 1):
            words = "Review" if not days else f"Review, day {number + 1}"
            day = start + timedelta(days=number)
            yield Event(day, EventKind.REVIEW, record.key, school, words)
    held = record[feedback.WORKSHOP_DATE]
    workshop = held or record[feedback.WORKSHOP_AGREED_DATE]
    if workshop is not None:
        words = "Workshop" if held else "Workshop (agreed)"
        yield Event(workshop, EventKind.WORKSHOP, record.key, school, words)
    for one in standings(whole, schedule, today):
        day_due = one.due.day
        if day_due is not None and (one.owed or one.state is State.TO_COME):
            late = one.state is State.LATE
            yield Event(day_due, EventKind.DEADLINE, record.key, school, one.step.words, late)
