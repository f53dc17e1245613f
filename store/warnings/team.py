"""What speaks against a team, with its reason. Warnings, never refusals (rulings 16 and 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.dates.school_years import school_year, year_name
from store.dates.typed_dates import echo
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.register.finding import year_of
from store.register.register import Register
from store.teams.booking import bookings, others_near, workshop_day
from store.teams.members import (
    Member,
    WhosWho,
    champions_of,
    different,
    hosts_of,
    repeated,
    same_person,
    team_of,
)
from store.text import count_of
from store.values import Name
from store.warnings.warning import Warning

SIZES = range(3, 5)
"""The members a team has: "3-4 review team members take part", the lead counted (ruling 16)."""
CHAMPIONS = 2
"""The Improvement Champions of a review: "the two Improvement Champions" (ruling 17)."""


class Objection(Struct, frozen=True):
    """What speaks against somebody on a review: in two or three words, and as a sentence."""

    short: str
    sentence: str


class Bearing(Struct, frozen=True):
    """A review, and what bears on who may be on it.

    `same_year` are the other reviews of its school year, `earlier` those its school had before;
    `near` those that have a day from its first to its last, its workshop's included. No cancelled
    one is among them.
    """

    review: Record
    who: WhosWho
    same_year: Sequence[Record]
    earlier: Sequence[Record]
    near: Sequence[Record]

    @classmethod
    def of(cls, register: Register, found: Record) -> Bearing:
        """As the register stands; `found` may be a review as it would be."""
        day, school = found[review.DATE_OF_REVIEW], found[review.SCHOOL]
        year = year_of(found, register.today)
        same_year, earlier = [], []
        for line in register.lines():
            if line.key == found.key or line.status == "cancelled" or line.date is None:
                continue
            if school_year(line.date) == year:
                same_year.append(register.record(REVIEWS, line.key))
            elif line.school == school and school and school_year(line.date) < year:
                earlier.append(register.record(REVIEWS, line.key))
        days = [one for one in (day, found[review.END_DATE], workshop_day(found)) if one]
        near = others_near(register, found.key, min(days), max(days)) if days else []
        return cls(found, WhosWho.of(register), same_year, earlier, near)

    @property
    def day(self) -> date | None:
        """The review's first day."""
        return self.review[review.DATE_OF_REVIEW]

    def schools_of(self, members: Sequence[Member], day: date | None) -> dict[int, Member]:
        """The schools these people are of on a day, as far as anybody knows."""
        found: dict[int, Member] = {}
        for member in members:
            if (school := self.who.school_of(member.name, day)) is not None:
                found.setdefault(school, member)
        return found


def team_warnings(register: Register, found: Record, *, booked: bool = True) -> tuple[Warning, ...]:
    """Everything that speaks against the people of a review; none for a cancelled one.

    Without `booked`, nothing is said of days on which somebody is elsewhere.
    """
    if found[review.STATUS] == "cancelled":
        return ()
    bearing = Bearing.of(register, found)
    return (*_counts(bearing), *_each(bearing, booked))


def objections(bearing: Bearing, member: Member, *, booked: bool = True) -> Iterator[Objection]:
    """What speaks against somebody on the review, as what they are or would be on it."""
    if member.field is review.IMPROVEMENT_CHAMPIONS:
        yield from _as_champion(bearing, member.name)
    elif member.field in (review.LEAD_REVIEWER, review.OTHER_REVIEWERS):
        yield from _as_reviewer(bearing, member.name)
    yield from _has_left(bearing, member.name)
    if booked:
        yield from _elsewhere(bearing, member)


def _counts(bearing: Bearing) -> Iterator[Warning]:
    """Rulings 16 and 17. Nothing named yet is no warning."""
    found = bearing.review
    named = [member.name for member in team_of(found)]
    team = different(named)
    champions = [member.name for member in champions_of(found)]
    others, champion = review.OTHER_REVIEWERS.path, review.IMPROVEMENT_CHAMPIONS.path
    if team and len(team) not in SIZES:
        lead = ", the Lead Reviewer among them" if found[review.LEAD_REVIEWER] else ""
        yield Warning(
            others,
            f"The team has {_members(len(team))}{lead}; the paper says 3-4{_size(bearing)} "
            "(ruling 16).",
        )
    for name in repeated(named):
        yield Warning(others, f"{name.name} is named twice in the team.")
    if (count := len(different(champions))) and count != CHAMPIONS:
        said = "is one Improvement Champion" if count == 1 else f"are {count} Improvement Champions"
        yield Warning(champion, f"There {said}; the paper says two (ruling 17).")
    for name in repeated(champions):
        yield Warning(champion, f"{name.name} is named twice.")
    for name in different(champions):
        if any(same_person(name, member) for member in team):
            yield Warning(
                champion, f"{name.name} is an Improvement Champion and one of the team as well."
            )


