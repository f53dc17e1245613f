"""A school year on the screen: its numbers opened, opened and closed as a whole, its papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.stages import impact
from store.paperwork.tables import REVIEWS, YEARS
from store.records.editing import setting
from tests.support.a_register import reopened
from tests.support.a_team import Consortium
from tests.support.on_screen import SIZES, Seat, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three reviews of 2026–27: one held, one closed, one to come; and one of the year before."""
    ours = Consortium(tmp_path)
    for name in ours.people:
        ours.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
    held: dict[str, Json] = {"visit.date": "2026-11-12", "feedback.date": "2026-11-12"}
    for school, said in (("Birch", held), ("Heath", {"status": "closed"}), ("Layer", {})):
        found = ours.review(school, "2026-11-12", themes=["Maths"])
        ours.register.apply(
            [c for path, v in said.items() for c in setting(found, REVIEWS.field(path), v)]
        )
    ours.review("Copford", "2025-11-13")
    themes: Json = ["Maths"]
    ours.register.apply(setting(ours.register.consortium, consortium.THEME_LIST, themes))
    ours.register.close()
    return tmp_path / "register.json"


async def to_row(seat: Seat, words: str) -> None:
    """Move the cursor to the row these words stand in."""
    await seat.press("home")
    for _ in range(60):
        if words in seat.row_with("▌"):
            return
        await seat.press("down")
    raise AssertionError(words)


