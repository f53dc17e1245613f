"""History: every change, the newest first; of one review, or of the whole register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import CHANGE_IN_FULL, FIND, UNDO, Command
from screens.base.list_page import ListPage
from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from store.dates.days import in_london
from store.dates.typed_dates import short
from store.matching import matches
from store.records.change import Change, Entry
from store.records.record import Record
from store.register.change_in_words import Described, by, described

LINES = 2
"""Lines that each side of a change has below the list."""


class History(ListPage[int]):
    """Every change: when, by whom, what it was and what it is."""

    commands: ClassVar[tuple[Command, ...]] = (CHANGE_IN_FULL, FIND, UNDO)
    about = (
        "Every change, the newest first. The last lines show the one under the cursor, as far as "
        "there is room; enter shows all of it."
    )
    empty = "No changes."
    DEFAULT_CSS = """
    History {
        & > .whole { height: 5; max-height: 50%; padding: 0 1; }
    }
    """

    def __init__(self, session: Session, record: Record | None = None) -> None:
        """The history of `record`, or of everything."""
        super().__init__(session)
        self._record = record
        self._changes: list[tuple[Entry, Change]] = []
        self._columns: tuple[Column[tuple[Entry, Change]], ...] = (
            Column("When", lambda row: _when(row[0]), NaturalWidth(), style="dim"),
            Column("Who", lambda row: row[0].user, fixed(8), style="dim"),
            Column("Change", self._in_words, RemainingWidth(), gap=1),
        )

    def compose_content(self) -> Iterable[Widget]:
        self._whole = Static("", classes="whole", markup=False)
        yield self.list
        yield self.filter
        yield self._whole

    async def on_mount(self) -> None:
        self._look()
        self.list.focus()

    async def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self.tell)

    def heard(self, entry: Entry) -> None:
        self._look()

    def title_line(self) -> Content:
        return Content(f" History of {self._record.id if self._record else 'the register'}")

    def _look(self) -> None:
        entries = list(self.session.register.history(self._record))
        self._changes = [(entry, change) for entry in reversed(entries) for change in entry.changes]
        self.narrow()

    def narrow(self) -> None:
        rows = range(len(self._changes))
        if self.needle:
            rows_found = [at for at in rows if matches(self.needle, *self._texts(at))]
            self.list.show(rows_found)
        else:
            self.list.show(rows)
        self.tell()

    def _texts(self, at: int) -> tuple[str, ...]:
        entry, change = self._changes[at]
        words = described(self.session.register, change)
        return (by(entry), words.record, words.field, words.was, words.is_, _when(entry))

    def draw(self, at: int, width: int) -> Content:
        return laid_out(self._columns, self._changes[at], width)

    def _in_words(self, row: tuple[Entry, Change]) -> str:
        entry, change = row
        words = described(self.session.register, change)
        field = words.field if self._record else words.short
        undo = "undo " if entry.undoes is not None else ""
        return f"{undo}{field}: {_brief(words)}"

    def tell(self) -> None:
        """What the field was before the change under the cursor, and what it is after it."""
        at = self.list.cursor_key
        if at is None:
            self._whole.update("")
            return
        entry, change = self._changes[at]
        words = described(self.session.register, change)
        width = self._whole.content_size.width
        sides = (("was: ", words.was), ("is:  ", words.is_))
        lines = [_first_lines(f"{_head(entry)}: {words.short}", width, 1)]
        lines += [_first_lines(f"{name}{_line(side)}", width, LINES) for name, side in sides]
        self._whole.update("\n".join(lines))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        entry, change = self._changes[event.key]
        words = described(self.session.register, change)
        self.app.push_screen(ChangeInFull(self.session, _head(entry), words))


class ChangeInFull(TextPage):
    """Both values of a change, to be scrolled."""

    about = "The change in full: what the field was before it, and what it is after it."

    def __init__(self, session: Session, heading: str, words: Described) -> None:
        """`heading` says which change it is, when and by whom; `words` are its own."""
        super().__init__(session, heading)
        self._words = words

    def text(self) -> Content:
        words = self._words
        was, now = words.was or "nothing", words.is_ or "nothing"
        return with_headings([("", words.short), ("It was", was), ("It is", now)])


def _when(entry: Entry) -> str:
    """An entry's time, in London."""
    at = in_london(entry.time)
    return f"{short(at.date())} {at:%H:%M}"


def _head(entry: Entry) -> str:
    """Which change, when, by whom, and what it takes back."""
    undo = f", takes back change {entry.undoes}" if entry.undoes is not None else ""
    return f"Change {entry.seq}, {_when(entry)}, {by(entry)}{undo}"


def _first_lines(text: str, width: int, lines: int) -> str:
    """As much of `text` as these lines hold; an ellipsis at the end says that there is more."""
    wrapped = [line.plain.rstrip() for line in Content(text).wrap(width)] if width else []
    if len(wrapped) > lines:
        last = Content(f"{wrapped[lines - 1]}…").truncate(width, ellipsis=True)
        wrapped = [*wrapped[: lines - 1], last.plain]
    return "\n".join(wrapped)


def _brief(words: Described) -> str:
    return _line(words.is_) if not words.was else f"{_line(words.was)} → {_line(words.is_)}"


def _line(text: str) -> str:
    return " ".join(text.split()) or "nothing"
