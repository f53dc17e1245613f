"""The seats of a year's teams: what they begin as, who sits where, and what follows from it.

Who is free, which rules are broken and who has how much is counted, and the counts are kept in step
with every seat that is given: a question costs the same however many schools there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from store.field_values import Name
from store.teams.proposal import CHAMPION, LEAD, REVIEWER
from store.teams.situation import Candidate, Host, Situation

REVIEWERS = 3
"""The members of a proposed team, its leader among them: the smaller team of ruling 16."""
CHAMPIONS = 2
"""Ruling 17."""


class TeamSeat(Struct):
    """A seat while it is being filled: of which host (its number), as what, who sits there.

    `fixed` is who is on the review already; `who` the candidate's key, also of one who is fixed;
    `school` is the one they are of, None where nobody sits or nobody knows.
    """

    host: int
    role: str
    fixed: Name | None = None
    who: int | None = None
    school: int | None = None
    chosen: bool = False

    @property
    def empty(self) -> bool:
        """Whether nobody sits there."""
        return self.fixed is None and self.who is None

    @property
    def movable(self) -> bool:
        """Whether somebody sits there whom the search has put there."""
        return self.fixed is None and self.who is not None

    def as_it_is(self) -> TeamSeat:
        """A seat like this one, for another try."""
        return TeamSeat(self.host, self.role, self.fixed, self.who, self.school)


class SeatPlan(Struct, frozen=True):
    """What every try begins with; hosts are known by their numbers in the situation.

    `able` has, for each host, who could sit there by role, school and days, in the directory's
    order; `sharing` the other hosts that have a day of it; `of_school` the hosts of each school;
    `unseen` how many schools could send somebody for the first time.
    """

    situation: Situation
    seats: tuple[TeamSeat, ...]
    able: tuple[Mapping[str, Mapping[int, Candidate]], ...]
    sharing: tuple[tuple[int, ...], ...]
    of_school: Mapping[int, Sequence[int]]
    unseen: tuple[int, ...]

    @classmethod
    def of(cls, situation: Situation) -> SeatPlan:
        """Worked out once from a situation."""
        hosts = situation.hosts
        of_school: dict[int, list[int]] = {}
        for number, host in enumerate(hosts):
            of_school.setdefault(host.school, []).append(number)
        days = [set(host.days) for host in hosts]
        can = _by_role(situation)
        schools = {candidate.school for candidate in can[REVIEWER]}
        return cls(
            situation,
            tuple(
                seat
                for number, host in enumerate(hosts)
                for seat in _seats(number, host, situation)
            ),
            tuple(
                {
                    role: {
                        candidate.key: candidate
                        for candidate in known
                        if candidate.school != host.school and candidate.there(host.days)
                    }
                    for role, known in can.items()
                }
                for host in hosts
            ),
            tuple(
                tuple(n for n, other in enumerate(days) if n != number and other & mine)
                for number, mine in enumerate(days)
            ),
            of_school,
            tuple(
                sum((school, host.school) not in situation.before for school in schools)
                for host in hosts
            ),
        )


def _by_role(situation: Situation) -> Mapping[str, Sequence[Candidate]]:
    known = situation.candidates.values()
    return {
        LEAD: [candidate for candidate in known if candidate.leads],
        REVIEWER: [candidate for candidate in known if candidate.reviews],
        CHAMPION: [candidate for candidate in known if candidate.champions],
    }


def _seats(number: int, host: Host, situation: Situation) -> Iterator[TeamSeat]:
    """The seats of a school's team: those taken already, then those still to be filled."""
    wanted = (
        (LEAD, (host.lead,) if host.lead else (), 1),
        (REVIEWER, host.others, REVIEWERS - 1),
        (CHAMPION, host.champions, CHAMPIONS),
    )
    for role, there, seats in wanted:
        for name in there:
            person = situation.who.person(name)
            known = situation.candidates.get(person.key) if person else None
            if known:
                yield TeamSeat(number, role, name, known.key, known.school)
            else:
                yield TeamSeat(number, role, name, school=situation.who.school_of(name, None))
        for _ in range(seats - len(there)):
            yield TeamSeat(number, role)


Counts = dict[int, int]


