"""How a review's dates stand to each other: warnings that stay until they are resolved.

Fields are kept one at a time, so none of this is ever refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from store.dates.school_years import school_year, year_name
from store.dates.typed_dates import echo
from store.paperwork import consortium, deadlines, review
from store.paperwork.field import Field
from store.paperwork.field_kinds import DateKind
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import RowsKind
from store.paperwork.sent_and_signed import Custody
from store.paperwork.stages import feedback, visit
from store.paperwork.tables import PEOPLE, SETTINGS
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.schedule.why_due import days_of
from store.warnings.warning import Warning

YEARS_APART = 2
"""Years from the review beyond which a date of it is asked about."""
FAR_YEARS = 50
"""Years from today beyond which the review's own date is; before it, `YEARS_APART` from today."""
YEARS_AHEAD = 5
"""Years from today beyond which a day of the consortium's own is asked about."""

_Follows = tuple[Field[date | None], str, date | None, str]
"""A day, what it is called, the day it follows, and what that is called."""


def dates_of_review(
    record: Record, lines: Iterable[ReviewLine], today: date
) -> tuple[Warning, ...]:
    """The days of a review that do not fit together; `lines` are those of every review."""
    return (
        *_out_of_order(record),
        *_years_away(record, today),
        *_second_in_its_year(record, lines),
    )


def dates_of_another_record(record: Record, today: date) -> tuple[Warning, ...]:
    """The days of a record that is no review which are so far off that a digit is probably wrong,
    the periods that are longer than a year, and the posts that end before they begin."""
    first, last = _years_on(today, -FAR_YEARS), _years_on(today, YEARS_AHEAD)
    far = [
        Warning(address, f"{label}: {echo(day)} is years away; check the year.")
        for address, label, day in _dated(record)
        if not first <= day <= last
    ]
    return (*far, *_long_ranges(record), *_posts_backwards(record), *_workshop_window(record))


def _workshop_window(record: Record) -> Iterator[Warning]:
    """The numbers of ruling 6 in their order: the earliest, the latest, the proforma's."""
    if record.table is not SETTINGS:
        return
    for timing, later in pairwise(deadlines.WORKSHOP_WINDOW):
        own, next_own = days_of(timing, record), days_of(later, record)
        if own > next_own:
            yield Warning(
                timing.field.path,
                f"{timing.field.label} {own} days, is more than {later.field.label} {next_own} "
                "days.",
            )


def _posts_backwards(record: Record) -> Iterator[Warning]:
    """A post of somebody's, today's or an earlier one, with an end before its start."""
    if record.table is not PEOPLE:
        return
    said = "ends {}, before it begins, {}; exchange the two, or check the years."
    begun, until = record[consortium.PERSON_FROM], record[consortium.PERSON_UNTIL]
    if begun and until and until < begun:
        words = said.format(_on(until), _on(begun))
        yield Warning(consortium.PERSON_UNTIL.path, f"The time in the directory {words}")
    for number, row in enumerate(record[consortium.EARLIER_POSTS], start=1):
        begun, until = row[consortium.POST_FROM], row[consortium.POST_UNTIL]
        if begun and until and until < begun:
            yield Warning(
                f"{consortium.EARLIER_POSTS.path}.{row.id}.{consortium.POST_UNTIL.path}",
                f"Earlier post {number} {said.format(_on(until), _on(begun))}",
            )


def _long_ranges(record: Record) -> Iterator[Warning]:
    if record.table is not SETTINGS:  # a post may last for years
        return
    for path in record.document:
        field = record.table.fields.get(path)
        if field is None or not isinstance(field.kind, RowsKind):
            continue
        if consortium.PERIOD_UNTIL.path not in field.kind.columns:
            continue
        for row in field.kind.decode(record.stored(field)):
            begun, until = row[consortium.PERIOD_FROM], row[consortium.PERIOD_UNTIL]
            if begun and until and until >= _years_on(begun, 1):
                yield Warning(
                    f"{path}.{row.id}.{consortium.PERIOD_UNTIL.path}",
                    f"{field.label}: {echo(begun)} to {echo(until)} is a year or more; check the "
                    "years.",
                )


