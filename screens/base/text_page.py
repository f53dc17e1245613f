"""A page of one text to be read: arrows and the page keys scroll it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session


class TextPage(Page):
    """A text under a heading, asked for again whenever the register changes."""

    DEFAULT_CSS = "TextPage { & > .text { height: 1fr; & > Static { padding: 0 1; } } }"

    def __init__(self, session: Session, heading: str = "") -> None:
        """`heading` stands in the title line."""
        super().__init__(session)
        self.heading = heading
        self._text = Static("", markup=False)

    def compose_content(self) -> Iterable[Widget]:
        yield VerticalScroll(self._text, classes="text", can_focus=True)

    async def on_mount(self) -> None:
        self.look()
        self.query_one(".text").focus()

    def title_line(self) -> Content:
        return Content(f" {self.heading}")

    def text(self) -> Content:
        """What is to be read, as it stands now."""
        raise NotImplementedError

    def look(self) -> None:
        """Show the text anew."""
        self._text.update(self.text())


def with_headings(parts: Iterable[tuple[str, str]]) -> Content:
    """Texts under headings of their own, an empty line between them; a heading may be empty."""
    return Content("\n").join(
        Content.styled(f"{heading}\n" if heading else "", "bold")
        + Content(f"{words}\n" if words else "")
        for heading, words in parts
    )
