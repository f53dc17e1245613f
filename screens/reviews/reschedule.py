"""Moving a review: what moves is shown first; accepted, it is one list of changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.ask import Ask
from screens.base.commands import LEAVE_IT, MOVE_IT, UNDO, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.line_list import LineList
from store.changes.reschedule import Moving, moving, setting_days
from store.changes.what_moves import Line, heading, lines, span
from store.dates.typed_dates import echo
from store.errors import RegisterError
from store.paperwork import review
from store.paperwork.kinds import DATE
from store.paperwork.tables import REVIEWS
from store.records.change import Entry
from store.records.record import Record
from store.text import sentence
from store.values import Unacceptable

Row = Line | str
"""A thing that the moving means, or the heading over several."""


class Reschedule(Page):
    """What moving a review to another day means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (MOVE_IT, LEAVE_IT)
    about = (
        "What moving the review means: what stands in the way, each due date before and after, "
        "and what is late already. The lines at the bottom say in full what the cursor is on. "
        "Enter moves the review, with its last day, which stays as far off as it was; an agreed "
        "workshop stays where it is. Escape changes nothing."
    )
    DEFAULT_CSS = """
    Reschedule {
        & > LineList { height: 1fr; }
        & > .why { height: 3; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, key: int, day: date) -> None:
        """`key` is the review's; `day` the one it is to begin on."""
        super().__init__(session)
        self.key = key
        self._day = day
        self._rows: list[Row] = []
        self._found = _moving(session, key, day)

    def compose_content(self) -> Iterable[Widget]:
        """What it means, and the line under the cursor in full."""
        self._list: LineList[int] = LineList(
            self._draw, marker=self.session.marks.cursor,
            empty="Nothing moves with it, and nothing stands in the way.",
        )  # fmt: skip
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._why

    async def on_mount(self) -> None:
        """Show what moves."""
        self._look()
        self._list.move_to(1)  # the first heading says nothing of its own
        self._list.focus()

    async def on_resize(self, event: Resize) -> None:
        """Draw the title as wide as the screen."""
        self.draw_title()

    def heard(self, entry: Entry) -> None:
        """Somebody has changed something: what moves may be something else now."""
        try:
            self._found = _moving(self.session, self.key, self._day)
        except Unacceptable as error:
            self.say(sentence(str(error)))  # what stands here would be refused as changed since
            return
        self._look()

    def title_line(self) -> Content:
        """From where to where."""
        whole = f" Move {heading(self._found)}"
        if len(whole) <= self.app.size.width:
            return Content(whole)
        was = self._found.review.plain(review.DATE_OF_REVIEW) or "no date"
        return Content(f" Move {self._found.review.id}\n {was} → {span(self._found)}")

    def _look(self) -> None:
        self._rows = []
        group = ""
        for line in lines(self._found):
            if line.group != group:
                group = line.group
                self._rows.append(group)
            self._rows.append(line)
        self._list.show(range(len(self._rows)))
        self._tell()
        self.draw_title()

    def _draw(self, at: int, width: int) -> Content:
        row = self._rows[at]
        return Content.styled(row, "bold") if isinstance(row, str) else Content(f"  {row.words}")

    def _tell(self) -> None:
        at = self._list.cursor_key
        row = self._rows[at] if at is not None else ""
        self._why.update("" if isinstance(row, str) else row.whole)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Move it."""
        try:
            self.session.register.apply(self._found.changes)
        except RegisterError as error:
            self.say(str(error))
            return
        self.dismiss()
        if isinstance(self.app.screen, Page):
            self.app.screen.say(
                f"{self._found.review.id} is on {span(self._found)} now; {UNDO.key} takes it back."
            )


def move(page: Page, key: int) -> None:
    """Ask on `page` for the day the review `key` is to begin on, and show what moves."""
    session = page.session
    found = _review(session, key)

    def read(typed: str) -> date:
        day = DATE.decode(session.read(review.DATE_OF_REVIEW, typed))
        if day is None:
            raise Unacceptable("there is no date here; write one, for example 12/11/26")
        setting_days(found, day)  # refuses what the register does not keep
        return day

    def show(answer: str | None) -> None:
        if answer is None:
            return
        day = read(answer)
        if not _moving(session, key, day).changes:
            page.say(f"{found.id} is on {echo(day)} already; nothing was changed.")
            return
        page.app.push_screen(Reschedule(session, key, day))

    when = found.plain(review.DATE_OF_REVIEW) or "a review without a date yet"
    page.app.push_screen(
        Ask(f"Move {found.id} ({when}) to which day?", meaning=lambda typed: echo(read(typed))),
        show,
    )


def _review(session: Session, key: int) -> Record:
    return session.register.record(REVIEWS, key)


def _moving(session: Session, key: int, day: date) -> Moving:
    return moving(session.register, _review(session, key), day)
