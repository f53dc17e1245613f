"""Moving a review by key: asked for, shown, and only then done, in one list that is undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from tests.support.a_review import HALF, filled, register_at
from tests.support.on_screen import SIZES, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A review of 26 and 27 November, late already, and one of 3 December by the same people."""
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "end_date": "2026-11-27"})
        filled(register, {**HALF, "school_name": "Alder Primary School", "date": "2026-12-03"})
        christmas: Json = [{"from": "2026-12-03", "until": "2026-12-04", "name": "Christmas"}]
        register.apply(setting(register.consortium, consortium.SCHOOL_HOLIDAYS, christmas))
    return tmp_path / "register.json"


async def test_a_new_day_is_asked_for_and_echoed_and_bad_text_stays_with_a_sentence(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "m")
        await seat.type("31 feb")
        await seat.press("enter")
        assert seat.shows("There is no 31 February: February has 29 days.")
        assert "31 feb" in seat.row_with("31 feb")
        await seat.press("ctrl+u")
        await seat.type("5 jan")
        assert seat.shows("Tue 5 Jan 2027")
        assert not seat.shows("There is no 31 February")
        await seat.press("ctrl+u", "enter")
        assert seat.shows("There is no date here")


async def test_what_moves_is_shown_first_and_escape_changes_nothing(path: Path) -> None:
    async with seated(path, (80, 30)) as seat:
        seq = seat.register.seq
        await seat.press("enter", "m")
        await seat.type("3 dec")
        await seat.press("enter")
        assert seat.shows("Thu 26 Nov 2026 → Thu 3 Dec 2026 to Fri 4 Dec 2026")
        for said in (
            "Thu 3 Dec 2026 is not an ordinary day: school holidays: Christmas.",
            "Joan Mason is booked on Thu 3 Dec 2026: PR-2026-002",
            "Timetable for the day: Wed 25 Nov 2026 → Wed 2 Dec 2026",
            "Workshop: Fri 11 Dec 2026 → Fri 18 Dec 2026",
            "Pre-Review Meeting, due Thu 19 Nov 2026, 2 working days late.",
        ):
            assert seat.shows(said), said
        while "Timetable" not in seat.row_with("▌"):
            await seat.press("down")
        assert seat.shows("(1 day before the review on Thu 3 Dec 2026)")
        await seat.press("escape")
        assert seat.rows[0].startswith(" Heath Primary School")
        assert seat.register.seq == seq


@pytest.mark.parametrize(("way", "key"), [((), "enter"), (("t",), "y")])
async def test_accepted_it_is_one_list_that_one_undo_takes_back(
    path: Path, way: tuple[str, ...], key: str
) -> None:
    async with seated(path) as seat:
        register = seat.register
        before, seq = register.record(REVIEWS, 1), register.seq
        await seat.press("enter", *way, "m")
        await seat.type("12/1/27")
        await seat.press("enter", key)
        after = register.record(REVIEWS, 1)
        days = (after[review.DATE_OF_REVIEW], after[review.END_DATE])
        assert days == (date(2027, 1, 12), date(2027, 1, 13))
        assert register.seq == seq + 1
        assert seat.said == (
            "PR-2026-001 is on Tue 12 Jan 2027 to Wed 13 Jan 2027 now; u takes it back."
        )
        await seat.press("u")
        assert register.record(REVIEWS, 1) == before


async def test_the_day_it_is_on_already_moves_nothing(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "m")
        await seat.type("26 nov")
        await seat.press("enter")
        assert seat.said == "PR-2026-001 is on Thu 26 Nov 2026 already; nothing was changed."


async def test_what_somebody_else_does_meanwhile_is_shown_before_it_is_accepted(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "m")
        await seat.type("12 jan")
        await seat.press("enter")
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, review.DATE_OF_REVIEW, "2026-12-08"))
        await seat.rest()
        assert seat.shows("Tue 8 Dec 2026 → Tue 12 Jan 2027")
        await seat.press("enter")
        assert seat.register.record(REVIEWS, 1)[review.DATE_OF_REVIEW] == date(2027, 1, 12)


async def test_what_somebody_else_makes_impossible_meanwhile_is_told(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "m")
        await seat.type("12 jan")
        await seat.press("enter")
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, review.END_DATE, "2100-12-30"))
        await seat.rest()
        assert seat.said == "The year 2101 is not between 1990 and 2100."
        await seat.press("enter")
        assert seat.register.record(REVIEWS, 1)[review.DATE_OF_REVIEW] == date(2026, 11, 26)


async def test_it_can_be_read_and_left_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("end", "enter", "m")
        await seat.type("5 jan")
        await seat.press("enter")
        for size in SIZES:
            await seat.resize(*size)
            assert seat.shows("→ Tue 5 Jan 2027")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("f1", "escape", "escape")
        assert seat.shows("1: Plan")
