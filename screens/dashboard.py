"""The dashboard: every review, its stages, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import ClassVar

from screens.base.commands import (
    EXPORT_SHOWN,
    FIND,
    GO_TO_CALENDAR,
    GO_TO_CONSORTIUM,
    GO_TO_HISTORY,
    GO_TO_OWED,
    GO_TO_PEOPLE,
    GO_TO_SCHOOLS,
    GO_TO_TEAMS,
    GO_TO_YEAR,
    LEAVE_LETTER,
    NEW_REVIEW,
    ONLY_IN_STAGE,
    ONLY_LATE,
    ONLY_OF_PERSON,
    ONLY_THIS_WEEK,
    OPEN_RETURNED,
    OPEN_REVIEW,
    UNDO,
    YEAR_BEFORE,
    YEAR_OR_ALL,
    Command,
)
from screens.base.page import Page
from screens.base.session import Session
from screens.reviews.review_list import ReviewList
from screens.reviews.review_rows import ReviewRow
from screens.widgets.columns import Column, RemainingWidth, Share, fixed
from screens.widgets.offer_list import Offer
from store.errors import RegisterError
from store.forgetting.retention import notice as notice_of_age
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.change import Change
from store.register.change_in_words import described
from store.register.finding import school_named

PAGES = {
    "calendar": "screens.year.calendar.Calendar",
    "consortium": "screens.directory.consortium.ConsortiumSheet",
    "history": "screens.reviews.history.History",
    "owed": "screens.year.owed.Owed",
    "people": "screens.directory.people.People",
    "schools": "screens.directory.schools.Schools",
    "teams": "screens.year.teams.Teams",
}
"""What a command goes to, by name: imported when its key is pressed, not before the first paint."""
NO_SCHOOLS = "There are no schools yet: s, then i imports them, or n adds one."
COLUMNS: tuple[Column[ReviewRow], ...] = (
    Column("School", ReviewRow.school, RemainingWidth()),
    Column("Review", ReviewRow.day, fixed(10), since=38),
    Column("1 2 3 4 5", ReviewRow.stages, fixed(9), since=38),
    Column("", ReviewRow.late_sign, fixed(1), since=38, until=66, gap=1),
    Column("Next", ReviewRow.next_step, Share(45, most=34), since=66),
    Column("Due", ReviewRow.due, fixed(11), since=66),
)
"""What stands in a row, from which width of the list on."""


class Dashboard(ReviewList):
    """Every review of a school year, or of all."""

    columns = COLUMNS
    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_REVIEW, NEW_REVIEW, FIND, GO_TO_OWED, ONLY_LATE, GO_TO_CALENDAR, YEAR_OR_ALL,
        EXPORT_SHOWN, GO_TO_SCHOOLS, GO_TO_PEOPLE, GO_TO_CONSORTIUM, UNDO, LEAVE_LETTER,
        ONLY_THIS_WEEK, ONLY_OF_PERSON, GO_TO_TEAMS, GO_TO_YEAR, *ONLY_IN_STAGE, YEAR_BEFORE,
        GO_TO_HISTORY, OPEN_RETURNED,
    )  # fmt: skip
    about = (
        "Every review of the school year, what is late first: the five stages, the next step and "
        "when it is due. Enter opens one, n makes a new one, / finds by school, person, id or "
        "month; l, w, f and the digits narrow it to late ones, this week’s, a person’s, a stage."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._last_shown = ""

    async def on_mount(self) -> None:
        self.session.move_drafts_of_removed_rows()
        self._tell_unkept()
        for notice in self.session.register.notices:
            self.say(notice)
        if not self.message:
            self.say(notice_of_age(self.session.register))

    def came_back(self) -> None:
        super().came_back()
        self._tell_unkept()

    def action_back(self) -> None:
        """Close the filter; the dashboard itself stays."""
        if self.filter.is_open:
            super().action_back()
        else:
            self.say("This is the first screen: q leaves the register.")

    def _tell_unkept(self) -> None:
        if (now := self._unkept()) != self._last_shown:
            self._last_shown = now
            self.say(now)

    def _unkept(self) -> str:
        """A sentence on where something typed last time has not been kept; empty when all is."""
        fields = self.session.drafts.addresses
        if not fields:
            return ""
        where = described(self.session.register, Change(*fields[0], None, None)).short
        more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
        return f"Typed and not kept, still in its field: {where}{more}."

    def action_go_to(self, name: str) -> None:
        """Open one of `PAGES`."""
        module, _, page = PAGES[name].rpartition(".")
        made: Callable[[Session], Page] = getattr(import_module(module), page)
        self.app.push_screen(made(self.session))

    def action_new(self) -> None:
        """Choose a school, and make its review."""
        from screens.base.choose import Choose  # as late as `PAGES`
        from store.register.new_records import new_review

        def make(offer: Offer | None) -> None:
            if offer is None:
                return
            try:
                school = school_named(self.session.register, offer.text)
            except RegisterError as error:
                self.say(str(error))
                return
            if entry := self.apply(new_review(school)):
                self._open_new(next(c.key for c in entry.changes if c.table == REVIEWS.name))

        self.app.push_screen(
            Choose("A review of which school?", self._schools, nothing=NO_SCHOOLS), make
        )

    def _open_new(self, key: int) -> None:
        from screens.reviews.details import Details  # as late as `PAGES`
        from screens.reviews.review_page import ReviewPage

        self.look()
        self.list.move_to(key)
        self.app.push_screen(ReviewPage(self.session, key))
        self.app.push_screen(Details(self.session, key, review.DATE_OF_REVIEW.path))

    def _schools(self, typed: str) -> list[Offer]:
        from screens.sheets.offers import offered  # as late as `PAGES`

        return list(offered(self.session, None, review.SCHOOL, typed))

    def action_export(self) -> None:
        """Open the export of the year."""
        from screens.exports.year_export import ShownReviews, YearExport  # as late as `PAGES`

        shown = ShownReviews(self.shown, self.wanted.narrowing)
        self.app.push_screen(YearExport(self.session, self.wanted.year, shown))

    def action_the_year(self) -> None:
        """Open the page of the year that is shown, or today's."""
        from screens.year.year_page import YearPage  # as late as `PAGES`

        self.app.push_screen(YearPage(self.session, self.wanted.year))

    def action_returned(self) -> None:
        """Ask for a form that has come back, and show what is in it."""
        from screens.forms.open_returned import take_form  # as late as `PAGES`

        take_form(self)
