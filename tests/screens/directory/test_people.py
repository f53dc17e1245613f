"""People on the screen: a page for each, names joined, entries merged, one of two chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.field_values import Name
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS
from tests.support.a_team import Consortium
from tests.support.on_screen import SIZES, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Joan Mason twice (1 of Copford, 7 of Heath), "J. Mason" on two reviews and linked on none."""
    ours = Consortium(tmp_path)
    ours.tell(
        "Joan Mason", roles=["reviewer"], expertise=["Phonics"], listed=True, telephone="01206 1",
        earlier=[{"role": "deputy", "from": "2019-09-01", "until": "2018-07-20"}],
    )  # fmt: skip
    ours.person("Joan Mason", roles=["governor"], school=ours.schools["Heath"], email="j@b.org")
    ours.people["Joan Mason"] = 1
    ours.review("Birch", "2026-10-01", ["Ravi Patel", "Joan Mason"])
    ours.review("Stanway", "2026-12-03", ["J. Mason", "Ellen Reed"])
    ours.review("Layer", "2027-01-14", ["J. Mason"])
    ours.register.close()
    return tmp_path / "register.json"


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_of_people_reads_at_every_size(
    path: Path, size: tuple[int, int]
) -> None:
    async with seated(path, size=size) as seat:
        await seat.press("p")
        assert seat.shows("Joan Mason")
        await seat.press("j")
        assert seat.shows("J. Mason")
        await seat.press("o")
        assert seat.shows("PR-2026-002")
        await seat.press("escape", "escape", "x")
        assert seat.shows("Phonics")


async def test_a_person_s_page_says_who_they_are_and_opens_their_reviews(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "slash")
        await seat.type("copford")
        await seat.press("enter", "enter")
        assert seat.rows[0].split() == ["Joan", "Mason", "reviewer,", "Copford,", "number", "1"]
        assert seat.shows("01206 1")
        assert seat.shows("Expertise (listed): Phonics")
        said = [row.strip() for row in seat.rows]
        assert said.index("reviewer, Copford") == said.index("Roles over time") + 2
        assert seat.shows("Warning: Earlier post 1 ends on Fri 20 Jul 2018, before it begins")
        assert seat.row_with("PR-2026-001 Birch").endswith("Other reviewers")
        await seat.press("end", "enter")
        assert seat.shows("PR-2026-001")
        assert seat.shows("Birch")


