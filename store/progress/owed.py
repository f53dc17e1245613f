"""What is owed: every step that is due or late, across reviews and school years, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from store.dates.school_years import year_id, year_name
from store.dates.typed_dates import short
from store.field_values import Name
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.field import Field, Owner
from store.paperwork.rows import Row
from store.paperwork.stages import impact
from store.paperwork.steps import Step
from store.paperwork.tables import PEOPLE, REVIEWS, YEARS
from store.records.record import Record, SchoolReview
from store.register.finding import school_review_of
from store.register.register import Register
from store.schedule.step_standing import (
    OWED,
    Standing,
    StepState,
    outstanding,
    year_alone,
    year_standings,
)
from store.schedule.why_due import schedule_of
from store.text import capital

_OFFICE = Name("Consortium Office")


class Owing(Struct, frozen=True):
    """One step that is due or late on one review, or in a school year, and who owes it.

    `people` are names: those the review names for the step's owner; else the owner's title.
    """

    school_review: SchoolReview
    standing: Standing
    people: tuple[Name, ...]

    @property
    def record(self) -> Record:
        """The record it is on: the review, or the school year for a step of that (ruling 11)."""
        year = self.school_review.year
        return year if self.standing.step.of_the_year and year else self.school_review.review

    @property
    def id(self) -> str:
        """How a command names that record: PR-2026-014, or 2026-27."""
        return year_id(self.record.key) if self.of_the_year else self.record.id

    @property
    def of_the_year(self) -> bool:
        """Whether it belongs to a school year, and to no single review."""
        return self.record.table is YEARS

    @property
    def school(self) -> str:
        """The school of the review; empty while it has none, and for a year."""
        return "" if self.of_the_year else self.record[review.SCHOOL_NAME]

    @property
    def title(self) -> str:
        """The school, or the school year, as people read it."""
        if self.of_the_year:
            return f"School year {year_name(self.record.key)}"
        return self.school or "No school yet"

    @property
    def sort_key(self) -> tuple[int, date, str]:
        """Late first, by the day that was missed; then by the day it is due; then by id."""
        urgency = OWED.index(self.standing.state) if self.standing.owed else len(OWED)
        return urgency, self.standing.pressing, self.id


class Debtor(Struct, frozen=True):
    """Somebody, and everything they owe.

    `who` tells them from everybody else: their key in the directory, or else their name as
    compared. `names` are all their names: the directory's, and those on each record they owe
    something on.
    """

    who: int | str
    name: str
    email: str
    owes: tuple[Owing, ...]
    names: frozenset[str] = frozenset()

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(debt.standing.state is StepState.LATE for debt in self.owes)

    @property
    def chased(self) -> tuple[date, ...]:
        """The days on which they have been asked for something on any of these records."""
        days = {day for debt in self.owes for day in chased_before(debt.record, *self._names(debt))}
        return tuple(sorted(days))

    def chased_for(self, debt: Owing) -> tuple[date, ...]:
        """The days on which they were chased for this very step."""
        return chased_before(debt.record, *self._names(debt), step=debt.standing.step)

    def _names(self, debt: Owing) -> set[str]:
        """Their names on the record that `debt` is of, in every role."""
        there = (name for owner in Owner for name in people_of(debt.school_review, owner))
        own = {name.name for name in there if name.person is not None and name.person == self.who}
        return {self.name, *self.names, *own}

    def name_on(self, debt: Owing) -> str:
        """Their name as the record that `debt` is of has it."""
        return next((name.name for name in debt.people if name.name in self.names), self.name)


def owing(register: Register, within: timedelta | None = None) -> list[Owing]:
    """Everything owed, the most urgent first.

    With `within`, also what comes due in that time, but nothing due later.
    """
    schedule = schedule_of(register.consortium)
    today = register.today
    debts = [
        Owing(school_review, standing, people_of(school_review, standing.step.owner))
        for school_review in _open_reviews(register)
        for standing in outstanding(school_review, schedule, today)
        if _wanted(standing, today, within)
    ]
    debts += [
        Owing(year_alone(year), standing, people_of(year_alone(year), standing.step.owner))
        for year in register.records(YEARS)
        for standing in year_standings(year, schedule, today)
        if _wanted(standing, today, within)
    ]
    return sorted(debts, key=lambda debt: debt.sort_key)


def people_of(school_review: SchoolReview, owner: Owner) -> tuple[Name, ...]:
    """Who a review names for an owner; the owner's title while it names nobody."""
    record = school_review.review
    names: tuple[Name | None, ...] = ()
    title = capital(owner)
    match owner:
        case Owner.OFFICE:
            return (_OFFICE,)
        case Owner.MANAGEMENT_GROUP:
            return (Name(title),)
        case Owner.HEADTEACHER:
            names = (record[review.HEADTEACHER],)
            title = record[review.HEADTEACHER_LABEL] or title
        case Owner.LEAD_REVIEWER:
            names = (record[review.LEAD_REVIEWER],)
        case Owner.CHAMPIONS:
            names = record[review.IMPROVEMENT_CHAMPIONS]
    named = tuple(name for name in names if name is not None)
    return named or (Name(f"{title} of {record[review.SCHOOL_NAME] or record.id}"),)


