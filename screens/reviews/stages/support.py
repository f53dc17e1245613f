"""The screen of Stage 4 of the paper: support, the follow-up visit, the proforma’s return."""

from __future__ import annotations

from screens.reviews.stages.completing import completing
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.stages import support


class SupportStage(ReviewSheet):
    """Stage 4 of the paper: support, the follow-up visit, the proforma’s return."""

    heading = support.TITLE
    about = "Stage 4 of the paper: support, the follow-up visit, the proforma’s return."
    sections = (*support.SECTIONS, completing(support.TITLE))
