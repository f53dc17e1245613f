"""The screen of Stage 3 of the paper: the feedback, the workshop, the agreed Action Plan."""

from __future__ import annotations

from screens.reviews.stages.completing import completing
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.stages import feedback


class FeedbackStage(ReviewSheet):
    """Stage 3 of the paper: the feedback, the workshop, the agreed Action Plan."""

    heading = feedback.TITLE
    about = "Stage 3 of the paper: the feedback, the workshop, the agreed Action Plan."
    sections = (*feedback.SECTIONS, completing(feedback.TITLE))
