"""Walking through the real app by keys alone: "to the field labelled X, type Y".

A step is made by one of the functions below and taken by a `Walker`. Every step waits for what
the screen shows before it goes on. In what is typed, `<f7>` is a key, `<see Ravi Patel>` waits
until those words stand on the screen, `<gone Ravi Patel>` until they no longer do, and a new line
is the enter key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from screens.base.choose import LETTERS
from tests.support.pty_app import Terminal

Step = Callable[["Walker"], None]

_SAID_ROW = -2
"""The row above the keys, where the app says what it has done."""
_TOKEN = re.compile(r"<(see |gone )?([^<>]+)>|([^<]+)")
_MOST_PAGES = 12
"""Pages of the list of fields that are looked at: all of the longest, twice."""
_LIST_WIDTH = 70
"""Columns of the list of fields, on a terminal of 80."""
_LIST_ROWS = 18
"""Its rows, on a terminal of 24."""


@dataclass(frozen=True)
class _Place:
    """A line of the list of fields: its name, its letter, whether the cursor is on it."""

    name: str
    letter: str = ""
    marked: bool = False

    def is_of(self, label: str) -> bool:
        """Whether it is this field's line; of a long label the middle is left out."""
        begin, gap, end = self.name.partition("…")
        if not gap:
            return label == self.name
        return label.startswith(begin) and label.endswith(end)


class Walker:
    """Somebody at the keyboard of one terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def take(self, *steps: Step) -> None:
        """Take steps, one after the other."""
        for step in steps:
            step(self)

    def type(self, text: str) -> None:
        """Type a text with the keys that are named in it."""
        for wait, name, plain in _TOKEN.findall(text):
            if plain:
                self.terminal.type(plain.replace("\n", "\r"))
            elif wait == "see ":
                self.terminal.wait_for(name)
            elif wait:
                self.terminal.wait_gone(name)
            else:
                self.terminal.press(name)

    def kept(self) -> None:
        """Keep the field, and wait until the app says that it is."""
        self.terminal.press("f2")
        self.terminal.wait_until(
            lambda rows: re.match(r" ?Kept \d\d:\d\d", rows[_SAID_ROW]) is not None,
            "the line above the keys to say Kept",
        )

    def titled(self, title: str) -> None:
        """Wait until the screen's first row begins with this title."""
        self.terminal.wait_until(lambda rows: rows[0].startswith(f" {title}"), f"{title!r} on top")

    def jump(self, label: str) -> None:
        """Go to the field with this label, through the list of fields and its letter."""
        self.terminal.press("ctrl+o")
        self._moved_on(None, label)
        for _ in range(_MOST_PAGES):
            if place := self._seen(label):
                break
            self._press_in_list("home" if self._listed()[-1].marked else "pagedown", label)
        else:
            raise AssertionError(f"No field {label!r} to jump to. The screen:\n{self.terminal}")
        if place.letter:
            self.terminal.press(place.letter)
        else:
            self.terminal.press("end", *["up"] * self._after(label), "enter")
        self.terminal.wait_gone("Jump to")
        self.terminal.wait_until(lambda _: self._at_label(label), f"the cursor at {label!r}")

    def _press_in_list(self, key: str, label: str) -> None:
        before = self._marked()
        self.terminal.press(key)
        self._moved_on(before, label)

    def _moved_on(self, before: _Place | None, label: str) -> None:
        """Wait until the list of fields is drawn as far as the field that is sought, or wholly,
        its cursor elsewhere than before."""

        def drawn(_: list[str]) -> bool:
            places = self._listed()
            letters = "".join(place.letter for place in places)
            marked = [place for place in places if place.marked]
            far_enough = len(places) == _LIST_ROWS or any(place.is_of(label) for place in places)
            moved = len(marked) == 1 and marked[0] != before
            return far_enough and letters in LETTERS and moved

        self.terminal.wait_until(drawn, "the list of fields, at another field")

    def _marked(self) -> _Place:
        return next(place for place in self._listed() if place.marked)

    def _after(self, label: str) -> int:
        """How many fields the end of the list has after this one."""
        names = [place for place in self._listed() if not place.letter]
        return next(n for n, place in enumerate(reversed(names)) if place.is_of(label))

    def _seen(self, label: str) -> _Place | None:
        return next((place for place in self._listed() if place.is_of(label)), None)

    def _listed(self) -> list[_Place]:
        """The lines of the list of fields that are seen."""
        screen = self.terminal.screen()
        tops = [(y, row.index("Jump to")) for y, row in enumerate(screen) if "Jump to" in row]
        if not tops:
            return []
        (top, left), *_ = tops
        found = []
        for row in screen[top + 1 :]:
            line = row[left : left + _LIST_WIDTH].ljust(_LIST_WIDTH)
            name = re.split(r" {2,}", line[5:].rstrip())[0]
            if name and line[3:5] == "  ":
                found.append(_Place(name, line[2].strip(), line[0] == "▌"))
        return found

    def _at_label(self, label: str) -> bool:
        """Whether bold words on the screen are the beginning of a label, or its part alone."""
        wording, _, part = label.rpartition(": ")
        for row in range(1, 22):
            bold = ""
            for column in range(80):
                cell = self.terminal.cell(column, row)
                if not cell.bold and cell.data != " ":
                    break
                bold += cell.data
            words = bold.strip().split("  ")[0]
            if words and (
                label.startswith(words) or part.startswith(words) or wording.startswith(words)
            ):
                return True
        return False


