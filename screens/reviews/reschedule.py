"""Moving a review: what moves is shown first; accepted, it is one list of changes."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import ClassVar

from textual.content import Content

from screens.base.ask import Ask
from screens.base.commands import LEAVE_IT, MOVE_IT, UNDO, Command
from screens.base.confirm_page import ChangePreview, ConfirmPage, under_headings
from screens.base.page import Page
from screens.base.session import Session
from store.changes.reschedule import ReviewMove, heading, lines, moving, setting_days, span
from store.dates.typed_dates import echo
from store.field_values import Unacceptable
from store.paperwork import review
from store.paperwork.field_kinds import DATE
from store.paperwork.tables import REVIEWS
from store.records.record import Record


class Reschedule(ConfirmPage):
    """What moving a review to another day means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (MOVE_IT, LEAVE_IT)
    about = (
        "What moving the review means: what stands in the way, each due date before and after, "
        "and what is late already. The lines at the bottom say in full what the cursor is on. "
        "Enter moves the review, with its last day, which stays as far off as it was; an agreed "
        "workshop stays where it is. Escape changes nothing."
    )
    empty = "Nothing moves with it, and nothing stands in the way."
    DEFAULT_CSS = "Reschedule { & > .below { height: 3; } }"

    def __init__(self, session: Session, key: int, day: date) -> None:
        """`key` is the review's; `day` the one it is to begin on."""
        super().__init__(session)
        self.key = key
        self._day = day
        self.preview = self.make_preview()

    def make_preview(self) -> ChangePreview:
        shift = self._moving = _moving(self.session, self.key, self._day)
        rows = under_headings(
            (group, [(line.words, line.whole) for line in of_group])
            for group, of_group in groupby(lines(shift), lambda line: line.group)
        )
        done = f"{shift.review.id} is on {span(shift)} now; {UNDO.key} takes it back."
        return ChangePreview(f"Move {heading(shift)}", rows, shift.changes, done)

    def title_line(self) -> Content:
        whole = super().title_line()
        if len(whole) <= self.app.size.width:
            return whole
        was = self._moving.review.plain(review.DATE_OF_REVIEW) or "no date"
        return Content(f" Move {self._moving.review.id}\n {was} → {span(self._moving)}")


def move(page: Page, key: int) -> None:
    """Ask on `page` for the day the review `key` is to begin on, and show what moves."""
    session = page.session
    record = _review(session, key)

    def read(typed: str) -> date:
        day = DATE.decode(session.read(review.DATE_OF_REVIEW, typed))
        if day is None:
            raise Unacceptable("there is no date here; write one, for example 12/11/26")
        setting_days(record, day)  # refuses what the register does not keep
        return day

    def show(answer: str | None) -> None:
        if answer is None:
            return
        day = read(answer)
        if not _moving(session, key, day).changes:
            page.say(f"{record.id} is on {echo(day)} already; nothing was changed.")
            return
        page.app.push_screen(Reschedule(session, key, day))

    when = record.plain(review.DATE_OF_REVIEW) or "a review without a date yet"
    page.app.push_screen(
        Ask(f"Move {record.id} ({when}) to which day?", meaning=lambda typed: echo(read(typed))),
        show,
    )


def _review(session: Session, key: int) -> Record:
    return session.register.record(REVIEWS, key)


def _moving(session: Session, key: int, day: date) -> ReviewMove:
    return moving(session.register, _review(session, key), day)
