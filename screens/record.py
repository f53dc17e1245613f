"""The record of a review: everything the register holds about it, to be read."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.desk import Desk
from screens.page import Page
from screens.writing import document
from store.paperwork.tables import REVIEWS
from store.register.change import Entry


class RecordPage(Page):
    """Everything the register holds about one review, as the record is exported."""

    about = "Everything the register holds about the review, for the office alone."
    DEFAULT_CSS = "RecordPage { & > VerticalScroll { height: 1fr; & Static { padding: 0 1; } } }"

    def __init__(self, desk: Desk, key: int) -> None:
        """`key` is the review's."""
        super().__init__(desk)
        self.key = key

    def compose_content(self) -> Iterable[Widget]:
        """The text, to be scrolled."""
        self._text = Static("", markup=False)
        self._scroll = VerticalScroll(self._text, can_focus=True)
        yield self._scroll

    async def on_mount(self) -> None:
        """Show the record."""
        self._look()
        self._scroll.focus()

    def heard(self, entry: Entry) -> None:
        """Show what has changed."""
        self._look()

    def title_line(self) -> Content:
        """Whose record."""
        return Content(f" Record of {self.desk.register.record(REVIEWS, self.key).id}")

    def _look(self) -> None:
        record = self.desk.register.found(REVIEWS, self.key)
        self._text.update(document(self.desk, "record", record) if record else "")
