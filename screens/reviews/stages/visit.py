"""The screen of Stage 2 of the paper: the review itself."""

from __future__ import annotations

from screens.reviews.stages.completing import completing
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.stages import visit


class VisitStage(ReviewSheet):
    """Stage 2 of the paper: the review itself."""

    heading = visit.TITLE
    about = "Stage 2 of the paper: the review itself."
    sections = (*visit.SECTIONS, completing(visit.TITLE))
