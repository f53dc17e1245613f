"""The list of reviews: each with what is next and when, narrowed by key, the late ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import (
    FIND,
    ONLY_IN_STAGE,
    ONLY_LATE,
    ONLY_OF_PERSON,
    ONLY_THIS_WEEK,
    OPEN_REVIEW,
    YEAR_BEFORE,
    YEAR_OR_ALL,
    Command,
)
from screens.base.list_page import ListPage
from screens.base.session import Session
from screens.reviews.review_filter import ReviewFilter
from screens.reviews.review_rows import ReviewRow, ReviewRows
from screens.reviews.summary_rows import SummaryRows
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.offer_list import Offer
from store.dates.school_years import school_year
from store.dates.typed_dates import echo
from store.matching import folded, matches
from store.paperwork import consortium
from store.paperwork.tables import REVIEWS
from store.progress.outlook import Outlook
from store.records.change import MADE, Change, Entry
from store.records.review_line import ReviewLine
from store.schedule.why_due import schedule_of
from store.text import count_of, cut

NARROWING = (
    OPEN_REVIEW,
    FIND,
    ONLY_LATE,
    YEAR_OR_ALL,
    ONLY_THIS_WEEK,
    ONLY_OF_PERSON,
    *ONLY_IN_STAGE,
    YEAR_BEFORE,
)
"""The commands of the list itself."""
AT_ONCE = 200
"""Reviews that are dated at once, before the first paint; the others follow after it."""
LOT = 40
"""Reviews that are dated then, one lot after the other: a key waits for one lot at the most."""
PAUSE = 0.005
"""Seconds between two lots of dating, for the keys."""


class ReviewList(ListPage[int]):
    """Every review of a school year, or of all, or those of them that are asked for."""

    columns: ClassVar[tuple[Column[ReviewRow], ...]]
    """What stands in a row."""
    commands: ClassVar[tuple[Command, ...]] = NARROWING
    empty = "No reviews here: n makes one, y shows another year."
    DEFAULT_CSS = """
    ReviewList {
        & > .heads { height: 1; color: $text-muted; padding: 0 0 0 2; }
        & > .about { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > .why { height: 3; padding: 0 1; }
    }
    ReviewList.-low { & > .about, & > .why, & > .rule, & > .heads { display: none; } }
    """

    def __init__(self, session: Session) -> None:
        self._rows = ReviewRows(self.columns, session.marks, self._outlook)
        self._summaries = SummaryRows(self._rows.of)
        super().__init__(session)
        self._schedule = schedule_of(session.register.consortium)
        self.wanted = ReviewFilter(school_year(session.today))
        self.shown: tuple[int, ...] = ()
        """The keys of the reviews that are shown."""
        self._lines: Sequence[ReviewLine] = ()
        self._lines_of: object = None
        self._dated_all = False
        self._dating = 0
        self._dated_on = session.today
        self._stale = False
        """Whether the reviews are to be put in order anew, though they are the same."""
        self._is_outdated = False
        """Whether something has changed while another screen was on top."""

    def draw(self, key: int, width: int) -> Content:
        return self._rows.draw(key, width)

    def compose_content(self) -> Iterable[Widget]:
        self._heads = Static("", classes="heads", markup=False)
        self._about = Static("", classes="about", markup=False)
        self._why = Static("", classes="why", markup=False)
        self._rest = Static("", classes="about", markup=False)
        yield self._heads
        yield self.list
        yield self.filter
        yield Static("─" * 300, classes="rule", markup=False)
        yield self._about
        yield self._why
        yield self._rest

    async def on_resize(self, event: Resize) -> None:
        self._heads.update(self._rows.heads(event.size.width - 2))

    def came_back(self) -> None:
        if self._is_outdated or self._dated_on != self.session.today:
            self.look()
        else:  # the terminal may have another size
            self.draw_title()
            self.tell()

    def heard(self, entry: Entry) -> None:
        """Show the rows that a change touches; one that is covered looks when it is back."""
        for change in entry.changes:
            if change.table == REVIEWS.name:
                self._rows.forget(change.key)
                self._summaries.forget(change.key)
                self._stale = True
            else:  # a school, a year or the consortium bears on many
                self._forget_all()
        self._is_outdated = True
        # A row of a review that is gone cannot be drawn, and what lies over the list shows it.
        if self.app.screen is self or any(map(_takes_away, entry.changes)):
            self.look()

    def title_line(self) -> Content:
        """The year, the consortium, today; then how many there are."""
        name = self.session.register.consortium[consortium.CONSORTIUM_NAME]
        left = f" Peer reviews  {self.wanted.year_words}  "
        right, width = f" {echo(self.session.today)} ", self.app.size.width
        room = width - len(left) - len(right)
        first = f"{left}{cut(name, room):<{room}}{right}" if room > 0 else cut(left + name, width)
        return Content.assemble(f"{first}\n", (self._counts(width), "not bold"))

    def _counts(self, width: int) -> str:
        """How many are late, due this week, on track; what is filtered by; how many there are."""
        lines = self._in_year() if self.is_mounted else []
        count = f"{count_of(len(lines), 'review')} "
        left = f" {self.wanted.words}" if self.wanted.words else ""
        if self._dated_all or len(lines) <= AT_ONCE:
            counts = f" {self._summaries.counts(lines).words}"
            # What is asked for goes before, where there is no room for both.
            if len(counts) + len(left) + len(count) + 4 <= width:
                left = f"{counts}{' ·' if left else ''}{left}"
            left = left or counts
        return f"{left}{count:>{max(len(count) + 2, width - len(left))}}"

    def _outlook(self, key: int) -> Outlook:
        school_review = self.session.school_review(
            self.session.register.uncached_record(REVIEWS, key)
        )
        return Outlook(school_review, self._schedule, self.session.today)

    def _in_year(self) -> Sequence[ReviewLine]:
        """The reviews of the year: the same list object until something changes.

        Few are dated at once and stand late first; of many those that are seen are, and the rest
        after the first paint: until then they stand by their dates.
        """
        lines, today = self.session.register.lines(), self.session.today
        of = (lines, self.wanted.year, today, self._dated_all)
        if self._stale or self._lines_of != of:
            sorted_lines = self.wanted.in_year(lines, today)
            if self._dated_all or len(sorted_lines) <= AT_ONCE:
                sorted_lines.sort(
                    key=lambda line: (*self._summaries.of(line.key).urgency, line.school_name)
                )
            else:
                sorted_lines = _by_date(sorted_lines)
            self._lines, self._lines_of, self._stale = sorted_lines, of, False
        return self._lines

    def _forget_all(self) -> None:
        self._rows.forget()
        self._summaries.forget()
        self._stale = True
        self._schedule = schedule_of(self.session.register.consortium)
        self._dated_all = False
        self._dated_on = self.session.today

    def narrow(self) -> None:
        self._ask_for(replace(self.wanted, needle=self.needle))

    def look(self) -> None:
        """Show what is asked for."""
        if self._dated_on != self.session.today:  # the register was left open over night
            self._forget_all()
        self._is_outdated = False
        lines = self._in_year()
        self._dating += 1
        if not self._dated_all and len(lines) > AT_ONCE:
            going_on = partial(self._date_more, [line.key for line in lines], self._dating)
            self.call_after_refresh(self.set_timer, PAUSE, going_on)
        shown = self.wanted.shown(
            lines, partial(self._summaries.searchable_texts, lines), self._summaries.of
        )
        self.shown = tuple(line.key for line in shown)
        self.list.show(self.shown)
        self.draw_title()
        self.tell()

    def _date_more(self, keys: list[int], dating: int) -> None:
        """Date some more rows, and the rest once waiting keys are handled.

        `dating` is the number of this going through them: a later one takes its place.
        """
        if not self.is_attached or dating != self._dating:
            return
        for key in keys[:LOT]:
            self._summaries.of(key)
        if rest := keys[LOT:]:
            self.set_timer(PAUSE, partial(self._date_more, rest, dating))
        elif not self._dated_all:
            self._dated_all = True
            self.look()

    def tell(self) -> None:
        """Say which review is under the cursor, why it is due, what else there is to know."""
        key = self.list.cursor_key
        first, why, rest = self._rows.about(key) if key is not None else ("", "", "")
        words = (first, cut(why, 3 * (self.app.size.width - 6)), rest)
        for line, text in zip((self._about, self._why, self._rest), words, strict=True):
            line.update(text)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        # Here and below: the list is painted before what is opened from it is loaded.
        from screens.reviews.review_page import ReviewPage  # the list is painted first

        self.app.push_screen(ReviewPage(self.session, event.key))

    def action_year(self, step: int) -> None:
        """Go through the school years there are, and all of them."""
        today = self.session.today
        known = {line.year(today) for line in self.session.register.lines()}
        years: list[int | None] = [*sorted(known | {school_year(today)}), None]
        at = years.index(self.wanted.year) if self.wanted.year in years else 0
        self._dated_all = False
        self._ask_for(replace(self.wanted, year=years[(at + step) % len(years)]))

    def _ask_for(self, wanted: ReviewFilter) -> None:
        self.wanted = wanted
        self.look()

    def action_late(self) -> None:
        """Only what is late, or all again."""
        self._ask_for(replace(self.wanted, late=not self.wanted.late))

    def action_week(self) -> None:
        """Only what is due this week, or all again."""
        self._ask_for(replace(self.wanted, this_week=not self.wanted.this_week))

    def action_stage(self, number: int) -> None:
        """Only the reviews in one stage; the same again, or 0, all."""
        stage = number if number and number != self.wanted.stage else None
        self._ask_for(replace(self.wanted, stage=stage))

    def action_person(self) -> None:
        """Only the reviews of one person, who is chosen; the same key again, all."""
        if self.wanted.person is not None:
            self._ask_for(replace(self.wanted, person=None))
            return
        from screens.base.choose import Choose  # the list is painted first
        from screens.sheets.offers import everybody

        people = everybody(
            self.session,
            (name for line in self._in_year() for name in self._summaries.of(line.key).people),
        )

        def choose(offer: Offer | None) -> None:
            if offer is not None:
                self._ask_for(replace(self.wanted, person=people[offer]))

        def matching(typed: str) -> list[Offer]:
            matching = [offer for offer in people if matches(typed, offer.text, offer.detail)]
            return sorted(
                matching, key=lambda offer: not folded(offer.text).startswith(folded(typed))
            )

        self.app.push_screen(Choose("The reviews of whom?", matching), choose)


def _takes_away(change: Change) -> bool:
    return (change.table, change.field, change.is_) == (REVIEWS.name, MADE, None)


def _by_date(lines: Sequence[ReviewLine]) -> list[ReviewLine]:
    """Reviews by their dates, then by school; those without a date last."""
    dated = sorted((line for line in lines if line.date), key=attrgetter("date", "school_name"))
    return dated + sorted((line for line in lines if not line.date), key=attrgetter("school_name"))
