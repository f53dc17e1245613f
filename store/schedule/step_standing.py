"""How each step of a review stands today: done, due, late by so many working days; and in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from store.dates.typed_dates import echo
from store.paperwork import review
from store.paperwork.steps import STAGES, STEPS, TBC, Ongoing, Step, WhenSet
from store.paperwork.tables import REVIEWS
from store.records.record import Record, SchoolReview
from store.schedule.stage_progress import done, done_on
from store.schedule.why_due import Due, Schedule, due
from store.text import count_of

SOON = timedelta(days=7)
"""A step is due when its day is at most so far off."""
_NO_REVIEW = Record(REVIEWS, 0, {})

ANY_DAY = date.min
"""For where today does not matter: seen from it, nothing is due or late yet."""


class StepState(StrEnum):
    """How a step stands."""

    NOT_YET_POSSIBLE = "not yet possible"
    TO_COME = "to come"
    DUE = "due"
    DUE_TODAY = "due today"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done late"
    NOT_APPLICABLE = "not applicable"
    TBC = TBC
    ONGOING = "ongoing"


OWED = (StepState.LATE, StepState.DUE_TODAY, StepState.DUE)
"""The states in which somebody owes something now, the most urgent first."""


class Standing(msgspec.Struct, frozen=True, gc=False):
    """A step of a review today.

    `days_late` are working days: since it was due, or, done late, when it was done. It can be 0
    for something that was due on a Friday and is looked at on the Saturday.
    """

    step: Step
    state: StepState
    due: Due
    done_on: date | None = None
    days_late: int = 0

    @property
    def missed(self) -> date | None:
        """The day that was missed, of what is late: a workshop agreed for later has its limit."""
        return (self.due.late_after or self.due.day) if self.state is StepState.LATE else None

    @property
    def pressing(self) -> date:
        """The day it is sorted by: the one that was missed, else the one it is due on; or last."""
        return self.missed or self.due.day or date.max

    @property
    def owed(self) -> bool:
        """Whether somebody owes it now."""
        return self.state in OWED


def standings(school_review: SchoolReview, schedule: Schedule, today: date) -> tuple[Standing, ...]:
    """Every step of a review, in the order of the schedule."""
    return tuple(standing_of(step, school_review, schedule, today) for step in STEPS)


def standing_of(
    step: Step, school_review: SchoolReview, schedule: Schedule, today: date
) -> Standing:
    """How one step stands.

    What is done never nags; a closed or cancelled review owes nothing, nor does a stage that
    counts as complete; TBC is never late (rulings 10, 11, 32).
    """
    when = due(step, school_review, schedule)
    if done(step, school_review):
        return _done(step, school_review, when, schedule)
    if _owes_nothing(step.stage, school_review):
        return Standing(step, StepState.NOT_APPLICABLE, when)
    return _open(step, when, schedule, today)


def outstanding(school_review: SchoolReview, schedule: Schedule, today: date) -> Iterator[Standing]:
    """Those of a review's own `standings` that are neither done nor excused.

    What is of the year is owed once, not by each of its reviews: `year_standings` (ruling 11).
    """
    if _is_over(school_review):
        return
    let_off = {
        stage.number for stage in STAGES if school_review.review[review.OVERRIDES[stage.number - 1]]
    }
    for step in STEPS:
        if not step.of_the_year and step.stage not in let_off and not done(step, school_review):
            yield _open(step, due(step, school_review, schedule), schedule, today)


def year_alone(year: Record) -> SchoolReview:
    """A school year's record by itself, without any review."""
    return SchoolReview(_NO_REVIEW, None, year)


def year_standings(year: Record, schedule: Schedule, today: date) -> tuple[Standing, ...]:
    """The steps that are a school year's own, whatever becomes of its reviews (ruling 11)."""
    school_review = year_alone(year)
    return tuple(
        standing_of(step, school_review, schedule, today) for step in STEPS if step.of_the_year
    )


def _done(step: Step, school_review: SchoolReview, when: Due, schedule: Schedule) -> Standing:
    day = done_on(step, school_review)
    limit = when.late_after or when.day
    excused = day and when.excused_until and day <= when.excused_until
    if day and limit and day > limit and not excused:
        late = schedule.calendar.between(limit, day)
        return Standing(step, StepState.DONE_LATE, when, day, late)
    return Standing(step, StepState.DONE, when, day)


def _open(step: Step, when: Due, schedule: Schedule, today: date) -> Standing:
    limit = when.late_after or when.day
    if isinstance(step.rule, Ongoing):
        return Standing(step, StepState.ONGOING, when)
    if when.day is None or limit is None:
        return Standing(step, _without_a_day(step), when)
    if today > limit:
        return Standing(step, StepState.LATE, when, None, schedule.calendar.between(limit, today))
    if today == when.day:
        return Standing(step, StepState.DUE_TODAY, when)
    return Standing(step, StepState.DUE if when.day - today <= SOON else StepState.TO_COME, when)


def most_urgent(steps: tuple[Standing, ...]) -> Standing | None:
    """The step that is next: the latest first, then the one due soonest; None without any.

    One thing late does not hide another: all of them are in the list this is the first of.
    """
    return next(iter(by_urgency(steps)), None)


def by_urgency(steps: tuple[Standing, ...]) -> list[Standing]:
    """What is still to be done and has a day, by that day."""
    still_open = (
        step for step in steps if step.due.day and step.state in (*OWED, StepState.TO_COME)
    )
    return sorted(still_open, key=lambda step: step.pressing)


def _owes_nothing(stage: int, school_review: SchoolReview) -> bool:
    return _is_over(school_review) or bool(school_review.review[review.OVERRIDES[stage - 1]])


def _is_over(school_review: SchoolReview) -> bool:
    return school_review.review[review.STATUS] in ("closed", "cancelled")


def _without_a_day(step: Step) -> StepState:
    if isinstance(step.rule, WhenSet):
        return StepState.TBC if step.rule.tbc else StepState.TO_COME
    return StepState.NOT_YET_POSSIBLE


def late_words(standing: Standing) -> str:
    """How late a step is, beside its day: 2 working days late.

    A step due on a Friday is late on the Saturday, but by no working day yet: late since then.
    """
    if not standing.days_late:
        return "late since then"
    return f"{count_of(standing.days_late, 'working day')} late"


def late_in_brief(standing: Standing) -> str:
    """The same for a narrow column: 2 d late; late."""
    return f"{standing.days_late} d late" if standing.days_late else "late"


def when_agreed(standing: Standing) -> str:
    """The day of what is agreed for later than it may be, and since when it is late; else empty.

    Its day may be still to come: agreed for Wed 10 Jun 2026; late since Mon 1 Jun 2026, when the
    proforma’s 4 weeks ended (ruling 6).
    """
    day, missed = standing.due.day, standing.missed
    if day is None or missed is None or missed == day:
        return ""
    return f"agreed for {echo(day)}; late since {echo(missed)}, when {standing.due.limit} ended"


def when_due(standing: Standing) -> str:
    """The day a step is due, and how late it is: due Fri 20 Nov 2026, 1 working day late.

    Empty for a step without a day.
    """
    if standing.due.day is None:
        return ""
    if agreed := when_agreed(standing):
        return agreed
    when = f"due {echo(standing.due.day)}"
    if standing.state is StepState.LATE:
        return f"{when}, {late_words(standing)}"
    return f"{when}, today" if standing.state is StepState.DUE_TODAY else when
