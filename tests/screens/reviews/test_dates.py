"""The dates of a review by key: every step with its day, its state, and why it is due then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.stages import impact
from store.paperwork.steps import STEPS
from store.paperwork.tables import REVIEWS, YEARS
from store.records.editing import setting
from tests.support.a_review import HALF, filled, register_at
from tests.support.on_screen import SIZES, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two reviews of one school year, on 26 November and 3 December 2026; 19 November is closed."""
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "school_name": "Heath"})
        filled(register, {**HALF, "school_name": "Alder", "date": "2026-12-03"})
        closed: Json = [{"from": "2026-11-19", "until": "2026-11-19", "name": "Move"}]
        register.apply(setting(register.consortium, consortium.CLOSURES, closed))
    return tmp_path / "register.json"


async def test_every_step_stands_with_its_day_and_how_it_stands(path: Path) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press("enter", "t")
        for step in STEPS:
            assert seat.row_with(f"{step.stage} {step.words[:20]}"), step.key
        for name, said in (
            ("1 Data Shared", "12 Nov 26  done 12 Nov 26"),
            ("1 Pre-Review Meeting", "19 Nov 26  ! 2 working days late"),
            ("1 Timetable for the day", "25 Nov 26  due"),
            ("3 Workshop  ", "3 Dec to 10 Dec 26  to come"),
            ("3 Summary forwarded", "not yet possible"),
            ("4 School-to-school support", "ongoing"),
            ("5 Impact reviewed", "TBC"),
        ):
            assert seat.row_with(name).endswith(said), seat.row_with(name)


async def test_the_last_lines_say_why_by_which_ruling_and_in_the_papers_words(path: Path) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press("enter", "t", "down", "down")
        assert seat.shows(
            "Thu 19 Nov 2026: 7 days before the review on Thu 26 Nov 2026. Ruling 2. The paper: “1 "
            "week before the review”. Lead Reviewer to see to it. Not a working day (Move), the "
            "nearest one before it is Wed 18 Nov 2026."
        )
        await seat.press("enter")
        assert seat.rows[0].startswith(" Stage 1")


async def test_the_weeks_are_drawn_over_the_steps_with_what_their_signs_mean(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "t")
        lines = [seat.row_with(name) for name in (" 1 Plan", " 2 Review", " 3 Feedback")]
        assert len({line.index("|") for line in lines}) == 1
        assert "!" in lines[0]
        assert seat.shows("● done ◐ done late ! late ○ to come | today")


async def test_it_can_be_read_and_left_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "t", "down", "down")
        for size in SIZES:
            await seat.resize(*size)
            row = seat.row_with("▌")
            assert "Pre-Review" in row
            assert "! " in row
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("f1", "escape", "escape")
        assert seat.shows("1: Plan")


async def test_the_evaluation_is_one_for_the_year_and_stands_on_each_of_its_reviews(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "5")
        await seat.jump("Partnership to evaluate its maturity and impact as part o…: Due")
        await seat.type("1 jul 27")
        await seat.press("escape", "escape", "down", "enter", "5")
        assert "Alder · PR-2026-002" in seat.rows[0]
        await seat.jump("Partnership to evaluate its maturity and impact as part o…: Due")
        assert seat.shows("Thu 1 Jul 2027")
        await seat.press("escape", "t", "end")
        row = seat.row_with("▌")
        assert "5 The partnership’s evaluati…" in row
        assert row.endswith("1 Jul 27  to come")
        assert list(seat.register.keys(YEARS)) == [2026]
        assert not seat.register.record(REVIEWS, 2).document.get("evaluation.due")


async def test_a_chase_can_be_the_first_that_is_kept_of_a_year(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "5")
        await seat.jump("Asked for")
        await seat.press("f5")
        await seat.type("20 nov 26")
        await seat.press("escape", "escape")
        [row] = seat.register.record(YEARS, 2026)[impact.EVALUATION_CHASED]
        assert row[review.CHASED_DATE] == date(2026, 11, 20)
