"""Names that are linked to nobody, joined to somebody of the directory or made entries of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.errors import Refused
from store.forgetting.marking import is_mark
from store.matching import folded
from store.paperwork import consortium
from store.paperwork.kinds import shown
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.people.named import Mention, linking, mentions
from store.people.nearness import Nearness, near
from store.records.change import Change, making
from store.register.register import Register


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A name that is linked to nobody, and everywhere it stands."""

    name: str
    mentions: tuple[Mention, ...]

    @property
    def reviews(self) -> int:
        """On how many reviews it stands."""
        return len({one.record.key for one in self.mentions if one.record.table is REVIEWS})

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it stands in, each once."""
        return tuple(dict.fromkeys(one.field.label for one in self.mentions))


def unlinked(register: Register) -> list[Unlinked]:
    """The names on reviews, school years and member schools that are linked to nobody, by name.

    The mark of somebody who was forgotten is no name.
    """
    found: dict[str, list[Mention]] = {}
    for one in mentions(register):
        outside = one.record.table is SCHOOLS and not one.record[consortium.MEMBER]
        if one.name.person is None and not outside and not is_mark(one.name.name):
            found.setdefault(folded(one.name.name), []).append(one)
    return [Unlinked(each[0].name.name, tuple(each)) for _, each in sorted(found.items())]


def unlinked_named(register: Register, name: str) -> Unlinked:
    """The unlinked name that is written so, in any case.

    Raises:
        Refused: when there is none.
    """
    for one in unlinked(register):
        if folded(one.name) == folded(name):
            return one
    raise Refused(
        f"{shown(name)} is no name that is linked to nobody; people names lists those that are."
    )


def nearest(register: Register, name: str) -> list[tuple[int, Nearness]]:
    """The people of the directory who may be meant by a name, by key, the nearest first."""
    return near(name, {one.key: one[consortium.PERSON_NAME] for one in register.records(PEOPLE)})


def joining(found: Sequence[Mention], person: int) -> list[Change]:
    """The changes that join these mentions to somebody of the directory."""
    return linking(found, person)


def entering(register: Register, name: str, found: Sequence[Mention]) -> list[Change]:
    """The changes that make an entry of a name and join these mentions to it."""
    key = register.next_key(PEOPLE)
    return [making(PEOPLE.name, {consortium.PERSON_NAME.path: name}, key), *linking(found, key)]
