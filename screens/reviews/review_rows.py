"""The rows of the list of reviews: what stands in each, worked out when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.cache import LRUCache
from textual.content import Content

from screens.widgets.marks import Marks
from store.dates.days import WEEKDAYS
from store.dates.typed_dates import echo, short
from store.paperwork import review
from store.progress.outlook import Outlook
from store.progress.school_overview import short_name
from store.schedule.stage_progress import Mark, StageState
from store.schedule.step_standing import StepState, late_in_brief, when_agreed
from store.text import cut

SEEN = 200
"""Rows whose outlook is kept: more than any screen shows."""
DUE = 11
"""Columns for the day something is due, or how late it is."""


class ReviewRows:
    """Draws reviews as rows of a list, at any width."""

    def __init__(self, marks: Marks, outlook: Callable[[int], Outlook]) -> None:
        """`outlook` gives how a review stands by its key."""
        self._marks = marks
        self._outlook = outlook
        self._seen: LRUCache[int, Outlook] = LRUCache(SEEN)

    def of(self, key: int) -> Outlook:
        """How a review stands; of the rows that were seen last it is kept until it is forgotten."""
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
        name, stages, rest = _columns(width)
        if not stages:
            return Content("School")
        head = f"{'School':<{name}}  {'Review':<10}  1 2 3 4 5  "
        return Content(f"{head}{'Next':<{rest}}  Due" if rest else head)

    def draw(self, key: int, width: int) -> Content:
        """A row."""
        name, stages, rest = _columns(width)
        outlook = self.of(key)
        school = cut(short_name(outlook.school_review) or "No school yet", name)
        if not stages:
            return Content(school)
        day = outlook.school_review.review[review.DATE_OF_REVIEW]
        when = short(day) if day else "no date"
        row = f"{school:<{name}}  {when:<10}  {stage_signs(self._marks, outlook.stages)} "
        if not rest:
            return Content(f"{row}{'!' if outlook.late else ' '}")
        return Content(f"{row} {cut(outlook.words, rest):<{rest}}  {due_words(outlook)}")

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
        late = sum(one.state is StepState.LATE for one in outlook.standings)
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


def due_words(outlook: Outlook) -> str:
    """When the next step is due, or how late it is, in eleven columns."""
    step = outlook.next
    if step is None or step.due.day is None or not outlook.open:
        return ""
    if step.state is StepState.LATE:
        return f"! {late_in_brief(step)}"
    if step.state is StepState.DUE_TODAY:
        return "today"
    if step.state is StepState.DUE:
        day = step.due.day
        return f"{WEEKDAYS[day.weekday()][:3]} {short(day)[:-3]}"
    return short(step.due.day)


def _columns(width: int) -> tuple[int, int, int]:
    """The widths of the school's name, of date and stages together, and of the next step."""
    stages = 25
    if width < 66:
        return (width - stages, stages, 0) if width >= 38 else (width, 0, 0)
    rest = min(34, (width - stages - DUE - 2) * 9 // 20)
    return width - stages - rest - DUE - 2, stages, rest
