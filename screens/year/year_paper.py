"""A paper of a school year as it will be exported: its report, or its themes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.content import Content

from screens.base.commands import EXPORT_PAPER, Command
from screens.base.preview_page import PreviewPage
from screens.base.session import Session
from screens.exports.export_choices import Offered
from screens.exports.lists_export import ListsExport
from store.dates.school_years import year_name
from store.documents.all_documents import FORMS
from store.documents.page import Page
from store.documents.scopes import context_of_year


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
        self._form = FORMS[form]

    def title_line(self) -> Content:
        return Content(f" {self._form.title}   {year_name(self._year)}")

    def document(self) -> Page:
        of = context_of_year(self.session.register, self._year)
        return self._form.page_of(replace(of, bar=self.session.marks.bar))

    def action_export(self) -> None:
        """Open its export."""
        lists = [Offered(self._form.title, (self._form,))]
        self.app.push_screen(ListsExport(self.session, lists, (self._year,)))
