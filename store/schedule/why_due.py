"""Due dates: when each step is due, and why. Pure functions of the record and the settings.

R is the first day of the review, E its last. Every due date comes with the sentence that explains
it, the ruling it follows and the paper's own line; none is ever moved silently (ruling 14).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from store.dates.typed_dates import echo
from store.paperwork import deadlines, review
from store.paperwork.deadlines import Timing
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import feedback
from store.paperwork.steps import STEP, After, Anchor, Before, On, Ongoing, Step, WhenSet
from store.records.record import Record, SchoolReview
from store.schedule.working_days import OfficeCalendar, calendar_of, day_flags, skipped_days
from store.text import count_of

LAST_WORKING_DAY = "last working day"


class Schedule(msgspec.Struct, frozen=True):
    """The consortium's own numbers for the schedule, and its working days."""

    settings: Record
    calendar: OfficeCalendar

    def days(self, timing: Timing) -> int:
        """A number of the schedule: the consortium's, else the paper's."""
        return days_of(timing, self.settings)


class Due(msgspec.Struct, frozen=True, gc=False):
    """When a step is due and why.

    `day` is None where there is no date: not yet possible, TBC, ongoing or none set; `reason`
    says which. `earliest` begins a window that ends on `day`; `late_after` is the day after which
    the step is late, when that is not `day` itself, and `limit` what ends then; done by
    `excused_until` it was not late after all (ruling 6). `flags` are what a person should know.
    """

    day: date | None
    reason: str
    ruling: int
    paper: str = ""
    earliest: date | None = None
    late_after: date | None = None
    limit: str = ""
    excused_until: date | None = None
    flags: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason and the flags, as one sentence."""
        return "; ".join((self.reason, *self.flags))


class WorkshopWindow(msgspec.Struct, frozen=True):
    """Ruling 6: the schedule's window from `first` to `target`; the proforma's ends on `latest`."""

    first: date
    target: date
    latest: date


def days_of(timing: Timing, settings: Record) -> int:
    """A number of the schedule by the consortium's settings, else the paper's."""
    own = settings[timing.field]
    return timing.days if own is None else own


def workshop_window(end: date, schedule: Schedule) -> WorkshopWindow:
    """When the workshop of a review that ends on `end` is to be held."""
    first, target, latest = (
        end + timedelta(days=schedule.days(timing)) for timing in deadlines.WORKSHOP_WINDOW
    )
    return WorkshopWindow(min(first, target), target, max(latest, target))


def longest_wait(schedule: Schedule) -> str:
    """The longest time a workshop has, in words: the proforma’s 4 weeks, if it is those."""
    latest = schedule.days(deadlines.WORKSHOP_LATEST)
    own = latest != deadlines.WORKSHOP_LATEST.days
    return f"the consortium’s {count_of(latest, 'day')}" if own else "the proforma’s 4 weeks"


def schedule_of(settings: Record) -> Schedule:
    """The schedule of the consortium's settings."""
    return Schedule(settings, calendar_of(settings))


def due(step: Step, school_review: SchoolReview, schedule: Schedule) -> Due:
    """When `step` of a review is due, and why."""
    paper = step.timing or step.paper
    match step.rule:
        case Ongoing():
            return Due(None, "ongoing; done when the review is closed", step.ruling, paper)
        case WhenSet(field=field, tbc=tbc):
            return _when_set(step, field, tbc, school_review, schedule, paper)
        case _ if step.key == "workshop":
            return _workshop(step, school_review, schedule, paper)
        case Before() | After() | On():
            return _counted(step, school_review, schedule, paper)


def _counted(step: Step, school_review: SchoolReview, schedule: Schedule, paper: str) -> Due:
    rule = step.rule
    assert isinstance(rule, Before | After | On)
    start = _anchor(rule.anchor, school_review, schedule)
    if start is None:
        return Due(None, f"not yet possible: {_MISSING[rule.anchor]}", step.ruling, paper)
    flags: tuple[str, ...] = ()
    if isinstance(rule, On):
        day, reason = start.day, f"on {start.on}"
    elif isinstance(rule, After) and rule.timing.unit == "working days":
        counted, reason = _in_working_days(start, schedule.days(rule.timing), schedule)
        if counted is None:
            return Due(None, reason, step.ruling, paper)
        day = counted
        flags = _past_the_senders_days(step, day, school_review, schedule)
    elif step.key == "timetable" and schedule.settings[deadlines.TIMETABLE_DAY] == LAST_WORKING_DAY:
        day, reason = _last_working_day(start, schedule.days(rule.timing), schedule)
    else:
        count = schedule.days(rule.timing)
        day = start.day + timedelta(days=-count if isinstance(rule, Before) else count)
        reason = apart(day, start)
    return Due(day, reason, step.ruling, paper, flags=(*flags, *day_flags(day, schedule.calendar)))