async def test_the_entry_is_edited_from_the_page_with_its_warning_beside_the_field(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await seat.press("p", "slash")
        await seat.type("copford")
        await seat.press("enter", "enter", "e")
        await seat.jump("Until")
        await seat.type("1.9.2020")
        await seat.press("f2")
        await seat.jump("From")
        await seat.type("1.9.2021")
        await seat.press("f2")
        assert seat.shows("Warning: The time in the directory ends on Tue 1 Sep 2020")
        assert seat.register.record(PEOPLE, 1)[consortium.PERSON_UNTIL] is not None


async def test_a_name_is_joined_wherever_it_stands_and_taken_back(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "j", "enter")
        assert seat.shows("Who is J. Mason?")
        assert seat.shows("initials, reviewer, Copford")
        await seat.press("enter")
        assert seat.said == "J. Mason: joined to Joan Mason in 2 places; u takes it back."
        assert seat.shows("Every name is linked")
        leads = [seat.register.record(REVIEWS, key)[review.LEAD_REVIEWER] for key in (2, 3)]
        assert leads == [Name("J. Mason", 1)] * 2
        await seat.press("u")
        assert seat.shows("J. Mason")


async def test_two_people_behind_one_name_are_joined_apart(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "j", "o", "enter", "enter")
        assert seat.shows("1 place")
        await seat.press("enter")
        await seat.type("new")
        await seat.press("enter")
        leads = [seat.register.record(REVIEWS, key)[review.LEAD_REVIEWER] for key in (2, 3)]
        assert leads == [Name("J. Mason", 1), Name("J. Mason", 8)]


async def test_two_entries_are_merged_after_they_are_shown(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "slash")
        await seat.type("copford")
        await seat.press("enter", "enter", "m", "enter")
        assert seat.shows("Keep Joan Mason (1), remove Joan Mason (7)")
        assert seat.shows("Roles: reviewer, governor")
        assert seat.shows("E-mail: j@b.org")
        assert seat.shows("School: Copford, not “Heath”")
        assert seat.register.find(PEOPLE, 7) is not None
        await seat.press("enter")
        assert seat.shows("one entry now")
        assert seat.register.find(PEOPLE, 7) is None
        assert seat.register.record(PEOPLE, 1)[consortium.PERSON_EMAIL] == "j@b.org"
        await seat.press("u")
        assert seat.register.find(PEOPLE, 7) is not None


async def test_a_second_of_one_name_is_made_only_when_that_is_said(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "n")
        await seat.type("grace lowe")
        await seat.press("enter")
        assert seat.shows("grace lowe is in the directory already")
        await seat.press("escape")
        assert seat.said == "Nobody was added."
        assert len(seat.register.keys(PEOPLE)) == 7
        await seat.press("n")
        await seat.type("grace lowe")
        await seat.press("enter", "down", "enter")
        assert len(seat.register.keys(PEOPLE)) == 8


async def test_of_two_people_of_one_name_the_one_chosen_is_linked(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Lead Reviewer")
        await seat.press("ctrl+u")
        await seat.type("joan")
        assert seat.shows("number 1")
        assert seat.shows("number 7")
        while "▌ Joan Mason" not in seat.row_with("number 7"):
            await seat.press("down")
        await seat.press("enter", "f2")
        assert seat.register.record(REVIEWS, 1)[review.LEAD_REVIEWER] == Name("Joan Mason", 7)
        await seat.jump("Lead Reviewer")
        await seat.press("f4", "ctrl+u")
        await seat.type("number 1")
        await seat.press("enter", "f2")
        assert seat.register.record(REVIEWS, 1)[review.LEAD_REVIEWER] == Name("Joan Mason", 1)


async def test_a_list_keeps_whom_its_names_meant_while_others_are_added(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Other reviewers")
        await seat.press("enter")
        await seat.type("Grace Lowe")
        await seat.press("f2")
        assert seat.register.record(REVIEWS, 1)[review.OTHER_REVIEWERS] == (
            Name("Joan Mason", 1), Name("Grace Lowe", 6),
        )  # fmt: skip


async def test_the_expertise_directory_narrows_and_opens_a_person(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "x", "slash")
        await seat.type("forest")
        assert seat.shows("Nothing matches “forest”.")
        await seat.press("escape", "enter")
        assert seat.shows("Joan Mason reviewer, Copford, number 1")


async def test_who_reviewed_whom_is_exported_from_its_screen(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("g", "w", "e")
        assert seat.shows("Export 2023–24 to 2027–28")
        await seat.press("f", "ctrl+u")
        await seat.type(str(path.parent / "out"))
        await seat.press("enter", "enter")
        assert seat.shows("Exported: 1 document.")
        (made,) = (path.parent / "out").iterdir()
        assert made.name == "matrix - 2023-24 to 2027-28.md"
        assert "Who reviewed whom 2023–24 to 2027–28" in made.read_text("utf-8")


async def test_an_earlier_post_that_runs_backwards_is_warned_of_in_its_row(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "slash")
        await seat.type("copford")
        await seat.press("enter", "enter", "e")
        await seat.jump("Earlier posts")
        assert seat.shows("Warning: Earlier post 1 ends on Fri 20 Jul 2018")
        await seat.press("enter")
        assert seat.shows("Earlier posts, row 1")
        await seat.jump("Until")
        assert seat.shows("Warning: Earlier post 1 ends on Fri 20 Jul 2018")
        await seat.press("ctrl+u")
        await seat.type("20.7.2021")
        await seat.press("f2")
        assert not seat.shows("Warning:")


async def test_of_two_of_one_name_what_speaks_against_one_does_not_hide_which_it_is(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Improvement Champions")
        await seat.press("enter")
        await seat.type("joan mason")
        assert seat.row_with("number 1").strip().startswith("Joan Mason  ! ")
