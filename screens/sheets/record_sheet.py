"""A sheet of a record: its fields, and the rows of its tables: listed, opened, moved, removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on

from screens.sheets.field_page import Part
from screens.sheets.row_sheet import RowSheet
from screens.sheets.sheet import Sheet
from screens.widgets.field_editor import FieldEditor
from screens.widgets.rows_editor import Listing, RowsEditor
from store.field_values import Json
from store.paperwork.field import Field
from store.paperwork.tables import YEARS
from store.records.change import Change, Entry, making
from store.records.editing import moving_row, removing_row
from store.records.record import Record


class RecordSheet(Sheet):
    """Fields of a record as it stands; a row of a table opens on a sheet of its own."""

    row_sheets: ClassVar[Mapping[str, type[RowSheet]]] = {}
    """The sheets of rows that say more than their cells, by the path of their table."""

    def listing(self, record: Record, field: Field[object]) -> Listing:
        """How the rows of a table of `record` are listed."""
        return Listing()

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """The field's change; a school year's record is made with its first value."""
        table, key, _ = editor.address
        if table == YEARS.name and self.session.register.find(YEARS, key) is None:
            return [making(table, {editor.field.path: value}, key)]
        return super().changes(editor, value)

    def _editor(self, field: Field[object], part: Part, label: str | None = None) -> FieldEditor:
        editor = super()._editor(field, part, label)
        self._list(editor)
        return editor

    def heard(self, entry: Entry) -> None:
        """List rows again too: their words come from other fields and reviews."""
        super().heard(entry)
        for editor in self.editors:
            self._list(editor)

    def _list(self, editor: FieldEditor) -> None:
        if isinstance(editor, RowsEditor) and (record := self.record_of(editor)):
            editor.list_as(self.listing(record, editor.field))

    @on(RowsEditor.Opened)
    def _row_opened(self, event: RowsEditor.Opened) -> None:
        event.stop()
        if event.typed and event.row_id:  # a stray letter changes nothing that is kept
            self.say("Enter opens the row; F5 begins a new one.")
        else:
            self.open_row(event.editor, event.row_id, event.row_number, event.begun, event.typed)

    def open_row(
        self,
        editor: RowsEditor,
        row_id: str,
        row_number: int,
        begun: Mapping[str, Json],
        typed: str = "",
    ) -> None:
        """Open a row's own sheet; a new one, with the cells `begun`, when there is no id.

        What is `typed` goes into its first text.
        """
        make = self.row_sheets.get(editor.field.path, RowSheet)
        row = make(self.session, editor.address, editor.field, row_id, row_number, begun, typed)
        self.app.push_screen(row)

    def action_add(self) -> None:
        editor = self.here
        if isinstance(editor, RowsEditor):
            self.open_row(editor, "", len(editor.rows) + 1, {})
        else:
            super().action_add()

    def action_remove(self) -> None:
        editor = self.here
        if not isinstance(editor, RowsEditor):
            super().action_remove()
        elif editor.row_id and (record := self.record_of(editor)):
            self.apply(
                [removing_row(record, editor.field, editor.row_id)],
                f"Row removed; {self.undo_key} brings it back.",
            )

    def move_line(self, step: int) -> None:
        editor = self.here
        if not isinstance(editor, RowsEditor):
            super().move_line(step)
        elif (
            editor.row_id
            and (record := self.record_of(editor))
            and (changes := moving_row(record, editor.field, editor.row_id, step))
        ):
            self.apply(changes, "Row moved.")
