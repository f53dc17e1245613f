"""One screen for each of the five stages."""

from __future__ import annotations

from screens.reviews.stages.feedback import FeedbackStage
from screens.reviews.stages.impact import ImpactStage
from screens.reviews.stages.plan import PlanStage
from screens.reviews.stages.support import SupportStage
from screens.reviews.stages.visit import VisitStage
from screens.sheets.review_sheet import ReviewSheet

STAGE_SCREENS: tuple[type[ReviewSheet], ...] = (
    PlanStage,
    VisitStage,
    FeedbackStage,
    SupportStage,
    ImpactStage,
)
"""The screens of stages 1 to 5, in order."""