def _in_working_days(start: CountedFrom, count: int, schedule: Schedule) -> tuple[date | None, str]:
    if not count:
        return start.day, f"on {start.on}"
    counted = schedule.calendar.after(start.day, count)
    reason = f"{count_of(count, 'working day')} after {start.words}"
    if counted.given_up:
        return None, f"{reason}, and the office is closed for years from then: see the closures"
    if counted.skipped:
        reason += f"; skipped {skipped_days(counted.skipped)}"
    return counted.day, reason


def _last_working_day(start: CountedFrom, count: int, schedule: Schedule) -> tuple[date, str]:
    """Ruling 3, as a setting: the last working day that is at least so many days before."""
    day = schedule.calendar.before(start.day - timedelta(days=count - 1))
    if count == 1:
        return day, f"the last working day before {start.words}"
    if not count:
        return day, f"the last working day up to {start.on}"
    return day, f"the last working day at least {count_of(count, 'day')} before {start.words}"


def _past_the_senders_days(
    step: Step, day: date, school_review: SchoolReview, schedule: Schedule
) -> tuple[str, ...]:
    """Ruling 9: forwarding that is due after the days the document had to be sent in."""
    sender = _SENDERS.get(step.key)
    if sender is None:
        return ()
    anchor, timing = sender
    start = _anchor(anchor, school_review, schedule)
    if start is None:
        return ()
    count = schedule.days(timing)
    counted = schedule.calendar.after(start.day, count)
    end = counted.day
    if counted.given_up or day <= end:
        return ()
    whose = "paper’s" if count == timing.days else "consortium’s"
    return (f"past the {whose} {count_of(count, timing.unit[:-1])}, which ended on {echo(end)}",)


def _workshop(step: Step, school_review: SchoolReview, schedule: Schedule, paper: str) -> Due:
    """Ruling 6: a window from E + 7 to E + 14; till E + 28 within the proforma's four weeks."""
    end = _end(school_review)
    agreed = school_review.review[feedback.WORKSHOP_AGREED_DATE]
    if end is None:
        if agreed is None:
            return Due(None, f"not yet possible: {_MISSING[Anchor.END]}", step.ruling, paper)
        flags = day_flags(agreed, schedule.calendar)
        return Due(agreed, f"the agreed date; {_BOTH_SAY}", step.ruling, paper, flags=flags)
    window = workshop_window(end.day, schedule)
    held = school_review.review[feedback.WORKSHOP_DATE] or agreed
    if agreed is not None:
        day, reason = agreed, f"the agreed date, {apart(agreed, end)}"
    else:
        day, reason = window.target, apart(window.target, end)
        if window.first < window.target:
            reason = f"{(window.first - end.day).days} to {reason}"
    return Due(
        day,
        f"{reason}; {_BOTH_SAY}",
        step.ruling,
        paper,
        earliest=None if agreed else window.first,
        late_after=min(day, window.latest),
        limit=longest_wait(schedule) if day > window.latest else "",
        excused_until=window.latest,
        flags=(
            *_place_in_window(held, window, schedule),
            *day_flags(day, schedule.calendar),
        ),
    )


def _place_in_window(
    held: date | None, window: WorkshopWindow, schedule: Schedule
) -> tuple[str, ...]:
    """What ruling 6 says of the day a workshop was held on or is agreed for."""
    if held is None or window.first <= held <= window.target:
        return ()
    if held < window.first:
        return (f"earlier than the schedule, which begins on {echo(window.first)}",)
    if held <= window.latest:
        return (f"later than the schedule, within {longest_wait(schedule)}",)
    return (f"after {longest_wait(schedule)}, which end on {echo(window.latest)}",)


def _when_set(
    step: Step,
    field: Field[date | None] | None,
    tbc: bool,
    school_review: SchoolReview,
    schedule: Schedule,
    paper: str,
) -> Due:
    record = school_review.year if step.of_the_year else school_review.review
    day = record[field] if record is not None and field is not None else None
    if day is not None:
        flags = day_flags(day, schedule.calendar)
        return Due(day, "the day that was set", step.ruling, paper, flags=flags)
    if tbc:
        return Due(None, "TBC: the paper leaves it open until a day is set", step.ruling, paper)
    return Due(None, "no day is set, and the paper gives none", step.ruling, paper)


