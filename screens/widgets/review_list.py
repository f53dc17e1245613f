"""The rows of the list of reviews: what stands in each, worked out when it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.content import Content

from screens.widgets.marks import Marks
from store.dates.typed import short
from store.paperwork import review
from store.paperwork.steps import STAGES, Step
from store.short_names import short_name
from store.stages import StageState, Whole, done, first_incomplete, stage_states


class Listed(Protocol):
    """What a row needs to know of a review before it is drawn."""

    @property
    def key(self) -> int: ...


class ReviewRows:
    """Draws reviews as rows of a list, at any width."""

    def __init__(self, marks: Marks, whole: Callable[[int], Whole]) -> None:
        """`whole` gives a review with its school and year by its key."""
        self._marks = marks
        self._whole = whole
        self._states: dict[int, tuple[StageState, ...]] = {}

    def show(self, lines: Sequence[Listed]) -> None:
        """Forget what was worked out: the records may have changed."""
        self._states.clear()

    def first_incomplete(self, key: int) -> int | None:
        """The first stage of a review that is not complete."""
        return first_incomplete(self._stages(key))

    def heads(self, width: int) -> Content:
        """The heads of the columns."""
        name, stages, rest = _columns(width)
        if not stages:
            return Content("School")
        head = f"{'School':<{name}}  {'Review':<10}  1 2 3 4 5  "
        return Content((head + "Next" if rest else head)[:width])

    def draw(self, key: int, width: int) -> Content:
        """A row."""
        name, stages, rest = _columns(width)
        whole = self._whole(key)
        school = _cut(short_name(whole) or "No school yet", name)
        if not stages:
            return Content(school)
        day = whole.review[review.DATE_OF_REVIEW]
        when = short(day) if day else "no date"
        row = f"{school:<{name}}  {when:<10}  {self._marks.strip(self._stages(key))}  "
        return Content(row + _cut(self._next_words(whole), rest) if rest else row)

    def about(self, key: int) -> str:
        """What is under the list about the review the cursor is on: three lines."""
        whole = self._whole(key)
        found = whole.review
        lead = found.plain(review.LEAD_REVIEWER)
        # The name comes last: it may be too long, and its short form stands in the row.
        first = f"{found.id} · "
        if lead:
            first += f"Lead Reviewer {lead} · "
        first += found[review.SCHOOL_NAME] or "No school yet"
        step = _next(whole)
        if found[review.STATUS] != "open" or step is None:
            reason = found[review.STATUS_REASON]
            lacking = self.first_incomplete(key)
            lacks = f"\nStage {lacking} lacks: {self._lacking(key, lacking)}." if lacking else ""
            return f"{first}\n{self._next_words(whole)}{f': {reason}' if reason else ''}.{lacks}"
        timing = f"; {step.timing}" if step.timing else ""
        return (
            f"{first}\nNext: {step.words} ({step.owner}{timing})."
            f"\nStage {step.stage} lacks: {self._lacking(key, step.stage)}."
        )

    def _lacking(self, key: int, stage: int) -> str:
        return ", ".join(self._stages(key)[stage - 1].missing)

    def _stages(self, key: int) -> tuple[StageState, ...]:
        if key not in self._states:
            self._states[key] = stage_states(self._whole(key))
        return self._states[key]

    def _next_words(self, whole: Whole) -> str:
        status = whole.review[review.STATUS]
        if status in ("closed", "cancelled"):
            return status.capitalize()
        if step := _next(whole):
            return step.words
        states = self._stages(whole.review.key)
        lacking = first_incomplete(states)
        return states[lacking - 1].missing[0] if lacking else "Complete"


def _next(whole: Whole) -> Step | None:
    """The first step not done, of the first stage that is not complete."""
    number = first_incomplete(stage_states(whole))
    if number is None:
        return None
    return next((step for step in STAGES[number - 1].steps if not done(step, whole)), None)


def _columns(width: int) -> tuple[int, int, int]:
    """The widths of the school's name, of date and stages together, and of the next step."""
    stages = 25
    if width < 46:
        return (width - stages, stages, 0) if width >= 38 else (width, 0, 0)
    rest = min(34, max(0, (width - stages) * 9 // 20))
    return width - stages - rest, stages, rest


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