def by_person(register: Register, debts: Iterable[Owing], person: str = "") -> list[Debtor]:
    """What is owed, grouped by the person who owes it; only by `person`, when one is named.

    A step that several people share is in each one's list. Whoever is in the directory is one
    person under any spelling, and two people of one name are two; a name that is not linked is
    taken for the one person in these lists who has it.
    """
    owed = list(debts)
    linked: dict[str, set[int]] = {}
    for name in (name for debt in owed for name in debt.people if name.person is not None):
        linked.setdefault(folded(name.name), set()).add(name.person or 0)
    grouped: dict[int | str, tuple[Name, list[Owing], set[str]]] = {}
    for debt in owed:
        for name in debt.people:
            who = _who(name, linked)
            _, owes, names = grouped.setdefault(who, (name, [], set()))
            names.add(name.name)
            if not owes or owes[-1] is not debt:
                owes.append(debt)
    wanted = folded(person)
    return [
        _debtor(register, who, name, owes, names)
        for who, (name, owes, names) in grouped.items()
        if not wanted or wanted in folded(name.name)
    ]


def _who(name: Name, linked: Mapping[str, set[int]]) -> int | str:
    """The key of a person in the directory; the name itself where that is not known."""
    if name.person is not None:
        return name.person
    plain = folded(name.name)
    known = linked.get(plain, set())
    return next(iter(known)) if len(known) == 1 else plain


def chased_field(record: Record) -> Field[tuple[Row, ...]]:
    """The field that keeps what the office has asked for, of a review or of a school year."""
    return impact.EVALUATION_CHASED if record.table is YEARS else review.CHASED


def chased_before(record: Record, *names: str, step: Step | None = None) -> tuple[date, ...]:
    """The days on which the office has asked a person for something on a review, or of a year.

    `names` are those the person goes by. With a `step`, only where a line of what was asked for
    begins with its words: "Workshop, due Mon 7 Dec 2026", and not "Workshop agreed".
    """
    rows, asked = record[chased_field(record)], {folded(name) for name in names}
    return tuple(
        day
        for row in rows
        if folded(row[review.CHASED_PERSON]) in asked
        and (day := row[review.CHASED_DATE]) is not None
        and (step is None or _names_step(row[review.CHASED_ITEMS], step))
    )


def _names_step(items: str, step: Step) -> bool:
    wanted = folded(step.words)
    return any(folded(line.partition(",")[0].strip()) == wanted for line in items.split("\n"))


def chased_words(days: Iterable[date]) -> str:
    """Earlier chases in words: chased 2 Nov, 9 Nov; empty without any."""
    words = ", ".join(short(day)[:-3] for day in days)
    return f"chased {words}" if words else ""


def _open_reviews(register: Register) -> Iterator[SchoolReview]:
    for line in register.lines():
        if line.status == "open":
            yield school_review_of(register, register.record(REVIEWS, line.key))


def _wanted(standing: Standing, today: date, within: timedelta | None) -> bool:
    if within is None:
        return standing.owed
    if standing.state in (StepState.LATE, StepState.DUE_TODAY):
        return True
    day = standing.due.day
    return (
        standing.state in (StepState.DUE, StepState.TO_COME)
        and day is not None
        and day - today <= within
    )


def _debtor(
    register: Register, who: int | str, name: Name, owes: Iterable[Owing], names: Iterable[str]
) -> Debtor:
    person = register.find(PEOPLE, who) if isinstance(who, int) else None
    listed = [person[consortium.PERSON_NAME]] if person else []
    email = person[consortium.PERSON_EMAIL] if person else ""
    return Debtor(who, name.name, email, tuple(owes), frozenset((*names, *listed)))
