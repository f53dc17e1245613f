"""The expertise directory: who knows what, narrowed as one types; exported for headteachers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content

from screens.base.commands import EXPORT_EXPERTISE, FIND, OPEN_PERSON, UNDO, Command
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.directory.person import PersonPage
from screens.widgets.columns import Column, RemainingWidth, Share, laid_out
from screens.widgets.line_list import LineList
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.expertise import Expert, experts

COLUMNS: tuple[Column[Expert], ...] = (
    Column("Expertise", lambda expert: expert.expertise, Share(48, 10, 30)),
    Column("Who", lambda expert: _reached(expert), RemainingWidth()),
)


class Expertise(ListInFull[int]):
    """Each line of expertise of those willing to be listed."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN_PERSON, FIND, EXPORT_EXPERTISE, UNDO)
    about = (
        "Headteachers can contact the Consortium for an expertise directory. Here is everybody "
        "who is willing to be listed and is in the directory today, by expertise; / narrows it "
        "to what a headteacher asks for."
    )

    empty = "Nobody is listed: a person’s entry says who is willing."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._experts: Sequence[Expert] = ()

    def look(self) -> None:
        self.narrow()

    def title_line(self) -> Content:
        people = len({expert.person.key for expert in self._experts})
        return Content(f" Expertise directory   {people} listed")

    def narrow(self) -> None:
        register = self.session.register
        self._experts = experts(
            register.records(PEOPLE), register.records(SCHOOLS), self.session.today, self.needle
        )
        self.list.show(range(len(self._experts)))
        self.tell()
        self.draw_title()

    def in_full(self, at: int) -> str:
        return f"{self._experts[at].expertise}: {_reached(self._experts[at])}"

    def draw(self, at: int, width: int) -> Content:
        return laid_out(COLUMNS, self._experts[at], width)

    @on(LineList.Chosen)
    def _opened(self, event: LineList.Chosen[int]) -> None:
        self.app.push_screen(PersonPage(self.session, self._experts[event.key].person.key))

    def action_export(self) -> None:
        """Open the lists that can be exported."""
        from screens.exports.export_page import ListsExport  # with every document there is
        from store.documents.all_documents import FORMS
        from store.exports.export_offers import offer_of

        offer = offer_of(FORMS["expertise"])
        self.app.push_screen(ListsExport(self.session, [offer], offer.title))


def _reached(expert: Expert) -> str:
    """Who somebody is, where, and how to reach them."""
    contact = (
        expert.person[consortium.PERSON_NAME],
        expert.school,
        expert.person[consortium.PERSON_TELEPHONE],
        expert.person[consortium.PERSON_EMAIL],
    )
    return " · ".join(filter(None, contact))
