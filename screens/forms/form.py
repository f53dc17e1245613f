"""A form: a sheet in the paper's order, and beside it or behind F3 the document it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.events import Resize
from textual.widget import Widget

from screens.keys import PREVIEW, Command
from screens.page import WIDE
from screens.review_sheet import ReviewSheet
from screens.sheet import IN_A_SHEET
from screens.widgets.rows_editor import RowsEditor
from screens.writing import document
from store.documents.signed import CHANGED
from store.paperwork.custody import Signatures
from store.paperwork.field import Field
from store.register.change import Entry
from store.signatures import changed_since_signed
from store.stages import signed_rows

if TYPE_CHECKING:
    from screens.widgets.preview import Preview


class FormSheet(ReviewSheet):
    """A form of the paper, with its preview."""

    form: ClassVar[str] = ""
    """The form's name on the command line (`summary`)."""
    signatures: ClassVar[Signatures | None] = None
    content: ClassVar[tuple[Field[object], ...]] = ()
    """What is signed for."""
    commands: ClassVar[tuple[Command, ...]] = (PREVIEW, *IN_A_SHEET)
    DEFAULT_CSS = """
    FormSheet {
        & > .beside {
            height: 1fr;
            & > .fields { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
        }
    }
    """

    def compose_content(self) -> Iterable[Widget]:
        """The sheet, and room beside it."""
        self._beside = Horizontal(*super().compose_content(), classes="beside")
        self._preview: Preview | None = None
        self._left_at: Widget | None = None
        """Where the cursor was when one turned to the preview."""
        yield self._beside

    async def on_mount(self) -> None:
        """Where there is room, the preview stands beside the form from the start."""
        if self.app.size.width >= WIDE:
            self.call_after_refresh(self._show_preview)

    async def on_resize(self, event: Resize) -> None:
        """Beside the form where there is room; else the form alone, or the preview behind F3."""
        if event.size.width >= WIDE:
            self._fields.display = True
            await self._show_preview()
        elif self._preview and self._fields.display:
            self._preview.display = False

    def heard(self, entry: Entry) -> None:
        """Draw the preview anew too."""
        super().heard(entry)
        self._remark_signatures()
        if self._preview and self._preview.display:
            self.call_after_refresh(self._show_preview)

    async def action_preview(self) -> None:
        """Turn to the document as it will be exported, or back to the form."""
        self.keep_typing()
        if self.app.size.width >= WIDE:
            if self._preview:
                self._preview.display = not self._preview.display
            return
        if self._preview and self._preview.display:
            self._to_the_form(self._preview)
            return
        self._left_at = self.focused
        self._fields.display = False
        await self._show_preview()
        if self._preview:
            self._preview.focus()

    def _to_the_form(self, preview: Preview) -> None:
        """Back from the preview to the field one left."""
        preview.display = False
        self._fields.display = True
        if self._left_at is not None and self._left_at.is_attached:
            self._left_at.focus()
        else:
            self.begin()

    def action_back(self) -> None:
        """Close the preview where it stands alone, else the form."""
        if self._preview and self._preview.display and not self._fields.display:
            self._to_the_form(self._preview)
        else:
            super().action_back()

    async def _mount_rest(self, widgets: list[Widget]) -> None:
        await super()._mount_rest(widgets)
        self._remark_signatures()

    def _remark_signatures(self) -> None:
        """Say which signatures were given before the form was changed."""
        review = self.review
        if self.signatures is None or not signed_rows(self.signatures, review):
            return
        entries = list(self.desk.register.history(review))
        changed = changed_since_signed(review, entries, self.content, self.signatures)
        for editor in self.editors:
            if editor.field is self.signatures.field and isinstance(editor, RowsEditor):
                editor.remark(dict.fromkeys(changed, CHANGED))

    async def _show_preview(self) -> None:
        if self._preview is None:
            from screens.widgets.preview import Preview  # it loads a Markdown parser

            self._preview = Preview()
            await self._beside.mount(self._preview)
        self._preview.display = True
        await self._preview.show(document(self.desk, self.form, self.review))
