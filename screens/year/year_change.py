"""A change to a whole school year: what it does is shown first; accepted, it is one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from screens.base.commands import CHANGE_YEAR, LEAVE_IT, UNDO, Command
from screens.base.confirm_page import ConfirmPage, Foreseen
from screens.base.session import Session
from store.dates.school_years import year_name
from store.register.register import Register
from store.year.closing import closing
from store.year.opening import opening


class YearChange(ConfirmPage):
    """What opening or closing a year means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (CHANGE_YEAR, LEAVE_IT)
    about = (
        "What is to be done to the whole year, a line for each review; lines with a ! are to be "
        "known, and the lines at the bottom say the one under the cursor in full. Enter does it, "
        "as one change that u takes back. Escape changes nothing."
    )
    DEFAULT_CSS = "YearChange { &.-low > .below { height: 2; } }"

    def __init__(
        self, session: Session, year: int, foresee: Callable[[Register, int], Foreseen]
    ) -> None:
        """`foresee` says what the change would do, as the register stands."""
        super().__init__(session)
        self._year = year
        self._foresee = foresee
        self.foreseen = self.foresee()

    def foresee(self) -> Foreseen:
        return self._foresee(self.session.register, self._year)


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
    return Foreseen(
        found.heading, lines, found.changes, f"{year_name(year)} is open. {UNDO.key} takes it back."
    )


def foreseen_closing(register: Register, year: int) -> Foreseen:
    """What closing a year's complete reviews does."""
    found = closing(register, year)
    told = [*found.lines, *(f"! Stays open: {one.line}" for one in found.others)]
    lines = [(words, words) for words in told]
    return Foreseen(
        found.heading, lines, found.changes, f"They are closed. {UNDO.key} takes it back."
    )
