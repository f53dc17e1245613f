"""Schools taken in from a file: each beside what the register has of it, and the changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from msgspec import Struct

from store.dates.typed_dates import echo
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.imports.schools_file import SchoolFacts, SchoolsFile, quietly, read_schools
from store.matching import folded, matches, places_in, searchable_text
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.field_kinds import shown
from store.paperwork.tables import SCHOOLS
from store.records.change import Change, making
from store.records.editing import setting
from store.records.record import Record
from store.records.review_line import ReviewLine

LARGE = 200
"""Schools in a file from which on it is no consortium's list: its schools have to be chosen."""


class ImportEffect(StrEnum):
    """What taking a school in means for the register."""

    ADDED = "added"
    CHANGED = "changed"
    CLOSED = "closed"
    AS_BEFORE = "as before"


class SchoolTakenIn(Struct, frozen=True):
    """A school of a file, what the register has of it (None for nothing), and the changes."""

    fact: SchoolFacts
    school: Record | None
    changes: tuple[Change, ...]

    @property
    def effect(self) -> ImportEffect:
        """What taking it in means."""
        if self.school is None:
            return ImportEffect.ADDED
        if any(change.field == consortium.SCHOOL_STATUS.path for change in self.changes):
            return ImportEffect.CLOSED  # none is opened by a file
        return ImportEffect.CHANGED if self.changes else ImportEffect.AS_BEFORE

    @property
    def words(self) -> tuple[str, ...]:
        """What it means in words: a line for the school, then one for each field that changes."""
        where = ", ".join(part for part in (self.fact.urn, self.fact.town) if part)
        name = self.school[consortium.SCHOOL_NAME] if self.school else self.fact.name
        first = f"{self.effect}: {name}" + (f" ({where})" if where else "")
        if self.school is None:
            return (first,)
        return (first, *(self._line(self.school, change) for change in self.changes))

    @property
    def details(self) -> tuple[str, ...]:
        """The same where the school itself is shown: what is added, or what changes."""
        if self.school is not None:
            return (str(self.effect), *(line.strip() for line in self.words[1:]))
        fact = self.fact
        head = f"headteacher {fact.headteacher}" if fact.headteacher else ""
        pupils = "" if fact.pupils is None else f"{fact.pupils} pupils"
        parts = (*self.words, fact.phase, fact.postcode, pupils, head)
        return tuple(part for part in parts if part)

    @staticmethod
    def _line(school: Record, change: Change) -> str:
        field = school.table.field(change.field)
        was, now = field.kind.plain(change.was), field.kind.plain(change.is_)
        return f"  {field.label}: {was or 'nothing'} → {now or 'nothing'}"


class Known:
    """The schools of the register, to be found by what a file says of one.

    A school is known by its URN; without one on either side, by its name.
    """

    def __init__(self, schools: Iterable[Record]) -> None:
        self._by_urn: dict[str, Record] = {}
        self._by_name: dict[str, list[Record]] = {}
        for school in schools:
            self._by_urn.setdefault(school[consortium.URN], school)
            self._by_name.setdefault(folded(school[consortium.SCHOOL_NAME]), []).append(school)

    def school(self, fact: SchoolFacts) -> Record | None:
        """The register's school that the file means; None when it has none."""
        if fact.urn and fact.urn in self._by_urn:
            return self._by_urn[fact.urn]
        named = self._by_name.get(folded(fact.name), ())
        return next((school for school in named if _may_be(school, fact)), None)

    def has(self, fact: SchoolFacts) -> bool:
        """Whether the register has the school."""
        return self.school(fact) is not None

    def coming(self, fact: SchoolFacts, member: bool = False) -> SchoolTakenIn:
        """What taking a school in means; with `member` it becomes a member by it.

        Of a known school what the file says is taken over and what it does not say stays, as do
        its membership, short name and note; a school the office has closed stays closed.

        Raises:
            Refused: when the register cannot hold what the file says, naming school and field.
        """
        document = _document(fact)
        if member:
            document[consortium.MEMBER.path] = True
        school = self.school(fact)
        if school is None:
            return SchoolTakenIn(fact, None, (making(SCHOOLS.name, document),))
        return SchoolTakenIn(fact, school, tuple(_brought_up(school, document)))


def taken_in(
    facts: Iterable[SchoolFacts], known: Known, members: bool = False
) -> Iterator[SchoolTakenIn]:
    """What taking in each school means; where two rows are the same school, the first counts.

    Raises:
        Refused: when the register cannot hold what the file says, naming school and field.
    """
    seen: set[int] = set()
    for fact in facts:
        taken = known.coming(fact, members)
        if taken.school is not None:
            if taken.school.key in seen:
                continue
            seen.add(taken.school.key)
        yield taken


