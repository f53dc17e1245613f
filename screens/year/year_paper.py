"""A paper of a school year as it will be exported: its report, or its themes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from screens.base.commands import EXPORT_PAPER, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.preview import Preview
from store.dates.school_years import year_name
from store.records.change import Entry


class YearPaper(Page):
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
        self._form = form

    def compose_content(self) -> Iterable[Widget]:
        """The paper."""
        self._preview = Preview(self.session.marks)
        yield self._preview

    async def on_mount(self) -> None:
        """Show it."""
        self._look()
        self._preview.focus()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self.is_mounted:
            self._look()

    def heard(self, entry: Entry) -> None:
        """Show it anew; one that is covered looks when it is back."""
        if self.app.screen is self:
            self._look()

    def title_line(self) -> Content:
        """Which paper, of which year."""
        from store.documents.all_documents import FORMS

        return Content(f" {FORMS[self._form].title}   {year_name(self._year)}")

    def action_export(self) -> None:
        """Open its export."""
        from screens.exports.export_choices import Offered
        from screens.exports.lists_export import ListsExport
        from store.documents.all_documents import FORMS

        form = FORMS[self._form]
        lists = [Offered(form.title, (form,))]
        self.app.push_screen(ListsExport(self.session, lists, (self._year,)))

    def _look(self) -> None:
        from store.documents.all_documents import FORMS
        from store.documents.scopes import context_of_year

        found = replace(
            context_of_year(self.session.register, self._year), bar=self.session.marks.bar
        )
        self._preview.show(FORMS[self._form].page_of(found))
