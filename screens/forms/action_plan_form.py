"""The screen of the paper’s Action Plan."""

from __future__ import annotations

from typing import ClassVar

from screens.base.commands import FOLLOW, SUPPORT, Command
from screens.forms.form_sheet import FormSheet
from screens.sheets.action_rows import add_support, follow
from screens.widgets.rows_editor import RowsEditor
from store.impact.plans import Reference
from store.paperwork.forms import action_plan


class ActionPlanForm(FormSheet):
    """The paper’s Action Plan, in its own order."""

    form = "action-plan"
    heading = action_plan.TITLE
    about = "The paper’s Action Plan. F3 turns to the document as it will be exported."
    sections = action_plan.SECTIONS
    signatures = action_plan.SIGNATURES
    content = action_plan.CONTENT
    commands: ClassVar[tuple[Command, ...]] = (*FormSheet.commands, SUPPORT, FOLLOW)

    @property
    def _row(self) -> str:
        """The id of the action under the cursor; empty where there is none."""
        editor = self.here
        if not isinstance(editor, RowsEditor) or editor.field is not action_plan.ROWS:
            return ""
        return editor.row_id

    def action_support(self) -> None:
        """Add support for the action under the cursor."""
        add_support(self, self.review, self._row)

    def action_follow(self) -> None:
        """Follow the action under the cursor across the years."""
        follow(self, str(Reference(self.review.id, self._row)) if self._row else "")
