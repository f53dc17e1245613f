"""Due dates: when each step is due, and why. Pure functions of the record and the settings.

R is the first day of the review, E its last. Every due date comes with the sentence that explains
it, the ruling it follows and the paper's own line; none is ever moved silently (ruling 14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from store.dates.typed import MONTHS, echo
from store.dates.working_days import Calendar, announced, calendar_of
from store.paperwork import action_plan, feedback, review, summary, timings
from store.paperwork.field import Field
from store.paperwork.steps import STEP, After, Anchor, Before, On, Ongoing, Step, WhenSet
from store.paperwork.timings import Timing
from store.records import Record
from store.stages import Whole

LATER = "later than the schedule, within the proforma’s 4 weeks"
LAST_WORKING_DAY = "last working day"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The consortium's own numbers for the schedule, and its working days."""

    settings: Record
    calendar: Calendar

    def days(self, timing: Timing) -> int:
        """A number of the schedule: the consortium's, else the paper's."""
        own = self.settings[timing.field]
        return timing.days if own is None else own


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due and why.

    `day` is None where there is no date: not yet possible, TBC, ongoing or none set; `reason`
    says which. `earliest` begins a window that ends on `day`; `late_after` is the day after which
    the step is late, when that is not `day` itself. `flags` are what a person should know of it.
    """

    day: date | None
    reason: str
    ruling: int
    paper: str = ""
    earliest: date | None = None
    late_after: date | None = None
    flags: tuple[str, ...] = ()


def schedule_of(settings: Record) -> Schedule:
    """The schedule of the consortium's settings."""
    return Schedule(settings, calendar_of(settings))


def due(step: Step, whole: Whole, schedule: Schedule) -> Due:
    """When `step` of a review is due, and why."""
    paper = step.timing or step.paper
    match step.rule:
        case Ongoing():
            return Due(None, "ongoing; done when the review is closed", step.ruling, paper)
        case WhenSet(field=field, tbc=tbc):
            return _when_set(step, field, tbc, whole, paper)
        case _ if step.key == "workshop":
            return _workshop(step, whole, schedule, paper)
        case Before() | After() | On():
            return _counted(step, whole, schedule, paper)


@dataclass(frozen=True, slots=True)
class _From:
    """The day a due date is counted from, and how a sentence names it."""

    day: date
    words: str


def _counted(step: Step, whole: Whole, schedule: Schedule, paper: str) -> Due:
    rule = step.rule
    assert isinstance(rule, Before | After | On)
    start = _anchor(rule.anchor, whole, schedule)
    if start is None:
        return Due(None, f"not yet possible: counted from {rule.anchor}", step.ruling, paper)
    if isinstance(rule, On):
        return _flagged(
            Due(start.day, f"on the day of {start.words}", step.ruling, paper), schedule
        )
    count = schedule.days(rule.timing)
    if isinstance(rule, After) and rule.timing.unit == "working days":
        return _in_working_days(step, start, count, schedule, paper, whole)
    if step.key == "timetable" and _by_working_day(schedule):
        day = schedule.calendar.before(start.day)
        reason = f"the last working day before {start.words}"
        return Due(day, reason, step.ruling, paper)
    earlier = isinstance(rule, Before)
    day = start.day + timedelta(days=-count if earlier else count)
    reason = f"{_many(count, 'day')} {'before' if earlier else 'after'} {start.words}"
    return _flagged(Due(day, reason, step.ruling, paper), schedule)


def _in_working_days(
    step: Step, start: _From, count: int, schedule: Schedule, paper: str, whole: Whole
) -> Due:
    counted = schedule.calendar.after(start.day, count)
    reason = f"{_many(count, 'working day')} after {start.words}"
    if counted.skipped:
        reason += f"; skipped {_listed(counted.skipped)}"
    flags = [*_holiday_flags(counted.day, schedule)]
    if not announced(counted.day):
        flags.append("bank holidays not yet announced")
    sender = _SENDERS.get(step.key)
    if sender is not None:
        by = due(STEP[sender], whole, schedule).day
        if by is not None and counted.day > by:
            flags.append(f"past the paper’s five working days, which ended on {echo(by)}")
    return Due(counted.day, reason, step.ruling, paper, flags=tuple(flags))


