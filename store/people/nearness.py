"""Which names may be one person's: the same, with initials, in short, misspelt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from store.matching import folded

ALIKE = 0.84
"""From this likeness on a name may be another one misspelt."""
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "sir", "dame", "prof"))


class Nearness(StrEnum):
    """How a name comes near another, the nearest first."""

    SAME = "the same name"
    INITIALS = "initials"
    SHORT = "a short form"
    ALIKE = "spelt alike"
    SURNAME = "the surname alone"


def near(name: str, others: Mapping[int, str]) -> list[tuple[int, Nearness]]:
    """Those of `others` (names by key) who may be meant by a name, the nearest first."""
    ranks = list(Nearness)
    found = [(key, how) for key, other in others.items() if (how := nearness(name, other))]
    return sorted(found, key=lambda pair: (ranks.index(pair[1]), folded(others[pair[0]]), pair[0]))


def nearness(one: str, other: str) -> Nearness | None:
    """How near two names come to each other; None where they are two people's."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Nearness.SAME
    if mine[-1] == theirs[-1]:
        if len(mine) == 1 or len(theirs) == 1:
            return Nearness.SURNAME
        pairs = list(zip(mine[:-1], theirs[:-1], strict=False))
        if all(a.startswith(b) or b.startswith(a) for a, b in pairs):
            initials = any(len(a) == 1 or len(b) == 1 for a, b in pairs)
            return Nearness.INITIALS if initials else Nearness.SHORT
    return Nearness.ALIKE if _alike(mine, theirs) else None


def _alike(mine: list[str], theirs: list[str]) -> bool:
    """Whether one may be the other misspelt; an initial is no letter that was mistyped."""
    from difflib import SequenceMatcher

    if len(mine) != len(theirs) or min(len(word) for word in (*mine, *theirs)) == 1:
        return False
    found = SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False)
    return found.quick_ratio() >= ALIKE and found.ratio() >= ALIKE


def _words(name: str) -> list[str]:
    """A name in words as it is compared: no title, and "Mason, Joan" the other way round."""
    surname, comma, given = name.partition(",")
    plain = folded((f"{given} {surname}" if comma else name).replace(".", ". "))
    return [word for word in plain.split() if word not in _TITLES]
