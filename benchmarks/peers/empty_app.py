"""The floor: a Textual app that shows one line of text; q leaves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit")]

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Here it is.")


if __name__ == "__main__":
    EmptyApp().run()
