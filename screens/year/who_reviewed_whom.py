"""Who reviewed whom: schools by schools over chosen years; each person's load; the release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import (
    A_YEAR_LESS,
    A_YEAR_MORE,
    COLUMNS_LEFT,
    COLUMNS_RIGHT,
    EXPORT_MATRIX,
    FIND,
    NEXT_VIEW,
    Command,
)
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.widgets.columns import Column, fixed, heads, laid_out
from screens.widgets.line_list import GUTTER
from store.dates.school_years import school_year, years_name
from store.matching import matches
from store.teams.who_reviewed_whom import Load, Matrix, Release, grid, loads, matrix, releases
from store.text import count_of, cut

_SCHOOLS, _PEOPLE, _RELEASE = range(3)
_VIEWS = ("who reviewed whom", "what each person has on", "half-days of release")
YEARS = 5
"""School years that are shown at first."""
NAME = 18
"""Columns for a school's name beside its counts."""
LOADS: tuple[Column[Load], ...] = (
    Column("Name", lambda load: load.name, fixed(24)),
    Column("School", lambda load: load.school, fixed(20)),
    Column("led", lambda load: str(len(load.led)), fixed(4), right=True),
    Column("other", lambda load: str(len(load.reviewed)), fixed(6), right=True, gap=0),
    Column("champion", lambda load: str(len(load.championed)), fixed(9), right=True, gap=0),
    Column("all", lambda load: str(load.total), fixed(5), right=True, gap=0),
)
RELEASES: tuple[Column[Release], ...] = (
    Column("School", lambda release: release.school or "school not known", fixed(32)),
    Column("half-days", lambda release: str(release.needed), fixed(9), right=True),
    Column("dated", lambda release: str(release.dated), fixed(7), right=True, gap=0),
    Column("to cover", lambda release: str(release.to_cover), fixed(10), right=True, gap=0),
)


