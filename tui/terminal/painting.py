"""What stands on the terminal's screen, so that only what differs is sent.

Textual paints whole lines of whatever is drawn anew, most of which stands there already. Here its
painting is read as it goes out, held against a picture of the screen cell by cell, and said in as
few bytes as there are ways to say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import repeat

from msgspec import Struct
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.terminal.cell_styles import Look, look_of, turned

Cell = tuple[str, Look]
"""A character of one column, and how it looks."""
Row = list[Cell | None]
"""A line of the screen; None where it is not known what stands."""

_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<look>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)|(?P<end>\n)"
)
_BESIDE = re.compile(
    r"(?:\x07|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<>][\d;]*u"
    r"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|2004|2026|2048)(?:[hl]|\$p))+"
)
"""Orders that leave every cell as it is: bell, title, clipboard, mouse, pastes, cursor shown."""
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_SURE = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u203b\u2500-\u25f8]*")
"""Characters that every terminal draws in one column; of others a width is only supposed."""
_BRIDGED = 4
"""Unchanged columns that are sent again rather than stepped over: an order costs as much."""


class _Run(Struct):
    """What is painted from one place on, to the right."""

    row: int
    column: int
    first: int
    """Where it begins in what was handed over, with the order that goes to its place."""
    last: int
    cells: list[Cell]
    sure: bool = True


class Painted:
    """The picture of one terminal's screen.

    A cell is known when it has been painted since the screen's size was told. What cannot be read
    as painting within that size is handed on as it is, and forgets the picture unless it is known
    to leave the cells alone. A line with a character whose width terminals disagree about is never
    held to be known: it is sent as Textual paints it. How the last cell was written goes on to the
    next painting, and is ended before anything else is sent.
    """

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._held = ""
        self._look = look_of("")
        self.forget()

    def forget(self, size: Size | None = None) -> None:
        """Suppose nothing of the screen any more; `size` is the one it has from now on."""
        self._size = size or self._size
        self._rows: list[Row] = [[None] * self._size.width for _ in range(self._size.height)]
        self._rests: tuple[int, int] | None = None

    def sparing(self, data: str) -> str:
        """What of this has to be sent, so that the screen is as if all of it were.

        Nothing at all where it stands there already. Between the marks with which an update
        begins and ends, what is painted; no marks around nothing.
        """
        if data == _BEGIN:
            self._held = data
            return ""
        held, self._held = self._held, ""
        if data == _END and held:
            return ""
        if _BESIDE.fullmatch(data):
            return held + data
        painted = self._read(data)
        if painted is None:
            self.forget()
            lifted, self._look = turned(self._look, look_of("")), look_of("")
            return held + lifted + data
        sent = self._differing(data, *painted)
        if not sent:
            self._held = held
            return ""
        return held + sent

    def _read(self, data: str) -> tuple[list[_Run], tuple[int, int] | None] | None:
        """The runs, and where the cursor rests at the end; None where it is no painting."""
        runs: list[_Run] = []
        run: _Run | None = None
        look, at = look_of(""), 0
        while at < len(data):
            piece = _PIECE.match(data, at)
            if piece is None:
                return None
            at = piece.end()
            if piece.lastgroup == "look":
                look = look.then(piece["look"])
            elif piece.lastgroup == "text":
                if run is None:
                    return None
                text = piece["text"]
                run.sure = run.sure and _SURE.fullmatch(text) is not None
                run.cells += zip(text, repeat(look), strict=False)
            elif look.orders:  # each run is painted from nothing, and leaves nothing behind
                return None
            elif piece.lastgroup == "end":
                if run is None or run.row + 1 >= self._size.height:  # it would scroll
                    return None
                run = None
            else:
                run = _Run(int(piece["row"]) - 1, int(piece["column"]) - 1, piece.start(), at, [])
                runs.append(run)
            if run is not None:
                run.last = at
        if look.orders or not all(map(self._within, runs)):
            return None
        resting = (run.row, run.column) if run is not None and not run.cells else None
        return [run for run in runs if run.cells], resting

    def _within(self, run: _Run) -> bool:
        last = run.column + (len(run.cells) if run.sure else 1)
        return run.row in range(self._size.height) and 0 <= run.column <= last <= self._size.width

    def _differing(self, data: str, runs: list[_Run], resting: tuple[int, int] | None) -> str:
        pen = _Pen(self._look)
        for run in runs:
            row = self._rows[run.row]
            if not run.sure:
                pen.copy(data[run.first : run.last])
                for unknown in self._rows[run.row : run.row + 2]:  # it may have run over the edge
                    unknown[:] = [None] * len(unknown)
                continue
            ends = run.column + len(run.cells)
            before = row[run.column : ends]
            if before != run.cells:
                row[run.column : ends] = run.cells
                for first, last in _stretches(before, run.cells):
                    pen.write(run.row, run.column + first, run.cells[first:last])
        if pen.idle and resting == self._rests:
            return ""
        self._rests = resting
        sent, self._look = pen.rest(resting), pen.look
        return sent


def _stretches(before: Row, cells: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where cells differ, small gaps bridged: from, to."""
    first = last = -1
    for column, (old, new) in enumerate(zip(before, cells, strict=True)):
        if old is not None and (old == new or (old[0] == new[0] == " " and _alike(old, new))):
            continue
        if first >= 0 and not (column - last <= _BRIDGED and _plain(cells[last:column], new)):
            yield first, last
            first = column
        elif first < 0:
            first = column
        last = column + 1
    if first >= 0:
        yield first, last


