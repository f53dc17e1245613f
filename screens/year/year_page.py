"""A school year: its reviews in numbers, the partnership's evaluation, what is still TBC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.widget import Widget

from screens.base.ask import Ask
from screens.base.choose import Choose, among
from screens.base.commands import (
    CANCEL_REVIEW,
    CLOSE_YEAR,
    EXPORT_YEAR,
    GO_TO_REPORT,
    GO_TO_THEMES,
    NEXT_YEAR,
    OPEN_FIGURE,
    OPEN_YEAR,
    UNDO,
    YEAR_BEFORE,
    Command,
)
from screens.base.page import Page
from screens.base.session import Session
from screens.reviews.stages import EvaluationSheet
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from screens.widgets.offer_list import Offer
from screens.year.figure_reviews import FigureReviews
from screens.year.year_change import YearChange, closing_preview, opening_preview
from store.dates.days import FIRST_YEAR, LAST_YEAR
from store.dates.school_years import school_year, year_name
from store.dates.typed_dates import echo
from store.documents.pages.report import year_report
from store.documents.scopes import year_scope
from store.field_values import Unacceptable
from store.paperwork import review
from store.paperwork.stages import impact
from store.paperwork.steps import TBC
from store.paperwork.tables import REVIEWS, YEARS
from store.records.record import Record
from store.report.figures import Figure, bars
from store.report.year_report import NamedFigure, named_figures
from store.year.closing import cancelling

FIGURES: tuple[Column[tuple[Figure, str]], ...] = (
    Column("Figure", lambda row: row[0].words, RemainingWidth(8, 52), gap=2),
    Column("Number", lambda row: str(row[0].count), fixed(5), gap=1, right=True),
    Column("Bar", lambda row: row[1], fixed(14), since=NARROW),
)
"""A figure and its bar."""
EVALUATION: tuple[Column[tuple[str, str]], ...] = (
    Column("Field", lambda row: row[0], NaturalWidth(16), gap=2),
    Column("Value", lambda row: row[1], RemainingWidth(), gap=1),
)
"""A field's label and its value."""


class YearLine(Struct, frozen=True):
    """A line of the page: a heading alone, or a figure's name, or a field's path, under it."""

    heading: str
    figure: str = ""
    field: str = ""
    nothing: bool = False


