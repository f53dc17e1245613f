"""The people of a review: who they are, their part in it, and which school they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from store.field_values import Name
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.records.record import Record
from store.register.register import Register


class Member(Struct, frozen=True):
    """Somebody on a review: the field they stand in, what they are there, their name."""

    field: Field[object]
    role: str
    name: Name


def team_of(record: Record) -> tuple[Member, ...]:
    """The review team as it stands: the Lead Reviewer, who counts (ruling 16), and the others."""
    lead = record[review.LEAD_REVIEWER]
    return (
        *([Member(review.LEAD_REVIEWER, "Lead Reviewer", lead)] if lead else []),
        *(Member(review.OTHER_REVIEWERS, "reviewer", n) for n in record[review.OTHER_REVIEWERS]),
    )


def champions_of(record: Record) -> tuple[Member, ...]:
    """The Improvement Champions booked (ruling 17)."""
    field = review.IMPROVEMENT_CHAMPIONS
    return tuple(Member(field, "Improvement Champion", name) for name in record[field])


def hosts_of(record: Record) -> tuple[Member, ...]:
    """Who is expected from the reviewed school: its headteacher, its governors."""
    host = record[review.HEADTEACHER]
    return (
        *([Member(review.HEADTEACHER, "host Headteacher", host)] if host else []),
        *(Member(review.GOVERNORS, "governor", name) for name in record[review.GOVERNORS]),
    )


def same_person(name: Name, other: Name) -> bool:
    """Whether two names are one person's: by the directory where both are in it, else by name."""
    if name.person is not None and other.person is not None:
        return name.person == other.person
    return folded(name.name) == folded(other.name)


def different(names: Iterable[Name]) -> list[Name]:
    """The names, each person once."""
    distinct: list[Name] = []
    for name in names:
        if not any(same_person(name, other) for other in distinct):
            distinct.append(name)
    return distinct


def repeated(names: Iterable[Name]) -> Iterator[Name]:
    """Each name whose person has come up already."""
    seen: list[Name] = []
    for name in names:
        if any(same_person(name, other) for other in seen):
            yield name
        seen.append(name)


class WhosWho(Struct, frozen=True):
    """The directory and the schools, for telling whose name is whose and where they are.

    `by_name` has the keys of everybody of a name (as it is compared).
    """

    people: Mapping[int, Record]
    by_name: Mapping[str, tuple[int, ...]]
    schools: Mapping[int, Record]

    @classmethod
    def of(cls, register: Register) -> WhosWho:
        """As the register stands."""
        people = {person.key: person for person in register.records(PEOPLE)}
        by_name: dict[str, tuple[int, ...]] = {}
        for key, person in people.items():
            name = folded(person[consortium.PERSON_NAME])
            by_name[name] = (*by_name.get(name, ()), key)
        return cls(people, by_name, {school.key: school for school in register.records(SCHOOLS)})

    def person(self, name: Name) -> Record | None:
        """The entry of a name: the one it is linked to, else the only one of that name."""
        if name.person is not None:
            return self.people.get(name.person)
        keys = self.by_name.get(folded(name.name), ())
        return self.people[keys[0]] if len(keys) == 1 else None

    def school_of(self, name: Name, day: date | None) -> int | None:
        """The key of the school somebody belongs to on a day; None when that is not known."""
        person = self.person(name)
        if person is None:
            return None
        if day is not None:
            for post in person[consortium.EARLIER_POSTS]:
                begun, ended = post[consortium.POST_FROM], post[consortium.POST_UNTIL]
                at = post[consortium.POST_SCHOOL]
                if at and ended and day <= ended and (begun is None or begun <= day):
                    return at
        return person[consortium.PERSON_SCHOOL]

    def school_name(self, key: int | None) -> str:
        """What a school is called; "a school" where it is none of the register's."""
        school = self.schools.get(key) if key is not None else None
        return school[consortium.SCHOOL_NAME] if school else "a school"
