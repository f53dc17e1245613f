"""What stands in the calendar: reviews, workshops and deadlines, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from store.dates.days import review_days
from store.dates.school_years import year_name
from store.paperwork import review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS, YEARS
from store.progress.school_overview import short_name
from store.records.record import SchoolReview
from store.register.finding import school_review_of
from store.register.register import Register
from store.schedule.step_standing import Standing, StepState, standings, year_standings
from store.schedule.why_due import Schedule, schedule_of


class EventKind(StrEnum):
    """What happens on a day."""

    REVIEW = "Review"
    WORKSHOP = "Workshop"
    DEADLINE = "Due"


class Event(Struct, frozen=True):
    """Something on a day: of which review, what, and whether it is late.

    What is of a school year has the year's name for a school; `key` is a review of that year,
    which shows it too, and None while there is none.
    """

    day: date
    kind: EventKind
    key: int | None
    school: str
    words: str
    late: bool = False
    of_the_year: bool = False


def events(register: Register, first: date, last: date) -> list[Event]:
    """Every event from `first` to `last`, by day: of reviews not cancelled, and of school years."""
    schedule = schedule_of(register.consortium)
    all_events = list(_of_years(register, schedule))
    for line in register.lines():
        if line.status != "cancelled":
            school_review = school_review_of(register, register.record(REVIEWS, line.key))
            all_events += _of_review(school_review, schedule, register.today)
    order = list(EventKind)
    return sorted(
        (event for event in all_events if first <= event.day <= last),
        key=lambda event: (event.day, order.index(event.kind), event.school),
    )


def _of_review(school_review: SchoolReview, schedule: Schedule, today: date) -> Iterator[Event]:
    """A review and its workshop on their days, once each and marked when late; then what is due."""
    record, school = school_review.review, short_name(school_review)
    step_standings = standings(school_review, schedule, today)
    late = {standing.step.key for standing in step_standings if standing.state is StepState.LATE}
    start = record[review.DATE_OF_REVIEW]
    if start is not None:
        days = review_days(start, record[review.END_DATE])
        for number, day in enumerate(days, start=1):
            words = "Review" if len(days) == 1 else f"Review, day {number}"
            missed = number == 1 and "visit" in late
            yield Event(day, EventKind.REVIEW, record.key, school, words, missed)
    held = record[feedback.WORKSHOP_DATE]
    workshop = held or record[feedback.WORKSHOP_AGREED_DATE]
    if workshop is not None:
        words = "Workshop" if held else "Workshop (agreed)"
        yield Event(workshop, EventKind.WORKSHOP, record.key, school, words, "workshop" in late)
    shown = ("visit",) if workshop is None else ("visit", "workshop")
    for standing in step_standings:
        if not standing.step.of_the_year and standing.step.key not in shown:
            yield from _deadline(standing, record.key, school)


def _of_years(register: Register, schedule: Schedule) -> Iterator[Event]:
    """What is due once in a school year, from the year's own record (ruling 11)."""
    reviews: dict[int, int] = {}
    for line in register.lines():
        if line.status != "cancelled":
            reviews.setdefault(line.year(register.today), line.key)
    for year in register.records(YEARS):
        for standing in year_standings(year, schedule, register.today):
            yield from _deadline(standing, reviews.get(year.key), year_name(year.key))


def _deadline(standing: Standing, key: int | None, school: str) -> Iterator[Event]:
    day = standing.due.day
    if day is not None and (standing.owed or standing.state is StepState.TO_COME):
        late, of_the_year = standing.state is StepState.LATE, standing.step.of_the_year
        yield Event(day, EventKind.DEADLINE, key, school, standing.step.words, late, of_the_year)
