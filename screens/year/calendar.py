"""The calendar: a month, or the weeks of a term, of reviews, workshops and deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.choose import Choose, among
from screens.base.commands import (
    GO_TO_TODAY,
    MONTH_BEFORE,
    NEXT_MONTH,
    OPEN_DAY,
    TERM_OR_MONTH,
    Command,
)
from screens.base.page import Page
from screens.base.session import Session
from screens.reviews.review_page import ReviewPage
from screens.reviews.stages import StageSheet
from screens.widgets.columns import Column, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.month import Month
from screens.widgets.offer_list import Offer
from store.dates.days import FIRST_YEAR, LAST_YEAR, MONTHS, ONE_DAY, monday_of
from store.dates.school_years import school_year, term_of, year_name
from store.dates.typed_dates import echo, short
from store.paperwork.stages import impact
from store.progress.events import Event, EventKind, events
from store.records.change import Entry
from store.schedule.working_days import calendar_of

WEEK = timedelta(days=7)


class _Weeks(LineList[date], inherit_bindings=False):
    """The weeks of a term: they leave the page keys to the terms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in LineList.BINDINGS
        if not (isinstance(binding, Binding) and binding.action.startswith("page"))
    ]


class Calendar(Page):
    """Reviews, workshops and deadlines, by day or by week."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_DAY,
        TERM_OR_MONTH,
        NEXT_MONTH,
        MONTH_BEFORE,
        GO_TO_TODAY,
    )
    about = (
        "Reviews (R), workshops (W) and what is due (D). Arrows move the day, enter shows what is "
        "on it and opens its review; v turns to the weeks of the term, and back."
    )
    DEFAULT_CSS = """
    Calendar {
        & > Month { height: 1fr; }
        & > LineList { height: 1fr; display: none; }
        & > .day { height: 2; max-height: 15%; padding: 0 1; text-overflow: ellipsis; }
        &.-weeks { & > Month, & > .day { display: none; } & > LineList { display: block; } }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._day = session.today
        self._events: Sequence[Event] = ()
        self._shown: tuple[date, date] | None = None
        """The first and the last day that the events are of; None when they are to be found."""

    def compose_content(self) -> Iterable[Widget]:
        self._month = Month(self.session.today)
        columns = (
            Column("Monday", short, fixed(10)),
            Column("Events", self._week, RemainingWidth(), gap=1),
        )
        self._weeks = _Weeks(partial(laid_out, columns), marker=self.session.marks.cursor)
        self._line = Static("", classes="day", markup=False)
        yield self._month
        yield self._line
        yield self._weeks

    async def on_mount(self) -> None:
        self.look()
        self._month.focus()

    def heard(self, entry: Entry) -> None:
        self._shown = None
        super().heard(entry)

    def title_line(self) -> Content:
        if self.has_class("-weeks"):
            year = year_name(school_year(self._day))
            return Content.assemble(f" {term_of(self._day).name}", (f"   {year}", "not bold"))
        return Content(f" {MONTHS[self._day.month - 1]} {self._day.year}")

    @on(Month.Moved)
    def _moved(self, event: Month.Moved) -> None:
        self._go(event.day)

    @on(Month.Chosen)
    def _day_chosen(self) -> None:
        self.action_open()

    @on(LineList.Moved)
    def _week_moved(self, event: LineList.Moved[date]) -> None:
        """Going back to the month shows that of the week."""
        if event.key is not None and monday_of(self._day) != event.key:
            self.say("")
            self._day = max(event.key, term_of(self._day).first)

    @on(LineList.Chosen)
    def _week_chosen(self, event: LineList.Chosen[date]) -> None:
        self._offer(
            f"The week of {echo(event.key)}", self._between(event.key, event.key + WEEK - ONE_DAY)
        )

    def action_open(self) -> None:
        """Show what is on the day, or in the week, and open the review that is chosen."""
        if self.has_class("-weeks"):
            self._weeks.action_choose()
        else:
            self._offer(echo(self._day), self._between(self._day, self._day))

    def action_view(self) -> None:
        """Turn to the weeks of the term, or back to the month."""
        self.toggle_class("-weeks")
        self.look()
        (self._weeks if self.has_class("-weeks") else self._month).focus()

    def action_today(self) -> None:
        """Go to today."""
        self._go(self.session.today)

    def action_month(self, step: int) -> None:
        """The month, or the term, before or after."""
        if self.has_class("-weeks"):
            term = term_of(self._day)
            self._go(term.last + ONE_DAY if step > 0 else term_of(term.first - ONE_DAY).first)
        else:
            self._go(_in_month(self._day, step))

    def _go(self, day: date) -> None:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return
        if day != self._day:
            self.say("")
        self._day = day
        self.look()

    def look(self) -> None:
        if self.has_class("-weeks"):
            term = term_of(self._day)
            first = monday_of(term.first)
            weeks = (term.last - first).days // 7 + 1
            self._find(first, first + weeks * WEEK - ONE_DAY)
            self._weeks.show([first + number * WEEK for number in range(weeks)])
            self._weeks.move_to(monday_of(self._day))
        else:
            first = monday_of(self._day.replace(day=1))
            self._find(first, first + 6 * WEEK - ONE_DAY)
            closed = calendar_of(self.session.register.consortium)
            texts: dict[date, list[str]] = {}
            for event in self._events:
                texts.setdefault(event.day, []).append(
                    f"{'!' if event.late else ''}{event.kind[:1]} {event.school}"
                )
            self._month.show(self._day, texts, lambda day: not closed.is_working(day))
            self._line.update(self._words())
        self.draw_title()

    def _find(self, first: date, last: date) -> None:
        """Work out the events of these days where they are not known yet."""
        if self._shown != (first, last):
            self._events = events(self.session.register, first, last)
            self._shown = (first, last)

    def _words(self) -> str:
        """The day under the cursor: why it is no working day, and what is on it."""
        closed = calendar_of(self.session.register.consortium)
        on_it = self._between(self._day, self._day)
        parts = [
            part
            for part in (closed.closed_for(self._day), closed.school_holiday(self._day))
            if part
        ]
        parts += [_brief(event) for event in on_it]
        return f"{echo(self._day)}: {' · '.join(parts) or 'nothing'}"

    def _week(self, monday: date) -> str:
        in_week = self._between(monday, monday + WEEK - ONE_DAY)
        closed = calendar_of(self.session.register.consortium)
        holidays = {
            name
            for number in range(5)
            if (name := closed.school_holiday(monday + number * ONE_DAY))
        }
        # What takes place comes before what is due: a full week is cut at the end of its line.
        in_week.sort(
            key=lambda event: (event.kind is EventKind.DEADLINE, not event.late, event.day)
        )
        words = [*sorted(holidays), *(_brief(event) for event in in_week)]
        return " · ".join(words)

    def _between(self, first: date, last: date) -> list[Event]:
        return [event for event in self._events if first <= event.day <= last]

    def _offer(self, title: str, on_offer: Sequence[Event]) -> None:
        if not on_offer:
            self.say("Nothing is on then.")
            return
        offers = {
            Offer(f"{short(event.day)}  {_marked(event)}: {event.words}", event.school): event
            for event in on_offer
        }

        def chosen(offer: Offer | None) -> None:
            if offer is not None:
                self._open(offers[offer])

        self.app.push_screen(Choose(title, among(offers)), chosen)

    def _open(self, event: Event) -> None:
        """The review; for what is of the year, Stage 5 of one of its reviews, where it is kept."""
        if event.key is None:
            self.say(f"{event.school} has no review whose Stage 5 could show it.")
        elif event.of_the_year:
            page = StageSheet(self.session, event.key, 5, impact.EVALUATION_DUE.path)
            self.app.push_screen(page)
        else:
            self.app.push_screen(ReviewPage(self.session, event.key))


def _marked(event: Event) -> str:
    return f"{'! ' if event.late else ''}{event.kind}"


def _brief(event: Event) -> str:
    late = "! " if event.late else ""
    return f"{late}{event.kind[:1]} {event.school}" + (
        f" ({event.words})" if event.kind == "Due" else ""
    )


def _in_month(day: date, step: int) -> date:
    """The same day `step` months on, or that month's last."""
    month = day.year * 12 + day.month - 1 + step
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return min(first + timedelta(days=day.day - 1), last)
