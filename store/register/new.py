"""New records as changes: a review of a school, the schools of a file, a school year's record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from store.dates.school_year import school_year
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.kinds import shown
from store.paperwork.tables import REVIEWS, SCHOOLS
from store.records import Record
from store.register.change import Change, making
from store.register.editing import setting
from store.register.errors import Refused
from store.register.lines import ReviewLine
from store.register.register import Register
from store.schools_file import SchoolFacts
from store.values import Json, Unacceptable


def new_review(school: Record, day: date | None = None, lead: Json = None) -> list[Change]:
    """The changes that begin a review of a school; they make it a member if it is none.

    `day` is the date of the review, `lead` the Lead Reviewer as a stored person or a name.
    """
    document: dict[str, Json] = {
        review.SCHOOL.path: school.key,
        review.SCHOOL_NAME.path: school[consortium.SCHOOL_NAME],
        review.DATE_OF_REVIEW.path: day.isoformat() if day else None,
        review.LEAD_REVIEWER.path: lead,
        review.HEADTEACHER.path: school.stored(consortium.SCHOOL_HEADTEACHER),
        review.STATUS.path: "open",
    }
    membership = setting(school, consortium.MEMBER, True)
    return [*membership, making(REVIEWS.name, {path: v for path, v in document.items() if v})]


def choosing_school(record: Record, school: Record) -> list[Change]:
    """The changes that make a review one of `school`; the name it had then comes with it."""
    return [
        *setting(record, review.SCHOOL, school.key),
        *setting(record, review.SCHOOL_NAME, school[consortium.SCHOOL_NAME]),
    ]


def same_year(register: Register, school: Record, day: date) -> list[ReviewLine]:
    """The school's reviews in the school year of `day` that were not cancelled (ruling 35)."""
    return [
        line
        for line in register.lines()
        if line.school == school.key
        and line.status != "cancelled"
        and line.date is not None
        and school_year(line.date) == school_year(day)
    ]


def first_making(register: Register, record: Record) -> list[Change]:
    """The change that has to go first when a record (a school year's) is not there yet."""
    there = register.found(record.table, record.key)
    return [] if there else [making(record.table.name, {}, record.key)]


def new_schools(
    facts: Iterable[SchoolFacts], register: Register, *, members: bool = False
) -> list[Change]:
    """The changes that bring the register's schools up to a file.

    A school is known by its URN; without one on either side, by its name. Of a known school what
    the file says is taken over and what it does not say stays, as do its membership, short name
    and note; a school the office has closed stays closed. Nobody is made a member, unless
    `members` says that all of them are.

    Raises:
        Refused: when the register cannot hold what the file says, naming school and field.
    """
    by_urn: dict[str, Record] = {}
    by_name: dict[str, list[Record]] = {}
    for school in register.records(SCHOOLS):
        by_urn.setdefault(school[consortium.URN], school)
        by_name.setdefault(folded(school[consortium.SCHOOL_NAME]), []).append(school)
    changes: list[Change] = []
    taken: set[int] = set()
    for fact in facts:
        document = school_document(fact)
        if members:
            document[consortium.MEMBER.path] = True
        named = (one for one in by_name.get(folded(fact.name), []) if _may_be(one, fact))
        known = (by_urn.get(fact.urn) if fact.urn else None) or next(named, None)
        if known is not None and known.key in taken:
            continue
        if known is not None:
            taken.add(known.key)
        if known is None:
            changes.append(making(SCHOOLS.name, document))
        else:
            changes += _brought_up(known, document)
    return changes


def school_document(fact: SchoolFacts) -> dict[str, Json]:
    """What a file says of a school, in the stored form.

    Raises:
        Refused: when the register cannot hold it, naming school and field.
    """
    said: dict[Field[object], Json] = {
        consortium.SCHOOL_NAME: fact.name,
        consortium.SHORT_NAME: fact.short_name,
        consortium.URN: fact.urn,
        consortium.PHASE: fact.phase,
        consortium.RELIGIOUS_CHARACTER: fact.religious_character,
        consortium.PUPILS: fact.pupils,
        consortium.TOWN: fact.town,
        consortium.POSTCODE: fact.postcode,
        consortium.SCHOOL_TELEPHONE: fact.telephone,
        consortium.SCHOOL_EMAIL: fact.email,
        consortium.SCHOOL_HEADTEACHER: fact.headteacher or None,
        consortium.SCHOOL_STATUS: "open" if fact.open else "closed",
    }
    document: dict[str, Json] = {}
    for field, value in said.items():
        try:
            accepted = field.kind.accept(value)
        except Unacceptable as error:
            raise Refused(f"{shown(fact.name)}: {field.label}: {error}.") from None
        if accepted != field.kind.empty:
            document[field.path] = accepted
    return document


def _may_be(school: Record, fact: SchoolFacts) -> bool:
    """Whether a school of the same name is the file's: neither URN nor town says otherwise."""
    pairs = ((school[consortium.URN], fact.urn), (school[consortium.TOWN], fact.town))
    return all(not here or not there or folded(here) == folded(there) for here, there in pairs)


def _brought_up(school: Record, document: dict[str, Json]) -> list[Change]:
    changes: list[Change] = []
    for path, value in document.items():
        field = SCHOOLS.field(path)
        if field is consortium.SHORT_NAME or (
            field is consortium.SCHOOL_STATUS and school.has(field) and value == "open"
        ):
            continue
        if field is consortium.SCHOOL_HEADTEACHER and field.kind.plain(value) == school.plain(
            field
        ):
            continue
        changes += setting(school, field, value)
    return changes
