"""The dashboard: every review, its stages, and what is next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.choose import Choose
from screens.desk import Desk
from screens.keys import FIND, LEAVE_LETTER, UNDO, Command
from screens.offers import offered
from screens.page import Page
from screens.review import ReviewPage
from screens.widgets.field_editor import Offer
from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList
from screens.widgets.review_list import ReviewRows
from store.dates.school_year import school_year, year_name
from store.dates.typed import echo
from store.describing import described
from store.matching import matches
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS
from store.register.change import Change, Entry
from store.register.errors import RegisterError
from store.register.finding import school_named
from store.register.lines import ReviewLine
from store.register.new import new_review

OPEN = Command("open", "enter", "open", "Open the review.")
NEW = Command("new", "n", "new", "Make a new review.")
YEAR = Command("year(1)", "y", "year", "The next school year; Y the one before; then all.")
YEAR_BACK = Command("year(-1)", "Y", "year before", "The school year before.", "Y", False)
SCHOOLS = Command("schools", "s", "schools", "The schools of the consortium.")
PEOPLE = Command("people", "p", "people", "The people of the directory.")
EXPORT = Command("export", "e", "export", "Export the register of a year.")
CONSORTIUM = Command(
    "consortium", "c", "consortium", "The consortium: its name, office, closures, timings."
)
HISTORY = Command("history", "h", "history", "Every change to the register.", "h", False)


COUNTED = 200
"""Reviews up to which the title counts the stages; more would delay the first paint."""


class Dashboard(Page):
    """Every review of a school year, or of all."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN, NEW, FIND, YEAR, SCHOOLS, PEOPLE, EXPORT, CONSORTIUM, UNDO, LEAVE_LETTER, YEAR_BACK,
        HISTORY,
    )  # fmt: skip
    about = (
        "Every review of the school year: the five stages and the next step. Enter opens one, "
        "n makes a new one, / finds by school, person, id or month."
    )
    DEFAULT_CSS = """
    Dashboard {
        & > LineList { height: 1fr; }
        & > .heads { height: 1; color: $text-muted; padding: 0 0 0 2; }
        & > .about { height: 3; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    Dashboard.-low { & > .about, & > .rule, & > .heads { display: none; } }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = ReviewRows(desk.marks, desk.whole_of_key)
        self._year: int | None = school_year(desk.today)
        self._needle = ""
        self._told = ""

    def compose_content(self) -> Iterable[Widget]:
        """Column heads, the reviews, the filter, and what is known of the one under the cursor."""
        self._heads = Static("", classes="heads", markup=False)
        self._list: LineList[int] = LineList(
            self._rows.draw, marker=self.desk.marks.cursor,
            empty="No reviews here: n makes one, y shows another year.",
        )  # fmt: skip
        self._filter = FilterLine()
        self._about = Static("", classes="about", markup=False)
        yield self._heads
        yield self._list
        yield self._filter
        yield Static("─" * 300, classes="rule", markup=False)
        yield self._about

    async def on_mount(self) -> None:
        """Show the reviews."""
        self._look()
        self._list.focus()
        self._tell_unkept()
        for notice in self.desk.register.notices:
            self.say(notice)

    def _tell_unkept(self) -> None:
        if (now := self._unkept()) != self._told:
            self._told = now
            self.say(now)

    def _unkept(self) -> str:
        """Where something was typed, the last time, that has not been kept."""
        fields = self.desk.drafts.addresses
        if not fields:
            return ""
        where = described(self.desk.register, Change(*fields[0], None, None)).short
        more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
        return f"Typed and not kept, still in its field: {where}{more}."

    async def on_resize(self, event: Resize) -> None:
        """Leave out what is under the list where the screen is low."""
        self.set_class(event.size.height < 16, "-low")
        self._heads.update(self._rows.heads(event.size.width - 2))

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self.is_mounted:
            self._look()
            self._tell_unkept()

    def heard(self, entry: Entry) -> None:
        """Show the rows that a change touches; one that is covered looks when it is back."""
        if self.is_current:
            self._look()

    def title_line(self) -> Content:
        """The year, the consortium, today; then how many there are."""
        name = self.desk.register.consortium[consortium.CONSORTIUM_NAME]
        year = "all years" if self._year is None else year_name(self._year)
        left, right = f" Peer reviews  {year}  {name}", f"{echo(self.desk.today)} "
        width = self.app.size.width
        found = self._found() if self.is_mounted else []
        few = found if len(found) <= COUNTED else []
        states = [self._rows.first_incomplete(line.key) for line in few if line.status == "open"]
        counts = [f"{len(found)} reviews"] if len(found) != 1 else ["1 review"]
        counts += [
            f"{states.count(number)} in Stage {number}" for number in range(1, 6)
            if number in states
        ]  # fmt: skip
        room = width - len(left) - len(right)
        first = f"{left}{' ' * room}{right}" if room > 0 else left[:width]
        return Content.assemble(f"{first}\n", (f" {' · '.join(counts)}", "not bold"))

    def _found(self) -> list[ReviewLine]:
        lines = [line for line in self.desk.register.lines() if self._shown(line)]
        lines.sort(key=lambda line: (line.date is None, line.date, line.school_name))
        return lines

    def _shown(self, line: ReviewLine) -> bool:
        if self._year is not None:
            year = school_year(line.date) if line.date else school_year(self.desk.today)
            if year != self._year:
                return False
        if not self._needle:
            return True
        day = echo(line.date) if line.date else ""
        lead = line.lead_reviewer.name if line.lead_reviewer else ""
        return matches(self._needle, line.school_name, line.id, day, lead, line.status)

    def _look(self) -> None:
        found = self._found()
        self._rows.show(found)
        self._list.show([line.key for line in found])
        self.draw_title()
        self._tell()

    def _tell(self) -> None:
        key = self._list.cursor_key
        self._about.update(self._rows.about(key) if key is not None else "")

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        self.app.push_screen(ReviewPage(self.desk, event.key))

    @on(FilterLine.Changed)
    def _narrowed(self, event: FilterLine.Changed) -> None:
        self._needle = event.text
        self._look()

    @on(FilterLine.Settled)
    @on(FilterLine.Closed)
    def _to_the_list(self) -> None:
        self._list.focus()

    def action_back(self) -> None:
        """Close the filter; the dashboard itself stays."""
        if self._filter.is_open:
            self._filter.close()
        else:
            self.say("This is the first screen: q leaves the register.")

    def action_open(self) -> None:
        """Open the review under the cursor."""
        self._list.action_choose()

    def action_find(self) -> None:
        """Open the filter."""
        self._filter.open()

    def action_year(self, step: int) -> None:
        """Go through the school years there are, and all of them."""
        dated = {school_year(line.date) for line in self.desk.register.lines() if line.date}
        years: list[int | None] = [*sorted(dated | {school_year(self.desk.today)}), None]
        at = years.index(self._year) if self._year in years else 0
        self._year = years[(at + step) % len(years)]
        self._look()

    def action_new(self) -> None:
        """Choose a school, and make its review."""

        def make(offer: Offer | None) -> None:
            if offer is None:
                return
            try:
                school = school_named(self.desk.register, offer.text)
                entry = self.desk.register.apply(new_review(school))
            except RegisterError as error:
                self.say(str(error))
                return
            made = next(c.key for c in entry.changes if c.table == REVIEWS.name)
            self._open_new(made)

        self.app.push_screen(
            Choose("A review of which school?", lambda typed: self._schools(typed)), make
        )

    def _open_new(self, key: int) -> None:
        from screens.details import Details

        self._look()
        self._list.move_to(key)
        self.app.push_screen(ReviewPage(self.desk, key))
        self.app.push_screen(Details(self.desk, key, review.DATE_OF_REVIEW.path))

    def _schools(self, typed: str) -> list[Offer]:
        return list(offered(self.desk, None, review.SCHOOL, typed))

    def action_schools(self) -> None:
        """Open the schools."""
        from screens.schools import Schools

        self.app.push_screen(Schools(self.desk))

    def action_people(self) -> None:
        """Open the people."""
        from screens.people import People

        self.app.push_screen(People(self.desk))

    def action_export(self) -> None:
        """Open the export of the year."""
        from screens.export import Export

        self.app.push_screen(Export(self.desk, None, self._year))

    def action_consortium(self) -> None:
        """Open the settings."""
        from screens.consortium import ConsortiumSheet

        self.app.push_screen(ConsortiumSheet(self.desk))

    def action_history(self) -> None:
        """Open the history of everything."""
        from screens.history import History

        self.app.push_screen(History(self.desk, None))