def _size(bearing: Bearing) -> str:
    """The school's size, which the paper makes the team's depend on."""
    school = bearing.who.schools.get(bearing.review[review.SCHOOL] or 0)
    pupils = school[consortium.PUPILS] if school else None
    return f", depending on the size of the school: {pupils} pupils" if pupils is not None else ""


def _each(bearing: Bearing, booked: bool) -> Iterator[Warning]:
    found = bearing.review
    for member in (*team_of(found), *champions_of(found), *hosts_of(found)):
        for objection in objections(bearing, member, booked=booked):
            yield Warning(member.field.path, objection.sentence)


def _as_reviewer(bearing: Bearing, name: Name) -> Iterator[Objection]:
    """Of the reviewed school; of one that it reviews this year; of one that has been here."""
    school, host = bearing.who.school_of(name, bearing.day), bearing.review[review.SCHOOL]
    if school is None or host is None:
        return
    theirs, ours = bearing.who.school_name(school), bearing.who.school_name(host)
    if school == host:
        yield Objection("own school", f"{name.name} is of {theirs}, the reviewed school itself.")
        return
    for other in bearing.same_year:
        if other[review.SCHOOL] == school and host in _reviewing(bearing, other):
            year = year_name(school_year(other[review.DATE_OF_REVIEW] or date.max))
            yield Objection(
                "reviewed by this school",
                f"{theirs} ({name.name}) is reviewed by {ours} in {year} ({other.id}): the two "
                "schools would review each other in one year.",
            )
    before = [other for other in bearing.earlier if school in _reviewing(bearing, other)]
    if before:
        last = max(before, key=lambda other: other[review.DATE_OF_REVIEW] or date.min)
        year = year_name(school_year(last[review.DATE_OF_REVIEW] or date.max))
        yield Objection(
            f"was here in {year}",
            f"{theirs} ({name.name}) reviewed {ours} in {year} ({last.id}): the same pair again.",
        )


def _as_champion(bearing: Bearing, name: Name) -> Iterator[Objection]:
    school = bearing.who.school_of(name, bearing.day)
    reviewing = bearing.schools_of(team_of(bearing.review), bearing.day)
    if school is not None and (member := reviewing.get(school)):
        yield Objection(
            "of a reviewing school",
            f"{name.name} is of {bearing.who.school_name(school)}, a reviewing school "
            f"({member.name.name}).",
        )


def _has_left(bearing: Bearing, name: Name) -> Iterator[Objection]:
    person, day = bearing.who.person(name), bearing.day
    if person is None or day is None:
        return
    begun, until = person[consortium.PERSON_FROM], person[consortium.PERSON_UNTIL]
    if until is not None and until < day:
        yield Objection(
            f"left {echo(until)}", f"{name.name} has left: in the directory until {echo(until)}."
        )
    elif begun is not None and day < begun:
        yield Objection(
            f"from {echo(begun)}",
            f"{name.name} is in the directory only from {echo(begun)}, after the review.",
        )


def _elsewhere(bearing: Bearing, member: Member) -> Iterator[Objection]:
    days = [bearing.day, bearing.review[review.END_DATE] or bearing.day]
    spans = [(days[0], days[1])]
    if member.field is review.IMPROVEMENT_CHAMPIONS:
        spans.append((workshop_day(bearing.review),) * 2)
    said = set()
    for first, last in spans:
        if first is None:
            continue
        for one in bookings([member.name], first, max(last or first, first), bearing.near):
            if (one.review, one.day) not in said:
                said.add((one.review, one.day))
                yield Objection(
                    "booked that day",
                    f"{member.name.name} is booked on {echo(one.day)}: {one.review} {one.school}, "
                    f"{one.role}.",
                )


def _reviewing(bearing: Bearing, other: Record) -> dict[int, Member]:
    return bearing.schools_of(team_of(other), other[review.DATE_OF_REVIEW])


def _members(count: int) -> str:
    return count_of(count, "member")
