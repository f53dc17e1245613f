"""A table on a screen: a line for each row; enter opens a row's own sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from msgspec import Struct, field
from msgspec.structs import replace
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from screens.widgets.field_editor import FieldEditor
from screens.widgets.labelled_field import FieldText
from screens.widgets.line_list import LineList
from store.field_values import Json
from store.paperwork.rows import STAMP, Row, RowsKind
from store.text import clean_text

MOST_LINES = 8


class Listing(Struct, frozen=True):
    """How a table's rows are listed: `words` for what cells of `column` hold, and the rows still
    `to_fill` in place of the table's own; `empty` stands where there are none. The column `first`
    stands in front, since a long row is cut at its end; where it is empty, `unsaid` does."""

    column: str = ""
    first: str = ""
    unsaid: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    to_fill: tuple[Mapping[str, Json], ...] | None = None
    empty: str = "No rows yet: F5 adds one."


class RowsEditor(FieldEditor):
    """The rows of a table, one line each; the rows an empty form begins with are there to fill.

    Typing on one of those, or where there are none, goes into the row's own sheet.
    """

    class Opened(Message):
        """A row is to be opened: the one with this id, or a new one when it is empty.

        `row_number` counts from 1; `begun` are the cells printed in a row still to be filled,
        and `typed` is the text by which it was opened.
        """

        def __init__(
            self,
            editor: RowsEditor,
            row_id: str,
            row_number: int,
            begun: Mapping[str, Json],
            typed: str = "",
        ) -> None:
            super().__init__()
            self.typed = typed
            self.editor = editor
            self.row_id = row_id
            self.row_number = row_number
            self.begun = begun

    _listing = Listing()
    _remarks: Mapping[str, str] = {}
    _listed: tuple[Json, Listing | None, Sequence[str]] = (None, None, ())

    @cached_property
    def control(self) -> _Rows:
        rows = _Rows(self._line, empty=self._listing.empty, marked_without_focus=False)
        rows.show(self._keys)
        return rows

    def control_height(self, width: int) -> int:
        return min(MOST_LINES, max(1, len(self._keys)))

    def saying(self) -> FieldText:
        return replace(super().saying(), beside=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they were last shown."""
        return self._kind.decode(self.stored)

    @property
    def text(self) -> str:
        return ""

    @property
    def changed(self) -> bool:
        return False

    def put(self, text: str) -> None:
        """A table is changed row by row, in the row's own sheet."""

    def shown(self, stored: Json) -> str:
        return ""

    def show(self, stored: Json) -> None:
        before = {row.id for row in self.rows}
        self.stored = stored
        self._show_rows()
        made = [row.id for row in self.rows if row.id not in before]
        if made and self.app.screen is not self.screen:  # by the row's own sheet, which is on top
            self.control.move_to(made[-1])

    @property
    def row_id(self) -> str:
        """The id of the row under the cursor; empty on one that is still to be filled."""
        key = self.control.cursor_key or ""
        return "" if key.startswith("+") else key

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a row."""
        self.control.move_to(row_id)

    def remark(self, remarks: Mapping[str, str]) -> None:
        """Show a remark in front of rows, by their ids."""
        if remarks != self._remarks:
            self._remarks = remarks
            self._show_rows()

    def list_as(self, listing: Listing) -> None:
        """List the rows in this way from now on."""
        if listing != self._listing:
            self._listing = listing
            self._show_rows()

    @property
    def begun(self) -> Mapping[str, Json]:
        """The cells that are printed in the row under the cursor, where it is still to be filled;
        those that stand in it, where it is not."""
        key = self.control.cursor_key or ""
        if key.startswith("+"):
            return self._to_fill[int(key[1:])]
        return next((row.cells for row in self.rows if row.id == key), {})

    @property
    def _kind(self) -> RowsKind:
        kind = self.field.kind
        assert isinstance(kind, RowsKind)
        return kind

    def _show_rows(self) -> None:
        if self.is_made:
            self.control.empty = self._listing.empty
            self.control.show(self._keys)
        self.draw()

    @property
    def _to_fill(self) -> Sequence[Mapping[str, Json]]:
        listed = self._listing.to_fill
        return self._kind.still_to_fill(self.rows) if listed is None else listed

    @property
    def _keys(self) -> Sequence[str]:
        """The rows that are kept, by their ids; then those that are still to be filled.

        Every laying out asks for them: they are worked out when what is listed is another.
        """
        stored, listing, keys = self._listed
        if stored is not self.stored or listing is not self._listing:
            keys = [row.id for row in self.rows]
            keys += [f"+{number}" for number in range(len(self._to_fill))]
            self._listed = self.stored, self._listing, keys
        return keys

    def _line(self, key: str, width: int) -> str:
        keys = [row.id for row in self.rows]
        if key.startswith("+"):
            number = int(key[1:])
            cells = self._cells(Row("", dict(self._to_fill[number])))
            return f"{len(keys) + number + 1:>2}  {cells}"
        row = next(row for row in self.rows if row.id == key)
        remark = self._remarks.get(key)
        prefix = f"({remark}) " if remark else ""  # in front: a long row is cut at its end
        return f"{keys.index(key) + 1:>2}  {prefix}{self._cells(row)}"

    def _cells(self, row: Row) -> str:
        columns: Sequence[str] = [path for path in self._kind.columns if path != STAMP]
        first = self._listing.first
        cells = (self._cell(row, path) for path in sorted(columns, key=lambda path: path != first))
        return " · ".join(" ".join(cell.split()) for cell in cells if cell) or "–"

    def _cell(self, row: Row, path: str) -> str:
        text = row.plain(self._kind.columns[path])
        if path == self._listing.first:
            return text or self._listing.unsaid
        return self._listing.words.get(text, text) if path == self._listing.column else text

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        event.stop()
        self._open("")

    def on_key(self, event: Key) -> None:
        """A letter opens a row still to be filled, or a new one, and is the first of it."""
        if event.is_printable and event.character and event.character not in (" ", "?"):
            event.stop()
            self._open(event.character)

    def on_paste(self, event: Paste) -> None:
        """A paste goes where typing would."""
        event.stop()
        if text := clean_text(event.text):
            self._open(text)

    def _open(self, typed: str) -> None:
        key = self.control.cursor_key or ""
        begun = self._to_fill[int(key[1:])] if key.startswith("+") else {}
        row_number = self.control.position[0] or 1
        self.post_message(self.Opened(self, self.row_id, row_number, begun, typed))


class _Rows(LineList[str]):
    """The lines; at the first and the last the arrows go on to the field above or below."""

    DEFAULT_CSS = """
    _Rows { height: auto; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    async def action_step(self, step: int) -> None:
        """Go to the next row, or out of the table."""
        at, count = self.position
        if 1 <= at + step <= count:
            self.action_move(step)
        else:
            await self.run_action(f"screen.field({step})")
