"""The calendar: reviews, workshops and deadlines as an .ics for Outlook, Google and Apple.

All events are all-day ones. An event keeps its UID for ever, and its SEQUENCE is the moment
of the change that last touched what it says, so that a second import moves it and does not double
it. What has been exported and is done since, or has no day any more, is CANCELLED, not left out: a
calendar drops only what it is told to drop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store.dates.days import ONE_DAY
from store.dates.school_years import year_name
from store.documents.calendar.last_changes import (
    Facts,
    LastChanges,
    facts_of_deadlines,
    facts_of_review,
    facts_of_year,
)
from store.documents.calendar.record_history import RecordHistory
from store.documents.files import FileKind, text_in
from store.documents.pages.head import school_name
from store.documents.scopes import BLANK, CalendarScope
from store.errors import Refused
from store.paperwork import review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS, YEARS
from store.progress.owed import people_of
from store.records.change import Entry
from store.records.record import Record, SchoolReview
from store.register.finding import school_review_of
from store.schedule.step_standing import ANY_DAY, Standing, StepState, standings
from store.schedule.why_due import Schedule, schedule_of
from store.text import capital

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Peer Review Register//Calendar//EN"
DOMAIN = "peer-review-register"
"""What stands behind the @ of every UID."""


class Status(StrEnum):
    """An event's STATUS (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class CalendarEvent(Struct, frozen=True):
    """An event of the calendar.

    `last` is its last day; `facts` are the fields it is made from; `busy` marks the day as taken.
    """

    uid: str
    first: date
    last: date
    summary: str
    lines: tuple[str, ...]
    facts: Facts
    status: Status
    busy: bool


def write(scope: CalendarScope) -> bytes:
    """The calendar of a review, or of a year, with CRLF at the end of each line.

    Raises:
        Refused: when nothing in it has a date.
    """
    import icalendar  # 100 ms, which only a calendar has to wait for

    entries = tuple(scope.register.history())
    events = list(events_of(scope, entries))
    if not events:
        raise Refused(f"Nothing of {_title(scope)} has a date that a calendar could show.")
    made = icalendar.Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", icalendar.vText(f"Peer reviews: {_title(scope)}"))
    key = scope.school_reviews[0].review.id if scope.year is None else scope.year
    made.add("X-WR-RELCALID", icalendar.vText(f"{scope.register.id}-{key}@{DOMAIN}"))
    touched = LastChanges.by(entries, scope.register.restored)
    for each in events:
        made.add_component(_event(each, touched))
    written: bytes = made.to_ical()
    return written


def events_of(scope: CalendarScope, entries: Sequence[Entry]) -> Iterator[CalendarEvent]:
    """Everything a calendar shows: review by review, each with its workshop and its deadlines.

    An event that had a day, by the journal's `entries`, and has none now is given as cancelled.
    A review that has moved out of the year is given on its new day, as in the other year's
    file: both can be imported into one calendar, in any order.
    """
    register, year = scope.register.id, scope.year
    schedule = schedule_of(scope.register.consortium)
    earlier = RecordHistory.by(entries)
    for now in (*scope.school_reviews, *_moved_out(scope, earlier)):
        before = (
            SchoolReview(record, now.school, now.year)
            for record in earlier.before_clearing(now.review)
        )
        yield from _and_taken_back(
            _of_review(register, school_review, schedule) for school_review in (now, *before)
        )
    if year is not None and scope.school_reviews:
        kept = scope.school_reviews[0].year or Record(YEARS, year, {})
        years = (kept, *earlier.before_clearing(kept))
        yield from _and_taken_back(_evaluation(register, record, schedule) for record in years)


def _moved_out(scope: CalendarScope, earlier: RecordHistory) -> Iterator[SchoolReview]:
    """The reviews that had a day in the year and are no longer in it."""
    if scope.year is not None:
        here = {school_review.review.key for school_review in scope.school_reviews}
        for key in earlier.ever_in(scope.year):
            if key not in here:
                record = scope.register.find(REVIEWS, key)
                yield (
                    school_review_of(scope.register, record)
                    if record
                    else SchoolReview(Record(REVIEWS, key, {}))
                )


def _and_taken_back(versions: Iterable[Iterable[CalendarEvent]]) -> Iterator[CalendarEvent]:
    """The current events (the first version's), plus cancelled ones for dates that were cleared."""
    seen: set[str] = set()
    for number, version in enumerate(versions):
        for each in version:
            if each.uid not in seen:
                seen.add(each.uid)
                yield _taken_back(each) if number else each


def _taken_back(event: CalendarEvent) -> CalendarEvent:
    return replace(
        event,
        summary=f"No longer on this day: {event.summary}",
        lines=("Its day was taken away, and it has no other one yet.",),
        status=Status.CANCELLED,
        busy=False,
    )


def _of_review(
    register: str, school_review: SchoolReview, schedule: Schedule
) -> Iterator[CalendarEvent]:
    yield from _review(register, school_review)
    for standing in standings(school_review, schedule, ANY_DAY):
        if standing.step.key == "workshop":
            yield from _workshop(register, school_review, standing)
        elif standing.step.key != "visit" and not standing.step.of_the_year:
            yield from _deadline(register, school_review, standing)


