"""What teams for a school year are made from: who is to be reviewed, who can go, who has been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field

from store.dates.days import review_days
from store.dates.school_years import school_year
from store.field_values import Name
from store.forgetting.marking import is_mark
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, TABLES
from store.records.change import MADE, Change
from store.records.record import Record
from store.register.register import Register
from store.teams.members import WhosWho, champions_of, team_of

LEADS = ("lead reviewer",)
REVIEWS_SCHOOLS = ("lead reviewer", "reviewer", "headteacher")
CHAMPIONS = ("Improvement Champion",)
"""The roles of the directory that let somebody lead, take part, and run a workshop."""

BEARING = {
    REVIEWS.name: (
        review.SCHOOL, review.DATE_OF_REVIEW, review.END_DATE, review.FOR_YEAR, review.STATUS,
        review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS,
    ),
    SCHOOLS.name: (consortium.SCHOOL_NAME, consortium.MEMBER, consortium.SCHOOL_STATUS),
    PEOPLE.name: (
        consortium.PERSON_NAME, consortium.ROLES, consortium.PERSON_SCHOOL,
        consortium.PERSON_FROM, consortium.PERSON_UNTIL, consortium.EARLIER_POSTS,
    ),
}  # fmt: skip
"""The fields, by table, that a situation is made from."""


class Candidate(Struct, frozen=True):
    """Somebody of the directory who can be asked: their key, name, school, and for what.

    People without a school are left out, as no rule could be checked for them; so are the
    forgotten.
    """

    key: int
    name: str
    school: int
    leads: bool
    reviews: bool
    champions: bool
    begun: date | None
    until: date | None

    def there(self, days: tuple[date, ...]) -> bool:
        """Whether they are in the directory on each of these days."""
        return all(
            (self.begun is None or self.begun <= day) and (self.until is None or day <= self.until)
            for day in days
        )


class Host(Struct, frozen=True):
    """A school to be reviewed: its name, its review if it has one, and who is on it already."""

    school: int
    name: str
    review: Record | None = None
    days: tuple[date, ...] = ()
    lead: Name | None = None
    others: tuple[Name, ...] = ()
    champions: tuple[Name, ...] = ()


class Situation(Struct, frozen=True):
    """Everything an allocation is made from.

    `before` has the school year in which a school last reviewed another, by (reviewing, reviewed);
    `fixed` the schools of those who are on this year's reviews already, by review school.
    """

    year: int
    hosts: tuple[Host, ...]
    candidates: Mapping[int, Candidate]
    before: Mapping[tuple[int, int], int] = field(default_factory=dict)
    who: WhosWho = field(default_factory=lambda: WhosWho({}, {}, {}))

    @property
    def lacking(self) -> tuple[str, ...]:
        """The roles that nobody in the directory can take, each in a sentence."""
        known = self.candidates.values()
        roles = (
            ("lead reviewer", any(candidate.leads for candidate in known)),
            (
                "lead reviewer, reviewer or headteacher",
                any(candidate.reviews for candidate in known),
            ),
            ("Improvement Champion", any(candidate.champions for candidate in known)),
        )
        return tuple(
            f"Nobody in the directory has a school and the role {names}."
            for names, can in roles
            if not can
        )

    def school_name(self, key: int) -> str:
        """What a school is called."""
        return self.who.school_name(key)


def bears_on_teams(changes: Iterable[Change]) -> bool:
    """Whether these changes touch what teams are proposed from."""
    return any(
        change.field == MADE or TABLES[change.table].part(change.field).field in fields
        for change in changes
        if (fields := BEARING.get(change.table))
    )


def situation_of(register: Register, year: int) -> Situation:
    """The situation before a school year (that of its September), as the register stands.

    A school with several reviews in the year is a host for each; cancelled ones do not count. An
    open review with neither a date nor a year is the one to come, whatever the year.
    """
    who = WhosWho.of(register)
    before: dict[tuple[int, int], int] = {}
    of_school: dict[int, list[Record]] = {}
    to_come: dict[int, list[Record]] = {}
    for line in register.lines():
        if line.school is None or line.status == "cancelled":
            continue
        in_year = line.year(register.today) if line.date or line.for_year else None
        if line.date is not None and school_year(line.date) < year:
            record = register.record(REVIEWS, line.key)
            for member in team_of(record):
                reviewing = who.school_of(member.name, line.date)
                if reviewing is not None:
                    pair = (reviewing, line.school)
                    before[pair] = max(school_year(line.date), before.get(pair, 0))
        elif in_year == year and line.status == "open":
            of_school.setdefault(line.school, []).append(register.record(REVIEWS, line.key))
        elif in_year is None and line.status == "open":
            to_come.setdefault(line.school, []).append(register.record(REVIEWS, line.key))
    hosts: list[Host] = []
    for school in register.records(SCHOOLS):
        if school[consortium.MEMBER] and school[consortium.SCHOOL_STATUS] != "closed":
            reviews = of_school.get(school.key) or to_come.get(school.key, [])
            hosts += [_host(school, record) for record in reviews] or [_host(school, None)]
    candidates = (_candidate(person) for person in register.records(PEOPLE))
    return Situation(
        year,
        tuple(hosts),
        {candidate.key: candidate for candidate in candidates if candidate},
        before,
        who,
    )


def _host(school: Record, record: Record | None) -> Host:
    name = school[consortium.SCHOOL_NAME]
    if record is None:
        return Host(school.key, name)
    first = record[review.DATE_OF_REVIEW]
    return Host(
        school.key,
        name,
        record,
        tuple(review_days(first, record[review.END_DATE])) if first else (),
        record[review.LEAD_REVIEWER],
        record[review.OTHER_REVIEWERS],
        tuple(member.name for member in champions_of(record)),
    )


def _candidate(person: Record) -> Candidate | None:
    roles, school = set(person[consortium.ROLES]), person[consortium.PERSON_SCHOOL]
    if school is None or not roles & {*LEADS, *REVIEWS_SCHOOLS, *CHAMPIONS}:
        return None
    if is_mark(person[consortium.PERSON_NAME]):
        return None
    return Candidate(
        person.key,
        person[consortium.PERSON_NAME],
        school,
        bool(roles & set(LEADS)),
        bool(roles & set(REVIEWS_SCHOOLS)),
        bool(roles & set(CHAMPIONS)),
        person[consortium.PERSON_FROM],
        person[consortium.PERSON_UNTIL],
    )