def changes_of(coming: Iterable[SchoolTakenIn]) -> list[Change]:
    """Everything that is taken in, as one list of changes."""
    return [change for taken in coming for change in taken.changes]


def counted(coming: Sequence[SchoolTakenIn]) -> str:
    """How many of each: 2 added, 1 changed, 0 closed, 3 as before."""
    kinds = [taken.effect for taken in coming]
    return ", ".join(f"{kinds.count(effect):,} {effect}" for effect in ImportEffect)


def still_reviewed(coming: Iterable[SchoolTakenIn], lines: Iterable[ReviewLine]) -> list[str]:
    """A sentence for each school that closes while reviews of it are open, naming them."""
    of: dict[int, list[str]] = {}
    for line in lines:
        if line.status == "open" and line.school is not None:
            of.setdefault(line.school, []).append(line.id)
    return [
        f"{taken.fact.name} closed{_on(taken.fact)}, and {_are_open(of[taken.school.key])}: "
        "close or cancel what will not be held."
        for taken in coming
        if taken.effect is ImportEffect.CLOSED
        and taken.school is not None
        and taken.school.key in of
    ]


class SchoolsWanted(Struct, frozen=True):
    """Which schools of a file are wanted; an empty condition is none."""

    text: str = ""
    town: str = ""
    urns: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text or self.town or self.urns)

    def takes(self, fact: SchoolFacts) -> bool:
        """Whether a school is among those meant; a closed one is only by its URN."""
        if self.urns:
            if fact.urn not in self.urns:
                return False
        elif not fact.open:
            return False
        if self.town and folded(self.town) != folded(fact.town):
            return False
        return not self.text or matches(self.text, *texts(fact))


def read_chosen(
    file: BinaryIO,
    today: date,
    known: Known,
    choice: SchoolsWanted,
    tell: Callable[[int, int], None] = quietly,
) -> SchoolsFile:
    """The schools of a file that are wanted; all of them when no choice was made.

    Of a file with more than `LARGE` schools, without a choice, only those the register has.

    Raises:
        Unreadable: as `read_schools` does.
    """
    if choice:
        return read_schools(file, today, wanted=choice.takes, tell=tell)
    already_held = read_schools(file, today, wanted=known.has, tell=tell)
    return already_held if already_held.rows > LARGE else read_schools(file, today)


def _on(fact: SchoolFacts) -> str:
    return f" on {echo(fact.close_date)}" if fact.close_date else ""


def _are_open(ids: Sequence[str]) -> str:
    return f"{' and '.join(ids)} {'is' if len(ids) == 1 else 'are'} open"


def _document(fact: SchoolFacts) -> dict[str, Json]:
    """What a file says of a school, in the stored form."""
    said: dict[Field[object], Json] = {
        consortium.SCHOOL_NAME: fact.name,
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
        consortium.SCHOOL_CLOSED: fact.close_date.isoformat() if fact.close_date else None,
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


def _brought_up(school: Record, document: dict[str, Json]) -> Iterator[Change]:
    for path, value in document.items():
        field = SCHOOLS.field(path)
        if field is consortium.SCHOOL_STATUS and value == "open":
            continue
        if field is consortium.SCHOOL_HEADTEACHER and field.kind.plain(value) == school.plain(
            field
        ):
            continue
        yield from setting(school, field, value)


class SchoolsSearched(Struct, frozen=True):
    """A file's schools in their order, what a search looks in for each, and the notices."""

    schools: tuple[SchoolFacts, ...]
    searchable_texts: tuple[str, ...]
    notices: tuple[str, ...]

    def places(self, needle: str) -> list[int]:
        """The places of the schools that match what was typed."""
        return places_in(self.searchable_texts, needle)


def texts(fact: SchoolFacts) -> tuple[str, ...]:
    """The texts of a school that a search looks in."""
    return (fact.name, fact.urn, fact.town, fact.postcode, fact.phase)


def searched(file: SchoolsFile, first: Callable[[SchoolFacts], bool]) -> SchoolsSearched:
    """The schools of a file: those for which `first` holds, then the others, each part by name."""
    schools = sorted(
        file.schools, key=lambda school: (not first(school), school.name.casefold(), school.urn)
    )
    searchable_texts = tuple(searchable_text(*texts(school)) for school in schools)
    return SchoolsSearched(tuple(schools), searchable_texts, file.notices)
