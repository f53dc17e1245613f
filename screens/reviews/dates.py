"""The dates of a review: every step with its day, how it stands, and why it is due then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import MOVE_REVIEW, UNDO, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.reviews.destinations import step_screen
from screens.reviews.reschedule import move
from screens.reviews.timeline import legend, timeline
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from store.dates.typed_dates import echo, short
from store.paperwork import review
from store.paperwork.steps import STEP
from store.records.change import Entry
from store.records.record import Record
from store.schedule.step_standing import Standing, StepState, late_in_brief, late_words, standings
from store.schedule.why_due import schedule_of
from store.text import capital, sentence


class Dates(Page):
    """The schedule of one review."""

    commands: ClassVar[tuple[Command, ...]] = (MOVE_REVIEW, UNDO)
    about = (
        "Every step of the review along the weeks, and when each is due. The last lines say why "
        "the one under the cursor is due then: the rule, the ruling and the paper’s own words."
    )
    DEFAULT_CSS = """
    Dates {
        & > .weeks { height: auto; }
        & > LineList { height: 1fr; }
        & > .why { height: 4; padding: 0 1; }
        &.-short { & > .weeks { display: none; } & > .why { height: 2; } }
    }
    """

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the review's."""
        super().__init__(session)
        self.key = key
        self._standings: dict[str, Standing] = {}
        self._columns: tuple[Column[Standing], ...] = (
            Column(
                "Step",
                lambda standing: f"{standing.step.stage} {standing.step.words}",
                RemainingWidth(),
            ),
            Column("State", self._in_brief, NaturalWidth(), until=61, gap=1),
            Column("Due", _due, fixed(20), since=61, gap=1, right=True),
            Column("State", state_words, NaturalWidth(26), since=61),
        )

    @property
    def review(self) -> Record:
        """The review as it stands now."""
        return self.session.review(self.key)

    def compose_content(self) -> Iterable[Widget]:
        self._weeks = Static("", classes="weeks", markup=False)
        self._list: LineList[str] = LineList(self._draw, marker=self.session.marks.cursor)
        self._why = Static("", classes="why", markup=False)
        yield self._weeks
        yield self._list
        yield self._why

    async def on_mount(self) -> None:
        self._look()
        self._list.focus()

    async def on_resize(self, event: Resize) -> None:
        """Draw the weeks as wide as the screen; leave them out where it is low."""
        self.set_class(event.size.height < 20, "-short")
        self._draw_weeks(event.size.width)

    def heard(self, entry: Entry) -> None:
        self._look()

    def title_line(self) -> Content:
        record = self.review
        day = record.plain(review.DATE_OF_REVIEW) or "no date yet"
        return Content(f" Dates of {record.id}   {day}   {record[review.SCHOOL_NAME]}")

    def _look(self) -> None:
        schedule = schedule_of(self.session.register.consortium)
        in_order = standings(self.session.school_review(self.review), schedule, self.session.today)
        self._standings = {standing.step.key: standing for standing in in_order}
        self._list.show([standing.step.key for standing in in_order])
        self._draw_weeks(self.app.size.width)
        self._tell()
        self.draw_title()

    def _draw_weeks(self, width: int) -> None:
        lines = timeline(
            list(self._standings.values()), self.session.today, width - 1, self.session.marks
        )
        self._weeks.update("\n".join([*lines, legend(self.session.marks)]) if lines else "")

    def _draw(self, key: str, width: int) -> Content:
        return laid_out(self._columns, self._standings[key], width)

    def _in_brief(self, standing: Standing) -> str:
        """How a step stands where there is no room for more than a mark and a day."""
        day = standing.done_on or standing.due.day
        when = short(day) if day else ""
        if standing.state is StepState.LATE:
            return f"! {when}"
        if standing.state in (StepState.DONE, StepState.DONE_LATE):
            return f"{self.session.marks.done} {when}"
        return when or str(standing.state)

    def _tell(self) -> None:
        key = self._list.cursor_key
        if key is None:
            return
        standing = self._standings[key]
        day = f"{echo(standing.due.day)}: " if standing.due.day else ""
        reason = f"{day}{standing.due.reason}"
        paper = f" The paper: “{standing.due.paper}”." if standing.due.paper else ""
        flags = f"\n{sentence('; '.join(standing.due.flags))}" if standing.due.flags else ""
        self._why.update(
            f"{sentence(reason)} Ruling {standing.due.ruling}.{paper} "
            f"{capital(standing.step.owner)} to see to it.{flags}"
        )

    def action_move_review(self) -> None:
        """Ask for another day, and show what moves."""
        move(self, self.key)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        self.app.push_screen(step_screen(self.session, self.key, STEP[event.key]))


def _due(standing: Standing) -> str:
    """The day a step is due, or the days between which it is."""
    due = short(standing.due.day) if standing.due.day else ""
    if standing.due.earliest and not standing.done_on:
        return f"{short(standing.due.earliest)[:-3]} to {due}"
    return due


def state_words(standing: Standing) -> str:
    """How a step stands, in a few words."""
    if standing.state is StepState.LATE:
        return f"! {late_words(standing)}"
    if standing.state is StepState.DONE_LATE and standing.done_on:
        return f"done {short(standing.done_on)}, {late_in_brief(standing)}"
    if standing.state is StepState.DONE:
        return f"done {short(standing.done_on)}" if standing.done_on else "done"
    return str(standing.state)
