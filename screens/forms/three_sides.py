"""A field of a returned form in full: as it was exported, as it came back, as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session


class ThreeSides(Page):
    """Every side of it under its name, to be scrolled."""

    about = "All that stands on each side: on the form as it went out and came back, and here now."
    DEFAULT_CSS = """
    ThreeSides { & > VerticalScroll { height: 1fr; & Static { padding: 0 1; } } }
    """

    def __init__(self, session: Session, head: str, sides: Sequence[tuple[str, str]]) -> None:
        """`sides` are names and texts; a text without a name stands alone."""
        super().__init__(session)
        self._head = head
        self._sides = sides

    def compose_content(self) -> Iterable[Widget]:
        """The sides, one under the other."""
        text = Content("")
        for name, side in self._sides:
            if name:
                text += Content.styled(f"{name.capitalize()}\n", "bold")
            text += Content(f"{side or '(empty)'}\n\n")
        self._text = VerticalScroll(Static(text, markup=False), can_focus=True)
        yield self._text

    async def on_mount(self) -> None:
        """Let the keys scroll."""
        self._text.focus()

    def title_line(self) -> Content:
        """What it is."""
        return Content(f" {self._head}")
