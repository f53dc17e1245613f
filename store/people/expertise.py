"""The expertise directory of Stage 4: who knows what, of those willing to be listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from store.forgetting.marking import is_mark
from store.matching import folded, matches
from store.paperwork import consortium
from store.records.record import Record


class Expert(Struct, frozen=True):
    """One line of somebody's expertise, and who and where they are."""

    expertise: str
    person: Record
    school: str


def experts(
    people: Iterable[Record], schools: Iterable[Record], today: date, words: str = ""
) -> list[Expert]:
    """Each line of expertise that matches the words, by expertise and name.

    Only of those who are willing to be listed and in the directory today.
    """
    names = {school.key: school[consortium.SCHOOL_NAME] for school in schools}
    matching = [
        Expert(line, person, names.get(person[consortium.PERSON_SCHOOL] or 0, ""))
        for person in people
        if person[consortium.LISTED] and in_directory(person, today)
        for line in person[consortium.EXPERTISE]
        if matches(words, line)
    ]

    def order(expert: Expert) -> tuple[str, str, int]:
        name = folded(expert.person[consortium.PERSON_NAME])
        return folded(expert.expertise), name, expert.person.key

    return sorted(matching, key=order)


def in_directory(person: Record, day: date) -> bool:
    """Whether somebody is in the directory on a day: begun, not left, not forgotten."""
    if is_mark(person[consortium.PERSON_NAME]):
        return False
    begun, until = person[consortium.PERSON_FROM], person[consortium.PERSON_UNTIL]
    return (begun is None or begun <= day) and (until is None or day <= until)
