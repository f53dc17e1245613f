"""The line in which one types what a list is to be narrowed to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

LONGEST = 80
"""Characters the line takes: an unbracketed paste into an endless one takes seconds."""


class FilterLine(Horizontal):
    """A line, hidden until `open` is called, that tells its screen what is typed.

    It knows no list: the screen shows other rows on `Changed`, gives its list the focus on
    `Settled` and on `Closed`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "settle", "To the list", show=False),
        Binding("escape", "close", "Close the filter", show=False),
    ]
    DEFAULT_CSS = """
    FilterLine {
        height: 1;
        display: none;
        &.-open { display: block; }
        & > Label { width: auto; padding: 0 1; }
        & > Input { width: 1fr; }
    }
    """

    class Changed(Message):
        """The text to narrow the list to has changed; empty when there is none any more."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Settled(Message):
        """Down or enter was pressed: the list is wanted, narrowed as it is."""

    class Closed(Message):
        """The line is cleared and hidden; a `Changed` with no text came before if it had one."""

    def __init__(self, prompt: str = "Find", *, id: str | None = None) -> None:
        """Begin hidden and empty.

        Args:
            prompt: the word before the field, shown literally.
            id: the widget's name in selectors.
        """
        super().__init__(id=id)
        self._prompt = prompt
        self._input = Input(compact=True, max_length=LONGEST, select_on_focus=False)
        # A blinking cursor sends bytes for as long as nobody types.
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield Label(self._prompt, markup=False)
        yield self._input

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is typed; empty when closed."""
        return self._input.value

    def open(self) -> None:
        """Show the line and give it the focus, with what was typed still there."""
        self.add_class("-open")
        self._input.focus()

    def close(self) -> None:
        """Clear and hide the line, and say so; nothing happens when it is not open."""
        if not self.is_open:
            return
        self.remove_class("-open")
        had_text = bool(self.text)
        with self.prevent(Input.Changed):
            self._input.value = ""
        # Said here and not by way of the field, so that it comes before `Closed`.
        if had_text:
            self.post_message(self.Changed(""))
        self.post_message(self.Closed())

    def action_close(self) -> None:
        """Clear and close the line (escape)."""
        self.close()

    def action_settle(self) -> None:
        """Go to the list (down)."""
        self.post_message(self.Settled())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Settled())
