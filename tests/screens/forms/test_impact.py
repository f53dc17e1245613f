"""What came of the last plan, on the screens: answered, carried, followed, supported, frozen."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.stages import support
from store.paperwork.tables import REVIEWS
from store.records.change import making
from store.records.editing import removing_row, setting
from store.records.record import Record
from tests.support.a_register import reopened
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.today import TODAY

FIRST, SECOND = "PR-2026-001", "PR-2026-002"
PREVIOUS = "What came of each action"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two reviews of a school; the first has a plan of two actions."""
    file = tmp_path / "register.json"
    with create_register(file, "Tiptree", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": "Birch"})])
        plan: list[Json] = [{"action": "Phonics daily"}, {"action": "Sort the books"}]
        for day, rows in (("2026-09-10", plan), ("2026-10-08", [])):
            whole: dict[str, Json] = {
                "school": 1, "school_name": "Birch", "status": "open", "date": day,
                "action_plan.rows": rows,
            }  # fmt: skip
            register.apply([making("reviews", whole)])
    return file


def kept(path: Path, key: int = 2) -> Record:
    with reopened(path) as register:
        return register.record(REVIEWS, key)


def answered(path: Path, outcome: str) -> None:
    rows: list[Json] = [{"action": f"{FIRST} r1", "outcome": outcome}]
    with reopened(path) as register:
        register.apply(setting(register.record(REVIEWS, 2), summary.PREVIOUS, rows))


async def at(seat: Seat, review_id: str, form: str) -> None:
    """Open a form, or a stage, of a review."""
    await seat.press("slash")
    await seat.type(review_id[-3:])
    await seat.press("enter", "enter")
    assert seat.shows(review_id)
    await seat.press(form)


async def at_the_actions(seat: Seat) -> None:
    """Go to the listed actions of the last plan."""
    await at(seat, SECOND, "s")
    await seat.jump(PREVIOUS)


@pytest.mark.parametrize("size", SIZES)
async def test_the_actions_of_the_last_plan_stand_there_and_nothing_is_stored(
    size: tuple[int, int], path: Path
) -> None:
    async with seated(path, size) as seat:
        await at_the_actions(seat)
        assert seat.shows("1 not answered · Phonics daily")
        await seat.press("enter")
        assert seat.shows(f"Phonics daily ({FIRST} r1).")
        await seat.press("escape", "escape")
        assert not seat.register.record(REVIEWS, 2).has(summary.PREVIOUS)


async def test_an_outcome_is_chosen_and_a_sentence_typed(path: Path) -> None:
    async with seated(path) as seat:
        await at_the_actions(seat)
        await seat.press("down", "enter")
        await seat.type("p")
        await seat.press("tab")
        await seat.type("By sound.")
        await seat.press("escape")
        assert seat.row_with("Sort the books").endswith("By sound.")
        assert seat.shows("1 partly achieved · Sort the books (PR-2026-001 r2) · By sound.")
        assert seat.shows("2 not answered · Phonics daily")
    [row] = kept(path)[summary.PREVIOUS]
    assert row.cells == {
        "action": f"{FIRST} r2",
        "outcome": "partly achieved",
        "sentence": "By sound.",
    }


async def test_typing_on_an_action_goes_into_its_sentence(path: Path) -> None:
    async with seated(path) as seat:
        await at_the_actions(seat)
        await seat.type("Every day.")
        await seat.press("escape")
    [row] = kept(path)[summary.PREVIOUS]
    assert row.cells == {"action": f"{FIRST} r1", "sentence": "Every day."}


async def test_two_who_answer_for_one_action_write_into_one_row(path: Path) -> None:
    async with seated(path) as seat:
        await at_the_actions(seat)
        await seat.press("enter", "tab")
        await seat.type("Every day.")
        answered(path, "achieved")
        seat.register.refresh()
        await seat.press("escape")
        [row] = seat.register.record(REVIEWS, 2)[summary.PREVIOUS]
        assert row.cells == {
            "action": f"{FIRST} r1",
            "outcome": "achieved",
            "sentence": "Every day.",
        }


async def test_no_last_review_is_said_and_stands_in_the_preview(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, FIRST, "s")
        assert seat.shows("The register has no last review of this school.")
        await seat.jump(PREVIOUS)
        assert seat.shows("No plan of a last review: F5 adds a row.")
        await seat.press("f3")
        assert seat.shows("The register has no last review of this school.")


async def test_the_listed_actions_stand_in_the_preview(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, SECOND, "s")
        await seat.press("f3")
        assert seat.shows("Phonics daily")
        assert not seat.shows("no last review")


async def test_an_action_that_is_gone_is_marked_and_warned_of(path: Path) -> None:
    answered(path, "achieved")
    async with seated(path) as seat:
        await at_the_actions(seat)
        with reopened(path) as other:
            other.apply([removing_row(other.record(REVIEWS, 1), action_plan.ROWS, "r1")])
        seat.register.refresh()
        await seat.rest()
        assert seat.shows(f"{FIRST} r1 (no longer in the plan)")
        assert seat.shows("what was said stays")


async def test_what_was_not_achieved_is_carried_by_one_key_and_taken_back(path: Path) -> None:
    answered(path, "not achieved")
    async with seated(path) as seat:
        await at_the_actions(seat)
        await seat.press("ctrl+t")
        assert seat.said == "Carried into the plan, row 1; F9 takes it back."
        [row] = seat.register.record(REVIEWS, 2)[action_plan.ROWS]
        assert row.cells == {"action": "Phonics daily", "from": f"{FIRST} r1"}
        await seat.press("ctrl+t")
        assert seat.said == f"{FIRST} r1 is in the plan of {SECOND} already, in row 1."
        await seat.press("f9")
        assert not seat.register.record(REVIEWS, 2).has(action_plan.ROWS)
        await seat.press("down", "ctrl+t")
        assert seat.said.startswith(f"Say first what came of {FIRST} r2")


async def test_an_action_is_carried_from_its_own_screen(path: Path) -> None:
    async with seated(path) as seat:
        await at_the_actions(seat)
        await seat.press("enter")
        assert seat.shows("achieved partly achieved not achieved dropped")
        assert not seat.shows("in progress")
        await seat.type("n")
        await seat.press("ctrl+t")
        [row] = seat.register.record(REVIEWS, 2)[summary.PREVIOUS]
        assert row.cells == {"action": f"{FIRST} r1", "outcome": "not achieved"}
        [carried] = seat.register.record(REVIEWS, 2)[action_plan.ROWS]
        assert carried[action_plan.FROM] == f"{FIRST} r1"


async def test_an_outcome_that_is_no_longer_offered_stays_readable(path: Path) -> None:
    answered(path, "in progress")
    async with seated(path) as seat:
        await at_the_actions(seat)
        assert seat.shows("1 in progress · Phonics daily")
        await seat.press("enter")
        assert seat.shows("‹in progress›")
        await seat.press("escape")
    assert kept(path)[summary.PREVIOUS][0].cells["outcome"] == "in progress"


@pytest.mark.parametrize("size", SIZES)
async def test_an_action_is_followed_from_the_summary_and_from_the_plan(
    size: tuple[int, int], path: Path
) -> None:
    answered(path, "achieved")
    async with seated(path, size) as seat:
        await at_the_actions(seat)
        await seat.press("ctrl+l")
        assert seat.rows[0] == f" {FIRST} r1 across the years"
        assert seat.shows(f"Began in {FIRST} r1, 2026–27")
        assert seat.shows(f"{SECOND} says: achieved.")
        await seat.press("escape", "escape", "a")
        await seat.press("ctrl+l")
        assert seat.said == "Go to an action of a plan: it is followed from there."


async def test_support_is_added_for_an_action_and_listed_with_it(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, FIRST, "a")
        await seat.jump("Actions")
        await seat.press("down", "enter")
        assert seat.shows("No support yet: ctrl+g adds some.")
        await seat.press("ctrl+g")
        assert seat.shows("r2: Sort the books")
        await seat.type("b")
        await seat.press("tab")
        await seat.type("Heath")
        await seat.press("escape")
        assert seat.shows("- b. within the partnership · Heath")
        await seat.press("escape", "escape", "4")
        assert seat.shows("r2: Sort the books · within the partnership · Heath")
    [row] = kept(path, 1)[support.SUPPORT]
    assert row.cells == {"action": "r2", "source": "b", "who": "Heath"}


async def test_the_form_is_offered_to_be_frozen_when_it_has_come(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, SECOND, "p")
        await seat.press("ctrl+o", "end", "up", "up", "enter")
        await seat.type("today")
        await seat.press("f2")
        assert seat.said == "Kept. ctrl+r freezes the form as it is now, as version 1."
        await seat.press("ctrl+r")
        assert seat.said.startswith("Version 1, Mon 23 Nov 2026, is frozen as the form is now")
        await seat.press("ctrl+r")
        assert seat.said.startswith("Nothing on the proforma has changed since version 1")
    [row] = kept(path)[audit.VERSIONS]
    assert "AUDIT PROFORMA" in row[audit.VERSION_GRID]


@pytest.mark.parametrize("size", SIZES)
async def test_a_version_is_shown_and_compared(size: tuple[int, int], path: Path) -> None:
    async with seated(path, size) as seat:
        await at(seat, SECOND, "p")
        await seat.press("ctrl+r")
        first = seat.register.record(REVIEWS, 2)
        seat.register.apply(setting(first, REVIEWS.field("audit.improvement"), "Better."))
        await seat.press("ctrl+r", "ctrl+o", "end", "enter")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Version 1, Mon 23 Nov 2026")
        await seat.press("b")
        assert seat.said == "There is no version before this one."
        await seat.press("c")
        assert seat.rows[0] == " From version 1 to now"
        assert seat.shows("School Improvement Achieved was: nothing is: Better.")
        await seat.press("escape", "escape", "down", "enter", "b")
        assert seat.rows[0] == " From version 1 to version 2"
        await seat.press("escape", "c")
        assert seat.said == "Nothing differs from the form as it is now."


@pytest.mark.parametrize("size", SIZES)
async def test_a_version_is_exported_as_it_was_from_its_own_screen(
    size: tuple[int, int], path: Path, tmp_path: Path
) -> None:
    async with seated(path, size) as seat:
        home = setting(seat.register.consortium, consortium.EXPORTS, str(tmp_path / "out"))
        seat.register.apply(home)
        await at(seat, SECOND, "p")
        await seat.press("ctrl+r")
        first = seat.register.record(REVIEWS, 2)
        seat.register.apply(setting(first, REVIEWS.field("audit.improvement"), "Better."))
        await seat.press("ctrl+o", "end", "enter", "enter", "e")
        assert seat.rows[0].startswith(" Export Version 1, Mon 23 Nov 2026")
        await seat.press("enter")
        assert seat.said == "Exported."
    [written] = (tmp_path / "out").iterdir()
    assert "version 1" in written.name
    assert "AUDIT PROFORMA" in written.read_text()
    assert "Better." not in written.read_text()


async def test_a_return_noted_in_stage_4_says_how_the_form_is_frozen(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, SECOND, "4")
        await seat.jump("Audit Proforma at the Consortium Office")
        await seat.type("today")
        await seat.press("f2")
        assert seat.said == (
            "Kept. ctrl+r on the Audit Proforma freezes it as it is now, as version 1."
        )