def _anchor(anchor: Anchor, school_review: SchoolReview, schedule: Schedule) -> CountedFrom | None:
    """The day an anchor stands for: the day it was done, else the day it is due."""
    record = school_review.review
    match anchor:
        case Anchor.REVIEW:
            day = record[review.DATE_OF_REVIEW]
            return CountedFrom(day, *_THE_REVIEW) if day else None
        case Anchor.END:
            return _end(school_review)
        case Anchor.FEEDBACK:
            if given := record[feedback.FEEDBACK_DATE]:
                return CountedFrom(given, "the feedback on {}", "the day of the feedback, {}")
            end = _end(school_review)
            return CountedFrom(end.day, *_expected("the feedback", "due on")) if end else None
        case Anchor.WORKSHOP:
            return _the_workshop(school_review, schedule)
        case Anchor.SUMMARY_RECEIVED:
            return _received(record[summary.CUSTODY.received], "the Summary")
        case Anchor.PLAN_RECEIVED:
            return _received(record[action_plan.CUSTODY.received], "the Action Plan")


def _end(school_review: SchoolReview) -> CountedFrom | None:
    start, end = school_review.review[review.DATE_OF_REVIEW], school_review.review[review.END_DATE]
    if end is not None and end != start:
        return CountedFrom(end, "the review’s last day, {}", "the review’s last day, {}")
    return CountedFrom(start, *_THE_REVIEW) if start else None


def _the_workshop(school_review: SchoolReview, schedule: Schedule) -> CountedFrom | None:
    """Ruling 8: the day it was held, the agreed day until then, the target until there is one."""
    if held := school_review.review[feedback.WORKSHOP_DATE]:
        return CountedFrom(held, "the workshop on {}", "the day of the workshop, {}")
    if agreed := school_review.review[feedback.WORKSHOP_AGREED_DATE]:
        return CountedFrom(agreed, *_expected("the workshop", "agreed for"))
    end = _end(school_review)
    if end is None:
        return None
    target = workshop_window(end.day, schedule).target
    return CountedFrom(target, *_expected("the workshop", "due on"))


def _received(day: date | None, words: str) -> CountedFrom | None:
    return (
        CountedFrom(day, f"{words} came, on {{}}", f"the day {words} came, {{}}") if day else None
    )


def _expected(words: str, when: str) -> tuple[str, str]:
    return f"{words}, which is {when} {{}}", f"the day of {words}, which is {when} {{}}"


_THE_REVIEW = ("the review on {}", "the day of the review, {}")
_BOTH_SAY = (
    f"the schedule says “{STEP['workshop'].timing}”, the proforma "
    f"“{STEP['workshop_agreed'].timing.strip('()')}”"
)
_SENDERS = {
    "summary_forwarded": (Anchor.FEEDBACK, deadlines.SUMMARY_SENT),
    "plan_forwarded": (Anchor.WORKSHOP, deadlines.PLAN_SENT),
}
"""The clock the paper's five working days are on, for each forwarding (ruling 9)."""
_MISSING = {
    Anchor.REVIEW: "the review has no date yet",
    Anchor.END: "the review has no date yet",
    Anchor.FEEDBACK: "neither the feedback nor the review has a date yet",
    Anchor.WORKSHOP: "neither the workshop nor the review has a date yet",
    Anchor.SUMMARY_RECEIVED: "the Summary has not come to the Consortium Office yet",
    Anchor.PLAN_RECEIVED: "the Action Plan has not come to the Consortium Office yet",
}


class CountedFrom(msgspec.Struct, frozen=True):
    """The day a due date is counted from, and how sentences name it: `before` it and `on` it."""

    day: date
    counted: str
    itself: str

    @property
    def words(self) -> str:
        """How a count names the day: the review on Thu 12 Nov 2026."""
        return self.counted.format(echo(self.day))

    @property
    def on(self) -> str:
        """How a due date on the day itself names it: the day of the review, Thu 12 Nov 2026."""
        return self.itself.format(echo(self.day))


def apart(day: date, start: CountedFrom) -> str:
    """How far a day is from another one: 14 days before the review on Thu 12 Nov 2026."""
    days = (day - start.day).days
    if not days:
        return f"on {start.on}"
    return f"{count_of(abs(days), 'day')} {'before' if days < 0 else 'after'} {start.words}"