def _review(register: str, school_review: SchoolReview) -> Iterator[CalendarEvent]:
    record = school_review.review
    first = record[review.DATE_OF_REVIEW]
    if first is None:
        return
    cancelled = record[review.STATUS] == "cancelled"
    said = (review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS)
    lines = [f"{field.wording}: {record.plain(field)}" for field in said if record.has(field)]
    if cancelled:
        lines.insert(0, f"Cancelled: {record[review.STATUS_REASON]}")
    yield CalendarEvent(
        _uid(register, record, "review"),
        first,
        max(record[review.END_DATE] or first, first),
        f"Peer review{' cancelled' if cancelled else ''}: {school_name(school_review)}",
        (*lines, record.id),
        facts_of_review(school_review),
        Status.CANCELLED if cancelled else Status.CONFIRMED,
        busy=True,
    )


def _workshop(
    register: str, school_review: SchoolReview, standing: Standing
) -> Iterator[CalendarEvent]:
    """The workshop, on the day it was held or is agreed for; until then on the day it is due."""
    record = school_review.review
    held = record[feedback.WORKSHOP_DATE]
    agreed = held or record[feedback.WORKSHOP_AGREED_DATE]
    day = agreed or standing.due.day
    if day is None:
        return
    dropped = standing.state is StepState.NOT_APPLICABLE
    title = "Workshop no longer due" if dropped else "Workshop" if agreed else "Workshop due"
    yield CalendarEvent(
        _uid(register, record, standing.step.key),
        day,
        day,
        f"{title}: {school_name(school_review)}",
        ("Held.", record.id) if held else (*_why(standing, school_review), record.id),
        facts_of_deadlines(school_review),
        Status.CANCELLED if dropped else Status.CONFIRMED if agreed else Status.TENTATIVE,
        busy=agreed is not None,
    )


def _deadline(
    register: str, school_review: SchoolReview, standing: Standing
) -> Iterator[CalendarEvent]:
    """A step's due date; cancelled once it is done or no longer asked for."""
    record = school_review.review
    if standing.due.day is None:
        return
    title = "Due"
    if standing.state in (StepState.DONE, StepState.DONE_LATE):
        title = "Done"
    elif standing.state is StepState.NOT_APPLICABLE:
        title = "No longer due"
    yield CalendarEvent(
        _uid(register, record, standing.step.key),
        standing.due.day,
        standing.due.day,
        f"{title}: {standing.step.words}, {school_name(school_review)}",
        (*_why(standing, school_review), record.id),
        facts_of_deadlines(school_review),
        Status.CONFIRMED if title == "Due" else Status.CANCELLED,
        busy=False,
    )


def _evaluation(register: str, year: Record, schedule: Schedule) -> Iterator[CalendarEvent]:
    """The partnership's evaluation: one for the school year, not for each review (ruling 11)."""
    school_review = SchoolReview(BLANK.review, None, year)
    for standing in standings(school_review, schedule, ANY_DAY):
        if standing.step.of_the_year and standing.due.day is not None:
            done = standing.state in (StepState.DONE, StepState.DONE_LATE)
            yield CalendarEvent(
                f"{register}-{year.key}-{standing.step.key}@{DOMAIN}",
                standing.due.day,
                standing.due.day,
                f"{'Done' if done else 'Due'}: {standing.step.words}, {year_name(year.key)}",
                _why(standing, school_review),
                facts_of_year(year.key),
                Status.CANCELLED if done else Status.CONFIRMED,
                busy=False,
            )


def _why(standing: Standing, school_review: SchoolReview) -> tuple[str, ...]:
    """Why a due date is what it is, with the paper's own line, and who owes it."""
    people = ", ".join(name.name for name in people_of(school_review, standing.step.owner))
    owner = capital(standing.step.owner)
    paper = f" The paper: “{standing.due.paper}”." if standing.due.paper else ""
    why = standing.due.sentence
    return (
        f"{capital(why)} (ruling {standing.due.ruling}).{paper}",
        owner if owner == people else f"{owner}: {people}",
    )


def _event(each: CalendarEvent, touched: LastChanges) -> icalendar.Event:
    import icalendar  # as above

    last = touched.last(each.facts)
    stamp = last.time or datetime.combine(each.first, time(), UTC)
    event = icalendar.Event()
    event.add("UID", each.uid)
    event.add("SEQUENCE", last.sequence)
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("DTSTART", each.first)
    event.add("DTEND", each.last + ONE_DAY)  # exclusive (RFC 5545, 3.6.1)
    event.add("SUMMARY", each.summary)
    event.add("DESCRIPTION", "\n".join(each.lines))
    event.add("STATUS", each.status.value)
    event.add("TRANSP", "OPAQUE" if each.busy else "TRANSPARENT")
    return event


def _uid(register: str, record: Record, key: str) -> str:
    return f"{register}-{record.id}-{key}@{DOMAIN}"


def _title(scope: CalendarScope) -> str:
    if scope.year is not None:
        return year_name(scope.year)
    [school_review] = scope.school_reviews
    return f"{school_name(school_review)}, {school_review.review.id}"


def _whose(data: bytes) -> tuple[str, ...]:
    """What program wrote a calendar, and of which year or review of which register it is."""
    head = text_in(data).replace("\n ", "").partition("\nBEGIN:VEVENT")[0]
    return tuple(
        line for line in head.split("\n") if line.startswith(("PRODID:", "X-WR-RELCALID:"))
    )


ICS = FileKind(".ics", _whose)
