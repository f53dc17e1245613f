"""Seats while they are being filled: who could sit where, what they would break, what is better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from store.dates.school_year import year_name
from store.teams.proposal import CHAMPION, LEAD, REVIEWER, Allocation, Seat, Team
from store.teams.situation import Candidate, Host, Situation
from store.values import Name

MENDS = 400
"""How often a seat is given to another, at most."""
REVIEWERS = 3
"""The members of a proposed team, its leader among them: the smaller team of ruling 16."""
CHAMPIONS = 2
"""Ruling 17."""


@dataclass(slots=True)
class _Place:
    """A seat while it is being filled."""

    host: int
    role: str
    fixed: Name | None = None
    who: int | None = None
    chosen: bool = False


class Draft:
    """One try: places by host, and what follows from who sits where."""

    def __init__(self, situation: Situation, random: Random) -> None:
        self._situation = situation
        self._random = random
        self._places = [
            place
            for number, host in enumerate(situation.hosts)
            for place in _places(number, host, situation)
        ]
        self._load: Counter[int] = Counter(
            place.who for place in self._places if place.who is not None
        )
        self._order = {key: random.random() for key in situation.candidates}

    @property
    def cost(self) -> tuple[int, int, int]:
        """Empty seats, rules broken, how uneven the load is."""
        empty = sum(1 for place in self._places if place.who is None and place.fixed is None)
        broken = sum(len(self._broken(place)) for place in self._places if self._movable(place))
        return empty, broken, self._spread()

    @classmethod
    def of(cls, situation: Situation, teams: Sequence[Team]) -> Draft:
        """The draft that has these teams, seat by seat."""
        draft = cls(situation, Random(0))
        seats = [seat for team in teams for seat in team.seats]
        for place, seat in zip(draft._places, seats, strict=True):
            if place.fixed is None:
                draft._seat(place, seat.name.person if seat.name else None)
                place.chosen = seat.chosen
        return draft

    def choose(self, host: int, seat: int, who: int | None) -> None:
        """Put somebody on the seat of a host by its place in the team; None empties it."""
        place = [place for place in self._places if place.host == host][seat]
        self._seat(place, who)
        place.chosen = True

    def choices(self, host: int, seat: int) -> list[tuple[Candidate, tuple[str, ...]]]:
        """Who could sit there, with what they would break: who breaks least and has least first."""
        place = [place for place in self._places if place.host == host][seat]
        found = [(one, tuple(self._against(place, one))) for one in self._possible(place)]
        return sorted(found, key=lambda pair: (len(pair[1]), self._load[pair[0].key], pair[0].name))

    def fill(self) -> None:
        """Fill each empty seat, those of the schools with the fewest to choose from first."""
        open_ = [p for p in self._places if p.who is None and p.fixed is None]
        roles = {LEAD: 0, REVIEWER: 1, CHAMPION: 2}
        choice = {host: self._choice(host) for host in {place.host for place in open_}}
        open_.sort(key=lambda p: (roles[p.role], choice[p.host], self._random.random()))
        for place in open_:
            self._seat(place, self._best(place))

    def mend(self) -> None:
        """Give seats to others while that breaks fewer rules, or spreads the load."""
        for _ in range(MENDS):
            if not (self._mend_broken() or self._even_out()):
                return

    def allocation(self) -> Allocation:
        """What was found."""
        teams = []
        for number, host in enumerate(self._situation.hosts):
            seats = (self._as_seat(p) for p in self._places if p.host == number)
            teams.append(Team(host, tuple(seats)))
        asked = {c.key for c in self._situation.candidates.values() if c.reviews or c.champions}
        return Allocation(
            self._situation.year,
            tuple(teams),
            {key: self._load[key] for key in sorted(asked)},
            self._spread(),
        )

    def _as_seat(self, place: _Place) -> Seat:
        if place.fixed is not None:
            return Seat(place.role, place.fixed, fixed=True)
        if place.who is None:
            why = "" if place.chosen else f"No {place.role} is left who could go."
            return Seat(place.role, None, chosen=place.chosen, broken=why)
        candidate = self._situation.candidates[place.who]
        return Seat(
            place.role,
            Name(candidate.name, candidate.key),
            chosen=place.chosen,
            broken=_said(self._broken(place), place.chosen),
        )

    def _movable(self, place: _Place) -> bool:
        return place.fixed is None and place.who is not None and not place.chosen

    def _seat(self, place: _Place, who: int | None) -> None:
        if place.who is not None:
            self._load[place.who] -= 1
        place.who = who
        if who is not None:
            self._load[who] += 1

    def _best(self, place: _Place) -> int | None:
        found = [
            (len(self._against(place, one)), self._load[one.key], self._order[one.key], one.key)
            for one in self._possible(place)
        ]
        return min(found)[-1] if found else None

    def _choice(self, host: int) -> int:
        """How many schools have not been at this one yet."""
        school = self._situation.hosts[host].school
        schools = {one.school for one in self._situation.candidates.values() if one.reviews}
        return sum((one, school) not in self._situation.before for one in schools)

    def _possible(self, place: _Place) -> Iterator[Candidate]:
        """Who can sit there at all: of another school, there, free, and not on the review yet."""
        host = self._situation.hosts[place.host]
        taken = {p.who for p in self._places if p.host == place.host and p is not place}
        taken |= {who for who in self._busy(host, place) if who is not None}
        reviewing = self._reviewing(place.host, place)
        for one in self._situation.candidates.values():
            if one.key in taken or one.school == host.school or not one.there(host.days):
                continue
            if place.role == CHAMPION:
                fits = one.champions and one.school not in reviewing
            else:
                fits = one.leads if place.role == LEAD else one.reviews
                fits = fits and one.school not in self._of_champions(place.host)
            if fits:
                yield one

    def _busy(self, host: Host, place: _Place) -> Iterable[int | None]:
        days = set(host.days)
        for other in self._places if days else ():
            if other.host != place.host and days & set(self._situation.hosts[other.host].days):
                yield other.who

    def _reviewing(self, host: int, but: _Place | None = None) -> set[int]:
        """The schools whose people review a host, as things stand."""
        return {
            school
            for place in self._places
            if place.host == host and place is not but and place.role != CHAMPION
            if (school := self._school(place)) is not None
        }

    def _of_champions(self, host: int) -> set[int | None]:
        return {self._school(p) for p in self._places if p.host == host and p.role == CHAMPION}

    def _school(self, place: _Place) -> int | None:
        if place.who is not None:
            return self._situation.candidates[place.who].school
        return self._situation.who.school_of(place.fixed, None) if place.fixed else None

    def _broken(self, place: _Place) -> list[str]:
        if place.who is None:
            return []
        return self._against(place, self._situation.candidates[place.who])

    def _against(self, place: _Place, one: Candidate) -> list[str]:
        """The rules that somebody would break on a seat, with the reason."""
        if place.role == CHAMPION:
            return []
        situation, host = self._situation, self._situation.hosts[place.host]
        theirs = situation.school_name(one.school)
        found = []
        if (year := situation.before.get((one.school, host.school))) is not None:
            found.append(f"{theirs} ({one.name}) reviewed {host.name} in {year_name(year)}.")
        for number, other in enumerate(situation.hosts):
            if other.school == one.school and host.school in self._reviewing(number):
                found.append(f"{theirs} ({one.name}) is reviewed by {host.name} this year.")
        if one.school in self._reviewing(place.host, place):
            found.append(f"Two of the team are of {theirs}.")
        return found

    def _mend_broken(self) -> bool:
        """Exchange a seat that breaks a rule with another one, so that fewer are broken."""
        for place in self._places:
            if not self._movable(place) or not self._broken(place):
                continue
            for other in self._places:
                if other is place or other.role != place.role or not self._movable(other):
                    continue
                if other.host != place.host and self._exchange_helps(place, other):
                    return True
        return False

    def _exchange_helps(self, place: _Place, other: _Place) -> bool:
        before = self._all_broken()
        one, two = place.who, other.who
        self._seat(place, None)
        self._seat(other, None)
        fits = two in {c.key for c in self._possible(place)}
        self._seat(place, two if fits else None)
        fits = fits and one in {c.key for c in self._possible(other)}
        self._seat(other, one if fits else None)
        if fits and self._all_broken() < before:
            return True
        self._seat(place, one)
        self._seat(other, two)
        return False

    def _all_broken(self) -> int:
        return sum(len(self._broken(place)) for place in self._places if self._movable(place))

    def _even_out(self) -> bool:
        """Give a seat of the busiest to somebody who has less to do, breaking no rule for it."""
        busiest_first = sorted(
            (p for p in self._places if self._movable(p)), key=lambda p: -self._load[p.who or 0]
        )
        for place in busiest_first:
            assert place.who is not None
            mine = self._load[place.who]
            for one in sorted(self._possible(place), key=lambda c: self._load[c.key]):
                if self._load[one.key] > mine - 2:
                    break
                if len(self._against(place, one)) <= len(self._broken(place)):
                    self._seat(place, one.key)
                    return True
        return False

    def _spread(self) -> int:
        """How uneven the load is among those who can do the same."""
        spread = 0
        for asked in (
            [c.key for c in self._situation.candidates.values() if c.reviews],
            [c.key for c in self._situation.candidates.values() if c.champions and not c.reviews],
        ):
            loads = [self._load[key] for key in asked]
            spread = max(spread, max(loads, default=0) - min(loads, default=0))
        return spread


def _said(broken: Sequence[str], chosen: bool) -> str:
    """What is broken; of a seat that the search filled also why."""
    if not broken:
        return ""
    why = () if chosen else ("No other school that could go was left.",)
    return " ".join((*broken, *why))


def _places(number: int, host: Host, situation: Situation) -> Iterator[_Place]:
    """The seats of a school's team: those taken already, then those still to be filled."""
    wanted = (
        (LEAD, (host.lead,) if host.lead else (), 1),
        (REVIEWER, host.others, REVIEWERS - 1),
        (CHAMPION, host.champions, CHAMPIONS),
    )
    for role, there, seats in wanted:
        for name in there:
            person = situation.who.person(name)
            known = person.key if person and person.key in situation.candidates else None
            yield _Place(number, role, name, known)
        for _ in range(seats - len(there)):
            yield _Place(number, role)
