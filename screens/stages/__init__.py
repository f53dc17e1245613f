"""One screen for each of the five stages."""

from __future__ import annotations

from screens.review_sheet import ReviewSheet
from screens.stages.feedback import FeedbackStage
from screens.stages.impact import ImpactStage
from screens.stages.plan import PlanStage
from screens.stages.support import SupportStage
from screens.stages.visit import VisitStage

STAGE_SCREENS: tuple[type[ReviewSheet], ...] = (
    PlanStage,
    VisitStage,
    FeedbackStage,
    SupportStage,
    ImpactStage,
)
"""The screens of stages 1 to 5, in order."""