def _alike(old: Cell, new: Cell) -> bool:
    """Whether two blanks look the same: only what is behind them is seen."""
    return old[1].blank is not None and old[1].blank == new[1].blank


def _plain(gap: list[Cell], after: Cell) -> bool:
    """Whether a gap can be written over at a byte a column."""
    return all(character.isascii() and look == after[1] for character, look in gap)


class _Pen:
    """Writes cells in as few bytes as it can: where it is and how it writes is remembered."""

    def __init__(self, look: Look) -> None:
        self._sent: list[str] = []
        self.look = look
        self._at: tuple[int, int] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing has been written."""
        return not self._sent

    def write(self, row: int, column: int, cells: list[Cell]) -> None:
        """Put cells in their place."""
        self._go(row, column)
        for character, look in cells:
            if look != self.look and not (
                character == " " and look.blank is not None and look.blank == self.look.blank
            ):
                self._sent.append(turned(self.look, look))
                self.look = look
            self._sent.append(character)
        self._at = (row, column + len(cells))

    def copy(self, painting: str) -> None:
        """Hand a run on as it is."""
        self._sent += [turned(self.look, look_of("")), painting]
        self.look = look_of("")
        self._at = None

    def rest(self, resting: tuple[int, int] | None) -> str:
        """Leave the cursor where it is to rest; all that was written."""
        if resting is not None:
            self._go(*resting)
        return "".join(self._sent)

    def _go(self, row: int, column: int) -> None:
        if self._at != (row, column):
            self._sent.append(_move_to(self._at, row, column))
            self._at = (row, column)


@lru_cache(4096)
def _move_to(at: tuple[int, int] | None, row: int, column: int) -> str:
    """The order that takes the cursor to a place, from where it is."""
    absolute = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H"
    if at is not None and at[0] == row and at[1] < column:
        steps = column - at[1]
        return min(f"\x1b[{steps}C" if steps > 1 else "\x1b[C", absolute, key=len)
    return absolute


def repaint_saving_driver(painted: Painted) -> type[Driver]:
    """A driver that knows this picture of the screen, for an app to make its own of."""

    class SparingDriver(LinuxDriver):
        """Textual's own, except that everything it writes goes through the picture."""

        def write(self, data: str) -> None:
            """Write what is not there yet."""
            if sent := painted.sparing(data):
                super().write(sent)

    return SparingDriver
