"""The screen of the Lead Reviewer Audit Proforma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from screens.base.commands import FREEZE, Command
from screens.forms.form_sheet import FormSheet
from screens.forms.version_page import VersionPage
from screens.widgets.rows_editor import RowsEditor
from store.errors import RegisterError
from store.field_values import Json
from store.paperwork.forms import audit
from store.versions.freezing import freezing
from store.versions.version import versions_of


class AuditForm(FormSheet):
    """The Lead Reviewer Audit Proforma, in its own order."""

    form = "audit"
    heading = audit.TITLE
    about = (
        "The Lead Reviewer Audit Proforma. Its rows are what the stages record: an edit here edits "
        "the stage. F3 turns to the document as it will be exported."
    )
    sections = audit.SECTIONS
    commands: ClassVar[tuple[Command, ...]] = (*FormSheet.commands, FREEZE)

    freezes = f"{FREEZE.key} freezes the form"

    def open_row(
        self,
        editor: RowsEditor,
        row_id: str,
        row_number: int,
        begun: Mapping[str, Json],
        typed: str = "",
    ) -> None:
        """Show a version as it was; one older than the register can be typed in."""
        row = next((row for row in editor.rows if row.id == row_id), None)
        if editor.field is not audit.VERSIONS or row is None or not row[audit.VERSION_GRID]:
            super().open_row(editor, row_id, row_number, begun, typed)
            return
        number = row[audit.VERSION_NUMBER] or row_number
        self.app.push_screen(VersionPage(self.session, self.key, number))

    def action_freeze(self) -> None:
        """Keep the form as it is now, as its next version."""
        self.keep_typing()
        try:
            self.session.register.apply([freezing(self.session.register, self.review)])
        except RegisterError as error:
            self.say(error.on_screen)
            return
        last = versions_of(self.review)[-1]
        self.say(f"{last.title}, is frozen as the form is now; {self.undo_key} takes it back.")
