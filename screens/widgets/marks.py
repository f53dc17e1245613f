"""What a terminal can show: signs, never colour alone; and the width from which it has room."""

from __future__ import annotations

from msgspec import Struct

NARROW = 60
"""Columns of the terminal under which labels stand above their fields, and lists say less."""
LOW = 16
"""Rows of the terminal under which a list has them before what is said below it."""


class Marks(Struct, frozen=True):
    """The signs this terminal can show."""

    done: str
    begun: str
    not_begun: str
    tbc: str
    cursor: str
    rule: str
    bullet: str = "•"
    box: str = "─│┌┬┐├┼┤└┴┘"
    """What a table is drawn with: the two lines, then its corners from the top left."""
    bar: str = "█"


ROUND = Marks(done="●", begun="◐", not_begun="○", tbc="~", cursor="▌", rule="─")
ASCII = Marks(
    done="#",
    begun="+",
    not_begun="-",
    tbc="~",
    cursor=">",
    rule="-",
    bullet="-",
    box="-|+++++++++",
    bar="#",
)
