"""The screen of Stage 1 of the paper: what is shared, the meeting, the timetable."""

from __future__ import annotations

from screens.reviews.stages.completing import completing
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.stages import plan


class PlanStage(ReviewSheet):
    """Stage 1 of the paper: what is shared, the meeting, the timetable."""

    heading = plan.TITLE
    about = "Stage 1 of the paper: what is shared, the meeting, the timetable."
    sections = (*plan.SECTIONS, completing(plan.TITLE))