def _workshop(step: Step, whole: Whole, schedule: Schedule, paper: str) -> Due:
    """Ruling 6: a window from E + 7 to E + 14; till E + 28 within the proforma's four weeks."""
    end = _end(whole)
    agreed = whole.review[feedback.WORKSHOP_AGREED_DATE]
    if end is None:
        if agreed is None:
            return Due(None, f"not yet possible: counted from {Anchor.END}", step.ruling, paper)
        return _flagged(Due(agreed, "the agreed date", step.ruling, paper), schedule)
    first, target, last = (
        end.day + timedelta(days=schedule.days(timing))
        for timing in (timings.WORKSHOP_FROM, timings.WORKSHOP_TARGET, timings.WORKSHOP_LATEST)
    )
    flags = [f"the schedule says “{step.timing}”, the proforma “{STEP['workshop_agreed'].timing}”"]
    held = whole.review[feedback.WORKSHOP_DATE] or agreed
    if held is not None and held < first:
        flags.append(f"earlier than the schedule’s week: before {echo(first)}")
    elif held is not None and target < held <= last:
        flags.append(LATER)
    elif held is not None and held > last:
        flags.append(f"after the proforma’s 4 weeks, which end on {echo(last)}")
    if agreed is not None:
        reason = f"the agreed date; {_many((agreed - end.day).days, 'day')} after {end.words}"
        found = Due(agreed, reason, step.ruling, paper, late_after=min(agreed, last))
    else:
        reason = (
            f"{(first - end.day).days} to {_many((target - end.day).days, 'day')} "
            f"after {end.words}"
        )
        found = Due(target, reason, step.ruling, paper, earliest=first)
    return _flagged(found, schedule, flags)


def _when_set(
    step: Step, field: Field[date | None] | None, tbc: bool, whole: Whole, paper: str
) -> Due:
    record = whole.year if step.of_the_year else whole.review
    day = record[field] if record is not None and field is not None else None
    if day is not None:
        return Due(day, "the day that was set", step.ruling, paper)
    if tbc:
        return Due(
            None, "TBC: the paper leaves it open until somebody sets a day", step.ruling, paper
        )
    return Due(None, "no day set; the paper gives none", step.ruling, paper)


def _anchor(anchor: Anchor, whole: Whole, schedule: Schedule) -> _From | None:
    """The day an anchor stands for, as it is known so far."""
    record = whole.review
    match anchor:
        case Anchor.REVIEW:
            day = record[review.DATE_OF_REVIEW]
            return _From(day, f"the review on {echo(day)}") if day else None
        case Anchor.END:
            return _end(whole)
        case Anchor.FEEDBACK:
            given = record[feedback.FEEDBACK_DATE]
            return _known(given, "the feedback", STEP["feedback"], whole, schedule)
        case Anchor.WORKSHOP:
            held = record[feedback.WORKSHOP_DATE]
            return _known(held, "the workshop", STEP["workshop"], whole, schedule)
        case Anchor.SUMMARY_RECEIVED:
            return _received(record[summary.CUSTODY.received], "the Summary")
        case Anchor.PLAN_RECEIVED:
            return _received(record[action_plan.CUSTODY.received], "the Action Plan")


def _end(whole: Whole) -> _From | None:
    start, end = whole.review[review.DATE_OF_REVIEW], whole.review[review.END_DATE]
    if end is not None:
        return _From(end, f"the review’s last day, {echo(end)}")
    return _From(start, f"the review on {echo(start)}") if start else None


def _known(
    done: date | None, words: str, step: Step, whole: Whole, schedule: Schedule
) -> _From | None:
    """The day something was done; until then the day it is due."""
    if done is not None:
        return _From(done, f"{words} on {echo(done)}")
    expected = due(step, whole, schedule).day
    return _From(expected, f"{words}, which is due on {echo(expected)}") if expected else None


def _received(day: date | None, words: str) -> _From | None:
    return _From(day, f"{words} came, on {echo(day)}") if day else None


_SENDERS = {"summary_forwarded": "summary_sent", "plan_forwarded": "plan_sent"}
"""The step whose clock the paper's five working days are, for each forwarding (ruling 9)."""


def _flagged(found: Due, schedule: Schedule, flags: list[str] | None = None) -> Due:
    """Ruling 14: a date on a closure or in school holidays stays, and says so."""
    day = found.day
    assert day is not None
    flags = [*(flags or [])]
    if why := schedule.calendar.closed_for(day):
        nearest = schedule.calendar.before(day)
        flags.append(
            f"{echo(day)} is no working day ({why}); the nearest before is {echo(nearest)}"
        )
    flags.extend(_holiday_flags(day, schedule))
    return Due(
        day, found.reason, found.ruling, found.paper, found.earliest, found.late_after,
        tuple(flags),
    )  # fmt: skip


def _holiday_flags(day: date, schedule: Schedule) -> list[str]:
    name = schedule.calendar.school_holiday(day)
    return [f"in the school holidays ({name})"] if name else []


def _by_working_day(schedule: Schedule) -> bool:
    return schedule.settings[timings.TIMETABLE_DAY] == LAST_WORKING_DAY


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _listed(skipped: tuple[tuple[date, str], ...]) -> str:
    """The days a count passed over: Good Friday 3 Apr and Easter Monday 6 Apr."""
    words = [f"{name} {day.day} {MONTHS[day.month - 1][:3]}" for day, name in skipped]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
