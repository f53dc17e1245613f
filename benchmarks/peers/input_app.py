"""A Textual app with its default Input, focused."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class InputApp(App[None]):
    """One Input."""

    def compose(self) -> ComposeResult:
        """A label and the Input."""
        yield Static("Here it is.")
        yield Input()


if __name__ == "__main__":
    InputApp().run()
