"""The screen of the paper’s Summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace

from screens.base.commands import CARRY, FOLLOW, Command
from screens.base.session import Session
from screens.forms.form_sheet import FormSheet
from screens.sheets.action_rows import carry, follow
from screens.sheets.field_page import Part
from screens.widgets.rows_editor import RowsEditor
from store.impact.plans import plans_of
from store.paperwork.forms import summary


class SummaryForm(FormSheet):
    """The paper’s Summary, in its own order."""

    form = "summary"
    heading = summary.TITLE
    about = "The paper’s Summary. F3 turns to the document as it will be exported."
    sections = summary.SECTIONS
    signatures = summary.SIGNATURES
    content = summary.CONTENT
    commands: ClassVar[tuple[Command, ...]] = (*FormSheet.commands, CARRY, FOLLOW)

    def __init__(self, session: Session, key: int, go_to: str = "") -> None:
        super().__init__(session, key, go_to)
        self._no_plan = plans_of(session.register).last(self.review).sentence

    def parts(self) -> Sequence[Part]:
        """The sections; where there is no last plan, that is said at its heading."""
        first, *others = super().parts()
        return [Part(replace(first.section, remark=self._no_plan), first.table, first.key), *others]

    @property
    def _action(self) -> str:
        """The action of the last plan under the cursor, as it is named; else empty."""
        editor = self.here
        if not isinstance(editor, RowsEditor) or editor.field is not summary.PREVIOUS:
            return ""
        return str(editor.begun.get(summary.PREVIOUS_ACTION.path, ""))

    def action_carry(self) -> None:
        """Carry the action under the cursor into the new plan."""
        carry(self, self.review, self._action)

    def action_follow(self) -> None:
        """Follow the action under the cursor across the years."""
        follow(self, self._action)
