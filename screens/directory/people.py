"""The people of the directory: who they are, their roles, their school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from screens.base.choose import Choose, among
from screens.base.commands import (
    FIND,
    FORGET,
    GO_TO_EXPERTISE,
    GO_TO_UNLINKED_NAMES,
    NEW_ENTRY,
    OPEN_PERSON,
    UNDO,
    Command,
)
from screens.base.page import Page
from screens.directory.directory import Directory
from screens.directory.entry import EntrySheet, PersonEntry
from screens.directory.expertise import Expertise
from screens.directory.forget_person import forget_person
from screens.directory.person import PersonPage
from screens.directory.unlinked_names import UnlinkedNames
from screens.widgets.columns import Column, RemainingWidth, fixed
from screens.widgets.offer_list import Offer
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE
from store.people.person import apart
from store.records.change import Entry
from store.records.record import Record
from store.register.finding import people_named


class People(Directory):
    """Everybody the register offers while a name is typed."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_PERSON,
        NEW_ENTRY,
        FIND,
        GO_TO_UNLINKED_NAMES,
        GO_TO_EXPERTISE,
        FORGET,
        UNDO,
    )
    table = PEOPLE
    heading = "People"
    about = (
        "Everybody who is offered while a name is typed. Any other name can be typed too: j lists "
        "those that are linked to nobody here, to be joined. Enter opens a person’s page, x the "
        "expertise directory."
    )

    async def on_mount(self) -> None:
        """Learn what tells the people apart, before they are drawn."""
        self._apart = apart(self.session.register)

    def heard(self, entry: Entry) -> None:
        self._apart = apart(self.session.register)
        super().heard(entry)

    def texts(self, record: Record) -> Sequence[str]:
        return (
            record[consortium.PERSON_NAME],
            self._apart.get(record.key, ""),
            record.plain(consortium.EXPERTISE),
            record[consortium.PERSON_EMAIL],
        )

    def order(self, record: Record) -> tuple[object, ...]:
        return (record[consortium.PERSON_NAME].casefold(), record.key)

    def columns(self) -> Sequence[Column[Record]]:
        """Name; roles and school, and the number where two have the name."""
        return (
            Column("Name", lambda person: person[consortium.PERSON_NAME], fixed(24)),
            Column("Who", lambda person: self._apart.get(person.key, ""), RemainingWidth()),
        )

    def page_of(self, key: int) -> Page:
        return PersonPage(self.session, key)

    def make(self, name: str) -> None:
        """Make an entry; where the name is there already, ask whether it is somebody else's."""
        twins = people_named(self.session.register, name)
        if not twins:
            super().make(name)
            return
        details = apart(self.session.register)
        keys: dict[Offer, int | None] = {
            Offer(f"Open {twin[consortium.PERSON_NAME]}", details[twin.key], twin.key): twin.key
            for twin in twins
        }
        keys[Offer(f"Make another {name}", "somebody else of the same name")] = None

        def chosen(offer: Offer | None) -> None:
            if offer is None:
                self.say("Nobody was added.")
            elif (key := keys[offer]) is None:
                super(People, self).make(name)
            else:
                self.list.move_to(key)
                self.app.push_screen(self.page_of(key))

        self.app.push_screen(Choose(f"{name} is in the directory already", among(keys)), chosen)

    def action_names(self) -> None:
        """Open the names that are linked to nobody."""
        self.app.push_screen(UnlinkedNames(self.session))

    def action_expertise(self) -> None:
        """Open the expertise directory."""
        self.app.push_screen(Expertise(self.session))

    def entry(self, key: int) -> EntrySheet:
        return PersonEntry(self.session, key)

    def action_forget(self) -> None:
        """Forget whoever is under the cursor."""
        forget_person(self, self.list.cursor_key)