def _out_of_order(record: Record) -> Iterator[Warning]:
    """Days that come before those they follow."""
    first, last = record[review.DATE_OF_REVIEW], record[review.END_DATE]
    begun, finished = f"the review begins, {_on(first)}", f"the review ends, {_on(last or first)}"
    held = record[visit.VISIT_DATE]
    visited = f"the visit, {_on(held)}"
    pairs: list[_Follows] = [
        (review.END_DATE, "The last day of the review,", first, begun),
        (visit.VISIT_DATE, "The day the review was carried out,", first, begun),
        (feedback.FEEDBACK_DATE, "The feedback,", held or first, visited if held else begun),
        (feedback.WORKSHOP_AGREED_DATE, "The agreed workshop,", last or first, finished),
        (feedback.WORKSHOP_DATE, "The workshop,", last or first, finished),
        *_custody("Summary", summary.CUSTODY, record),
        *_custody("Action Plan", action_plan.CUSTODY, record),
    ]
    for field, words, earlier, which in pairs:
        day = record[field]
        if day is not None and earlier is not None and day < earlier:
            verb = " is" if words.endswith(",") else ""  # "The feedback, on …, is before"
            yield Warning(field.path, f"{words} {_on(day)},{verb} before {which}.")


def _custody(form: str, custody: Custody, record: Record) -> Iterator[_Follows]:
    """A document is completed, then sent, then received, then forwarded."""
    completed, sent = record[custody.completed], record[custody.sent]
    received = record[custody.received]
    yield custody.sent, f"The {form} was sent", completed, f"it was completed, {_on(completed)}"
    yield custody.received, f"The {form} came", sent, f"it was sent, {_on(sent)}"
    for field in (custody.to_school, custody.to_group):
        yield field, f"The {form} was forwarded", received, f"it came, {_on(received)}"


def _years_away(record: Record, today: date) -> Iterator[Warning]:
    """Days so far from the review that a digit is probably wrong."""
    first = record[review.DATE_OF_REVIEW]
    if first is not None:
        if first > _years_on(today, YEARS_APART):
            words = f"more than {YEARS_APART} years away"
            yield Warning(
                review.DATE_OF_REVIEW.path, f"The review, {_on(first)}, is {words}; check the year."
            )
        elif first < _years_on(today, -FAR_YEARS):
            words = f"more than {FAR_YEARS} years ago"
            yield Warning(
                review.DATE_OF_REVIEW.path,
                f"The review, {_on(first)}, was {words}; check the year.",
            )
    middle = first or today
    words = f"the review on {echo(first)}" if first else "today"
    for address, label, day in _dated(record):
        if address == review.DATE_OF_REVIEW.path:
            continue
        if not _years_on(middle, -YEARS_APART) <= day <= _years_on(middle, YEARS_APART):
            yield Warning(
                address,
                f"{label}: {echo(day)} is more than {YEARS_APART} years from {words}; check the "
                "year.",
            )


def _dated(record: Record) -> Iterator[tuple[str, str, date]]:
    """Every day that stands on a record: its address, what it is called, and the day."""
    for path in record.document:
        field = record.table.fields.get(path)
        if field is None:
            continue
        label = field.label.rstrip(":")
        if isinstance(field.kind, DateKind):
            if day := field.kind.decode(record.stored(field)):
                yield path, label, day
        elif isinstance(field.kind, RowsKind):
            columns = field.kind.columns
            for row in field.kind.decode(record.stored(field)):
                for column in columns.values():
                    if isinstance(column.kind, DateKind) and (
                        day := column.kind.decode(row.cells.get(column.path))
                    ):
                        yield f"{path}.{row.id}.{column.path}", f"{label}, {column.wording}", day


def _second_in_its_year(record: Record, lines: Iterable[ReviewLine]) -> Iterator[Warning]:
    """Ruling 35: a second review of one school in a school year."""
    day, school = record[review.DATE_OF_REVIEW], record[review.SCHOOL]
    if day is None or school is None:
        return
    year = school_year(day)
    others = [
        line.id
        for line in lines
        if line.school == school
        and line.key != record.key
        and line.status != "cancelled"
        and line.date is not None
        and school_year(line.date) == year
    ]
    if others:
        *all_but, last = others
        ids = f"{', '.join(all_but)} and {last}" if all_but else last
        yield Warning(
            review.DATE_OF_REVIEW.path,
            f"{record[review.SCHOOL_NAME] or 'The school'} has {ids} in {year_name(year)} as well "
            "(ruling 35).",
        )


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _on(day: date | None) -> str:
    return f"on {echo(day)}" if day else ""
