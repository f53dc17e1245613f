"""Teams for a school year: a proposal that breaks no rule it can keep, the load spread evenly.

A plain search: at most `ROUNDS` times the teams are filled seat by seat, each seat with whoever
breaks no rule and has the least to do, then at most `MENDS` times a seat is given to another. The
best of what was found is proposed. The same register gives the same proposal.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from random import Random

from store.dates.school_years import year_name
from store.field_values import Name
from store.teams.proposal import CHAMPION, LEAD, REVIEWER, Allocation, Seat, Team
from store.teams.seats import Seating, SeatPlan, TeamSeat
from store.teams.situation import Candidate, Situation

MENDS = 400
"""How often a seat is given to another, at most."""


class SeatingAttempt:
    """One try: who sits where, and how it is made better."""

    def __init__(self, plan: SeatPlan, random: Random) -> None:
        self._plan = plan
        self._situation = plan.situation
        self._seated = Seating(plan)
        self._random = random
        self._order = {key: random.random() for key in plan.situation.candidates}

    @property
    def cost(self) -> tuple[int, int, int]:
        """Empty seats, rules broken, how uneven the load is."""
        empty = sum(seat.empty for seat in self._seated.seats)
        return empty, self._seated.all_broken(), self._seated.spread()

    @classmethod
    def of(cls, situation: Situation, teams: Sequence[Team]) -> SeatingAttempt:
        """The attempt that has these teams, seat by seat."""
        draft = cls(SeatPlan.of(situation), Random(0))
        given = [seat for team in teams for seat in team.seats]
        for seat, said in zip(draft._seated.seats, given, strict=True):
            if seat.fixed is None:
                draft._give(seat, said.name.person if said.name else None)
                seat.chosen = said.chosen
        return draft

    def choose(self, host: int, number: int, who: int | None) -> None:
        """Put somebody on the seat of a host by its place in the team; None empties it."""
        seat = self._of_host(host)[number]
        self._give(seat, who)
        seat.chosen = True

    def choices(self, host: int, number: int) -> list[tuple[Candidate, tuple[str, ...]]]:
        """Who could sit there and what they would break: fewest rules first, then least load."""
        seat = self._of_host(host)[number]
        judged = [
            (candidate, self._against(seat, candidate)) for candidate in self._seated.possible(seat)
        ]
        load = self._seated.load
        return sorted(judged, key=lambda pair: (len(pair[1]), load[pair[0].key], pair[0].name))

    def fill(self) -> None:
        """Fill each empty seat, those of the schools with the fewest to choose from first."""
        open_ = [seat for seat in self._seated.seats if seat.empty]
        roles = {LEAD: 0, REVIEWER: 1, CHAMPION: 2}
        unseen = self._plan.unseen
        open_.sort(key=lambda p: (roles[p.role], unseen[p.host], self._random.random()))
        for seat in open_:
            self._give(seat, self._best(seat))

    def mend(self) -> None:
        """Give seats to others while that breaks fewer rules, or spreads the load."""
        for _ in range(MENDS):
            if not (self._mend_broken() or self._even_out()):
                return

    def allocation(self) -> Allocation:
        """What was found."""
        of_host: list[list[Seat]] = [[] for _ in self._situation.hosts]
        for seat in self._seated.seats:
            of_host[seat.host].append(self._as_seat(seat))
        asked = {c.key for c in self._situation.candidates.values() if c.reviews or c.champions}
        return Allocation(
            self._situation.year,
            tuple(Team(h, tuple(s)) for h, s in zip(self._situation.hosts, of_host, strict=True)),
            {key: self._seated.load[key] for key in sorted(asked)},
            self._seated.spread(),
        )

    def _as_seat(self, seat: TeamSeat) -> Seat:
        if seat.fixed is not None:
            return Seat(seat.role, seat.fixed, fixed=True)
        if seat.who is None:
            why = "" if seat.chosen else f"No {seat.role} is left who could go."
            return Seat(seat.role, None, chosen=seat.chosen, broken=why)
        candidate = self._situation.candidates[seat.who]
        return Seat(
            seat.role,
            Name(candidate.name, candidate.key),
            chosen=seat.chosen,
            broken=_said(self._against(seat, candidate), seat.chosen),
        )

    def _of_host(self, host: int) -> list[TeamSeat]:
        return [seat for seat in self._seated.seats if seat.host == host]

    def _give(self, seat: TeamSeat, who: int | None) -> None:
        self._seated.give(seat, None if who is None else self._situation.candidates[who])

    def _best(self, seat: TeamSeat) -> int | None:
        seated = self._seated
        ranked = [
            (
                sum(seated.broken(seat, candidate.school)),
                seated.load[candidate.key],
                self._order[candidate.key],
                candidate.key,
            )
            for candidate in seated.possible(seat)
        ]
        return min(ranked)[-1] if ranked else None

    def _against(self, seat: TeamSeat, candidate: Candidate) -> tuple[str, ...]:
        """The rules that somebody would break on a seat, with the reason."""
        been, reviewed, two = self._seated.broken(seat, candidate.school)
        host, theirs = (
            self._situation.hosts[seat.host],
            self._situation.school_name(candidate.school),
        )
        reasons = []
        if been:
            year = year_name(self._situation.before[(candidate.school, host.school)])
            reasons.append(f"{theirs} ({candidate.name}) reviewed {host.name} in {year}.")
        reasons += [f"{theirs} ({candidate.name}) is reviewed by {host.name} this year."] * reviewed
        if two:
            reasons.append(f"Two of the team are of {theirs}.")
        return tuple(reasons)

    def _mend_broken(self) -> bool:
        """Exchange a seat that breaks a rule with another one, so that fewer are broken."""
        movable: dict[str, list[TeamSeat]] = {LEAD: [], REVIEWER: [], CHAMPION: []}
        for seat in self._seated.seats:
            if seat.movable:
                movable[seat.role].append(seat)
        for seat in self._seated.seats:
            if not seat.movable or not self._seated.broken_now(seat):
                continue
            for other in movable[seat.role]:
                if self._exchange_helps(seat, other):
                    self._exchange(seat, other)
                    return True
        return False

    def _exchange_helps(self, seat: TeamSeat, other: TeamSeat) -> bool:
        """Whether fewer rules are broken when two exchange their seats.

        Two people of one school break the same rules on either seat. People of different schools do
        not affect each other's seat, as neither goes to their own school: each seat is counted by
        itself.
        """
        school, other_school = seat.school, other.school
        if (
            school is None
            or other_school is None
            or school == other_school
            or seat.host == other.host
        ):
            return False
        if not self._seated.exchangeable(seat, other):
            return False
        breaks = self._seated.breaks
        after = breaks(seat, other_school) + breaks(other, school)
        return after < breaks(seat, school) + breaks(other, other_school)

    def _exchange(self, seat: TeamSeat, other: TeamSeat) -> None:
        who, other_who = seat.who, other.who
        self._give(seat, None)
        self._give(other, who)
        self._give(seat, other_who)

    def _even_out(self) -> bool:
        """Give a seat of the busiest to somebody who has less to do, breaking no rule for it."""
        seated, load = self._seated, self._seated.load
        least = min((load[key] for key in self._situation.candidates), default=0)
        movable = [
            (seat.who, seat) for seat in seated.seats if seat.fixed is None and seat.who is not None
        ]
        for who, seat in sorted(movable, key=lambda pair: -load[pair[0]]):
            enough = load[who] - 2
            if enough < least:
                return False
            less_busy = [
                candidate for candidate in seated.possible(seat) if load[candidate.key] <= enough
            ]
            for candidate in sorted(less_busy, key=lambda candidate: load[candidate.key]):
                if sum(seated.broken(seat, candidate.school)) <= seated.broken_now(seat):
                    seated.give(seat, candidate)
                    return True
        return False


def _said(broken: Sequence[str], chosen: bool) -> str:
    """What is broken; for a seat that the search filled, also why."""
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
            allocation: Allocation = end.value
            return allocation


def allocating(situation: Situation) -> Generator[int, None, Allocation]:
    """The same round by round: yields how many rounds are done, and returns the best proposal."""
    plan = SeatPlan.of(situation)
    best: SeatingAttempt | None = None
    for number in range(ROUNDS):
        draft = SeatingAttempt(plan, Random(f"{situation.year} {number}"))
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
    situation: Situation, teams: Sequence[Team], host: int, number: int, who: int | None
) -> Allocation:
    """The teams with one seat given to somebody (None: to nobody), and what that breaks.

    `host` and `number` count from 0: the team among the teams, the seat in the team.
    """
    draft = SeatingAttempt.of(situation, teams)
    draft.choose(host, number, who)
    return draft.allocation()


def choices(
    situation: Situation, teams: Sequence[Team], host: int, number: int
) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Who could have a seat, with the rules that each would break; those who break none first."""
    return SeatingAttempt.of(situation, teams).choices(host, number)
