"""A directory: a list of records that is narrowed as one types, opened and added to by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content

from screens.base.ask import Ask
from screens.base.commands import EDIT_ENTRY, FIND, NEW_ENTRY, UNDO, Command
from screens.base.list_page import ListPage
from screens.base.page import Page
from screens.base.session import Session
from screens.directory.entry import EntrySheet
from screens.widgets.columns import Column, laid_out
from screens.widgets.line_list import LineList
from store.field_values import Json
from store.matching import matches
from store.paperwork.tables import Table
from store.records.change import Entry, making
from store.records.record import Record


class Directory(ListPage[int]):
    """Schools, or people. Subclasses say which, and how a row reads."""

    commands: ClassVar[tuple[Command, ...]] = (EDIT_ENTRY, NEW_ENTRY, FIND, UNDO)
    table: ClassVar[Table]
    heading: ClassVar[str] = ""
    empty: ClassVar[str] = "Nobody here: n adds one."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: Sequence[int] = ()
        self._columns = self.columns()

    def came_back(self) -> None:
        self.look(anew=True)

    def heard(self, entry: Entry) -> None:
        if any(change.table == self.table.name for change in entry.changes):
            self.look()

    def title_line(self) -> Content:
        count = len(self.session.register.keys(self.table))
        return Content(f" {self.heading}   {count}")

    def texts(self, record: Record) -> Sequence[str]:
        """What the filter looks in."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[Record]]:
        """What stands in a row about a record."""
        raise NotImplementedError

    def order(self, record: Record) -> tuple[object, ...]:
        """What the list is sorted by."""
        raise NotImplementedError

    def new_document(self, name: str) -> dict[str, Json]:
        """What a new record begins with."""
        return {"name": name}

    def entry(self, key: int) -> EntrySheet:
        """The screen of one record."""
        return EntrySheet(self.session, self.table, key)

    def narrow(self) -> None:
        self.look(anew=True)

    def look(self, anew: bool = False) -> None:
        """Show the records that match, in order.

        Unless the list is looked at `anew`, a row stays in its place when its record changes:
        whoever goes through the list and marks rows is not thrown about.
        """
        records = [
            record
            for record in self.session.register.records(self.table)
            if not self.needle or matches(self.needle, *self.texts(record))
        ]
        records.sort(key=self.order)
        rows = {key: row for row, key in enumerate(self._shown)}
        if not anew and all(record.key in rows for record in records):
            records.sort(key=lambda record: rows[record.key])
        self._shown = [record.key for record in records]
        self.list.show(self._shown)
        self.draw_title()

    @property
    def chosen(self) -> Record | None:
        """The record under the cursor."""
        key = self.list.cursor_key
        return None if key is None else self.session.register.find(self.table, key)

    def draw(self, key: int, width: int) -> Content:
        return laid_out(self._columns, self.session.register.record(self.table, key), width)

    @on(LineList.Chosen)
    def _opened(self, event: LineList.Chosen[int]) -> None:
        self.app.push_screen(self.page_of(event.key))

    def page_of(self, key: int) -> Page:
        """The screen that a record opens on."""
        return self.entry(key)

    def action_new(self) -> None:
        """Ask for a name, and make a record with it."""

        def make(name: str | None) -> None:
            if name is not None:
                self.make(name)

        self.app.push_screen(Ask(f"The name of the {self.table.singular}?"), make)

    def make(self, name: str) -> None:
        """Make a record with a name, and open it to be filled in."""
        changes = [making(self.table.name, self.new_document(name))]
        before = set(self.session.register.keys(self.table))
        if self.apply(changes, f"{name}: added."):
            made = next(k for k in self.session.register.keys(self.table) if k not in before)
            self.list.move_to(made)
            self.app.push_screen(self.entry(made))
