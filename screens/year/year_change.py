"""A change to a whole school year: what it does is shown first; accepted, it is one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import CHANGE_YEAR, LEAVE_IT, UNDO, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.line_list import LineList
from store.dates.school_years import year_name
from store.errors import RegisterError
from store.records.change import Change, Entry
from store.register.register import Register
from store.year.closing import closing
from store.year.opening import opening


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change to a year does: a sentence, lines in short and in full, the changes."""

    heading: str
    lines: Sequence[tuple[str, str]]
    changes: Sequence[Change]
    done: str


class YearChange(Page):
    """What opening or closing a year means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (CHANGE_YEAR, LEAVE_IT)
    about = (
        "What is to be done to the whole year, a line for each review; lines with a ! are to be "
        "known, and the lines at the bottom say the one under the cursor in full. Enter does it, "
        "as one change that u takes back. Escape changes nothing."
    )
    DEFAULT_CSS = """
    YearChange {
        & > LineList { height: 1fr; }
        & > .why { height: 4; padding: 0 1; color: $text-muted; }
        &.-low > .why { height: 2; }
    }
    """

    def __init__(
        self, session: Session, year: int, foresee: Callable[[Register, int], Foreseen]
    ) -> None:
        """`foresee` says what the change would do, as the register stands."""
        super().__init__(session)
        self._year = year
        self._foresee = foresee
        self._found = foresee(session.register, year)

    def compose_content(self) -> Iterable[Widget]:
        """What is done, and the line under the cursor in full."""
        self._list: LineList[int] = LineList(
            self._draw, marker=self.session.marks.cursor, empty="There is nothing to do."
        )
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._why

    async def on_mount(self) -> None:
        """Show it."""
        self._look()
        self._list.focus()

    async def on_resize(self, event: Resize) -> None:
        """Leave the list some rows where the screen is low."""
        self.set_class(event.size.height < 16, "-low")

    def heard(self, entry: Entry) -> None:
        """Somebody has changed something: it may be something else that is to be done now."""
        self._found = self._foresee(self.session.register, self._year)
        self._look()

    def title_line(self) -> Content:
        """What it comes to."""
        return Content(f" {self._found.heading}")

    def _look(self) -> None:
        self._list.show(range(len(self._found.lines)))
        self._tell()
        self.draw_title()

    def _draw(self, at: int, width: int) -> Content:
        return Content(self._found.lines[at][0])

    @on(LineList.Moved)
    def _tell(self) -> None:
        at = self._list.cursor_key
        self._why.update("" if at is None else self._found.lines[at][1])

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Do it."""
        found = self._found
        try:
            if found.changes:
                self.session.register.apply(found.changes)
        except RegisterError as error:
            self.say(str(error))
            return
        self.dismiss()
        if isinstance(self.app.screen, Page):
            words = f"{found.done} {UNDO.key} takes it back." if found.changes else found.heading
            self.app.screen.say(words)


def foreseen_opening(register: Register, year: int) -> Foreseen:
    """What opening a year does."""
    found = opening(register, year)
    told = [
        *(f"! {one.team.host.name}: {words}" for one in found.reviews for words in one.team.broken),
        *(f"Not made: {words}." for words in found.left_out),
    ]
    lines = [
        *((f"! {words}", words) for words in found.notices),
        *((one.short, one.line) for one in found.reviews),
        *((words, words) for words in told),
    ]
    return Foreseen(found.heading, lines, found.changes, f"{year_name(year)} is open.")


def foreseen_closing(register: Register, year: int) -> Foreseen:
    """What closing a year's complete reviews does."""
    found = closing(register, year)
    told = [*found.lines, *(f"! Stays open: {one.line}" for one in found.others)]
    lines = [(words, words) for words in told]
    return Foreseen(found.heading, lines, found.changes, "They are closed.")
