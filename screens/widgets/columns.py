"""The columns of a list as data, and a row of them laid out in the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from textual.content import Content

from store.text import cut

Row = TypeVar("Row")

GAP = 2
"""Spaces between two columns; by them a list knows the first one, bold under its cursor."""
ANY = 10_000
"""More cells than a terminal has."""


class NaturalWidth(Struct, frozen=True):
    """As wide as its text is."""

    least: int = 0
    most: int = ANY

    def wanted(self, length: int, room: int) -> int:
        return length


def fixed(cells: int) -> NaturalWidth:
    """As wide as `cells`, whatever its text."""
    return NaturalWidth(cells, cells)


class Share(Struct, frozen=True):
    """A share, in hundredths, of what columns of their own width leave."""

    percent: int
    least: int = 0
    most: int = ANY

    def wanted(self, length: int, room: int) -> int:
        return room * self.percent // 100


class RemainingWidth(Struct, frozen=True):
    """All that the others leave."""

    least: int = 0
    most: int = ANY

    def wanted(self, length: int, room: int) -> int:
        return room


class Column(Struct, Generic[Row], frozen=True):
    """A column of a list. Widths are in cells.

    The last one that is shown is as long as its text, whatever its width: the list cuts the row.
    """

    head: str
    text: Callable[[Row], str]
    """What stands in it in a row."""
    width: NaturalWidth | Share | RemainingWidth
    since: int = 0
    """The list's width from which on it is shown."""
    until: int = ANY
    """The list's width from which on it is shown no more."""
    gap: int | None = None
    """Spaces before it: `GAP` unless said, and none before the first."""
    right: bool = False
    """Whether its text stands at its right end, as a number does."""
    style: str = ""


def laid_out(columns: Sequence[Column[Row]], row: Row, width: int) -> Content:
    """A row of a list of this width."""
    shown = [column for column in columns if column.since <= width < column.until]
    return _joined(shown, [column.text(row) for column in shown], width)


def heads(columns: Sequence[Column[Row]], width: int) -> Content:
    """The heads of the columns of a list of this width, each above its own."""
    shown = [column for column in columns if column.since <= width < column.until]
    return _joined(shown, [column.head for column in shown], width)


def _joined(shown: Sequence[Column[Row]], texts: Sequence[str], width: int) -> Content:
    gaps = [
        column.gap if column.gap is not None else GAP if at else 0
        for at, column in enumerate(shown)
    ]
    widths = _widths([column.width for column in shown], texts, width - sum(gaps))
    parts: list[str | tuple[str, str]] = []
    for column, text, gap, room in zip(shown, texts, gaps, widths, strict=True):
        if column.right:
            text = f"{cut(text, room):>{room}}"
        elif column is not shown[-1]:
            text = f"{cut(text, room):<{room}}"
        parts += (" " * gap, (text, column.style))
    return Content.assemble(*parts).rstrip()


def _widths(
    asked: Sequence[NaturalWidth | Share | RemainingWidth], texts: Sequence[str], room: int
) -> list[int]:
    """How wide each column is; each kind divides what the kinds before it leave."""
    widths = [0] * len(asked)
    for kind in (NaturalWidth, Share, RemainingWidth):
        left = room - sum(widths)
        for at, (each, text) in enumerate(zip(asked, texts, strict=True)):
            if isinstance(each, kind):
                widths[at] = min(each.most, max(each.least, each.wanted(len(text), left)))
    return widths
