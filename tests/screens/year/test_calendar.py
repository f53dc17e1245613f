"""Reviews, workshops and deadlines by day and by week."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from store.dates.days import review_days
from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS, YEARS
from store.progress.events import EventKind, events
from store.records.change import making
from store.records.editing import setting
from tests.support.a_register import reopened
from tests.support.a_review import HALF, filled, register_at
from tests.support.on_screen import SIZES, Seat, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A review on Thu 26 Nov 2026, with its workshop agreed, and half term before it."""
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "school_name": "Heath", "workshop.agreed_date": "2026-12-08"})
        holidays: Json = [{"from": "2026-10-26", "until": "2026-10-30", "name": "Half term"}]
        closed: Json = [{"from": "2026-12-24", "until": "2027-01-01", "name": "Christmas"}]
        register.apply(setting(register.consortium, consortium.SCHOOL_HOLIDAYS, holidays))
        register.apply(setting(register.consortium, consortium.CLOSURES, closed))
    return tmp_path / "register.json"


def cell(seat: Seat, week: str, weekday: int) -> list[str]:
    """What stands in a day of the month: `week` is the number of its Monday, as it is drawn."""
    rows = seat.rows
    heads = next(row for row in rows if row.startswith("Mon"))
    width = heads.index("Tue")
    at = next(n for n, row in enumerate(rows) if row[:width].strip(" []*-") == week)
    return [row[weekday * width : (weekday + 1) * width].strip() for row in rows[at : at + 4]]


async def test_the_month_shows_each_on_its_day_what_is_late_and_the_days_that_are_none(
    path: Path,
) -> None:
    async with seated(path, (120, 40)) as seat:
        await seat.press("k")
        assert seat.rows[0] == " November 2026"
        assert cell(seat, "23", 0)[0] == "[23]*"
        assert cell(seat, "23", 3)[:2] == ["26", "R Heath"]
        assert "D Heath" in cell(seat, "23", 3)
        assert cell(seat, "16", 3)[:2] == ["19", "!D Heath"]
        assert cell(seat, "23", 5)[0] == "28 -"
        await seat.press("right", "right", "right")
        assert seat.row_with("Thu 26 Nov 2026:").startswith(" Thu 26 Nov 2026: R Heath · D Heath")
        await seat.press("pagedown")
        assert seat.rows[0] == " December 2026"
        assert "W Heath" in cell(seat, "7", 1)
        await seat.press("left")
        assert seat.shows("Fri 25 Dec 2026: Christmas Day")
        await seat.press("t")
        assert seat.rows[0] == " November 2026"


async def test_what_there_is_no_room_for_is_counted_and_hides_nothing_late(path: Path) -> None:
    async with seated(path) as seat:
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, review.DATE_OF_REVIEW, "2026-11-19"))
        await seat.press("k")
        assert cell(seat, "16", 3)[:3] == ["19", "!R Heath", "!+2 more"]


async def test_a_review_and_its_workshop_stand_on_their_days_once_marked_when_they_are_late(
    path: Path,
) -> None:
    async with seated(path, (120, 40)) as seat:
        there = seat.register.record(REVIEWS, 1)
        moved = setting(there, review.DATE_OF_REVIEW, "2026-11-05")
        agreed = setting(there, feedback.WORKSHOP_AGREED_DATE, "2026-11-17")
        seat.register.apply([*moved, *agreed])
        await seat.press("k")
        assert cell(seat, "2", 3)[1] == "!R Heath"
        assert cell(seat, "16", 1)[:2] == ["17", "!W Heath"]
        await seat.press("up", "right", "enter")
        assert seat.shows("17 Nov 26 ! Workshop: Workshop (agreed) Heath")
        assert not seat.shows("Due: Workshop")
        await seat.press("escape", "up", "right", "right", "up", "enter")
        assert seat.shows("5 Nov 26 ! Review: Review Heath")
        assert seat.shows("! Due: Feedback Given")
        assert not seat.shows("Due: Review Carried out")