class WhoReviewedWhom(ListInFull[int]):
    """Three views of the same years: schools, people, release."""

    commands: ClassVar[tuple[Command, ...]] = (
        NEXT_VIEW,
        A_YEAR_MORE,
        FIND,
        EXPORT_MATRIX,
        COLUMNS_RIGHT,
        A_YEAR_LESS,
        COLUMNS_LEFT,
    )
    about = (
        "Rows are the schools that reviewed, columns the schools that were reviewed, by the "
        "numbers of the rows; a count for each pair. v turns to what each person has on, and to "
        "the half-days of release of each school’s Improvement Champions. y takes one more year "
        "in. Where there are more columns than fit, right and left turn to the others."
    )
    empty = "Nothing in these years."
    DEFAULT_CSS = """
    WhoReviewedWhom {
        & > .heads { height: auto; color: $text-muted; }
        & > .below { height: 3; }
    }
    """

    def __init__(self, session: Session, last: int | None = None) -> None:
        """`last` is the last of the school years shown; today's, when none is said."""
        super().__init__(session)
        self._last = school_year(session.today) if last is None else last
        self._count = YEARS
        self._view = _SCHOOLS
        self._first = 0
        """The place of the school whose column is the first that is shown."""

    def compose_content(self) -> Iterable[Widget]:
        self._heads = Static("", classes="heads", markup=False)
        yield self._heads
        yield from super().compose_content()

    async def on_resize(self, event: Resize) -> None:
        self.narrow()

    @property
    def _years(self) -> range:
        return range(self._last - self._count + 1, self._last + 1)

    def title_line(self) -> Content:
        years = years_name(self._years)
        return Content.assemble(f" {_VIEWS[self._view].capitalize()}   ", (years, "not bold"))

    def look(self) -> None:
        register, years = self.session.register, self._years
        self._matrix: Matrix = matrix(register, years)
        self._loads: list[Load] = loads(register, years)
        self._releases: list[Release] = releases(register, years)
        self._rows = list(grid(self._matrix))
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self._heads.update("  " + self._head())
        self.list.show([n for n, text in enumerate(self._texts()) if matches(self.needle, text)])
        self.tell()

    def _texts(self) -> Iterator[str]:
        if self._view == _SCHOOLS:
            return (name for _, name in self._matrix.schools)
        if self._view == _PEOPLE:
            return (f"{load.name} {load.school}" for load in self._loads)
        return (release.school for release in self._releases)

    def _head(self) -> str:
        if self._view == _SCHOOLS:
            return self._numbers()
        width = self.app.size.width - GUTTER
        if self._view == _PEOPLE:
            return heads(LOADS, width).plain
        return heads(RELEASES, width).plain

    def _numbers(self) -> str:
        """The numbers of the columns, their tens above them; a mark where others stand aside."""
        numbers = [str(n) for n in self._rows[0][2:]][self._columns]
        more = self._columns.stop < len(self._rows[0]) - 2
        before, after = "<" if self._first else " ", " >" if more else ""
        tens = "".join(f" {number[-2:-1] or ' '}" for number in numbers)
        ones = "".join(f" {number[-1]}" for number in numbers)
        return f"{'':>{NAME + 3}} {tens}\n  {'reviewed':>{NAME + 3}}{before}{ones}{after}"

    @property
    def _columns(self) -> slice:
        """The columns shown: as many as fit."""
        return slice(self._first, self._first + self._fit)

    @property
    def _fit(self) -> int:
        return max(1, (self.app.size.width - NAME - 8) // 2)

    def draw(self, number: int, width: int) -> Content:
        if self._view == _SCHOOLS:
            school_number, name, *counts = self._rows[number + 1]
            cells = "".join(
                f"{' ·' if other == number else count:>2}"
                for other, count in list(enumerate(counts))[self._columns]
            )
            return Content(f"{school_number:>2} {cut(name, NAME):<{NAME}} {cells}")
        if self._view == _PEOPLE:
            return laid_out(LOADS, self._loads[number], width)
        return laid_out(RELEASES, self._releases[number], width)

    def in_full(self, number: int) -> str:
        """What a row was counted from."""
        if self._view == _SCHOOLS:
            return self._reviews_of(number)
        if self._view == _PEOPLE:
            load = self._loads[number]
            parts = (("led", load.led), ("other", load.reviewed), ("champion", load.championed))
            return "; ".join(f"{what}: {', '.join(ids)}" for what, ids in parts if ids)
        release = self._releases[number]
        return (
            f"Half a day for each Improvement Champion (ruling 15): {release.needed} booked, "
            f"{release.dated} with a day; cover still to be arranged for {release.to_cover}."
        )

    def _reviews_of(self, number: int) -> str:
        key, name = self._matrix.schools[number]
        names = dict(self._matrix.schools)
        reviewed = [
            f"{names.get(host, '')} ({', '.join(ids)})"
            for (reviewing, host), ids in self._matrix.pairs.items()
            if reviewing == key
        ]
        unknown = len(self._matrix.unknown)
        left_out = (
            f" {count_of(unknown, 'name')} on teams stand in no pair: their school is not known."
            if unknown
            else ""
        )
        return f"{name} reviewed {', '.join(reviewed) or 'nobody in these years'}.{left_out}"

    def action_view(self) -> None:
        """Go to the next view."""
        self._view = (self._view + 1) % len(_VIEWS)
        self.narrow()
        self.draw_title()

    def action_across(self, step: int) -> None:
        """Show other columns, where not all of them fit."""
        last = max(0, len(self._matrix.schools) - self._fit)
        self._first = max(0, min(last, self._first + step * self._fit))
        self.narrow()

    def action_export(self) -> None:
        """Open what can be exported of these years."""
        from screens.exports.export_page import ListsExport  # with every document there is
        from store.exports.export_offers import offers_of_years

        offers = list(offers_of_years(tuple(self._years)))
        self.app.push_screen(ListsExport(self.session, offers, years_name(self._years)))

    def action_years(self, step: int) -> None:
        """Show one year more, or one fewer."""
        self._count = max(1, min(20, self._count + step))
        self.look()
