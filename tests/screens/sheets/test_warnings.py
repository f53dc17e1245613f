"""How fields do not fit together stands beside them until they do; nothing of it is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import consortium, deadlines, review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS, YEARS
from store.records.change import making
from store.records.editing import setting
from tests.support.a_register import reopened
from tests.support.a_review import HALF, filled, people, register_at
from tests.support.on_screen import SIZES, seated

FITS: dict[str, Json] = {
    **HALF,
    "other_reviewers": people("Ravi Patel", "Ellen O’Brien"),
    "improvement_champions": people("Priya Nair", "Sam Cole"),
}
BEFORE = "is before the review begins, on Thu 26 Nov 2026."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with register_at(tmp_path) as register:
        filled(register, FITS)
    return tmp_path / "register.json"


async def test_a_warning_stands_beside_its_field_until_it_is_resolved(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        assert not seat.shows("Warning")
        await seat.jump("Last day of the review")
        await seat.type("25 nov")
        await seat.press("tab")
        kept = seat.register.record(REVIEWS, 1)[review.END_DATE]
        assert kept == date(2026, 11, 25)
        rows = seat.rows
        at = next(n for n, row in enumerate(rows) if row.startswith("Last day of the review"))
        assert rows[at + 1].startswith("  Warning: The last day of the review, on Wed 25 Nov 2026,")
        await seat.press("escape", "d")
        assert seat.shows("Warning: The last day of the review")
        await seat.jump("Last day of the review")
        await seat.press("ctrl+u")
        await seat.type("27 nov")
        await seat.press("tab")
        assert not seat.shows("Warning")


async def test_a_cells_warning_stands_beside_the_cell_and_beneath_its_table(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "a")
        await seat.jump("Actions")
        await seat.press("enter")
        await seat.jump("Deadline")
        await seat.type("26/3/62")
        await seat.press("tab")
        assert seat.shows("Warning: ")
        assert seat.shows("Sun 26 Mar 2062 is more than 2 years from the review")
        await seat.press("escape")
        assert seat.shows("Warning: ")


async def test_what_another_record_brings_stands_there_as_soon_as_it_is_known(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        second: dict[str, Json] = {
            "school": 1,
            "school_name": "Birch",
            "status": "open",
            "date": "2027-03-04",
        }
        seat.register.apply([making("reviews", second)])
        await seat.rest()
        assert seat.shows(
            "Warning: Heath Primary School has PR-2026-002 in 2026–27 as well (ruling 35)."
        )
        there = seat.register.record(REVIEWS, 2)
        why = setting(there, review.STATUS_REASON, "made twice")
        seat.register.apply([*why, *setting(there, review.STATUS, "cancelled")])
        await seat.rest()
        assert not seat.shows("Warning")


async def test_the_reviews_page_lists_them_and_leads_to_their_fields(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter")
        assert not seat.shows("To check")
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, feedback.FEEDBACK_DATE, "2026-11-25"))
        await seat.rest()
        assert seat.rows[1].endswith("? 1 to check")
        await seat.press("home", "down")
        assert "? The feedback, on Wed 25 Nov 2026, is before" in seat.row_with("▌")
        assert seat.said == f"The feedback, on Wed 25 Nov 2026, {BEFORE}"
        await seat.press("down")
        assert seat.said == ""
        await seat.press("up", "enter")
        assert seat.rows[0].startswith(" Stage 3")
        await seat.press("ctrl+u")
        await seat.type("26 nov")
        await seat.press("escape")
        assert not seat.shows("to check")


async def test_they_can_be_read_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, review.END_DATE, "2026-11-25"))
        await seat.press("enter", "home", "down")
        for size in SIZES:
            await seat.resize(*size)
            assert seat.shows(f"The last day of the review, on Wed 25 Nov 2026, {BEFORE}")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("enter")
        assert seat.shows("Warning: The last day")


async def test_a_mistyped_year_of_the_evaluation_or_of_a_closure_is_asked_about(path: Path) -> None:
    with reopened(path) as register:
        register.apply([making(YEARS.name, {"evaluation.due": "2076-12-09"}, 2026)])
        closed: Json = [{"from": "2026-12-21", "until": "2066-12-31", "name": "Christmas"}]
        register.apply(setting(register.consortium, consortium.CLOSURES, closed))
        own: Json = 20
        register.apply(setting(register.consortium, deadlines.WORKSHOP_FROM.field, own))
    async with seated(path, (80, 60)) as seat:
        await seat.press("enter", "5")
        assert seat.shows("Wed 9 Dec 2076 is years away; check the year.")
        await seat.press("escape", "escape", "c")
        assert seat.shows("Mon 21 Dec 2026 to Fri 31 Dec 2066 is a year or more; check the years.")
        assert seat.shows("is more than Workshop, latest: after the review 14 days.")
