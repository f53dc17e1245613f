"""The screen of Stage 5: the impact, and the partnership's evaluation of the school year."""

from __future__ import annotations

from collections.abc import Sequence

from screens.field_page import Part
from screens.review_sheet import ReviewSheet
from screens.stages.completing import completing
from screens.widgets.field_editor import FieldEditor
from store.dates.school_year import year_name
from store.paperwork import impact
from store.paperwork.field import Section
from store.paperwork.tables import REVIEWS, YEARS
from store.register.change import Change, making
from store.values import Json


class ImpactStage(ReviewSheet):
    """Stage 5 of the paper. The evaluation is one for the year; every review of it shows it."""

    heading = impact.TITLE
    about = (
        "Stage 5 of the paper: the impact. The evaluation at the end is the partnership’s, one "
        "for the school year: what is written there shows on every review of the year."
    )
    sections = impact.SECTIONS

    def parts(self) -> Sequence[Part]:
        """The review's own fields, then the year's."""
        year = self.desk.year_of(self.review)
        evaluation = Section(
            f"{impact.EVALUATION.heading} {year_name(year)}", impact.EVALUATION.parts
        )
        return (
            *super().parts(),
            Part(evaluation, YEARS, year),
            Part(completing(impact.TITLE), REVIEWS, self.key),
        )

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """A change to the year makes the year's record when there is none."""
        table, key, _ = editor.address
        if table == YEARS.name and self.desk.register.found(YEARS, key) is None:
            return [making(YEARS.name, {editor.field.path: value}, key)]
        return super().changes(editor, value)
