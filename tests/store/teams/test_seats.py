"""Seats given and exchanged: what is counted on the way is what counting it all anew comes to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from random import Random
from types import FrameType

import pytest
from msgspec.structs import replace

from store.teams.proposal import CHAMPION, LEAD
from store.teams.search import ROUNDS, allocated, allocating
from store.teams.seats import Seating, SeatPlan, TeamSeat
from store.teams.situation import Candidate, Host, Situation

DAYS = (date(2027, 11, 2), date(2027, 11, 3), date(2027, 11, 4))
SEEDS = range(40)


def few_people(schools: int, people: int) -> Situation:
    """Far too few for so many schools: whoever there is does all."""
    known = {
        key: Candidate(key, f"Person {key}", key, True, True, True, None, None)
        for key in range(1, people + 1)
    }
    hosts = tuple(Host(number, f"School {number}") for number in range(1, schools + 1))
    return Situation(2027, hosts, known)


def tangled(random: Random) -> Situation:
    """Schools with one review or two, of which some share a day; people of few schools."""
    known = {
        key: Candidate(
            key, f"Person {key}", random.randint(1, 9), random.random() < 0.5,
            random.random() < 0.8, random.random() < 0.5, None, None,
        )
        for key in range(1, 31)
    }  # fmt: skip
    hosts = tuple(
        Host(school, f"School {school}", None, tuple(random.sample(DAYS, random.randint(0, 2))))
        for school in (*range(1, 8), random.randint(1, 7))
    )
    before = {(random.randint(1, 9), random.randint(1, 7)): 2025 for _ in range(12)}
    return Situation(2027, hosts, known, before)


def filled(situation: Situation, random: Random) -> Seating:
    """Everybody somewhere they can sit, whatever it breaks."""
    seated = Seating(SeatPlan.of(situation))
    for seat in seated.seats:
        if found := list(seated.possible(seat)):
            seated.give(seat, random.choice(found))
    return seated


def pairs(seated: Seating) -> Iterator[tuple[TeamSeat, TeamSeat]]:
    """Those of different reviews who could exchange their seats, if they may sit there."""
    for seat in seated.seats:
        for other in seated.seats:
            same = seat.role == other.role != CHAMPION and seat.school != other.school
            if same and seat.host != other.host and seat.movable and other.movable:
                yield seat, other


def of(situation: Situation, seat: TeamSeat) -> Candidate:
    assert seat.who is not None
    return situation.candidates[seat.who]


def broken_in_all(situation: Situation, seated: Seating) -> int:
    """The rules that are broken, counted one by one from who sits where."""
    schools = [
        {p.school for p in seated.seats if p.host == number and p.role != CHAMPION}
        for number in range(len(situation.hosts))
    ]
    count = 0
    for seat in seated.seats:
        if seat.role == CHAMPION or seat.who is None:
            continue
        host = situation.hosts[seat.host].school
        count += (seat.school, host) in situation.before
        count += sum(
            host in schools[number]
            for number, other in enumerate(situation.hosts)
            if other.school == seat.school
        )
        count += any(
            other.school == seat.school and other.role != CHAMPION
            for other in seated.seats
            if other.host == seat.host and other is not seat
        )
    return count


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_seat_breaks_is_what_all_comes_to_more_with_it_than_without(seed: int) -> None:
    random = Random(seed)
    situation = tangled(random)
    seated = filled(situation, random)
    assert seated.all_broken() == broken_in_all(situation, seated)
    for seat in seated.seats:
        if not seat.movable or seat.role == CHAMPION:
            continue
        one = of(situation, seat)
        with_it, breaks = broken_in_all(situation, seated), seated.breaks(seat, one.school)
        seated.give(seat, None)
        assert with_it - broken_in_all(situation, seated) == breaks
        seated.give(seat, one)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_can_exchange_their_seats_when_each_could_sit_there_with_both_empty(seed: int) -> None:
    random = Random(seed)
    situation = tangled(random)
    seated = filled(situation, random)
    asked = list(pairs(seated))
    assert asked
    for seat, other in asked:
        one, two = of(situation, seat), of(situation, other)
        said = one != two and seated.exchangeable(seat, other)
        seated.give(seat, None)
        seated.give(other, None)
        fits = one != two and two in seated.possible(seat) and one in seated.possible(other)
        seated.give(seat, one)
        seated.give(other, two)
        assert said == fits


@pytest.mark.parametrize("seed", SEEDS)
def test_an_exchange_breaks_what_the_two_seats_break_each_by_itself(seed: int) -> None:
    random = Random(seed)
    situation = tangled(random)
    seated = filled(situation, random)
    for seat, other in pairs(seated):
        if not seated.exchangeable(seat, other):
            continue
        one, two = of(situation, seat), of(situation, other)
        before = broken_in_all(situation, seated)
        said = (
            seated.breaks(seat, two.school) + seated.breaks(other, one.school)
            - seated.breaks(seat, one.school) - seated.breaks(other, two.school)
        )  # fmt: skip
        for given, who in ((seat, None), (other, one), (seat, two)):
            seated.give(given, who)
        assert broken_in_all(situation, seated) - before == said
        for given, who in ((seat, None), (other, two), (seat, one)):
            seated.give(given, who)


def test_six_people_for_thirty_four_schools_are_allocated_with_little_asked() -> None:
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    situation = few_people(34, 6)
    sys.setprofile(count)
    try:
        found = allocated(situation)
    finally:
        sys.setprofile(None)
    assert len(found.broken) == 6
    assert calls < 1_000_000  # they were 150 million when each question looked at every seat


def test_a_proposal_is_made_round_by_round_and_ends_with_the_first_that_is_good() -> None:
    hard, easy = few_people(34, 6), few_people(6, 12)
    assert list(allocating(hard)) == list(range(1, ROUNDS + 1))
    assert len(list(allocating(easy))) < ROUNDS


def test_who_leads_is_never_exchanged_for_one_who_may_not_lead() -> None:
    situation = few_people(20, 7)
    known = {key: replace(one, leads=key > 4) for key, one in situation.candidates.items()}
    found = allocated(replace(situation, candidates=known))
    leads = {s.name.person for t in found.teams for s in t.seats if s.role == LEAD and s.name}
    assert leads == {5, 6, 7}
