"""History: every change, the newest first; of one review, or of the whole register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.desk import Desk
from screens.keys import FIND, UNDO, Command
from screens.page import Page
from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList
from store.dates.typed import short
from store.describing import Described, described
from store.matching import matches
from store.records import Record
from store.register.change import Change, Entry

LONDON = ZoneInfo("Europe/London")


class History(Page):
    """Every change: when, by whom, what it was and what it is."""

    commands: ClassVar[tuple[Command, ...]] = (FIND, UNDO)
    about = "Every change, the newest first. The last lines show the one under the cursor in full."
    DEFAULT_CSS = """
    History {
        & > LineList { height: 1fr; }
        & > .whole { height: 4; padding: 0 1; }
    }
    """

    def __init__(self, desk: Desk, record: Record | None) -> None:
        """The history of `record`, or of everything."""
        super().__init__(desk)
        self._record = record
        self._changes: list[tuple[Entry, Change]] = []
        self._needle = ""

    def compose_content(self) -> Iterable[Widget]:
        """The list, the filter, the change under the cursor in full."""
        self._list: LineList[int] = LineList(
            self._draw, marker=self.desk.marks.cursor, empty="No changes."
        )
        self._filter = FilterLine()
        self._whole = Static("", classes="whole", markup=False)
        yield self._list
        yield self._filter
        yield self._whole

    async def on_mount(self) -> None:
        """Read the journal."""
        self._look()
        self._list.focus()

    def heard(self, entry: Entry) -> None:
        """A new change stands at the top."""
        self._look()

    def title_line(self) -> Content:
        """Whose history."""
        return Content(f" History of {self._record.id if self._record else 'the register'}")

    def _look(self) -> None:
        entries = list(self.desk.register.history(self._record))
        self._changes = [(entry, change) for entry in reversed(entries) for change in entry.changes]
        self._narrow()

    def _narrow(self) -> None:
        found = range(len(self._changes))
        if self._needle:
            found_list = [at for at in found if matches(self._needle, *self._texts(at))]
            self._list.show(found_list)
        else:
            self._list.show(found)
        self._tell()

    def _texts(self, at: int) -> tuple[str, ...]:
        entry, change = self._changes[at]
        words = described(self.desk.register, change)
        return (entry.user, words.record, words.field, words.was, words.is_, _when(entry))

    def _draw(self, at: int, width: int) -> Content:
        entry, change = self._changes[at]
        words = described(self.desk.register, change)
        field = words.field if self._record else words.short
        return Content.assemble(
            (f"{_when(entry)}  {_cut(entry.user, 8):<8} ", "dim"),
            f"{field}: {_brief(words)}",
            ("  (undo)" if entry.undoes is not None else "", "dim"),
        )

    def _tell(self) -> None:
        at = self._list.cursor_key
        if at is None:
            self._whole.update("")
            return
        entry, change = self._changes[at]
        words = described(self.desk.register, change)
        undo = f", takes back change {entry.undoes}" if entry.undoes is not None else ""
        self._whole.update(
            f"Change {entry.seq}, {_when(entry)}, {entry.user}{undo}: {words.short}\n"
            f"was: {_line(words.was)}\nis:  {_line(words.is_)}"
        )

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(FilterLine.Changed)
    def _narrowed(self, event: FilterLine.Changed) -> None:
        self._needle = event.text
        self._narrow()

    @on(FilterLine.Settled)
    @on(FilterLine.Closed)
    def _to_the_list(self) -> None:
        self._list.focus()

    def action_find(self) -> None:
        """Open the filter."""
        self._filter.open()

    def action_back(self) -> None:
        """Close the filter, then the screen."""
        if self._filter.is_open:
            self._filter.close()
        else:
            super().action_back()


def _when(entry: Entry) -> str:
    """An entry's time, in London."""
    at = datetime.fromisoformat(entry.time).astimezone(LONDON)
    return f"{short(at.date())} {at:%H:%M}"


def _brief(words: Described) -> str:
    return _line(words.is_) if not words.was else f"{_line(words.was)} → {_line(words.is_)}"


def _line(text: str) -> str:
    return " ".join(text.split()) or "nothing"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
