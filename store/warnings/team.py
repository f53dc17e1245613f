"""What speaks against a team, with its reason. Warnings, never refusals (rulings 16 and 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.dates.school_years import school_year, year_name
from store.dates.typed_dates import echo
from store.field_values import Name
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
from store.warnings.warning import Warning

SIZES = range(3, 5)
"""The members a team has: "3-4 review team members take part", the lead counted (ruling 16)."""
CHAMPIONS = 2
"""The Improvement Champions of a review: "the two Improvement Champions" (ruling 17)."""


class Objection(Struct, frozen=True):
    """What speaks against somebody on a review: in two or three words, and as a sentence."""

    short: str
    sentence: str


class TeamContext(Struct, frozen=True):
    """A review, and what there is to know about who may be on it.

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
    def of(cls, register: Register, record: Record) -> TeamContext:
        """As the register stands; `record` may be a review as it would be."""
        day, school = record[review.DATE_OF_REVIEW], record[review.SCHOOL]
        year = year_of(record, register.today)
        same_year, earlier = [], []
        for line in register.lines():
            if line.key == record.key or line.status == "cancelled" or line.date is None:
                continue
            if school_year(line.date) == year:
                same_year.append(register.record(REVIEWS, line.key))
            elif line.school == school and school and school_year(line.date) < year:
                earlier.append(register.record(REVIEWS, line.key))
        days = [each for each in (day, record[review.END_DATE], workshop_day(record)) if each]
        near = others_near(register, record.key, min(days), max(days)) if days else []
        return cls(record, WhosWho.of(register), same_year, earlier, near)

    @property
    def day(self) -> date | None:
        """The review's first day."""
        return self.review[review.DATE_OF_REVIEW]

    def schools_of(self, members: Sequence[Member], day: date | None) -> dict[int, Member]:
        """The schools these people are of on a day, as far as anybody knows."""
        schools: dict[int, Member] = {}
        for member in members:
            if (school := self.who.school_of(member.name, day)) is not None:
                schools.setdefault(school, member)
        return schools


def team_warnings(
    register: Register, record: Record, *, booked: bool = True
) -> tuple[Warning, ...]:
    """Everything that speaks against the people of a review; none for a cancelled one.

    Without `booked`, nothing is said of days on which somebody is elsewhere.
    """
    if record[review.STATUS] == "cancelled":
        return ()
    context = TeamContext.of(register, record)
    return (*_counts(context), *_each(context, booked))


def objections(context: TeamContext, member: Member, *, booked: bool = True) -> Iterator[Objection]:
    """What speaks against somebody on the review, as what they are or would be on it."""
    if member.field is review.IMPROVEMENT_CHAMPIONS:
        yield from _as_champion(context, member.name)
    elif member.field in (review.LEAD_REVIEWER, review.OTHER_REVIEWERS):
        yield from _as_reviewer(context, member.name)
    yield from _has_left(context, member.name)
    if booked:
        yield from _elsewhere(context, member)


def _counts(context: TeamContext) -> Iterator[Warning]:
    """Rulings 16 and 17. Nothing named yet is no warning."""
    record = context.review
    named = [member.name for member in team_of(record)]
    team = different(named)
    champions = [member.name for member in champions_of(record)]
    others, champion = review.OTHER_REVIEWERS.path, review.IMPROVEMENT_CHAMPIONS.path
    if team and len(team) not in SIZES:
        lead = ", the Lead Reviewer among them" if record[review.LEAD_REVIEWER] else ""
        yield Warning(
            others,
            f"The team has {_members(len(team))}{lead}; the paper says 3-4{_size(context)} "
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


def _size(context: TeamContext) -> str:
    """The school's size, which the paper makes the team's depend on."""
    school = context.who.schools.get(context.review[review.SCHOOL] or 0)
    pupils = school[consortium.PUPILS] if school else None
    return f", depending on the size of the school: {pupils} pupils" if pupils is not None else ""


def _each(context: TeamContext, booked: bool) -> Iterator[Warning]:
    record = context.review
    for member in (*team_of(record), *champions_of(record), *hosts_of(record)):
        for objection in objections(context, member, booked=booked):
            yield Warning(member.field.path, objection.sentence)


def _as_reviewer(context: TeamContext, name: Name) -> Iterator[Objection]:
    """Of the reviewed school; of one that it reviews this year; of one that has been here."""
    school, host = context.who.school_of(name, context.day), context.review[review.SCHOOL]
    if school is None or host is None:
        return
    theirs, ours = context.who.school_name(school), context.who.school_name(host)
    if school == host:
        yield Objection("own school", f"{name.name} is of {theirs}, the reviewed school itself.")
        return
    for other in context.same_year:
        if other[review.SCHOOL] == school and host in _reviewing(context, other):
            year = year_name(school_year(other[review.DATE_OF_REVIEW] or date.max))
            yield Objection(
                "reviewed by this school",
                f"{theirs} ({name.name}) is reviewed by {ours} in {year} ({other.id}): the two "
                "schools would review each other in one year.",
            )
    before = [other for other in context.earlier if school in _reviewing(context, other)]
    if before:
        last = max(before, key=lambda other: other[review.DATE_OF_REVIEW] or date.min)
        year = year_name(school_year(last[review.DATE_OF_REVIEW] or date.max))
        yield Objection(
            f"was here in {year}",
            f"{theirs} ({name.name}) reviewed {ours} in {year} ({last.id}): the same pair again.",
        )


def _as_champion(context: TeamContext, name: Name) -> Iterator[Objection]:
    school = context.who.school_of(name, context.day)
    reviewing = context.schools_of(team_of(context.review), context.day)
    if school is not None and (member := reviewing.get(school)):
        yield Objection(
            "of a reviewing school",
            f"{name.name} is of {context.who.school_name(school)}, a reviewing school "
            f"({member.name.name}).",
        )


def _has_left(context: TeamContext, name: Name) -> Iterator[Objection]:
    person, day = context.who.person(name), context.day
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


def _elsewhere(context: TeamContext, member: Member) -> Iterator[Objection]:
    days = [context.day, context.review[review.END_DATE] or context.day]
    spans = [(days[0], days[1])]
    if member.field is review.IMPROVEMENT_CHAMPIONS:
        spans.append((workshop_day(context.review),) * 2)
    said = set()
    for first, last in spans:
        if first is None:
            continue
        for booking in bookings([member.name], first, max(last or first, first), context.near):
            if (booking.review, booking.day) not in said:
                said.add((booking.review, booking.day))
                yield Objection("booked that day", f"{member.name.name} is {booking.words}.")


def _reviewing(context: TeamContext, other: Record) -> dict[int, Member]:
    return context.schools_of(team_of(other), other[review.DATE_OF_REVIEW])


def _members(count: int) -> str:
    return count_of(count, "member")
