"""The five stages of a review, each as a sheet; and the year's evaluation, which Stage 5 shows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content

from screens.base.session import Session
from screens.sheets.field_page import Part
from screens.sheets.record_sheet import RecordSheet
from screens.sheets.review_sheet import ReviewSheet
from store.dates.school_years import year_name
from store.paperwork import review
from store.paperwork.field import Section
from store.paperwork.stages import feedback, impact, plan, support, visit
from store.paperwork.tables import REVIEWS, YEARS


class StageOnScreen(Struct, frozen=True):
    """What the sheet of a stage shows."""

    title: str
    about: str
    sections: tuple[Section, ...]


STAGE_SHEETS = {
    1: StageOnScreen(
        plan.TITLE,
        "Stage 1 of the paper: what is shared, the meeting, the timetable.",
        plan.SECTIONS,
    ),
    2: StageOnScreen(
        visit.TITLE,
        "Stage 2 of the paper: the review itself.",
        visit.SECTIONS,
    ),
    3: StageOnScreen(
        feedback.TITLE,
        "Stage 3 of the paper: the feedback, the workshop, the agreed Action Plan.",
        feedback.SECTIONS,
    ),
    4: StageOnScreen(
        support.TITLE,
        "Stage 4 of the paper: support, the follow-up visit, the proforma’s return.",
        support.SECTIONS,
    ),
    5: StageOnScreen(
        impact.TITLE,
        "Stage 5 of the paper: the impact. The evaluation at the end is the partnership’s, one "
        "for the school year: what is written there shows on every review of the year.",
        impact.SECTIONS,
    ),
}
"""The stages by their numbers."""


class StageSheet(ReviewSheet):
    """The sections of a stage; the last is the reason why it counts as complete all the same."""

    def __init__(self, session: Session, key: int, number: int, go_to: str = "") -> None:
        """`key` is the review's, `number` the stage's; `go_to` the field to begin at."""
        super().__init__(session, key, go_to)
        stage = STAGE_SHEETS[number]
        self.heading, self.about, self.sections = stage.title, stage.about, stage.sections
        self._number = number

    def parts(self) -> Sequence[Part]:
        """The stage's own fields; in Stage 5 the year's; then the stage's override (ruling 32)."""
        override = Section("Complete all the same", (review.OVERRIDES[self._number - 1],))
        return (
            *super().parts(),
            *([evaluation_part(self.session.year_of(self.review))] if self._number == 5 else ()),
            Part(override, REVIEWS, self.key),
        )


def evaluation_part(year: int) -> Part:
    """The fields of the evaluation of a school year, under its heading."""
    heading = f"{impact.EVALUATION.heading} {year_name(year)}"
    return Part(Section(heading, impact.EVALUATION.parts), YEARS, year)


class EvaluationSheet(RecordSheet):
    """The evaluation of a school year by itself."""

    about = (
        "The partnership’s evaluation of its maturity and impact, one for the school year: what is "
        "written here shows in Stage 5 of every review of the year. TBC until a day is given."
    )

    def __init__(self, session: Session, year: int, go_to: str = "") -> None:
        """`year` is the school year's; `go_to` the address of the field to begin at."""
        super().__init__(session, go_to)
        self._year = year

    def parts(self) -> Sequence[Part]:
        return [evaluation_part(self._year)]

    def title_line(self) -> Content:
        return Content(f" The year {year_name(self._year)}")
