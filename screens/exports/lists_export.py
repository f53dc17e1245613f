"""Export of lists that a screen shows: who reviewed whom, the expertise directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import CHANGE_FOLDER, EXPORT_DOCUMENT, NEXT_FORMAT, Command
from screens.base.session import Session
from screens.exports.export_choices import Offered
from screens.exports.export_page import Export
from store.dates.school_years import school_year, years_name


class ListsExport(Export):
    """A few lists: of today, or of school years."""

    commands: ClassVar[tuple[Command, ...]] = (EXPORT_DOCUMENT, NEXT_FORMAT, CHANGE_FOLDER)

    def __init__(
        self, session: Session, lists: Sequence[Offered], years: Sequence[int] = ()
    ) -> None:
        """`lists` are what is offered; `years` the school years, in order, where it is of some."""
        super().__init__(session)
        self._lists = lists
        self._years = tuple(years)

    def offered(self) -> Sequence[Offered]:
        """The lists."""
        return self._lists

    def title_line(self) -> Content:
        """What is exported."""
        of = years_name(self._years) if self._years else self._lists[0].title
        return Content(f" Export {of}")

    def write(self, one: Offered) -> None:
        """Export a line of the list."""
        year = self._years[-1] if self._years else school_year(self.session.today)
        self.write_at_once(one, None, year, self._years)
