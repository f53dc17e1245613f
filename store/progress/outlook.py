"""The outlook of a review: its stages, its steps, and what is next."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from store.paperwork import review
from store.records.record import SchoolReview
from store.schedule.stage_progress import StageState, first_incomplete, stage_states
from store.schedule.step_standing import Standing, StepState, most_urgent, standings
from store.schedule.why_due import Schedule


class Outlook(Struct, frozen=True, dict=True):
    """Where a review stands on a day, worked out when it is asked for."""

    school_review: SchoolReview
    schedule: Schedule
    today: date

    @cached_property
    def stages(self) -> tuple[StageState, ...]:
        """The five stages."""
        return stage_states(self.school_review)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every step of the review's own, without those of the school year."""
        all_standings = standings(self.school_review, self.schedule, self.today)
        return tuple(standing for standing in all_standings if not standing.step.of_the_year)

    @cached_property
    def next(self) -> Standing | None:
        """The step that is next: the latest first, then the one due soonest; None without any."""
        return most_urgent(self.standings)

    @property
    def stage(self) -> int | None:
        """The first stage that is not complete; None when all are."""
        return first_incomplete(self.stages)

    @property
    def open(self) -> bool:
        """Whether the review is neither closed nor cancelled."""
        return self.school_review.review[review.STATUS] not in ("closed", "cancelled")

    @property
    def late(self) -> bool:
        """Whether any step is late."""
        return any(standing.state is StepState.LATE for standing in self.standings)

    @property
    def this_week(self) -> bool:
        """Whether any step is due from today to the Sunday of this week."""
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        return any(
            standing.due.day is not None and self.today <= standing.due.day <= sunday
            for standing in self.standings
            if standing.owed and standing.state is not StepState.LATE
        )

    @property
    def urgency(self) -> tuple[bool, bool, date]:
        """What a list is sorted by: late first, by the day that was missed; then by what is next.

        With nothing next it is the date of the review; without a date it comes last.
        """
        standing = self.next
        day = standing.pressing if standing else self.school_review.review[review.DATE_OF_REVIEW]
        return not self.late, not self.open, day or date.max

    @property
    def words(self) -> str:
        """What is next, in a few words."""
        if not self.open:
            return str(self.school_review.review[review.STATUS]).capitalize()
        if self.next:
            return self.next.step.words
        lacking = self.stage
        return self.stages[lacking - 1].missing[0] if lacking else "Complete"

    @property
    def lacking(self) -> str:
        """What the first stage that is not complete still lacks; empty when all are."""
        if self.stage is None:
            return ""
        return f"Stage {self.stage} lacks: {', '.join(self.stages[self.stage - 1].missing)}."
