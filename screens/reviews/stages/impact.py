"""The screen of Stage 5: the impact, and the partnership's evaluation of the school year."""

from __future__ import annotations

from collections.abc import Sequence

from screens.reviews.evaluation import evaluation_part, making_year
from screens.reviews.stages.completing import completing
from screens.sheets.field_page import Part
from screens.sheets.review_sheet import ReviewSheet
from screens.widgets.field_editor import FieldEditor
from store.paperwork.stages import impact
from store.paperwork.tables import REVIEWS
from store.records.change import Change
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
        return (
            *super().parts(),
            evaluation_part(self.session.year_of(self.review)),
            Part(completing(impact.TITLE), REVIEWS, self.key),
        )

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """A change to the year makes the year's record when there is none."""
        return making_year(self.session, editor, value) or super().changes(editor, value)
