"""Reviews in a DataTable, built anew for what is typed: `FILE` is a CSV of what the list shows."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input


class TableApp(App[None]):
    """A filter and a table."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        with file.open(encoding="utf-8", newline="") as lines:
            self._head, *self._rows = csv.reader(lines)

    def compose(self) -> ComposeResult:
        """The filter and the table."""
        typed = Input()
        typed.cursor_blink = False  # a screen that blinks is never quiet
        yield typed
        yield DataTable()

    def on_mount(self) -> None:
        """Show all."""
        self.query_one(DataTable).add_columns(*self._head)
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.clear()
        table.add_rows(row for row in self._rows if any(typed in cell for cell in row))


if __name__ == "__main__":
    TableApp(Path(sys.argv[1])).run()