async def test_the_years_evaluation_is_there_once_and_opens_where_it_is_kept(path: Path) -> None:
    with reopened(path) as register:
        register.apply([making(YEARS.name, {"evaluation.due": "2026-11-24"}, 2026)])
        register.apply([making(YEARS.name, {"evaluation.due": "2026-11-24"}, 2024)])
        filled(register, {**HALF, "school_name": "Elm"})
        for key in register.keys(REVIEWS):
            changes = setting(register.record(REVIEWS, key), review.STATUS, "closed")
            register.apply(changes)
    async with seated(path, (120, 40)) as seat:
        await seat.press("k", "right")
        assert seat.row_with("Tue 24 Nov 2026:").count("evaluation") == 2
        await seat.press("enter", "enter")
        assert seat.said == "2024–25 has no review whose Stage 5 could show it."
        await seat.press("enter", "down", "enter")
        assert seat.rows[0].startswith(" Stage 5: Impact assessment")
        assert seat.app.screen.focused is not None
        assert seat.shows("The partnership’s evaluation of the year 2026–27")


async def test_a_mistyped_end_does_not_draw_a_review_for_years(path: Path) -> None:
    with reopened(path) as register:
        changes = setting(register.record(REVIEWS, 1), review.END_DATE, "2062-11-26")
        register.apply(changes)
        found = events(register, date(2026, 9, 1), date(2063, 9, 1))
    days = [event for event in found if event.kind is EventKind.REVIEW]
    assert [event.day for event in days] == review_days(date(2026, 11, 26), date(2062, 11, 26))
    assert len(days) == 31


async def test_a_day_opens_what_is_on_it_and_leads_to_the_review(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("k", "enter")
        assert seat.said == "Nothing is on then."
        await seat.press("right")
        assert seat.said == ""
        await seat.press("right", "right", "enter")
        assert seat.shows("26 Nov 26 Review: Review Heath")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Heath   PR-2026-001")


async def test_the_term_is_its_weeks_on_one_screen_with_its_holidays(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("k", "v")
        assert seat.rows[0] == " Autumn term 2026   2026–27"
        weeks = [row[2:12].strip() for row in seat.rows[1:-2] if row[2:12].strip()]
        assert (len(weeks), weeks[0], weeks[-1]) == (18, "31 Aug 26", "28 Dec 26")
        assert seat.row_with("26 Oct 26").split("  ")[-1].strip().endswith("Half term")
        week = seat.row_with("▌")
        assert week.startswith("▌ 23 Nov 26  R Heath · D Heath (Timetable for the day)")
        assert "W Heath" in seat.row_with("7 Dec 26")
        await seat.press("pagedown")
        assert seat.rows[0] == " Spring term 2027   2026–27"
        await seat.press("pageup", "pageup")
        assert seat.rows[0] == " Summer term 2026   2025–26"
        await seat.press("t", "down", "down", "v")
        assert seat.rows[0] == " December 2026"


async def test_what_changes_meanwhile_is_drawn(path: Path) -> None:
    async with seated(path, (120, 40)) as seat:
        await seat.press("k")
        there = seat.register.record(REVIEWS, 1)
        seat.register.apply(setting(there, review.DATE_OF_REVIEW, "2026-11-25"))
        await seat.rest()
        assert "R Heath" in cell(seat, "23", 2)
        assert "R Heath" not in cell(seat, "23", 3)


async def test_it_can_be_read_and_left_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("k")
        for size in SIZES:
            await seat.resize(*size)
            assert seat.shows("[23]*")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("v")
        for size in SIZES:
            await seat.resize(*size)
            assert "23 Nov 26" in seat.row_with("▌")
        await seat.press("f1", "escape", "escape")
        assert seat.rows[0].startswith(" Peer reviews")


async def test_where_a_day_has_no_line_of_its_own_a_mark_says_what_is_on_it(path: Path) -> None:
    async with seated(path, (40, 10)) as seat:
        await seat.press("k")
        assert re.search(r"16 +17 +18 +19 ! +20", "\n".join(seat.rows))
        assert re.search(r"26 \+", "\n".join(seat.rows))
