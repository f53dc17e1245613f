"""A paper of a school year as it will be exported: its report, or its themes."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from screens.base.commands import EXPORT_PAPER, Command
from screens.base.preview_page import PreviewPage
from screens.base.session import Session
from screens.exports.export_page import ListsExport
from store.dates.school_years import year_name
from store.documents.all_documents import YEAR_FORMS
from store.documents.page import DocumentPage
from store.documents.scopes import year_scope
from store.exports.export_offers import offer_of


class YearPaper(PreviewPage):
    """One paper of a year, to be read."""

    commands: ClassVar[tuple[Command, ...]] = (EXPORT_PAPER,)
    about = (
        "The paper as it will be exported. Arrows and the page keys move it; e exports it as "
        "Markdown, Word, HTML or plain text."
    )

    def __init__(self, session: Session, year: int, form: str) -> None:
        """`form` is its name on the command line."""
        super().__init__(session)
        self._year = year
        self._form = YEAR_FORMS[form]

    def title_line(self) -> Content:
        return Content(f" {self._form.title}   {year_name(self._year)}")

    def document(self) -> DocumentPage:
        scope = year_scope(self.session.register, self._year, self.session.marks.bar)
        return self._form.page(scope)

    def action_export(self) -> None:
        """Open its export."""
        offers = [offer_of(self._form, self._year)]
        self.app.push_screen(ListsExport(self.session, offers, year_name(self._year)))
