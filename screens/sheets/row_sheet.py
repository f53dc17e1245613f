"""A row of a table on a sheet of its own: its cells are fields like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import NEXT_ROW, Command
from screens.base.session import Session
from screens.sheets.field_page import Part
from screens.sheets.sheet import IN_A_SHEET, Sheet
from screens.widgets.field_editor import FieldEditor
from store.field_values import Address, Json
from store.paperwork.field import Field, Section
from store.paperwork.rows import STAMP, RowsKind
from store.paperwork.tables import TABLES
from store.records.change import NEW_ROW, Change
from store.records.editing import adding_row
from store.records.record import Record
from store.register.new_records import first_making


class RowSheet(Sheet):
    """The cells of one row. A new row is made when its first cell is kept."""

    commands: ClassVar[tuple[Command, ...]] = (
        *(NEXT_ROW if command.action == "add" else command for command in IN_A_SHEET),
    )
    about = "One row of a table. Its cells are kept as they are left; F5 goes on to a new row."

    def __init__(
        self,
        session: Session,
        table: Address,
        field: Field[object],
        row_id: str,
        row_number: int,
        begun: Mapping[str, Json],
        typed: str = "",
    ) -> None:
        """`table` is the address of the table's field; `row_id` is empty for a new row, which
        begins with the cells `begun`. What is `typed` already goes into the first text."""
        super().__init__(session)
        self._table = TABLES[table[0]]
        self._key = table[1]
        self._field = field
        self._row_id = row_id
        self._row_number = row_number
        self._begun = begun
        self._first = typed
        assert isinstance(field.kind, RowsKind)
        self._kind = field.kind

    def parts(self) -> Sequence[Part]:
        columns = tuple(column for path, column in self._kind.columns.items() if path != STAMP)
        return (Part(Section("", columns, self.introduction()), self._table, self._key),)

    def introduction(self) -> tuple[str, ...]:
        """Sentences above the cells: what the row is of, where its cells do not say it."""
        return ()

    def first_field(self) -> FieldEditor | None:
        """The first text where typing has begun already; else the first field."""
        text = next((each for each in self.editors if each.takes_text), None)
        return text if self._first and text is not None else super().first_field()

    def begin(self) -> None:
        """Go on with what was typed already."""
        super().begin()
        editor = self.first_field()
        if self._first and editor is not None:
            editor.type_in(self._first)

    def title_line(self) -> Content:
        return Content(f" {self._field.label}, row {self._row_number}")

    def address(self, field: Field[object]) -> str:
        return f"{self._field.path}.{self._row_id or f'{NEW_ROW}{self._row_number}'}.{field.path}"

    def stored(self, field: Field[object], part: Part) -> Json:
        record = self._record()
        rows = self._kind.decode(record.stored(self._field)) if record else ()
        row = next((row for row in rows if row.id == self._row_id), None)
        if row is None:
            return self._begun.get(field.path, field.kind.empty)
        return row.cells.get(field.path, field.kind.empty)

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """A cell of the row, or the row itself when it is new; a year is made with its first."""
        record = self._record() or Record(self._table, self._key, {})
        if not self._row_id:
            cells = {**self._begun, editor.field.path: value}
            first = first_making(self.session.register, record)
            return [*first, adding_row(record, self._field, cells)]
        path = f"{self._field.path}.{self._row_id}.{editor.field.path}"
        return [Change(self._table.name, self._key, path, editor.stored, value)]

    def keep(self, editor: FieldEditor) -> bool:
        """Keep a cell; the first one makes a new row, which has an id from then on."""
        before = self._ids()
        kept = super().keep(editor)
        if not self._row_id and (made := [row for row in self._ids() if row not in before]):
            # The last: another session's may have come in with the same look at the register.
            self._row_id = made[-1]
            self._row_number = len(self._ids())
            self.draw_title()
            self._readdress()
        return kept

    def row_gone(self, editor: FieldEditor, words: str) -> None:
        """What stands here becomes a new row: it is made when a cell is kept."""
        self._row_id, self._row_number = "", len(self._ids()) + 1
        self._begun = {}
        self.draw_title()
        self._readdress()
        for each in self.editors:
            each.stored = each.field.kind.empty
        super().row_gone(editor, f"{words} F2 makes a new one of what stands here.")

    def _readdress(self) -> None:
        """Give the cells the addresses of the row they are in by now."""
        for each in self.editors:
            self.session.drafts.forget(each.address)
            each.address = (*each.address[:2], self.address(each.field))
            if each.changed:
                self.session.drafts.note(each.address, each.text)

    def action_add(self) -> None:
        """Keep this row and go on to a new one."""
        self.keep_typing()
        unkept = self.unkept
        row_number = len(self._ids()) + 1
        address = (self._table.name, self._key, self._field.path)
        self.app.switch_screen(type(self)(self.session, address, self._field, "", row_number, {}))
        self.tell_unkept(unkept)

    def _record(self) -> Record | None:
        return self.session.register.find(self._table, self._key)

    def _ids(self) -> list[str]:
        record = self._record()
        rows = self._kind.decode(record.stored(self._field)) if record else ()
        return [row.id for row in rows]