async def test_each_number_opens_the_reviews_behind_it_and_enter_opens_one(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("r")
        assert seat.rows[0] == " The year 2026–27"
        assert seat.row_with("  held").split()[:2] == ["held", "1"]
        await to_row(seat, "still to be held")
        await seat.press("enter")
        assert seat.rows[0] == " Reviews: still to be held 2026–27: 2"
        assert [row.split()[0] for row in seat.rows[1:3]] == ["▌", "PR-2026-003"]
        await seat.press("slash", *"layer", "enter")
        assert seat.row_with("▌").startswith("▌ PR-2026-003  Thu 12 Nov 2026  Layer")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Layer   PR-2026-003")


async def test_a_number_that_is_changed_elsewhere_is_counted_anew(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("r")
        await to_row(seat, "still to be held")
        await seat.press("enter")
        layer = seat.register.record(REVIEWS, 3)
        seat.register.apply(setting(layer, REVIEWS.field("visit.date"), "2026-11-12"))
        await seat.press("down")
        assert seat.rows[0] == " Reviews: still to be held 2026–27: 1"
        await seat.press("escape")
        assert seat.row_with("  held").split()[:2] == ["held", "2"]


async def test_a_year_is_shown_then_opened_and_taken_back_by_keys(path: Path) -> None:
    async with seated(path, (120, 40)) as seat:
        await seat.press("r", "y")
        assert seat.rows[0] == " The year 2027–28"
        await seat.press("o")
        assert seat.rows[0] == " 2027–28: 6 reviews to be made."
        await to_row(seat, "Birch")
        assert seat.row_with("▌").startswith("▌ Thu 11 Nov 2027  Birch")
        assert seat.shows("Birch: Thu 11 Nov 2027 (a year after the last review, Thu 12 Nov 2026)")
        await seat.press("escape")
        assert len(seat.register.keys(REVIEWS)) == 4
        await seat.press("o", "enter")
        assert seat.said == "2027–28 is open. u takes it back."
        assert len(seat.register.keys(REVIEWS)) == 10
        assert seat.row_with("in the register").split()[-2] == "6"  # two have no date yet
        await seat.press("o")
        assert seat.rows[0].startswith(" 2027–28 is open already")
        await seat.press("enter")
        assert seat.said.startswith("2027–28 is open already")
        await seat.press("u")
        assert len(seat.register.keys(REVIEWS)) == 4


async def test_what_is_complete_is_closed_and_the_others_say_what_is_missing(path: Path) -> None:
    with reopened(path) as register:
        birch = register.record(REVIEWS, 1)
        for field in review.OVERRIDES:
            register.apply(setting(birch, field, "as agreed"))
    async with seated(path, (120, 40)) as seat:
        await seat.press("r", "c")
        assert seat.rows[0] == " 2026–27: 1 review to be closed."
        assert seat.row_with("▌") == "▌ PR-2026-001 Birch"
        assert seat.shows("! Stays open: PR-2026-003 Layer: Data Shared;")
        await seat.press("enter")
        assert seat.said == "They are closed. u takes it back."
        assert seat.row_with("closed ").split()[:2] == ["closed", "2"]
        await seat.press("u")
        assert seat.register.record(REVIEWS, 1)[review.STATUS] == "open"


async def test_a_review_is_cancelled_with_its_reason(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("r", "x", *"layer", "enter")
        assert seat.shows("Why is PR-2026-003 cancelled?")
        await seat.press("enter")
        assert seat.shows("Why is PR-2026-003 cancelled?")
        await seat.type("Made by mistake")
        await seat.press("enter")
        assert seat.said == "PR-2026-003 is cancelled; u takes it back."
        found = seat.register.record(REVIEWS, 3)
        assert (found[review.STATUS], found[review.STATUS_REASON]) == (
            "cancelled", "Made by mistake",
        )  # fmt: skip
        assert seat.row_with("cancelled ").split()[:2] == ["cancelled", "1"]


async def test_the_evaluation_is_tbc_until_it_has_a_day_and_is_that_of_stage_5(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("r")
        assert seat.row_with("  Due").split() == ["Due", "TBC"]
        await to_row(seat, "SPP Associate")
        await seat.press("enter")
        await seat.type("Jo Hart")
        await seat.press("escape")
        assert seat.row_with("SPP Associate").split()[-2:] == ["Jo", "Hart"]
        await to_row(seat, "Due  ")
        await seat.press("enter")
        await seat.type("1/7/27")
        await seat.press("escape")
        assert seat.row_with("Due  ").split()[-4:] == ["Thu", "1", "Jul", "2027"]
        assert seat.register.record(YEARS, 2026).plain(impact.SPP_ASSOCIATE) == "Jo Hart"
        await to_row(seat, "still to be held")
        await seat.press("enter", "enter", "5", "end", "tab")
        assert seat.register.record(YEARS, 2026).plain(impact.EVALUATION_DUE) == "Thu 1 Jul 2027"


async def test_the_papers_are_shown_as_they_are_exported(path: Path) -> None:
    async with seated(path, (120, 40)) as seat:
        await seat.press("r", "r")
        assert seat.shows("Report of the year 2026–27 Ours · as of Mon 23 Nov 2026")
        assert seat.shows("████████")
        await seat.press("escape", "t")
        assert seat.shows("Themes of the peer reviews 2026–27")
        assert seat.row_with("│ Maths").replace("│", " ").split()[1] == "3"
        assert not seat.shows("Birch")
        await seat.press("e")
        assert seat.rows[0] == " Export 2026–27"
        assert seat.shows("Themes paper, without names")


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_read_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with seated(path, size) as seat:
        await seat.press("r")
        assert seat.rows[0] == " The year 2026–27"
        await to_row(seat, "still to be held")
        assert seat.row_with("still to be held").split()[5] == "2"
        await seat.press("enter")
        assert seat.row_with("PR-2026-003").split()[0] in ("PR-2026-003", "▌")
        await seat.press("escape", "y", "o", "down", "down")
        assert seat.shows("Thu 11 Nov 2027")
        await seat.press("escape", "Y", "Y", "r")
        assert seat.shows("Report of the year 2025–26")


async def test_a_theme_is_offered_from_the_list_and_one_that_is_not_on_it_is_asked_about(
    path: Path,
) -> None:
    with reopened(path) as register:
        layer = register.record(REVIEWS, 3)
        register.apply(setting(layer, review.THEMES, list[Json](["Maths", "Zebras"])))
    async with seated(path, (120, 40)) as seat:
        await seat.press("slash", *"layer", "enter", "enter")
        assert seat.shows("? “Zebras” is not on the consortium’s list of themes")
        assert not seat.shows("“Maths” is not")
        await seat.press("d")
        await seat.jump("Themes")
        await seat.press("ctrl+end", "enter")
        await seat.type("ma")
        assert seat.shows("down and enter take one")
        assert seat.shows("Maths")
