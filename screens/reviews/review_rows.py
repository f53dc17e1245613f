"""The rows of the list of reviews: what stands in each, worked out when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from textual.cache import LRUCache
from textual.content import Content

from screens.widgets.columns import Column, heads, laid_out
from screens.widgets.marks import Marks
from store.dates.days import WEEKDAYS
from store.dates.typed_dates import echo, short
from store.paperwork import review
from store.progress.outlook import Outlook
from store.progress.school_overview import short_name
from store.schedule.stage_progress import Mark, StageState
from store.schedule.step_standing import StepState, late_in_brief, when_agreed

SEEN = 200
"""Rows whose outlook is kept: more than any screen shows."""


class ReviewRow(Struct, frozen=True):
    """A row of the list of reviews, and what each of its columns says."""

    outlook: Outlook
    marks: Marks

    def school(self) -> str:
        return short_name(self.outlook.school_review) or "No school yet"

    def day(self) -> str:
        day = self.outlook.school_review.review[review.DATE_OF_REVIEW]
        return short(day) if day else "no date"

    def stages(self) -> str:
        return stage_signs(self.marks, self.outlook.stages)

    def late_sign(self) -> str:
        return "!" if self.outlook.late else ""

    def next_step(self) -> str:
        return self.outlook.words

    def due(self) -> str:
        """When the next step is due, or how late it is, in eleven cells."""
        step = self.outlook.next
        if step is None or step.due.day is None or not self.outlook.open:
            return ""
        if step.state is StepState.LATE:
            return f"! {late_in_brief(step)}"
        if step.state is StepState.DUE_TODAY:
            return "today"
        if step.state is StepState.DUE:
            day = step.due.day
            return f"{WEEKDAYS[day.weekday()][:3]} {short(day)[:-3]}"
        return short(step.due.day)


class ReviewRows:
    """Draws reviews as rows of a list, at any width."""

    def __init__(
        self,
        columns: Sequence[Column[ReviewRow]],
        marks: Marks,
        outlook: Callable[[int], Outlook],
    ) -> None:
        """`outlook` gives how a review stands by its key."""
        self._columns = columns
        self._marks = marks
        self._outlook = outlook
        self._seen: LRUCache[int, Outlook] = LRUCache(SEEN)

    def of(self, key: int) -> Outlook:
        """How a review stands; kept for the rows seen last, until forgotten."""
        outlook = self._seen.get(key)
        if outlook is None:
            outlook = self._seen[key] = self._outlook(key)
        return outlook

    def forget(self, key: int | None = None) -> None:
        """Forget how a review stood, or all of them: something has changed."""
        if key is None:
            self._seen.clear()
        else:
            self._seen.discard(key)

    def heads(self, width: int) -> Content:
        """The heads of the columns."""
        return heads(self._columns, width)

    def draw(self, key: int, width: int) -> Content:
        """A row."""
        return laid_out(self._columns, ReviewRow(self.of(key), self._marks), width)

    def about(self, key: int) -> tuple[str, str, str]:
        """What is under the list about the review the cursor is on.

        Whose it is, a line; what is next and why it is due then, a sentence; what there is besides.
        """
        outlook = self.of(key)
        record = outlook.school_review.review
        lead = record.plain(review.LEAD_REVIEWER)
        # The name comes last: it may be too long, and its short form stands in the row.
        first = f"{record.id} · "
        if lead:
            first += f"Lead Reviewer {lead} · "
        first += record[review.SCHOOL_NAME] or "No school yet"
        step = outlook.next
        if step is None or not outlook.open:
            reason = record[review.STATUS_REASON]
            return first, f"{outlook.words}{f': {reason}' if reason else ''}.", outlook.lacking
        mark = "! " if step.state is StepState.LATE else ""
        when = when_agreed(step) or (f"due {echo(step.due.day)}" if step.due.day else "")
        late = sum(standing.state is StepState.LATE for standing in outlook.standings)
        more = f" {late - 1} more late." if late > 1 else ""
        return (
            first,
            f"{mark}{step.step.words}: {when}; {step.due.sentence}.",
            f"To see to it: {step.step.owner}.{more} {outlook.lacking}",
        )


def stage_sign(marks: Marks, state: StageState) -> str:
    """The sign of a stage: TBC where the paper leaves its time open and nothing has begun."""
    signs = {Mark.DONE: marks.done, Mark.BEGUN: marks.begun, Mark.NOT_BEGUN: marks.not_begun}
    return marks.tbc if state.tbc else signs[state.mark]


def stage_signs(marks: Marks, states: Iterable[StageState]) -> str:
    """The signs of the five stages in a row."""
    return " ".join(stage_sign(marks, state) for state in states)
