"""How alike two pieces of writing are, for people who retype headings and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.matching import folded

CLOSE = 0.72
"""From this likeness on one text is taken for the other."""
_COMPARED = 400
"""Characters that are compared, at most: likeness costs the square of their number."""
_BEGINNING = 12
"""Letters from which on a beginning names the whole: "Areas for development"."""
_MARKS = str.maketrans({"“": "", "”": "", '"': "", "–": "-", "—": "-", "‑": "-", "…": ""})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that belong together, by their places; `same` unless one was taken for the other."""

    wanted: int
    given: int
    same: bool = True


def bare(text: str) -> str:
    """Text as it is compared: no case, quotation marks, marks of emphasis, colon at the end."""
    return " ".join(folded(text.translate(_MARKS)).split()).strip(" :*_#`")


def likeness(one: str, other: str) -> float:
    """How alike two bare texts are, from 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    from difflib import SequenceMatcher

    one, other = one[:_COMPARED], other[:_COMPARED]
    found = SequenceMatcher(None, one, other, autojunk=False)
    if found.quick_ratio() < CLOSE / 2:
        return 0.0
    return found.ratio()


def paired(wanted: Sequence[str], given: Sequence[str]) -> list[Pair]:
    """Which of `given` is which of `wanted`: those that are the same in order, then the closest.

    Nothing is paired with nothing; each belongs to one other at most.
    """
    bare_wanted, bare_given = [bare(text) for text in wanted], [bare(text) for text in given]
    free = dict.fromkeys(range(len(bare_wanted)))
    pairs: list[Pair] = []
    left: list[int] = []
    for at, text in enumerate(bare_given):
        place = next((each for each in free if text and bare_wanted[each] == text), None)
        if place is None:
            left.append(at)
            continue
        del free[place]
        pairs.append(Pair(place, at))
    close = sorted(
        (
            (-_named(bare_given[at], bare_wanted[place]), place, at)
            for at in left
            for place in free
            if bare_given[at] and bare_wanted[place]
        ),
    )
    for unlike, place, at in close:
        if -unlike >= CLOSE and place in free and at in left:
            del free[place]
            left.remove(at)
            pairs.append(Pair(place, at, same=False))
    return pairs


def _named(given: str, wanted: str) -> float:
    """How well `given` names `wanted`; a misspelt beginning of it does too, a little less."""
    whole = likeness(given, wanted)
    if _BEGINNING <= len(given) < len(wanted):
        return max(whole, likeness(given, wanted[: len(given)]) * 0.95)
    return whole
