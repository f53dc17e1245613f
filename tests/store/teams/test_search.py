"""Teams for a school year: no rule broken that can be kept, the load even, what broke said."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from store.dates.school_years import school_year
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.tables import PEOPLE, REVIEWS, Table
from store.paperwork.tables import SCHOOLS as SCHOOL_TABLE
from store.records.change import NEW_ROW, Change, making
from store.records.editing import setting
from store.register.register import Register
from store.teams.proposal import CHAMPION, LEAD, Allocation, taking
from store.teams.search import allocated, choices, with_choice
from store.teams.situation import Candidate, Host, Situation, bears_on_teams, situation_of
from store.warnings.team import team_warnings
from tests.support.a_team import Consortium

SCHOOLS = 24
YEARS = range(2026, 2031)


def candidates(schools: int) -> dict[int, Candidate]:
    """A head who reviews and leads, and a champion, of each school."""
    found = {}
    for school in range(1, schools + 1):
        found[school] = Candidate(school, f"Head {school}", school, True, True, False, None, None)
        key = 1000 + school
        found[key] = Candidate(key, f"Champion {school}", school, False, False, True, None, None)
    return found


def hosts(schools: int, *days: date) -> tuple[Host, ...]:
    return tuple(Host(school, f"School {school}", None, days) for school in range(1, schools + 1))


def reviewing(found: Allocation, known: dict[int, Candidate]) -> list[tuple[int, int]]:
    """Each (reviewing school, reviewed school)."""
    return [
        (known[seat.name.person].school, team.host.school)
        for team in found.teams
        for seat in team.seats
        if seat.role != CHAMPION and seat.name and seat.name.person
    ]


def test_twenty_four_schools_over_five_years_break_no_rule() -> None:
    known = candidates(SCHOOLS)
    before: dict[tuple[int, int], int] = {}
    for year in YEARS:
        found = allocated(Situation(year, hosts(SCHOOLS), known, dict(before)))
        assert found.broken == ()
        pairs = reviewing(found, known)
        assert len(pairs) == SCHOOLS * 3
        assert len(set(pairs)) == len(pairs)
        assert all(one != other for one, other in pairs)
        assert not {(b, a) for a, b in pairs} & set(pairs)
        assert not set(pairs) & set(before)
        for team in found.teams:
            schools = {known[s.name.person or 0].school for s in team.seats if s.name}
            assert len(schools) == 5  # nobody shares a school with anybody, champions included
            assert team.host.school not in schools
        assert found.spread <= 1
        busy = Counter(found.load[key] for key in known if key < 1000)
        assert busy == {3: SCHOOLS}
        before |= dict.fromkeys(pairs, year)


def test_the_same_situation_gives_the_same_proposal() -> None:
    first, again = (allocated(Situation(2026, hosts(8), candidates(8))) for _ in range(2))
    assert first.teams == again.teams


def test_it_says_which_rule_it_had_to_break_and_why() -> None:
    known = {key: one for key, one in candidates(8).items() if key in (1, 3, 4) or key > 1004}
    found = allocated(Situation(2026, hosts(4)[1:2], known, {(3, 2): 2024}))
    assert found.broken == (
        (
            "School 2",
            "a school (Head 3) reviewed School 2 in 2024–25. No other school that could go was "
            "left.",
        ),
    )


def test_an_empty_seat_is_said() -> None:
    known = {1: Candidate(1, "Head 1", 1, True, True, False, None, None)}
    found = allocated(Situation(2026, hosts(2)[1:], known))
    assert [seat.name.name for seat in found.teams[0].seats if seat.name] == ["Head 1"]
    assert found.broken == (
        ("School 2", "No reviewer is left who could go."),
        ("School 2", "No Improvement Champion is left who could go."),
    )


def test_nobody_is_in_two_places_on_a_day() -> None:
    known = candidates(12)
    day = date(2026, 11, 26)
    found = allocated(Situation(2026, hosts(3, day), known))
    named = [seat.name.person for team in found.teams for seat in team.seats if seat.name]
    assert found.broken == ()
    assert len(set(named)) == len(named) == 15


def test_somebody_who_has_left_by_then_is_not_asked() -> None:
    known = candidates(6)
    gone = Candidate(1, "Head 1", 1, True, True, False, None, date(2026, 11, 25))
    found = allocated(Situation(2026, hosts(6, date(2026, 11, 26)), {**known, 1: gone}))
    assert found.load[1] == 0


@pytest.fixture
def ours(tmp_path: Path) -> Consortium:
    found = Consortium(tmp_path)
    for name in found.people:
        found.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
    return found


def warned(register: Register) -> list[str]:
    return [
        one.sentence
        for key in register.keys(REVIEWS)
        for one in team_warnings(register, register.record(REVIEWS, key))
    ]


def test_a_proposal_taken_in_makes_the_reviews_with_their_teams_in_one_undoable_list(
    ours: Consortium,
) -> None:
    there = ours.review("Birch", "2026-11-26", ["Joan Mason"], [])
    found = allocated(situation_of(ours.register, 2026))
    before = ours.register.seq
    ours.register.apply(taking(ours.register, found.teams, found.year))
    assert ours.register.seq == before + 1
    assert len(ours.register.keys(REVIEWS)) == len(ours.schools)
    same = ours.register.record(REVIEWS, there.key)
    assert same[review.LEAD_REVIEWER] == there[review.LEAD_REVIEWER]  # who was on it stays
    assert len(same[review.OTHER_REVIEWERS]) == 2
    assert len(same[review.IMPROVEMENT_CHAMPIONS]) == 2
    ours.register.undo()
    assert ours.register.keys(REVIEWS) == [there.key]
    assert ours.register.record(REVIEWS, there.key).document == there.document


def test_what_no_proposal_broke_the_check_does_not_warn_of(tmp_path: Path) -> None:
    ours = Consortium(tmp_path)
    for number in range(12):
        name = f"School {number}"
        ours.school(name)
        for role in ("lead reviewer", "Improvement Champion"):
            ours.person(f"{role} {number}", school=ours.schools[name], roles=[role])
    with ours.register as register:
        for year in (2026, 2027):
            found = allocated(situation_of(register, year))
            assert found.broken == ()
            register.apply(taking(register, found.teams, found.year))
            changes = [
                change
                for place, key in enumerate(register.keys(REVIEWS))
                if register.record(REVIEWS, key)[review.DATE_OF_REVIEW] is None
                for change in setting(
                    register.record(REVIEWS, key),
                    review.DATE_OF_REVIEW,
                    f"{year}-{10 + place % 3}-{1 + place % 28:02}",
                )
            ]
            register.apply(changes)
        dates = [line.date for line in register.lines() if line.date]
        assert {school_year(day) for day in dates} == {2026, 2027}
        told = [one for one in warned(register) if "booked" not in one]  # the dates came after
        assert told == []


def test_a_seat_can_be_given_to_another_and_says_what_that_breaks(ours: Consortium) -> None:
    ours.review("Birch", "2024-11-26", ["Ravi Patel", "X", "Y"])
    situation = situation_of(ours.register, 2026)
    found = allocated(situation)
    birch = next(n for n, team in enumerate(found.teams) if team.host.name == "Birch")
    for seat in range(5):
        found = with_choice(situation, found.teams, birch, seat, None)
    assert [seat.name for seat in found.teams[birch].seats] == [None] * 5
    offered = {one.name: broken for one, broken in choices(situation, found.teams, birch, 0)}
    assert list(offered)[-1] == "Ravi Patel"  # who breaks a rule comes last
    assert offered["Ravi Patel"][0] == "Heath (Ravi Patel) reviewed Birch in 2024–25."
    taken = with_choice(situation, found.teams, birch, 0, ours.people["Ravi Patel"])
    assert taken.teams[birch].broken == (" ".join(offered["Ravi Patel"]),)


def test_the_lead_is_one_who_leads(ours: Consortium) -> None:
    for name in ours.people:
        ours.tell(name, roles=["reviewer"])
    ours.tell("Joan Mason", roles=["lead reviewer"])
    found = allocated(situation_of(ours.register, 2026))
    leads = {s.name.name for t in found.teams for s in t.seats if s.role == LEAD and s.name}
    assert leads == {"Joan Mason"}


@pytest.mark.parametrize(
    ("table", "field", "bears"),
    [
        (REVIEWS, review.DATE_OF_REVIEW, True),
        (REVIEWS, review.STATUS, True),
        (REVIEWS, review.OTHER_REVIEWERS, True),
        (REVIEWS, review.HEADTEACHER, False),
        (REVIEWS, review.NOTE, False),
        (SCHOOL_TABLE, consortium.MEMBER, True),
        (SCHOOL_TABLE, consortium.TOWN, False),
        (PEOPLE, consortium.ROLES, True),
        (PEOPLE, consortium.PERSON_UNTIL, True),
        (PEOPLE, consortium.PERSON_EMAIL, False),
    ],
)
def test_a_change_bears_on_teams_when_they_are_proposed_from_it(
    table: Table, field: Field[object], bears: bool
) -> None:
    assert bears_on_teams([Change(table.name, 1, field.path, None, None)]) == bears


def test_what_is_made_or_taken_back_and_where_somebody_was_bear_on_teams() -> None:
    post = f"{consortium.EARLIER_POSTS.path}.{NEW_ROW}.{consortium.POST_SCHOOL.path}"
    assert bears_on_teams([Change(PEOPLE.name, 1, post, None, 2)])
    for table in (REVIEWS, SCHOOL_TABLE, PEOPLE):
        assert bears_on_teams([making(table.name, {})])
    assert not bears_on_teams([making("years", {})])
