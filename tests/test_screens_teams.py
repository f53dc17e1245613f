"""Teams on the screen: proposed, changed seat by seat, taken in; who reviewed whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.register.change import making
from tests.a_team import Consortium
from tests.on_screen import SIZES, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ours = Consortium(tmp_path)
    for name in ours.people:
        ours.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
    ours.review("Birch", "2026-11-26")
    ours.register.close()
    return tmp_path / "register.json"


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
        # What was chosen stays, so that nobody waits until all of these have teams.
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
