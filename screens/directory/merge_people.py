"""Two entries of one person made one: shown field by field first; accepted, it is one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import KEEP_THE_OTHER, LEAVE_IT, MERGE_THEM, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.line_list import LineList
from store.errors import RegisterError
from store.paperwork import consortium
from store.paperwork.kinds import shown
from store.paperwork.tables import PEOPLE
from store.people.merged_entries import Merging, merging
from store.records.change import Entry
from store.register.change_in_words import record_name
from store.text import count_of


class Merge(Page):
    """What merging two entries means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (MERGE_THEM, KEEP_THE_OTHER, LEAVE_IT)
    about = (
        "What stands in each field of the entry that is kept, once the two are one: what it lacks "
        "is taken over, lists are united; “not” names what is given up. Everywhere the other is "
        "linked, the kept one is then; names stay as they were typed. Enter merges, t keeps the "
        "other one instead, escape changes nothing."
    )
    DEFAULT_CSS = """
    Merge {
        & > LineList { height: 1fr; }
        & > .why { height: 2; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, keep: int, other: int) -> None:
        """The keys of the entry that is kept, and of the one that goes."""
        super().__init__(session)
        self._keep, self._other = keep, other
        self._rows: list[str] = []
        self._found: Merging | None = None

    def compose_content(self) -> Iterable[Widget]:
        """The fields, and the line under the cursor in full."""
        self._list: LineList[int] = LineList(
            self._draw,
            marker=self.session.marks.cursor,
            empty="One of the two is not there any more.",
        )
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._why

    async def on_mount(self) -> None:
        """Show what it means."""
        self._look()
        self._list.focus()

    def heard(self, entry: Entry) -> None:
        """Somebody has changed something: it may mean something else now."""
        self._look()

    def title_line(self) -> Content:
        """Which of the two stays."""
        if self._found is None:
            return Content(" Merge")
        keep, other = self._found.keep, self._found.other
        return Content(
            f" Keep {keep[consortium.PERSON_NAME]} ({keep.key}), "
            f"remove {other[consortium.PERSON_NAME]} ({other.key})"
        )

    def _look(self) -> None:
        register = self.session.register
        keep, other = register.found(PEOPLE, self._keep), register.found(PEOPLE, self._other)
        self._found, self._rows = None, []
        if keep and other:
            try:
                self._found = merging(register, keep, other)
                self._rows = list(_rows(self._found))
            except RegisterError as error:
                self.say(str(error))
        self._list.show(range(len(self._rows)))
        self._tell()
        self.draw_title()

    def _draw(self, at: int, width: int) -> Content:
        return Content(self._rows[at])

    @on(LineList.Moved)
    def _tell(self) -> None:
        at = self._list.cursor_key
        self._why.update("" if at is None else self._rows[at])

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def action_turn(self) -> None:
        """Keep the other."""
        self._keep, self._other = self._other, self._keep
        self._look()

    def action_accept(self) -> None:
        """Merge them."""
        found = self._found  # the register tells of the change while it is made
        if found is None:
            return
        try:
            self.session.register.apply(found.changes)
        except RegisterError as error:
            self.say(str(error))
            return
        name = found.keep[consortium.PERSON_NAME]
        self.dismiss()
        if isinstance(self.app.screen, Page):
            self.app.screen.say(f"{name}: one entry now; u takes it back.")


def _rows(found: Merging) -> Iterator[str]:
    for one in found.fields:
        said = " ".join(one.shown.split()) or "nothing"
        lost = f", not {shown(one.other)}" if one.given_up else ""
        yield f"{one.field.label}: {said}{lost}"
    records = dict.fromkeys(record_name(one.record) for one in found.mentions)
    yield (
        f"Linked anew in {count_of(len(found.mentions), 'place')}"
        + (f": {', '.join(records)}" if records else "")
    )
