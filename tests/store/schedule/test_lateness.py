"""How late something is, in the same words wherever it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.documents.messages.chase_message import message
from store.field_values import Json
from store.paperwork import consortium
from store.progress.owed import by_person, owing
from store.records.editing import setting
from store.schedule.step_standing import late_in_brief, late_words, when_agreed, when_due
from tests.support.a_review import HALF, filled, register_at
from tests.support.a_schedule import stands
from tests.support.on_screen import seated

FRIDAY: dict[str, Json] = {"date": "2026-11-27"}


@pytest.mark.parametrize(
    ("today", "words", "brief"),
    [
        ("2026-11-28", "late since then", "late"),
        ("2026-11-29", "late since then", "late"),
        ("2026-11-30", "1 working day late", "1 d late"),
        ("2026-12-01", "2 working days late", "2 d late"),
    ],
)
def test_how_late_is_said_in_working_days_and_never_as_none(
    today: str, words: str, brief: str
) -> None:
    found = stands("visit", FRIDAY, today)
    assert (late_words(found), late_in_brief(found)) == (words, brief)
    assert when_due(found) == f"due Fri 27 Nov 2026, {words}"


def test_what_is_not_late_is_due_on_its_day_or_today_or_has_none() -> None:
    assert when_due(stands("visit", FRIDAY, "2026-11-26")) == "due Fri 27 Nov 2026"
    assert when_due(stands("visit", FRIDAY, "2026-11-27")) == "due Fri 27 Nov 2026, today"
    assert when_due(stands("visit", {}, "2026-11-27")) == ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A review of Friday 20 November; the Monday on which it is looked at is no working day."""
    with register_at(tmp_path) as register:
        filled(
            register,
            {**HALF, "date": "2026-11-20", "stage_1_override": "x", "visit.date": "2026-11-22"},
        )
        closed: Json = [{"from": "2026-11-23", "name": "Move"}]
        register.apply(setting(register.consortium, consortium.CLOSURES, closed))
    return tmp_path / "register.json"


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ([], "! late"),
        (["o", "down"], "due Fri 20 Nov 2026, late since then; on the day"),
        (["enter"], "due 20 Nov 26, late since then"),
        (["enter", "t"], "! late since then"),
        (["enter", "t"], "done 22 Nov 26, late"),
    ],
)
async def test_on_the_weekend_after_nothing_is_said_to_be_0_days_late(
    path: Path, keys: list[str], shown: str
) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press(*keys)
        assert seat.shows(shown)
        assert not any(words in " ".join(seat.rows) for words in ("0 d ", "0 w"))


AGREED_LATE: dict[str, Json] = {"date": "2026-05-04", "workshop.agreed_date": "2026-06-10"}


@pytest.mark.parametrize("today", ["2026-06-05", "2026-06-10", "2026-06-12"])
def test_a_workshop_agreed_beyond_the_limit_is_late_since_the_limit_not_since_its_day(
    today: str,
) -> None:
    found = stands("workshop", AGREED_LATE, today)
    assert when_agreed(found) == when_due(found) == (
        "agreed for Wed 10 Jun 2026; late since Mon 1 Jun 2026, when the proforma’s 4 weeks ended"
    )  # fmt: skip


def test_before_the_limit_it_is_due_on_the_day_it_is_agreed_for() -> None:
    found = stands("workshop", AGREED_LATE, "2026-06-01")
    assert (when_agreed(found), when_due(found)) == ("", "due Wed 10 Jun 2026")


def test_a_limit_of_the_consortiums_own_is_said_so() -> None:
    own: dict[str, Json] = {"timings.workshop_latest": 30}
    found = stands("workshop", AGREED_LATE, "2026-06-05", own)
    assert when_due(found).endswith(
        "late since Wed 3 Jun 2026, when the consortium’s 30 days ended"
    )


def test_a_message_does_not_say_that_a_day_to_come_was_missed(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "date": "2026-10-19", "workshop.agreed_date": "2026-12-02"})
        [priya] = by_person(register, owing(register), "Priya Nair")
        text = message(priya, register.consortium)
        assert "- Workshop: agreed for Wed 2 Dec 2026; late since Mon 16 Nov 2026, when the" in text
        assert "was due on Wed 2 Dec" not in text
