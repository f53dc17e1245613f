"""Names linked to nobody: who may be meant, and how they are joined to the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from store.errors import Refused
from store.forgetting.marking import is_mark
from store.matching import folded
from store.paperwork import consortium
from store.paperwork.field_kinds import shown
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.people.linked_names import NameMention, linking, mentions
from store.records.change import Change, making
from store.register.register import Register


class Unlinked(Struct, frozen=True):
    """A name that is linked to nobody, and everywhere it stands."""

    name: str
    mentions: tuple[NameMention, ...]

    @property
    def reviews(self) -> int:
        """How many reviews it is on."""
        return len(
            {mention.record.key for mention in self.mentions if mention.record.table is REVIEWS}
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it is in, each once."""
        return tuple(dict.fromkeys(mention.field.label for mention in self.mentions))


def unlinked(register: Register) -> list[Unlinked]:
    """The names on reviews, school years and member schools that are linked to nobody, by name.

    The mark left for somebody who was forgotten is not a name.
    """
    by_name: dict[str, list[NameMention]] = {}
    for mention in mentions(register):
        outside = mention.record.table is SCHOOLS and not mention.record[consortium.MEMBER]
        if mention.name.person is None and not outside and not is_mark(mention.name.name):
            by_name.setdefault(folded(mention.name.name), []).append(mention)
    return [Unlinked(each[0].name.name, tuple(each)) for _, each in sorted(by_name.items())]


def unlinked_named(register: Register, name: str) -> Unlinked:
    """The unlinked name that is spelt like this, in upper or lower case.

    Raises:
        Refused: when there is none.
    """
    for candidate in unlinked(register):
        if folded(candidate.name) == folded(name):
            return candidate
    raise Refused(
        f"{shown(name)} is no name that is linked to nobody; people names lists those that are."
    )


def nearest(register: Register, name: str) -> list[tuple[int, Nearness]]:
    """The people of the directory who may be meant by a name, by key, the nearest first."""
    return near(
        name, {person.key: person[consortium.PERSON_NAME] for person in register.records(PEOPLE)}
    )


def joining(chosen: Sequence[NameMention], person: int) -> list[Change]:
    """The changes that join these mentions to somebody of the directory."""
    return linking(chosen, person)


def entering(register: Register, name: str, chosen: Sequence[NameMention]) -> list[Change]:
    """The changes that make an entry of a name and join these mentions to it."""
    key = register.next_key(PEOPLE)
    return [making(PEOPLE.name, {consortium.PERSON_NAME.path: name}, key), *linking(chosen, key)]


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
    nearby = [(key, how) for key, other in others.items() if (how := nearness(name, other))]
    return sorted(nearby, key=lambda pair: (ranks.index(pair[1]), folded(others[pair[0]]), pair[0]))


def nearness(name: str, other: str) -> Nearness | None:
    """How near two names are; None when they are different people's."""
    mine, theirs = _words(name), _words(other)
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
    """Whether one name may be the other misspelt; an initial is not counted as a slip."""
    from difflib import SequenceMatcher  # only where names come near: a start is faster

    if len(mine) != len(theirs) or min(len(word) for word in (*mine, *theirs)) == 1:
        return False
    matcher = SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(name: str) -> list[str]:
    """A name in words as it is compared: no title, and "Mason, Joan" the other way round."""
    surname, comma, given = name.partition(",")
    plain = folded((f"{given} {surname}" if comma else name).replace(".", ". "))
    return [word for word in plain.split() if word not in _TITLES]
