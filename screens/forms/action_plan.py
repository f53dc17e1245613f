"""The screen of the paper’s Action Plan."""

from __future__ import annotations

from screens.forms.form import FormSheet
from store.paperwork import action_plan


class ActionPlanForm(FormSheet):
    """The paper’s Action Plan, in its own order."""

    form = "action-plan"
    heading = action_plan.TITLE
    about = "The paper’s Action Plan. F3 turns to the document as it will be exported."
    sections = action_plan.SECTIONS
    signatures = action_plan.SIGNATURES
    content = action_plan.CONTENT
