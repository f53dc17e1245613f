"""One question, one line to answer it in."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.text import LINE_LIMIT, clean_line


class Ask(ModalScreen[str | None]):
    """Asks for a line; enter gives it, escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Ask {
        align: center middle;
        & > Vertical {
            width: 90%; height: auto; background: $surface; padding: 1 1;
            & > Input { background: $panel; }
        }
    }
    """

    def __init__(self, question: str, answer: str = "") -> None:
        """`answer` is what stands there to begin with."""
        super().__init__()
        self._question = question
        self._answer = answer

    def compose(self) -> ComposeResult:
        """The question and the line."""
        line = Input(self._answer, compact=True, max_length=LINE_LIMIT, select_on_focus=False)
        line.cursor_blink = False
        with Vertical():
            yield Static(f"{self._question}   (enter, or esc for none)", markup=False)
            yield line

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        if answer := clean_line(event.value):
            self.dismiss(answer)

    def action_close(self) -> None:
        """No answer."""
        self.dismiss(None)
