"""A change to a whole school year: shown first, made as one change when accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from screens.base.commands import CHANGE_YEAR, LEAVE_IT, UNDO, Command
from screens.base.confirm_page import ChangePreview, ConfirmPage
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
        f"as one change that {UNDO.key} takes back. Escape changes nothing."
    )
    DEFAULT_CSS = "YearChange { &.-low > .below { height: 2; } }"

    def __init__(
        self, session: Session, year: int, make_preview: Callable[[Register, int], ChangePreview]
    ) -> None:
        """`make_preview` says what the change would do, as the register stands."""
        super().__init__(session)
        self._year = year
        self._make_preview = make_preview
        self.preview = self.make_preview()

    def make_preview(self) -> ChangePreview:
        return self._make_preview(self.session.register, self._year)


def opening_preview(register: Register, year: int) -> ChangePreview:
    """What opening a year does."""
    year_opened = opening(register, year)
    problems = [
        *(
            f"! {opened.team.host.name}: {words}"
            for opened in year_opened.reviews
            for words in opened.team.broken
        ),
        *(f"Not made: {words}." for words in year_opened.left_out),
    ]
    lines = [
        *((f"! {words}", words) for words in year_opened.notices),
        *((opened.short, opened.line) for opened in year_opened.reviews),
        *((words, words) for words in problems),
    ]
    return ChangePreview(
        year_opened.heading,
        lines,
        year_opened.changes,
        f"{year_name(year)} is open. {UNDO.key} takes it back.",
    )


def closing_preview(register: Register, year: int) -> ChangePreview:
    """What closing a year's complete reviews does."""
    year_closed = closing(register, year)
    lines = [
        *year_closed.lines,
        *(f"! Stays open: {still_open.line}" for still_open in year_closed.others),
    ]
    return ChangePreview(
        year_closed.heading,
        [(line, line) for line in lines],
        year_closed.changes,
        f"They are closed. {UNDO.key} takes it back.",
    )
