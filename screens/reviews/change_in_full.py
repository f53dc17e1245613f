"""One change in full: whose, when, the whole of what it was and the whole of what it is."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session
from store.register.change_in_words import Described


class ChangeInFull(Page):
    """Both values of a change, to be scrolled."""

    about = "The change in full: what the field was before it, and what it is after it."
    DEFAULT_CSS = """
    ChangeInFull { & > VerticalScroll { height: 1fr; & Static { padding: 0 1; } } }
    """

    def __init__(self, session: Session, head: str, words: Described) -> None:
        """`head` says which change it is, when and by whom; `words` are its own."""
        super().__init__(session)
        self._head = head
        self._words = words

    def compose_content(self) -> Iterable[Widget]:
        """The field, what it was, what it is."""
        text = Content("").join(
            [
                Content(f"{self._words.short}\n"),
                Content.styled("\nIt was\n", "bold"),
                Content(f"{self._words.was or 'nothing'}\n"),
                Content.styled("\nIt is\n", "bold"),
                Content(f"{self._words.is_ or 'nothing'}\n"),
            ]
        )
        self._text = VerticalScroll(Static(text, markup=False), can_focus=True)
        yield self._text

    async def on_mount(self) -> None:
        """Let the keys scroll."""
        self._text.focus()

    def title_line(self) -> Content:
        """Which change, when, by whom."""
        return Content(f" {self._head}")
