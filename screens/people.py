"""The people of the directory: who they are, their roles, their school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from screens.desk import Desk
from screens.directory import NEW, OPEN, Directory, Entered
from screens.forget import FORGET, FORGET_IN_FIELDS, forget_person
from screens.keys import FIND, UNDO, Command
from screens.sheet import IN_A_SHEET
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE
from store.records import Record


class People(Directory):
    """Everybody the register offers while a name is typed."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN, NEW, FIND, FORGET, UNDO)
    table = PEOPLE
    heading = "People"
    about = "Everybody who is offered while a name is typed. Any other name can be typed too."

    def texts(self, record: Record) -> Sequence[str]:
        """Name, roles, school, expertise."""
        return (
            record[consortium.PERSON_NAME], record.plain(consortium.ROLES), self._school(record),
            record.plain(consortium.EXPERTISE), record[consortium.PERSON_EMAIL],
        )  # fmt: skip

    def order(self, record: Record) -> tuple[object, ...]:
        """By name."""
        return (record[consortium.PERSON_NAME].casefold(),)

    def row(self, record: Record, width: int) -> str:
        """Name, roles, school."""
        name = record[consortium.PERSON_NAME]
        rest = " · ".join(p for p in (record.plain(consortium.ROLES), self._school(record)) if p)
        return f"{name[:24]:<24}  {rest}"

    def entry(self, key: int) -> Entered:
        """Somebody's page."""
        return Person(self.desk, key)

    def action_forget(self) -> None:
        """Forget whoever is under the cursor."""
        forget_person(self, self.list.cursor_key)

    def _school(self, record: Record) -> str:
        return self.desk.typed(consortium.PERSON_SCHOOL, record[consortium.PERSON_SCHOOL])


class Person(Entered):
    """One person of the directory."""

    commands: ClassVar[tuple[Command, ...]] = (*IN_A_SHEET, FORGET_IN_FIELDS)

    def __init__(self, desk: Desk, key: int) -> None:
        """`key` is the person's."""
        super().__init__(desk, PEOPLE, key)

    def action_forget(self) -> None:
        """Keep what is being typed, then forget them."""
        self.keep_typing()
        if self.is_current:
            forget_person(self, self._key)
