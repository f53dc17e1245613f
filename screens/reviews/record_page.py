"""The record of a review: everything the register holds about it, to be read."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from screens.base.page import Page
from screens.base.session import Session
from screens.forms.form_sheet import context, page
from screens.widgets.preview import Preview
from store.paperwork.tables import REVIEWS
from store.records.change import Entry


class RecordPage(Page):
    """Everything the register holds about one review, as the record is exported."""

    about = "Everything the register holds about the review, for the office alone."

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the review's."""
        super().__init__(session)
        self.key = key

    def compose_content(self) -> Iterable[Widget]:
        """The text, to be scrolled."""
        self._preview = Preview(self.session.marks)
        yield self._preview

    async def on_mount(self) -> None:
        """Show the record."""
        self._look()
        self._preview.focus()

    def heard(self, entry: Entry) -> None:
        """Show what has changed."""
        self.call_after_refresh(self._look)

    def title_line(self) -> Content:
        """Whose record."""
        return Content(f" Record of {self.session.register.record(REVIEWS, self.key).id}")

    def _look(self) -> None:
        if record := self.session.register.found(REVIEWS, self.key):
            self._preview.show(page("record", context(self.session, record)))
