"""Seats while they are being filled: given out, exchanged so that less is broken, evened out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from random import Random

from store.dates.school_years import year_name
from store.teams.proposal import CHAMPION, LEAD, REVIEWER, Allocation, Seat, Team
from store.teams.seats import Seating, SeatPlan, TeamSeat
from store.teams.situation import Candidate, Situation
from store.values import Name

MENDS = 400
"""How often a seat is given to another, at most."""


class SeatingAttempt:
    """One try: who sits where, and how it is made better."""

    def __init__(self, places: SeatPlan, random: Random) -> None:
        self._places = places
        self._situation = places.situation
        self._seated = Seating(places)
        self._random = random
        self._order = {key: random.random() for key in places.situation.candidates}

    @property
    def cost(self) -> tuple[int, int, int]:
        """Empty seats, rules broken, how uneven the load is."""
        empty = sum(place.empty for place in self._seated.places)
        return empty, self._seated.all_broken(), self._seated.spread()

    @classmethod
    def of(cls, situation: Situation, teams: Sequence[Team]) -> SeatingAttempt:
        """The draft that has these teams, seat by seat."""
        draft = cls(SeatPlan.of(situation), Random(0))
        seats = [seat for team in teams for seat in team.seats]
        for place, seat in zip(draft._seated.places, seats, strict=True):
            if place.fixed is None:
                draft._seat(place, seat.name.person if seat.name else None)
                place.chosen = seat.chosen
        return draft

    def choose(self, host: int, seat: int, who: int | None) -> None:
        """Put somebody on the seat of a host by its place in the team; None empties it."""
        place = self._of_host(host)[seat]
        self._seat(place, who)
        place.chosen = True

    def choices(self, host: int, seat: int) -> list[tuple[Candidate, tuple[str, ...]]]:
        """Who could sit there, with what they would break: who breaks least and has least first."""
        place = self._of_host(host)[seat]
        found = [(one, self._against(place, one)) for one in self._seated.possible(place)]
        load = self._seated.load
        return sorted(found, key=lambda pair: (len(pair[1]), load[pair[0].key], pair[0].name))

    def fill(self) -> None:
        """Fill each empty seat, those of the schools with the fewest to choose from first."""
        open_ = [place for place in self._seated.places if place.empty]
        roles = {LEAD: 0, REVIEWER: 1, CHAMPION: 2}
        unseen = self._places.unseen
        open_.sort(key=lambda p: (roles[p.role], unseen[p.host], self._random.random()))
        for place in open_:
            self._seat(place, self._best(place))

    def mend(self) -> None:
        """Give seats to others while that breaks fewer rules, or spreads the load."""
        for _ in range(MENDS):
            if not (self._mend_broken() or self._even_out()):
                return

    def allocation(self) -> Allocation:
        """What was found."""
        seats: list[list[Seat]] = [[] for _ in self._situation.hosts]
        for place in self._seated.places:
            seats[place.host].append(self._as_seat(place))
        asked = {c.key for c in self._situation.candidates.values() if c.reviews or c.champions}
        return Allocation(
            self._situation.year,
            tuple(Team(h, tuple(s)) for h, s in zip(self._situation.hosts, seats, strict=True)),
            {key: self._seated.load[key] for key in sorted(asked)},
            self._seated.spread(),
        )

    def _as_seat(self, place: TeamSeat) -> Seat:
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
            broken=_said(self._against(place, candidate), place.chosen),
        )

    def _of_host(self, host: int) -> list[TeamSeat]:
        return [place for place in self._seated.places if place.host == host]

    def _seat(self, place: TeamSeat, who: int | None) -> None:
        self._seated.seat(place, None if who is None else self._situation.candidates[who])

    def _best(self, place: TeamSeat) -> int | None:
        seated = self._seated
        found = [
            (
                sum(seated.broken(place, one.school)),
                seated.load[one.key],
                self._order[one.key],
                one.key,
            )
            for one in seated.possible(place)
        ]
        return min(found)[-1] if found else None

    def _against(self, place: TeamSeat, one: Candidate) -> tuple[str, ...]:
        """The rules that somebody would break on a seat, with the reason."""
        been, reviewed, two = self._seated.broken(place, one.school)
        host, theirs = self._situation.hosts[place.host], self._situation.school_name(one.school)
        found = []
        if been:
            year = year_name(self._situation.before[(one.school, host.school)])
            found.append(f"{theirs} ({one.name}) reviewed {host.name} in {year}.")
        found += [f"{theirs} ({one.name}) is reviewed by {host.name} this year."] * reviewed
        if two:
            found.append(f"Two of the team are of {theirs}.")
        return tuple(found)

    def _mend_broken(self) -> bool:
        """Exchange a seat that breaks a rule with another one, so that fewer are broken."""
        movable: dict[str, list[TeamSeat]] = {LEAD: [], REVIEWER: [], CHAMPION: []}
        for place in self._seated.places:
            if place.movable:
                movable[place.role].append(place)
        for place in self._seated.places:
            if not place.movable or not self._seated.broken_now(place):
                continue
            for other in movable[place.role]:
                if self._exchange_helps(place, other):
                    self._exchange(place, other)
                    return True
        return False

    def _exchange_helps(self, place: TeamSeat, other: TeamSeat) -> bool:
        """Whether fewer rules are broken when two exchange their seats.

        Two of one school break the same on either. Whoever is of another school changes nothing
        for the other seat, as neither goes to their own school: each can be counted by itself.
        """
        one, two = place.school, other.school
        if one is None or two is None or one == two or place.host == other.host:
            return False
        if not self._seated.exchangeable(place, other):
            return False
        breaks = self._seated.breaks
        after = breaks(place, two) + breaks(other, one)
        return after < breaks(place, one) + breaks(other, two)

    def _exchange(self, place: TeamSeat, other: TeamSeat) -> None:
        one, two = place.who, other.who
        self._seat(place, None)
        self._seat(other, one)
        self._seat(place, two)

    def _even_out(self) -> bool:
        """Give a seat of the busiest to somebody who has less to do, breaking no rule for it."""
        seated, load = self._seated, self._seated.load
        least = min((load[key] for key in self._situation.candidates), default=0)
        movable = [
            (place.who, place)
            for place in seated.places
            if place.fixed is None and place.who is not None
        ]
        for who, place in sorted(movable, key=lambda pair: -load[pair[0]]):
            enough = load[who] - 2
            if enough < least:
                return False
            found = [one for one in seated.possible(place) if load[one.key] <= enough]
            for one in sorted(found, key=lambda one: load[one.key]):
                if sum(seated.broken(place, one.school)) <= seated.broken_now(place):
                    seated.seat(place, one)
                    return True
        return False


def _said(broken: Sequence[str], chosen: bool) -> str:
    """What is broken; of a seat that the search filled also why."""
    if not broken:
        return ""
    why = () if chosen else ("No other school that could go was left.",)
    return " ".join((*broken, *why))


ROUNDS = 40


def allocated(situation: Situation) -> Allocation:
    """The best proposal found: fewest empty seats, then fewest rules broken, then most even."""
    going = allocating(situation)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: Allocation = end.value
            return found


def allocating(situation: Situation) -> Generator[int, None, Allocation]:
    """The same round by round: how many are over, after each; at last the best proposal found."""
    places = SeatPlan.of(situation)
    best: SeatingAttempt | None = None
    for number in range(ROUNDS):
        draft = SeatingAttempt(places, Random(f"{situation.year} {number}"))
        draft.fill()
        draft.mend()
        if best is None or draft.cost < best.cost:
            best = draft
        if best.cost <= (0, 0, 1):
            break
        yield number + 1
    assert best is not None
    return best.allocation()


def with_choice(
    situation: Situation, teams: Sequence[Team], host: int, seat: int, who: int | None
) -> Allocation:
    """The teams with one seat given to somebody (None: to nobody), what is broken told anew.

    `host` and `seat` are places: of the team among the teams, of the seat in the team.
    """
    draft = SeatingAttempt.of(situation, teams)
    draft.choose(host, seat, who)
    return draft.allocation()


def choices(
    situation: Situation, teams: Sequence[Team], host: int, seat: int
) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Who could have a seat, with the rules that each would break; those who break none first."""
    return SeatingAttempt.of(situation, teams).choices(host, seat)