class Seating:
    """The seats of one try, with who sits there.

    Of each host are counted: how many of its team are of a school (`_team`), how many of these
    the search has put there (`_put`), how many champions are of a school (`_champions`), and in
    how many seats that share a day with it somebody sits, its own among them (`_booked`).
    """

    def __init__(self, plan: SeatPlan) -> None:
        self._situation = plan.situation
        self._able = plan.able
        self._sharing = plan.sharing
        self._of_school = plan.of_school
        self._schools = [host.school for host in plan.situation.hosts]
        self.seats = [seat.as_it_is() for seat in plan.seats]
        self.load: Counter[int] = Counter()
        """How many seats somebody has."""
        self._team: list[Counts] = [{} for _ in self._schools]
        self._put: list[Counts] = [{} for _ in self._schools]
        self._champions: list[Counts] = [{} for _ in self._schools]
        self._booked: list[Counts] = [{} for _ in self._schools]
        for seat in self.seats:
            self._count(seat, 1)

    def give(self, seat: TeamSeat, candidate: Candidate | None) -> None:
        """Give a seat to somebody; None empties it."""
        self._count(seat, -1)
        seat.who, seat.school = (candidate.key, candidate.school) if candidate else (None, None)
        self._count(seat, 1)

    def possible(self, seat: TeamSeat) -> Iterator[Candidate]:
        """Who can sit there at all: of another school, in post, free, and not on the review yet."""
        booked = self._booked[seat.host]
        barred = self._barred(seat)
        for candidate in self._able[seat.host][seat.role].values():
            if candidate.school not in barred and booked.get(candidate.key, 0) <= (
                candidate.key == seat.who
            ):
                yield candidate

    def exchangeable(self, seat: TeamSeat, other: TeamSeat) -> bool:
        """Whether two who sit on different reviews as the same can sit on each other's seat."""
        shared = other.host in self._sharing[seat.host]
        return self._fits(other, seat, shared) and self._fits(seat, other, shared)

    def broken(self, seat: TeamSeat, school: int) -> tuple[int, int, int]:
        """How often each rule is broken by somebody of a school on a seat of a team.

        That they have been there; that they are reviewed from there; that two are of one school.
        """
        if seat.role == CHAMPION:
            return 0, 0, 0
        host = self._schools[seat.host]
        reviewed = 0  # no sum() of a generator: this is asked most often of all
        for number in self._of_school.get(school, ()):
            reviewed += host in self._team[number]
        others = self._team[seat.host].get(school, 0) - (seat.school == school)
        return (school, host) in self._situation.before, reviewed, others > 0

    def broken_now(self, seat: TeamSeat) -> int:
        """How many rules are broken by who sits there."""
        return 0 if seat.school is None else sum(self.broken(seat, seat.school))

    def breaks(self, seat: TeamSeat, school: int) -> int:
        """How many more rules are broken than with the seat empty: on its team, and elsewhere.

        Elsewhere only people the search has seated count, who could be moved. A school that joins a
        team breaks a rule for each person of the reviewed school on that school's own review; a
        second person of a school breaks one for the first.
        """
        mine = seat.school == school
        others = self._team[seat.host].get(school, 0) - mine
        broken = sum(self.broken(seat, school))
        if others == 1:
            broken += self._put[seat.host].get(school, 0) - mine
        elif others == 0:
            host = self._schools[seat.host]
            for number in self._of_school.get(school, ()):
                broken += self._put[number].get(host, 0)
        return broken

    def all_broken(self) -> int:
        """How many rules are broken by those the search has seated."""
        return sum(self.broken_now(seat) for seat in self.seats if seat.movable)

    def spread(self) -> int:
        """How uneven the load is among those who can do the same."""
        known = self._situation.candidates.values()
        spread = 0
        for asked in (
            [candidate.key for candidate in known if candidate.reviews],
            [candidate.key for candidate in known if candidate.champions and not candidate.reviews],
        ):
            loads = [self.load[key] for key in asked]
            spread = max(spread, max(loads, default=0) - min(loads, default=0))
        return spread

    def _fits(self, from_seat: TeamSeat, to_seat: TeamSeat, shared: bool) -> bool:
        """Whether whoever sits on `from_seat` could sit on `to_seat`, when both are empty."""
        assert from_seat.who is not None
        return (
            from_seat.who in self._able[to_seat.host][to_seat.role]
            and from_seat.school not in self._barred(to_seat)
            and self._booked[to_seat.host].get(from_seat.who, 0) == shared
        )

    def _barred(self, seat: TeamSeat) -> Counts:
        """The schools of which nobody may sit there: no champion is of a reviewing school."""
        return (self._team if seat.role == CHAMPION else self._champions)[seat.host]

    def _count(self, seat: TeamSeat, by: int) -> None:
        if seat.school is not None:
            champion = seat.role == CHAMPION
            _add((self._champions if champion else self._team)[seat.host], seat.school, by)
            if seat.fixed is None and not champion:
                _add(self._put[seat.host], seat.school, by)
        if seat.who is not None:
            self.load[seat.who] += by
            for number in (seat.host, *self._sharing[seat.host]):
                _add(self._booked[number], seat.who, by)


def _add(counts: Counts, key: int, by: int) -> None:
    """Add to a count; a key that comes to nothing is dropped."""
    count = counts.get(key, 0) + by
    if count:
        counts[key] = count
    else:
        del counts[key]
