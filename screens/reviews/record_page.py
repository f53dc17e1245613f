"""The record of a review: everything the register holds about it, to be read."""

from __future__ import annotations

from textual.content import Content

from screens.base.preview_page import PreviewPage
from screens.base.session import Session
from screens.forms.form_sheet import page
from store.documents.page import DocumentPage
from store.documents.scopes import review_scope
from store.paperwork.tables import REVIEWS


class RecordPage(PreviewPage):
    """Everything the register holds about one review, as the record is exported."""

    about = "Everything the register holds about the review, for the office alone."

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the review's."""
        super().__init__(session)
        self.key = key

    def title_line(self) -> Content:
        return Content(f" Record of {self.session.register.record(REVIEWS, self.key).id}")

    def document(self) -> DocumentPage | None:
        record = self.session.register.find(REVIEWS, self.key)
        return page("record", review_scope(self.session.register, record)) if record else None
