"""Moving a review: what moves with it, what is in the way, and the changes that do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from store.dates.days import review_days
from store.dates.typed_dates import echo
from store.field_values import Json, Unacceptable
from store.paperwork import review
from store.paperwork.stages import feedback
from store.paperwork.steps import Step
from store.records.change import Change
from store.records.editing import setting
from store.records.record import Record
from store.register.finding import school_review_of
from store.register.register import Register
from store.schedule.step_standing import Standing, StepState, standings, when_due
from store.schedule.why_due import Due, Schedule, longest_wait, schedule_of, workshop_window
from store.teams.booking import Booking, bookings, everybody, others_near
from store.warnings.all_warnings import warnings_of

_DONE = (StepState.DONE, StepState.DONE_LATE, StepState.NOT_APPLICABLE)


class Shift(Struct, frozen=True):
    """A step that is due on another day once the review has moved."""

    step: Step
    before: Due
    after: Due


class DayInTheWay(Struct, frozen=True):
    """A day of the review that is no working day, or lies in school holidays, and why."""

    day: date
    why: str


class ReviewMove(Struct, frozen=True):
    """What moving a review to `first` … `last` means.

    `shifts` are the due dates that move, of what is still to be done; `late` is what is late as
    things stand, wherever the review goes; `notices` are sentences: the agreed workshop that no
    longer fits, and how fields would no longer fit together. `changes` is one list to apply.
    """

    review: Record
    first: date
    last: date
    shifts: tuple[Shift, ...]
    days_in_the_way: tuple[DayInTheWay, ...]
    bookings: tuple[Booking, ...]
    late: tuple[Standing, ...]
    notices: tuple[str, ...]
    changes: tuple[Change, ...]


def moving(
    register: Register, record: Record, day: date, end_date: date | None = None
) -> ReviewMove:
    """What moving a review to begin on `day` means; nothing is changed by asking.

    Without `end_date` it stays as long as it was. A workshop that is agreed is not moved.

    Raises:
        Unacceptable: when a day is outside the years the register keeps, or the end before `day`.
    """
    if end_date is not None and end_date < day:
        raise Unacceptable(
            f"the last day, {echo(end_date)}, is before the first, {echo(day)}; give a later one"
        )
    changes = setting_days(record, day, end_date)
    after = Record(record.table, record.key, _with(record, changes))
    first = after[review.DATE_OF_REVIEW] or day
    last = max(after[review.END_DATE] or first, first)
    schedule = schedule_of(register.consortium)
    was = standings(school_review_of(register, record), schedule, register.today)
    will_be = standings(school_review_of(register, after), schedule, register.today)
    return ReviewMove(
        record,
        first,
        last,
        tuple(_shifts(was, will_be)),
        tuple(_days_in_the_way(first, last, schedule)),
        tuple(_bookings(register, after, first, last)),
        tuple(
            standing
            for standing in was
            if standing.state is StepState.LATE and not standing.step.of_the_year
        ),
        (*_workshop(after, last, schedule), *_new_warnings(register, record, after)),
        tuple(changes),
    )


def setting_days(record: Record, day: date, end_date: date | None = None) -> list[Change]:
    """The changes that put a review on `day` … `end_date`; without that it stays as long.

    Raises:
        Unacceptable: when a day is outside the years the register keeps.
    """
    first, last = record[review.DATE_OF_REVIEW], record[review.END_DATE]
    changes = setting(record, review.DATE_OF_REVIEW, day.isoformat())
    if end_date is not None:
        end = end_date.isoformat() if end_date > day else None
        return changes + setting(record, review.END_DATE, end)
    if first is not None and last is not None:
        try:
            end = (last + (day - first)).isoformat()
        except OverflowError:
            raise Unacceptable(
                f"a review of {(last - first).days + 1:,} days does not fit"
            ) from None
        changes += setting(record, review.END_DATE, end)
    return changes


def _with(record: Record, changes: list[Change]) -> dict[str, Json]:
    document: dict[str, Json] = {
        **record.document,
        **{change.field: change.is_ for change in changes},
    }
    return {path: value for path, value in document.items() if value is not None}


def _shifts(was: tuple[Standing, ...], will_be: tuple[Standing, ...]) -> Iterator[Shift]:
    for before, after in zip(was, will_be, strict=True):
        if before.state not in _DONE and before.due.day != after.due.day:
            yield Shift(before.step, before.due, after.due)


def _days_in_the_way(first: date, last: date, schedule: Schedule) -> Iterator[DayInTheWay]:
    for day in review_days(first, last):
        if why := schedule.calendar.closed_for(day):
            yield DayInTheWay(day, why)
        if name := schedule.calendar.school_holiday(day):
            yield DayInTheWay(day, f"school holidays: {name}")


def _bookings(register: Register, after: Record, first: date, last: date) -> Iterator[Booking]:
    names = [member.name for member in everybody(after)]
    return bookings(names, first, last, others_near(register, after.key, first, last))


def _workshop(after: Record, last: date, schedule: Schedule) -> Iterator[str]:
    """The agreed workshop stays where it is; a sentence when that is outside ruling 6's window."""
    agreed = after[feedback.WORKSHOP_AGREED_DATE]
    if agreed is None or after[feedback.WORKSHOP_DATE] is not None:
        return
    window = workshop_window(last, schedule)
    if agreed < last:
        place = "before the review ends"
    elif agreed < window.first:
        place = f"earlier than the schedule’s window from {echo(window.first)}"
    elif agreed > window.latest:
        place = f"after {longest_wait(schedule)}, which end on {echo(window.latest)}"
    elif agreed > window.target:
        place = f"later than the schedule’s window to {echo(window.target)}"
    else:
        return
    yield f"The workshop stays agreed for {echo(agreed)}, which is then {place}."


