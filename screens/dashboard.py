"""The dashboard: every review, its stages, and what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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
from screens.review_filter import ReviewFilter
from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList
from screens.widgets.offered import Offer
from screens.widgets.review_list import ReviewRows
from store.dates.due import schedule_of
from store.dates.school_year import school_year
from store.dates.typed import echo
from store.describing import described
from store.outlook import Outlook
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS
from store.records import Record
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


LATE = Command("late", "l", "late", "Only what is late; again, all.")
WEEK = Command("week", "w", "this week", "Only what is due this week; again, all.", "w", False)
STAGE_KEYS = tuple(
    Command(
        f"stage({number})", str(number), f"stage {number}",
        "Only the reviews in that stage; again, all." if number else "The reviews of all stages.",
        "", False,
    )
    for number in range(6)
)  # fmt: skip
OWED = Command("owed", "o", "owed", "What is due or late, and who owes it.")
CALENDAR = Command("calendar", "k", "calendar", "Reviews, workshops and deadlines by month.")

NO_SCHOOLS = "There are no schools yet: s, then i imports them, or n adds one."
AT_ONCE = 200
"""Reviews that are dated at once, before the first paint; the others follow after it."""
PAUSE = 0.02
"""Seconds between two lots of dating, for the keys."""


class Dashboard(Page):
    """Every review of a school year, or of all."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN, NEW, FIND, OWED, LATE, CALENDAR, YEAR, EXPORT, SCHOOLS, PEOPLE, CONSORTIUM, UNDO,
        LEAVE_LETTER, WEEK, *STAGE_KEYS, YEAR_BACK, HISTORY,
    )  # fmt: skip
    about = (
        "Every review of the school year, what is late first: the five stages, the next step and "
        "when it is due. Enter opens one, n makes a new one, / finds by school, person, id or "
        "month; l, w and the digits narrow it to late ones, this week’s, a stage."
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
        self._rows = ReviewRows(desk.marks, self._outlook)
        self._schedule = schedule_of(desk.register.consortium)
        self._filter_by = ReviewFilter(school_year(desk.today))
        self._dated_all = False
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
        for change in entry.changes:
            if change.table == REVIEWS.name:
                self._rows.forget(change.key)
            else:  # a school, a year or the consortium bears on many
                self._rows.forget()
                self._schedule = schedule_of(self.desk.register.consortium)
        if self.app.screen is self:
            self._look()

    def title_line(self) -> Content:
        """The year, the consortium, today; then how many there are."""
        name = self.desk.register.consortium[consortium.CONSORTIUM_NAME]
        left = f" Peer reviews  {self._filter_by.year_words}  {name}"
        right, width = f"{echo(self.desk.today)} ", self.app.size.width
        room = width - len(left) - len(right)
        first = f"{left}{' ' * room}{right}" if room > 0 else left[:width]
        return Content.assemble(f"{first}\n", (self._counts(width), "not bold"))

    def _counts(self, width: int) -> str:
        """How many are late, due this week, on track; what is filtered by; how many there are."""
        lines = self._in_year() if self.is_mounted else []
        count = f"{len(lines)} review{'' if len(lines) == 1 else 's'} "
        left = f" {self._filter_by.words}" if self._filter_by.words else ""
        if self._dated_all or len(lines) <= AT_ONCE:
            found = [self._rows.of(line.key) for line in lines if line.status == "open"]
            late = sum(one.late for one in found)
            week = sum(one.this_week and not one.late for one in found)
            counts = f"{late} late · {week} due this week · {len(found) - late - week} on track"
            left = f" {counts}{' ·' if left else ''}{left}"
        return f"{left}{count:>{max(len(count) + 2, width - len(left))}}"

    def _outlook(self, key: int) -> Outlook:
        return Outlook(self.desk.whole_of_key(key), self._schedule, self.desk.today)

    def _in_year(self) -> list[ReviewLine]:
        today = self.desk.today
        return [line for line in self.desk.register.lines() if self._filter_by.in_year(line, today)]

    def _look(self) -> None:
        """Show what is asked for. Few reviews are dated at once and stand late first; of many
        those that are seen are, and the rest after the first paint."""
        lines = self._in_year()
        shown = [line for line in lines if self._filter_by.shows(line, self._rows.of, self._record)]
        if self._dated_all or len(lines) <= AT_ONCE:
            shown.sort(key=lambda line: (*self._rows.of(line.key).urgency, line.school_name))
        else:
            shown.sort(key=lambda line: (line.date is None, line.date, line.school_name))
            self.set_timer(PAUSE, lambda: self._date_more([line.key for line in lines]))
        self._list.show([line.key for line in shown])
        self.draw_title()
        self._tell()

    def _date_more(self, keys: list[int]) -> None:
        """Date some more rows, and come back for the rest when keys have been seen to."""
        if not self.is_attached:
            return
        for key in keys[:AT_ONCE]:
            _ = self._rows.of(key).urgency
        if rest := keys[AT_ONCE:]:
            self.set_timer(PAUSE, lambda: self._date_more(rest))
        elif not self._dated_all:
            self._dated_all = True
            self._look()

    def _record(self, key: int) -> Record:
        return self.desk.register.record(REVIEWS, key)

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
        self._ask_for(replace(self._filter_by, needle=event.text))

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
        at = years.index(self._filter_by.year) if self._filter_by.year in years else 0
        self._dated_all = False
        self._ask_for(replace(self._filter_by, year=years[(at + step) % len(years)]))

    def _ask_for(self, wanted: ReviewFilter) -> None:
        self._filter_by = wanted
        self._look()

    def action_late(self) -> None:
        """Only what is late, or all again."""
        self._ask_for(replace(self._filter_by, late=not self._filter_by.late))

    def action_week(self) -> None:
        """Only what is due this week, or all again."""
        self._ask_for(replace(self._filter_by, this_week=not self._filter_by.this_week))

    def action_stage(self, number: int) -> None:
        """Only the reviews in one stage; the same again, or 0, all."""
        stage = number if number and number != self._filter_by.stage else None
        self._ask_for(replace(self._filter_by, stage=stage))

    def action_owed(self) -> None:
        """Open what is owed."""
        from screens.owed import Owed

        self.app.push_screen(Owed(self.desk))

    def action_calendar(self) -> None:
        """Open the calendar."""
        from screens.calendar import Calendar

        self.app.push_screen(Calendar(self.desk))

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
            Choose("A review of which school?", self._schools, nothing=NO_SCHOOLS), make
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

        self.app.push_screen(Export(self.desk, None, self._filter_by.year))

    def action_consortium(self) -> None:
        """Open the settings."""
        from screens.consortium import ConsortiumSheet

        self.app.push_screen(ConsortiumSheet(self.desk))

    def action_history(self) -> None:
        """Open the history of everything."""
        from screens.history import History

        self.app.push_screen(History(self.desk, None))
