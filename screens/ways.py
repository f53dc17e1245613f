"""The ways through a review: which screen a form, or a step of the schedule, is filled in on."""

from __future__ import annotations

from screens.desk import Desk
from screens.details import Details
from screens.review_sheet import ReviewSheet
from screens.stages import STAGE_SCREENS
from store.paperwork import action_plan, review, summary
from store.paperwork.custody import Custody
from store.paperwork.steps import Step

_CUSTODIES: tuple[tuple[str, Custody], ...] = (
    ("summary", summary.CUSTODY),
    ("action-plan", action_plan.CUSTODY),
)


def form_screen(desk: Desk, key: int, form: str, go_to: str = "") -> ReviewSheet:
    """The screen of a form of the review `key`, beginning at the field `go_to`."""
    from screens.forms.action_plan import ActionPlanForm
    from screens.forms.audit import AuditForm
    from screens.forms.summary import SummaryForm

    screens = {"summary": SummaryForm, "action-plan": ActionPlanForm, "audit": AuditForm}
    return screens[form](desk, key, go_to)


def step_screen(desk: Desk, key: int, step: Step) -> ReviewSheet:
    """The screen on which a step of the review `key` is ended, at the field that ends it."""
    go_to = step.done_by[0][0].path if step.done_by else ""
    if form := _form_of(step):
        return form_screen(desk, key, form, go_to)
    if go_to == review.IMPROVEMENT_CHAMPIONS.path:
        return Details(desk, key, go_to)
    return STAGE_SCREENS[step.stage - 1](desk, key, go_to)


def _form_of(step: Step) -> str:
    """The form on whose screen a step's dates stand; empty for a stage's own."""
    paths = {field.path for alternative in step.done_by for field in alternative}
    for form, custody in _CUSTODIES:
        if paths & {field.path for field in custody.fields}:
            return form
    return ""
