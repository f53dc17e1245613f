"""Who somebody is: their roles over time, the reviews they are on, what they owe."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct

from store.dates.typed_dates import echo
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.people.linked_names import mentions_on
from store.progress.owed import Debtor, by_person, owing
from store.records.record import Record
from store.register.register import Register
from store.teams.members import WhosWho


class Post(Struct, frozen=True):
    """What somebody was or is: the role, the school, from when and until when."""

    role: str
    school: str
    begun: date | None
    until: date | None

    @property
    def words(self) -> str:
        """In a line: headteacher, Copford, Mon 1 Sep 2025 to today."""
        what = ", ".join(filter(None, (self.role, self.school))) or "no role or school"
        begun = f"from {echo(self.begun)}" if self.begun else ""
        until = f"until {echo(self.until)}" if self.until else ""
        return ", ".join(filter(None, (what, " ".join(filter(None, (begun, until))))))


class Engagement(Struct, frozen=True):
    """A review somebody is on, and everything they are on it."""

    review: Record
    parts: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The review's day."""
        return self.review[review.DATE_OF_REVIEW]


def school_name(register: Register, key: int | None) -> str:
    """What a school is called; empty for none."""
    school = register.find(SCHOOLS, key) if key else None
    return school[consortium.SCHOOL_NAME] if school else ""


def posts(register: Register, person: Record) -> tuple[Post, ...]:
    """Somebody's roles over time: the earlier posts by their days, then what they are now."""
    earlier = [
        Post(
            row[consortium.POST_ROLE],
            school_name(register, row[consortium.POST_SCHOOL]),
            row[consortium.POST_FROM],
            row[consortium.POST_UNTIL],
        )
        for row in person[consortium.EARLIER_POSTS]
    ]
    earlier.sort(key=lambda post: (post.until or date.max, post.begun or date.min))
    now = Post(
        person.plain(consortium.ROLES),
        school_name(register, person[consortium.PERSON_SCHOOL]),
        person[consortium.PERSON_FROM],
        person[consortium.PERSON_UNTIL],
    )
    return (*earlier, now)


def engagements(register: Register, person: Record) -> list[Engagement]:
    """The reviews somebody is on, the latest first; those without a date come before them."""
    who = WhosWho.of(register)
    their_reviews = []
    for record in register.records(REVIEWS):
        parts = [
            mention.field.label
            for mention in mentions_on(record)
            if (named := who.person(mention.name)) and named.key == person.key
        ]
        if parts:
            their_reviews.append(Engagement(record, tuple(dict.fromkeys(parts))))
    return sorted(
        their_reviews,
        key=lambda engagement: (engagement.day or date.max, engagement.review.key),
        reverse=True,
    )


def debts(register: Register, person: Record) -> Debtor | None:
    """What somebody owes now; None when nothing."""
    who = WhosWho.of(register)
    name = folded(person[consortium.PERSON_NAME])
    alone = who.by_name.get(name, ()) == (person.key,)
    for debtor in by_person(register, owing(register)):
        if debtor.who == person.key or (alone and debtor.who == name):
            return debtor
    return None


def apart(register: Register) -> dict[int, str]:
    """What tells people apart, by key: roles and school; the number where a name is shared."""
    people = list(register.records(PEOPLE))
    shared = Counter(folded(person[consortium.PERSON_NAME]) for person in people)
    return {
        person.key: ", ".join(
            filter(
                None,
                (
                    person.plain(consortium.ROLES),
                    school_name(register, person[consortium.PERSON_SCHOOL]),
                    f"number {person.key}"
                    if shared[folded(person[consortium.PERSON_NAME])] > 1
                    else "",
                ),
            )
        )
        for person in people
    }