class YearPage(Page):
    """One school year in numbers."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_FIGURE,
        OPEN_YEAR,
        CLOSE_YEAR,
        CANCEL_REVIEW,
        GO_TO_REPORT,
        GO_TO_THEMES,
        NEXT_YEAR,
        UNDO,
        EXPORT_YEAR,
        YEAR_BEFORE,
    )
    about = (
        "One school year. Enter on a number shows the reviews behind it, on the evaluation its "
        "fields. o makes the reviews of the year that are not there yet, c closes those that are "
        "complete, x cancels one; o and c show first what they do. r and t are its two papers."
    )
    DEFAULT_CSS = "YearPage { & > LineList { height: 1fr; } }"

    def __init__(self, session: Session, year: int | None = None) -> None:
        """`year` is the school year's; today's, when none is said."""
        super().__init__(session)
        self._year = school_year(session.today) if year is None else year
        self._figures: dict[str, NamedFigure] = {}
        self._bars: dict[str, str] = {}

    def compose_content(self) -> Iterable[Widget]:
        self._list: LineList[YearLine] = LineList(self._draw, marker=self.session.marks.cursor)
        yield self._list

    async def on_mount(self) -> None:
        self.look()
        self._list.move_to(next(iter(self._lines())))
        self._list.focus()

    def title_line(self) -> Content:
        return Content(f" The year {year_name(self._year)}")

    def look(self) -> None:
        self._report = year_report(year_scope(self.session.register, self._year))
        self._figures = {named.name: named for named in named_figures(self._report)}
        self._bars = {
            f"{part.title}: {figure.words}": bar
            for part in self._report.parts
            for figure, bar in zip(
                part.figures,
                bars([counted.count for counted in part.figures], self.session.marks.bar, 12),
                strict=True,
            )
        }
        self.draw_title()
        self._list.show(list(self._lines()))

    def _lines(self) -> Iterator[YearLine]:
        """The reviews first, then the evaluation, then every other figure that is not nought."""
        reviews, *others = self._report.parts
        yield YearLine(reviews.title)
        for figure in reviews.figures:
            yield YearLine(reviews.title, f"{reviews.title}: {figure.words}")
        yield YearLine(impact.EVALUATION.heading)
        for field in impact.YEAR_FIELDS:
            yield YearLine(impact.EVALUATION.heading, field=field.path)
        for part in others:
            yield YearLine(part.title)
            counting = [figure for figure in part.figures if figure.count]
            for figure in counting:
                yield YearLine(part.title, f"{part.title}: {figure.words}")
            if not counting:
                yield YearLine(part.title, nothing=True)

    def _draw(self, line: YearLine, width: int) -> Content:
        if line.nothing:
            return Content.styled("  None.", "dim")
        if line.figure:
            return self._number(line.figure, width)
        if line.field:
            return self._evaluation(line.field, width)
        return Content.styled(line.heading, "bold")

    def _number(self, name: str, width: int) -> Content:
        return laid_out(FIGURES, (self._figures[name].figure, self._bars[name]), width)

    def _evaluation(self, path: str, width: int) -> Content:
        field = YEARS.field(path)
        label = field.part or field.wording
        value = " ".join(self._record.plain(field).split())
        if not value and field is impact.EVALUATION_DUE:
            value = TBC
        return laid_out(EVALUATION, (label, value), width)

    @property
    def _record(self) -> Record:
        return self.session.register.find(YEARS, self._year) or Record(YEARS, self._year, {})

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[YearLine]) -> None:
        line = event.key
        if line.figure:
            self.app.push_screen(FigureReviews(self.session, self._year, line.figure))
        elif line.heading == impact.EVALUATION.heading:
            self.app.push_screen(EvaluationSheet(self.session, self._year, line.field))

    def action_open(self) -> None:
        """Open what is under the cursor."""
        self._list.action_choose()

    def action_year(self, step: int) -> None:
        """Another school year."""
        self._year = min(LAST_YEAR, max(FIRST_YEAR, self._year + step))
        self.look()
        self.say("")

    def action_open_year(self) -> None:
        """Show what opening the year does."""
        self.app.push_screen(YearChange(self.session, self._year, opening_preview))

    def action_close_year(self) -> None:
        """Show what closing the year does."""
        self.app.push_screen(YearChange(self.session, self._year, closing_preview))

    def action_paper(self, form: str) -> None:
        """Show a paper of the year."""
        from screens.year.year_paper import YearPaper  # with every document there is

        self.app.push_screen(YearPaper(self.session, self._year, form))

    def action_export(self) -> None:
        """Open the export of the year."""
        from screens.exports.year_export import YearExport  # with every document there is

        self.app.push_screen(YearExport(self.session, self._year))

    def action_cancel(self) -> None:
        """Choose a review of the year, give the reason, and cancel it."""
        lines = {line.key: line for line in self.session.register.lines()}
        keys = self._figures["Reviews: in the register for the year"].figure.reviews
        offers = {
            Offer(
                f"{lines[key].id} {lines[key].school_name}",
                echo(day) if (day := lines[key].date) else "no date yet",
            ): key
            for key in keys
        }

        def chosen(offer: Offer | None) -> None:
            if offer is not None:
                self._ask_why(offers[offer])

        self.app.push_screen(
            Choose(
                "Cancel which review?",
                among(offers),
                nothing="There is no review in this year that could be cancelled.",
            ),
            chosen,
        )

    def _ask_why(self, key: int) -> None:
        record = self.session.register.record(REVIEWS, key)

        def meaning(typed: str) -> str:
            review.STATUS_REASON.kind.accept(typed)
            return ""

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            try:
                changes = cancelling(record, reason)
            except Unacceptable as error:
                self.say(str(error))
                return
            self.apply(changes, f"{record.id} is cancelled; {UNDO.key} takes it back.")

        self.app.push_screen(Ask(f"Why is {record.id} cancelled?", meaning=meaning), answered)
