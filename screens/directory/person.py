"""A person's page: contact, expertise, roles over time, reviews, what they owe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content

from screens.base.choose import Choose, among
from screens.base.commands import (
    EDIT_PERSON,
    FIND,
    FORGET,
    MERGE_PERSON,
    OPEN_REVIEW_OR_ENTRY,
    UNDO,
    Command,
)
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.directory.entry import PersonEntry
from screens.directory.forget_person import forget_person
from screens.directory.merge_people import MergePeople
from screens.reviews.review_page import ReviewPage
from screens.widgets.line_list import LineList
from screens.widgets.offer_list import Offer
from store.dates.typed_dates import short
from store.matching import matches
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE
from store.people.person import apart, debts, engagements, posts
from store.people.unlinked_names import nearest
from store.records.record import Record
from store.schedule.step_standing import late_in_brief, when_due
from store.text import capital


class PersonLine(Struct, frozen=True):
    """A line of the page; `review` is the key of what enter opens, 0 for the entry itself."""

    text: str
    review: int = 0
    heading: bool = False


class PersonPage(ListInFull[int]):
    """Who somebody is."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_REVIEW_OR_ENTRY,
        EDIT_PERSON,
        FIND,
        MERGE_PERSON,
        FORGET,
        UNDO,
    )
    about = (
        "Who somebody is: how to reach them, what they know, their roles over time, the reviews "
        "they are on and as what, and what they owe now. Enter opens a review, and on any other "
        "line the entry, to be edited; m makes two entries of one person one."
    )

    empty = "This entry is not in the directory any more."

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the person's."""
        super().__init__(session)
        self.key = key
        self._lines: list[PersonLine] = []

    def came_back(self) -> None:
        """Show what has changed meanwhile; close when the entry has gone."""
        if self._person is None:
            self.call_after_refresh(self.dismiss)
        else:
            self.look()

    def title_line(self) -> Content:
        person = self._person
        if person is None:
            return Content(" Person")
        details = apart(self.session.register)[self.key]
        return Content.assemble(f" {person[consortium.PERSON_NAME]}   ", (details, "not bold"))

    @property
    def _person(self) -> Record | None:
        return self.session.register.find(PEOPLE, self.key)

    def look(self) -> None:
        person = self._person
        self._lines = [] if person is None else list(self._all(person))
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self.list.show(
            [
                at
                for at, line in enumerate(self._lines)
                if matches(self.needle, line.text) and not (self.needle and line.heading)
            ]
        )
        self.tell()

    def in_full(self, at: int) -> str:
        return self._lines[at].text

    def _all(self, person: Record) -> Iterable[PersonLine]:
        yield from self._entry(person)
        yield PersonLine("Roles over time", heading=True)
        for post in posts(self.session.register, person):
            yield PersonLine(post.words)
        for warning in self.session.warnings(person):
            yield PersonLine(f"Warning: {warning.sentence}")
        debtor = debts(self.session.register, person)
        yield PersonLine("Owes now" if debtor else "Owes nothing now", heading=True)
        for debt in debtor.owes if debtor else ():
            late = late_in_brief(debt.standing)
            words = capital(late) or when_due(debt.standing)
            target = 0 if debt.of_the_year else debt.record.key
            yield PersonLine(
                f"{words}  {debt.standing.step.words} · {debt.title} {debt.id}", target
            )
        on = engagements(self.session.register, person)
        yield PersonLine(f"Reviews: {len(on)}" if on else "On no review", heading=True)
        for engagement in on:
            record = engagement.review
            day = short(engagement.day) if engagement.day else "no date"
            text = f"{day:<13} {record.id} {record[review.SCHOOL_NAME]}: "
            yield PersonLine(text + ", ".join(engagement.parts), record.key)

    def _entry(self, person: Record) -> Iterable[PersonLine]:
        contact = (person[consortium.PERSON_TELEPHONE], person[consortium.PERSON_EMAIL])
        yield PersonLine(" · ".join(filter(None, contact)) or "No contact in the directory")
        if expertise := person.plain(consortium.EXPERTISE):
            listed = "listed" if person[consortium.LISTED] else "not listed"
            yield PersonLine(f"Expertise ({listed}): {expertise}")
        if note := person.plain(consortium.PERSON_NOTE):
            yield PersonLine(f"Note: {' '.join(note.split())}")

    def draw(self, at: int, width: int) -> Content:
        line = self._lines[at]
        return Content.styled(line.text, "bold") if line.heading else Content(f"  {line.text}")

    @on(LineList.Chosen)
    def _opened(self, event: LineList.Chosen[int]) -> None:
        if key := self._lines[event.key].review:
            self.app.push_screen(ReviewPage(self.session, key))
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Edit the entry."""
        self.app.push_screen(PersonEntry(self.session, self.key))

    def action_forget(self) -> None:
        """Forget them."""
        forget_person(self, self.key)

    def action_merge(self) -> None:
        """Choose the other entry, the nearest names first, and show what merging means."""
        person = self._person
        if person is None:
            return
        register = self.session.register
        details = apart(register)
        near = [key for key, _ in nearest(register, person[consortium.PERSON_NAME])]
        keys = list(dict.fromkeys((*near, *register.keys(PEOPLE))))
        others = [
            Offer(register.record(PEOPLE, key)[consortium.PERSON_NAME], details[key], key)
            for key in keys
            if key != self.key
        ]

        def chosen(offer: Offer | None) -> None:
            if offer is not None and offer.person is not None:
                self.app.push_screen(MergePeople(self.session, self.key, offer.person))

        title = f"Which entry is {person[consortium.PERSON_NAME]} too?"
        self.app.push_screen(Choose(title, among(others), nothing="There is nobody else."), chosen)
