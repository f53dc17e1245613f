"""The ways through a review: which screen a form, a field or a step is filled in on."""

from __future__ import annotations

from screens.base.session import Session
from screens.reviews.details import Details
from screens.reviews.stages import STAGE_SCREENS
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.field import Field
from store.paperwork.steps import Step


def form_screen(session: Session, key: int, form: str, go_to: str = "") -> ReviewSheet:
    """The screen of a form of the review `key`, beginning at the field `go_to`."""
    return _form_screens()[form](session, key, go_to)


def field_screen(session: Session, key: int, field: Field[object]) -> ReviewSheet:
    """The screen on which a field of the review `key` is filled in, at that field.

    Of several it is the first: a form that only shows what the stages record comes last.
    """
    screens: tuple[type[ReviewSheet], ...] = (
        *STAGE_SCREENS, Details, *_form_screens().values(),
    )  # fmt: skip
    for screen in screens:
        if any(field in section.fields for section in screen.sections):
            return screen(session, key, field.path)
    return STAGE_SCREENS[(field.stage or 1) - 1](session, key, field.path)


def step_screen(session: Session, key: int, step: Step) -> ReviewSheet:
    """The screen on which a step of the review `key` is ended, at the field that ends it."""
    if not step.done_by:
        return STAGE_SCREENS[step.stage - 1](session, key)
    field = step.done_by[0][0]
    if step.of_the_year:
        return STAGE_SCREENS[step.stage - 1](session, key, field.path)
    return field_screen(session, key, field)


def _form_screens() -> dict[str, type[ReviewSheet]]:
    from screens.forms.action_plan_form import ActionPlanForm
    from screens.forms.audit_form import AuditForm
    from screens.forms.summary_form import SummaryForm

    return {"summary": SummaryForm, "action-plan": ActionPlanForm, "audit": AuditForm}