def _new_warnings(register: Register, record: Record, after: Record) -> Iterator[str]:
    """What would no longer fit together; the agreed workshop is spoken of already."""
    standing = warnings_of(register, record, booked=False)
    for warning in warnings_of(register, after, booked=False):
        if warning not in standing and warning.address != feedback.WORKSHOP_AGREED_DATE.path:
            yield warning.sentence


IN_THE_WAY = "In the way"
MOVES = "What moves"
LATE = "Late already"


class MoveLine(Struct, frozen=True):
    """One thing that moves, or is in the way; `why` is the reason for its new date."""

    group: str
    words: str
    why: str = ""

    @property
    def whole(self) -> str:
        """The words, with the reason where there is one."""
        return f"{self.words} ({self.why})" if self.why else self.words


def span(move: ReviewMove) -> str:
    """The new days of the review."""
    return " to ".join(echo(day) for day in dict.fromkeys((move.first, move.last)))


def heading(move: ReviewMove) -> str:
    """Which review is moved, from where, to where."""
    was = move.review.plain(review.DATE_OF_REVIEW) or "no date"
    return f"{move.review.id}  {move.review[review.SCHOOL_NAME]}: {was} → {span(move)}"


def lines(move: ReviewMove) -> Iterator[MoveLine]:
    """Everything the move means: what is in its way, what moves, what is late already."""
    for day in move.days_in_the_way:
        yield MoveLine(IN_THE_WAY, f"{echo(day.day)} is not an ordinary day: {day.why}.")
    for booking in move.bookings:
        yield MoveLine(IN_THE_WAY, f"{booking.name} is {booking.words}.")
    for notice in move.notices:
        yield MoveLine(IN_THE_WAY, notice)
    for shift in move.shifts:
        before, after = (
            echo(due.day) if due.day else "no date" for due in (shift.before, shift.after)
        )
        yield MoveLine(MOVES, f"{shift.step.words}: {before} → {after}", shift.after.sentence)
    for standing in move.late:
        yield MoveLine(LATE, f"{standing.step.words}, {when_due(standing)}.")