def to(label: str, typed: str) -> Step:
    """To the field labelled so, type this, keep it."""

    def step(walker: Walker) -> None:
        walker.jump(label)
        walker.type(typed)
        walker.kept()

    return step


def wrong(label: str, typed: str, complaint: str) -> Step:
    """To the field labelled so, type what cannot be kept: it says why. Then take it back."""

    def step(walker: Walker) -> None:
        walker.jump(label)
        walker.type(typed)
        walker.terminal.press("f2")
        walker.terminal.wait_for(complaint)
        walker.terminal.press("ctrl+z")
        walker.terminal.wait_gone(complaint)

    return step


def take(label: str, typed: str, offer: str, more: str = "") -> Step:
    """To the field labelled so, choose an offer from the list (F4, part of it, enter)."""

    def step(walker: Walker) -> None:
        walker.jump(label)
        walker.type(f"<f4><see type to narrow>{typed}<see {offer}>\n")
        walker.terminal.wait_gone("type to narrow")
        walker.type(more)
        walker.kept()

    return step


def item(wording: str, state: str, day: str = "", note: str = "") -> Step:
    """To one of the papers shared before the review: where it stands by its letter, date, note."""

    def step(walker: Walker) -> None:
        walker.jump(f"{wording}: State")
        walker.type(state)
        walker.kept()
        if day:
            walker.terminal.press("enter")
            walker.terminal.wait_gone("‹")
            walker.type(day)
            walker.kept()
        if note:
            walker.jump(f"{wording}: Note")
            walker.type(note)
            walker.kept()

    return step


def rows(label: str, *of_each: tuple[Step, ...], then: str = "", after: int = 0) -> Step:
    """To the table labelled so, fill new rows `after` those it has; then press keys in it."""

    def step(walker: Walker) -> None:
        above = walker.terminal.screen()[0].strip()
        walker.jump(label)
        for number, cells in enumerate(of_each, start=after + 1):
            walker.terminal.press("f5")
            walker.titled(f"{label}, row {number}")
            walker.take(*cells)
        walker.terminal.press("escape")
        walker.titled(above)
        walker.type(then)

    return step


def to_row(label: str, keys: str, number: int, *cells: Step) -> Step:
    """To the table labelled so, to a row by keys, open it, and fill cells of it."""

    def step(walker: Walker) -> None:
        above = walker.terminal.screen()[0].strip()
        walker.jump(label)
        walker.type(f"{keys}\n")
        walker.titled(f"{label}, row {number}")
        walker.take(*cells)
        walker.terminal.press("escape")
        walker.titled(above)

    return step


def sheet(key: str, title: str, *steps: Step) -> Step:
    """From a review's page: open one of its screens by its key, fill it, come back."""

    def step(walker: Walker) -> None:
        above = walker.terminal.screen()[0].strip()[:20]
        walker.terminal.press(key)
        walker.titled(title)
        walker.take(*steps)
        walker.terminal.press("escape")
        walker.titled(above)

    return step


def keys(typed: str) -> Step:
    """Type this where one is."""
    return lambda walker: walker.type(typed)
