"""A form: a sheet in the paper's order, and beside it or behind F3 the document it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.containers import Horizontal
from textual.events import Resize
from textual.timer import Timer
from textual.widget import Widget

from screens.base.commands import PREVIEW, Command
from screens.sheets.review_sheet import ReviewSheet
from screens.sheets.sheet import IN_A_SHEET
from screens.widgets.field_editor import FieldEditor
from screens.widgets.preview import Preview
from screens.widgets.rows_editor import RowsEditor
from store.documents.page import DocumentPage
from store.documents.pages.signatures import CHANGED
from store.documents.scopes import ReviewScope, review_scope
from store.field_values import Unacceptable
from store.paperwork.field import Field
from store.paperwork.sent_and_signed import Signatures
from store.progress.document_trail import changed_since_signed
from store.records.change import Change, Entry
from store.records.record import Record, SchoolReview
from store.schedule.stage_progress import signed_rows

WIDE = 120
"""Columns of the terminal from which the preview stands beside the form."""
PAUSE = 0.2
"""Seconds after the last key until the preview follows."""


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
        self._preview = Preview(self.session.marks)
        self._preview.display = False
        self._kept: ReviewScope | None = None
        """What the document is written from, as it is kept."""
        self._drawing: Timer | None = None
        self._left_at: Widget | None = None
        """Where the cursor was when one turned to the preview."""
        yield Horizontal(*super().compose_content(), self._preview, classes="beside")

    async def on_mount(self) -> None:
        """Where there is room, the preview stands beside the form from the start."""
        self.call_after_refresh(self._remark_signatures)
        if self.app.size.width >= WIDE:
            self.call_after_refresh(self._show_preview)

    async def on_resize(self, event: Resize) -> None:
        """Beside the form where there is room; else the form alone, or the preview behind F3."""
        if event.size.width >= WIDE:
            self._fields.display = True
            self._show_preview()
        elif self._fields.display:
            self._preview.display = False

    def heard(self, entry: Entry) -> None:
        super().heard(entry)
        self._remark_signatures()
        if self._preview.display:
            self.call_after_refresh(self._show_preview)

    async def action_preview(self) -> None:
        """Turn to the document as it will be exported, or back to the form."""
        self.keep_typing()
        if self.app.size.width >= WIDE:
            if self._preview.display:
                self._preview.display = False
            else:
                self._show_preview()
            return
        if self._preview.display:
            self._to_the_form()
            return
        self._left_at = self.focused
        self._fields.display = False
        self._show_preview()
        self._preview.focus()

    def _to_the_form(self) -> None:
        """Back from the preview to the field one left."""
        self._preview.display = False
        self._fields.display = True
        if self._left_at is not None and self._left_at.is_attached:
            self._left_at.focus()
        else:
            self.begin()

    def action_back(self) -> None:
        """Close the preview where it stands alone, else the form."""
        if self._preview.display and not self._fields.display:
            self._to_the_form()
        else:
            super().action_back()

    def _remark_signatures(self) -> None:
        """Say which signatures were given before the form was changed."""
        review = self.review
        if self.signatures is None or not signed_rows(self.signatures, review):
            return
        entries = list(self.session.register.history(review))
        changed = changed_since_signed(review, entries, self.content, self.signatures)
        for editor in self.editors:
            if editor.field is self.signatures.field and isinstance(editor, RowsEditor):
                editor.remark(dict.fromkeys(changed, CHANGED))

    def _show_preview(self) -> None:
        """Show the preview, with the document as the register has it now."""
        self._preview.display = True
        self._kept = review_scope(self.session.register, self.review)
        self._draw_preview(follow=False)

    @on(FieldEditor.Typed)
    def _follow(self) -> None:
        """Follow the typing, once it pauses: no key waits for the preview."""
        if not self._preview.display:
            return
        if self._drawing is not None:
            self._drawing.stop()
        self._drawing = self.set_timer(PAUSE, self._draw_preview)

    def action_restore(self) -> None:
        """Drop what was typed from the preview too."""
        super().action_restore()
        self._follow()

    def _draw_preview(self, follow: bool = True) -> None:
        if self._preview.display and self._kept is not None:
            shown = page(self.form, self._kept, self._typed_changes())
            self._preview.show(shown, follow=follow)

    def _typed_changes(self) -> Iterator[Change]:
        """The changes typed into the fields and not kept, where the field can hold them."""
        for editor in self.editors:
            if editor.changed and not editor.is_offered_draft:
                with suppress(Unacceptable):
                    yield from self.changes(editor, editor.value())


def page(form: str, of: ReviewScope, typed: Iterable[Change] = ()) -> DocumentPage:
    """The page of a form, as if the changes that are `typed` and not kept were made.

    They are changes of whole fields of the one review, in the form it stores them in.
    """
    from store.documents.all_documents import REVIEW_FORMS

    if changes := tuple(typed):
        school_review = SchoolReview(
            _changed(of.review, changes), of.school_review.school, of.school_review.year
        )
        of = replace(of, school_review=school_review)
    return REVIEW_FORMS[form].page(of)


def _changed(record: Record, changes: Iterable[Change]) -> Record:
    values = {**record.document, **{change.field: change.is_ for change in changes}}
    fields = record.table.fields
    kept = {
        p: held for p, held in values.items() if p not in fields or held != fields[p].kind.empty
    }
    return Record(record.table, record.key, kept)
