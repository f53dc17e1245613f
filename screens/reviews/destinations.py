"""Where a review is filled in: the screen of a form, of a field, of a step."""

from __future__ import annotations

from screens.base.session import Session
from screens.reviews.details import Details
from screens.reviews.stages import STAGE_SHEETS, StageSheet
from screens.sheets.review_sheet import ReviewSheet
from store.paperwork.field import Field, Section
from store.paperwork.steps import Step


def form_screen(session: Session, key: int, form: str, go_to: str = "") -> ReviewSheet:
    """The screen of a form of the review `key`, beginning at the field `go_to`."""
    return _form_sheets()[form](session, key, go_to)


def field_screen(session: Session, key: int, field: Field[object]) -> ReviewSheet:
    """The screen on which a field of the review `key` is filled in, at that field.

    Of several it is the first: a form that only shows what the stages record comes last.
    """
    for number, stage in STAGE_SHEETS.items():
        if _has(stage.sections, field):
            return StageSheet(session, key, number, field.path)
    sheets: tuple[type[ReviewSheet], ...] = (Details, *_form_sheets().values())
    for sheet in sheets:
        if _has(sheet.sections, field):
            return sheet(session, key, field.path)
    return StageSheet(session, key, field.stage or 1, field.path)


def step_screen(session: Session, key: int, step: Step) -> ReviewSheet:
    """The screen where a step of the review `key` is completed, at the field that completes it."""
    if not step.done_by:
        return StageSheet(session, key, step.stage)
    field = step.done_by[0][0]
    if step.of_the_year:
        return StageSheet(session, key, step.stage, field.path)
    return field_screen(session, key, field)


def _has(sections: tuple[Section, ...], field: Field[object]) -> bool:
    return any(field in section.fields for section in sections)


def _form_sheets() -> dict[str, type[ReviewSheet]]:
    # A review opens before what its forms' previews need is loaded.
    from screens.forms.action_plan_form import ActionPlanForm
    from screens.forms.audit_form import AuditForm
    from screens.forms.summary_form import SummaryForm

    return {"summary": SummaryForm, "action-plan": ActionPlanForm, "audit": AuditForm}
