"""One entry of the directory, to be edited: a school, or a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import FORGET_IN_FIELDS, Command
from screens.base.session import Session
from screens.directory.forget_person import forget_person
from screens.sheets.field_page import Part
from screens.sheets.record_sheet import RecordSheet
from screens.sheets.sheet import IN_A_SHEET
from store.paperwork.field import Section
from store.paperwork.tables import PEOPLE, Table


class EntrySheet(RecordSheet):
    """The fields of one entry."""

    about = "One entry of the directory. Each field is kept when it is left."

    def __init__(self, session: Session, table: Table, key: int, go_to: str = "") -> None:
        """`key` is the record's in `table`; `go_to` the field to begin at, else the first."""
        super().__init__(session, go_to)
        self._table = table
        self._key = key

    def parts(self) -> Sequence[Part]:
        section = Section("", tuple(self._table.fields.values()))
        return (Part(section, self._table, self._key),)

    def title_line(self) -> Content:
        record = self.session.register.find(self._table, self._key)
        name = record.plain(self._table.field("name")) if record else ""
        return Content(f" {self._table.singular.capitalize()}: {name}")


class PersonEntry(EntrySheet):
    """A person's entry, from which they can be forgotten too."""

    commands: ClassVar[tuple[Command, ...]] = (*IN_A_SHEET, FORGET_IN_FIELDS)

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the person's."""
        super().__init__(session, PEOPLE, key)

    def action_forget(self) -> None:
        """Keep what is being typed, then forget them."""
        self.keep_typing()
        if self.is_current:
            forget_person(self, self._key)
