"""What a figure of a report counts: each thing, and the review it is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content

from screens.base.commands import FIND, OPEN_REVIEW, UNDO, Command
from screens.base.list_page import ListPage
from screens.base.session import Session
from screens.reviews.review_page import ReviewPage
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from store.dates.school_years import year_name
from store.documents.pages.report import year_report
from store.documents.scopes import year_scope
from store.matching import matches
from store.progress.school_overview import shortened
from store.report.year_report import CountedLine, counted_lines, named_figures
from store.text import cut


class FigureReviews(ListPage[int]):
    """The reviews that a number counts."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN_REVIEW, FIND, UNDO)
    about = (
        "What one number of the report counts: the review, its date, and what of it is counted. "
        "Enter opens the review; / narrows the list."
    )

    empty = "Nothing is counted here."

    def __init__(self, session: Session, year: int, name: str) -> None:
        """`name` is the figure's, of the report of a school year."""
        super().__init__(session)
        self._year = year
        self._figure = name
        self._counted: list[CountedLine] = []
        self._columns = _columns(0)

    def title_line(self) -> Content:
        rest = f" {year_name(self._year)}: {len(self._counted)}"
        return Content(f" {cut(self._figure, self.app.size.width - len(rest) - 2)}{rest}")

    def look(self) -> None:
        register = self.session.register
        report = year_report(year_scope(register, self._year))
        lines = {line.key: line for line in register.lines()}
        figure = next(
            (named.figure for named in named_figures(report) if named.name == self._figure), None
        )
        self._counted = counted_lines(figure, lines.__getitem__) if figure else []
        self._columns = _columns(max((len(named.what) for named in self._counted), default=0))
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self.list.show(
            [
                at
                for at, line in enumerate(self._counted)
                if matches(self.needle, line.school, line.id, line.day, line.what)
            ]
        )

    def draw(self, at: int, width: int) -> Content:
        return laid_out(self._columns, self._counted[at], width)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        self.app.push_screen(ReviewPage(self.session, self._counted[event.key].review))


def _columns(longest: int) -> Sequence[Column[CountedLine]]:
    """The columns, where the longest of what is counted has so many characters."""
    return (
        Column("Review", lambda line: line.id, NaturalWidth()),
        Column("Date", lambda line: line.day, fixed(15), since=NARROW),
        Column("School", _school, NaturalWidth(), until=NARROW),
        Column("School", _school, RemainingWidth(18, 40), since=NARROW),
        Column("Counted", lambda line: line.what, fixed(longest)),
    )


def _school(line: CountedLine) -> str:
    return shortened(line.school)
