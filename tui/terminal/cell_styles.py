"""How a cell looks: the orders (SGR) that a terminal is given before it, and the way to others."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

_SWITCHES = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
_INKS = frozenset(map(str, (*range(30, 39), *range(90, 98))))
_BACKGROUNDS = frozenset(map(str, (*range(40, 49), *range(100, 108))))
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27"}
"""How a switch is turned off; the others only with all that is on."""


class Look(Struct, frozen=True):
    """Orders given one after the other, beginning from nothing."""

    orders: str
    switches: frozenset[str]
    """Bold, underlined and the like."""
    ink: str
    background: str
    """The colours' orders; empty for the terminal's own."""
    known: bool
    """Whether the orders are no others than these."""

    @property
    def blank(self) -> str | None:
        """What is seen of a blank: the colour behind it; None where it is more than that."""
        if not self.known or self.switches & _SEEN_ON_BLANKS:
            return None
        return self.background

    def then(self, orders: str) -> Look:
        """The look when these orders follow."""
        if orders in ("", "0"):
            return look_of("")
        return look_of(f"{self.orders};{orders}" if self.orders else orders)


@lru_cache(1024)
def look_of(orders: str) -> Look:
    """Read orders: numbers with semicolons, from nothing on."""
    switches: set[str] = set()
    ink = background = ""
    known = True
    left = orders.split(";") if orders else []
    while left:
        code = left.pop(0)
        taken = [code]
        if code in ("38", "48"):
            count = {"5": 2, "2": 4}.get(left[0] if left else "", 0)
            taken += left[:count]
            known = known and len(taken) == count + 1 > 1
            del left[:count]
        code_in_full = ";".join(taken)
        if code in _SWITCHES:
            switches.add(code)
        elif code in _INKS:
            ink = code_in_full
        elif code in _BACKGROUNDS:
            background = code_in_full
        else:
            known = False
    return Look(orders, frozenset(switches), ink, background, known)


@lru_cache(4096)
def turned(before: Look, after: Look) -> str:
    """The shortest order that turns one look into another; empty when they are the same."""
    if before == after:
        return ""
    anew = f"\x1b[0;{after.orders}m" if before.orders else f"\x1b[{after.orders}m"
    if not after.orders:
        anew = "\x1b[0m"
    off = before.switches - after.switches
    if not (before.known and after.known) or any(code not in _OFF for code in off):
        return anew
    ended = {_OFF[code] for code in off}
    lost = {"1", "2"} if "22" in ended else set()  # one order ends both
    parts = [*sorted(ended), *sorted(after.switches - (before.switches - lost))]
    if before.ink != after.ink:
        parts.append(after.ink or "39")
    if before.background != after.background:
        parts.append(after.background or "49")
    return min(f"\x1b[{';'.join(parts)}m", anew, key=len)
