"""A page that shows a document as it will be exported."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.preview import Preview
from store.documents.page import DocumentPage


class PreviewPage(Page):
    """A document to be read; it follows the register while it is on top, and when it is again."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._preview = Preview(session.marks)

    def compose_content(self) -> Iterable[Widget]:
        yield self._preview

    async def on_mount(self) -> None:
        self.look()
        self._preview.focus()

    def document(self) -> DocumentPage | None:
        """The document as it stands now; None where there is none any more."""
        raise NotImplementedError

    def look(self) -> None:
        if document := self.document():
            self._preview.show(document)
