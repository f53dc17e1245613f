"""A small app for what stands around the real one: `python -m tests.support.tiny_app FILE`.

It shows what is typed, keeps it in FILE when it has to leave, and can be made to fail or to draw
without end.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.filter import LineFilter
from textual.widgets import Input, Label, Static

from tui.terminal.control_filter import ControlFilter
from tui.terminal.leaving import leave_on_signals
from tui.terminal.textual_seam import MendedApp, mend_keyboard


class TinyApp(MendedApp[None]):
    """A field, what is in it, and the last key."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "fail", priority=True),
        Binding("f6", "flood", priority=True),
        Binding("f10", "quit", priority=True),
        *(
            Binding(key, f"say('{key}')", priority=True)
            for key in ("f1", "f12", "escape", "alt+x", "shift+tab", "ctrl+s", "ctrl+left", "home")
        ),
    ]

    def __init__(self, file: Path) -> None:
        super().__init__(file.parent / "faults")
        self._file = file
        self._guard = ControlFilter()
        self._input = Input(max_length=60, compact=True)
        self._input.cursor_blink = False

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def compose(self) -> ComposeResult:
        yield Label("Tiny app", id="title")
        yield self._input
        yield Static("key: none", id="said", markup=False)
        yield Static(id="size", markup=False)

    def on_resize(self, event: Resize) -> None:
        self.query_one("#size", Static).update(f"size: {event.size.width}x{event.size.height}")

    def action_say(self, key: str) -> None:
        self.query_one("#said", Static).update(f"key: {key}")

    def action_fail(self) -> None:
        pupils_name = self._input.value + " of class 4"
        raise RuntimeError(f"a fault after {len(pupils_name)} characters")

    def action_flood(self) -> None:
        self.set_interval(0.001, self._draw_much)

    def _draw_much(self) -> None:
        self.query_one("#said", Static).update("flood " * 300)
        self.refresh()

    def keep(self) -> None:
        self._file.write_text(self._input.value, encoding="utf-8")


def main() -> None:
    mend_keyboard()
    app = TinyApp(Path(sys.argv[1]))
    leave_on_signals(app, app.keep)
    app.run()
    sys.exit(app.return_code)


if __name__ == "__main__":
    main()
