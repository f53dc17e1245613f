"""Teams on the screen: proposed, changed seat by seat, taken in; who reviewed whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.base.page import Page
from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.records.change import making
from store.records.editing import setting
from tests.support.a_team import Consortium
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.today import TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ours = Consortium(tmp_path)
    for name in ours.people:
        ours.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
    ours.review("Birch", "2026-11-26")
    ours.register.close()
    return tmp_path / "register.json"


@pytest.fixture
def long_path(tmp_path: Path) -> Path:
    """So many schools, and so few schools that anybody is of, that all rounds are needed."""
    path = tmp_path / "register.json"
    may: Json = ["lead reviewer", "reviewer", "Improvement Champion"]
    schools: list[dict[str, Json]] = [
        {"name": f"School {n:03}", "member": True} for n in range(1, 201)
    ]
    people: list[dict[str, Json]] = [
        {"name": f"Quinn {n:02}", "school": n % 5 + 1, "roles": may} for n in range(30)
    ]
    with create_register(path, "Ours", today=lambda: TODAY) as register:
        register.apply([making(SCHOOLS.name, one) for one in schools])
        register.apply([making(PEOPLE.name, one) for one in people])
    return path


def working(seat: Seat) -> bool:
    """Whether teams are being worked out."""
    assert isinstance(seat.app.screen, Page)
    return "being worked out" in str(seat.app.screen.title_line())


async def test_the_schools_stand_there_at_once_and_keys_that_need_the_teams_wait_for_them(
    long_path: Path,
) -> None:
    async with seated(long_path) as seat:
        seat.strike("g")
        await seat.until_shown("200 schools · being worked out")
        assert seat.shows("School 001")
        assert seat.shows("The team is being worked out.")
        seat.strike("down", "enter", "enter", *"nobody", "enter")
        await seat.until_shown("Nobody is chosen; nothing is kept before a takes it in.")
        assert "Nobody" in seat.row_with("School 002")
        assert "Nobody" not in seat.row_with("School 003")


async def test_a_team_is_sought_by_its_people_as_soon_as_it_has_some(long_path: Path) -> None:
    async with seated(long_path) as seat:
        seat.strike("g")
        await seat.until_shown("being worked out")
        seat.strike("slash", "q", "enter", "enter")
        await seat.until_shown("which seat?")


async def test_nobody_has_to_wait_for_the_teams(long_path: Path) -> None:
    async with seated(long_path) as seat:
        title = " ".join(seat.rows[0].split())
        seat.strike("g")
        await seat.until_shown("being worked out")
        seat.strike("a", "escape")
        await seat.until_shown(title)
        while any(not worker.is_finished for worker in seat.pilot.app.workers):
            await seat.rest()
        assert seat.register.keys(REVIEWS) == []


async def test_a_seat_is_not_chosen_of_teams_that_are_being_worked_out_anew(
    long_path: Path,
) -> None:
    async with seated(long_path) as seat:
        seat.strike("g")
        await seat.until_shown("being worked out")
        seat.strike("enter")
        await seat.until_shown("which seat?")
        seat.register.apply([making(SCHOOLS.name, {"name": "Aspen", "member": True})])
        seat.strike("enter")
        await seat.until_shown("The register has changed meanwhile")
        assert seat.register.keys(REVIEWS) == []


async def test_teams_are_proposed_anew_only_after_a_change_that_bears_on_them(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g")
        assert not working(seat)
        school = seat.register.record(SCHOOLS, 1)
        seat.register.apply(setting(school, consortium.TOWN, "Colchester"))
        assert not working(seat)
        person = seat.register.record(PEOPLE, 1)
        seat.register.apply(setting(person, consortium.ROLES, ["reviewer"]))
        assert working(seat)
        await seat.rest()
        assert not working(seat)
        assert "Joan Mason" not in seat.row_with("Lead Reviewer:")


async def test_teams_are_there_when_they_changed_under_another_screen(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g", "w")
        seat.register.apply([making(SCHOOLS.name, {"name": "Zed", "member": True})])
        await seat.press("escape")
        assert seat.shows("7 schools")
        assert not working(seat)


async def test_nobody_is_put_on_a_team_that_has_changed_since_it_was_shown(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g", "enter")
        seat.register.apply([making(SCHOOLS.name, {"name": "Aspen", "member": True})])
        await seat.press("enter")
        assert seat.said.startswith("The register has changed meanwhile")


async def test_a_proposal_is_changed_at_a_seat_taken_in_and_taken_back(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g")
        assert seat.shows("Teams 2027–28")
        assert seat.shows("Lead Reviewer:")
        await seat.press("enter")
        assert seat.shows("which seat?")
        await seat.press("enter")
        await seat.type("nobody")
        await seat.press("enter")
        assert seat.shows("Nobody is chosen; nothing is kept before a takes it in.")
        assert len(seat.register.keys(REVIEWS)) == 1
        await seat.press("a")
        assert seat.shows("The teams of 2027–28 are on their reviews.")
        made = [seat.register.record(REVIEWS, key) for key in seat.register.keys(REVIEWS)[1:]]
        assert len(made) == 6
        assert made[0][review.LEAD_REVIEWER] is None
        assert all(found[review.LEAD_REVIEWER] for found in made[1:])
        await seat.press("u")
        assert len(seat.register.keys(REVIEWS)) == 1


async def test_who_reviewed_whom_turns_to_people_and_to_release(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g", "w")
        assert seat.shows("Who reviewed whom")
        assert any(row.split()[:3] == ["2", "Copford", "1"] for row in seat.rows)
        await seat.press("v")
        assert seat.shows("What each person has on")
        assert seat.shows("Ravi Patel")
        await seat.press("v")
        assert seat.shows("Half-days of release")
        assert seat.shows("Monkwick")


async def test_columns_that_do_not_fit_are_turned_to(path: Path) -> None:
    async with seated(path, size=(80, 24)) as seat:
        await seat.press("g", "enter", "enter")
        await seat.type("nobody")
        await seat.press("enter")
        # What was chosen stays: whoever chose it says when it is to go.
        seat.register.apply(
            [making("schools", {"name": f"Zed {n:02}", "member": True}) for n in range(28)]
        )
        assert seat.said.startswith("The register has changed since: p proposes anew")
        await seat.press("w")
        tens, ones = seat.rows[1:3]
        assert ones.split()[-1] == ">"
        assert (tens[43], ones[43]) == ("1", "0")
        assert len(ones.split()) - 2 == 27
        await seat.press("right")
        assert seat.rows[2].rstrip().endswith(" 4")
        assert "<" in seat.rows[2]
        assert ">" not in seat.rows[2]
        await seat.press("left")
        assert "<" not in seat.rows[2]


@pytest.mark.parametrize("size", SIZES)
async def test_both_read_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with seated(path, size=size) as seat:
        await seat.press("g")
        assert seat.shows("Birch")
        await seat.press("w")
        assert seat.shows("Copford")


async def test_who_is_offered_for_a_team_comes_with_what_speaks_against_them(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Lead Reviewer")
        await seat.press("ctrl+u")
        await seat.type("grace")
        assert seat.shows("! own school")
