"""Forgetting a person by key, and what others who have the register open see of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.forgetting.forgetting import forget
from store.forgetting.marking import mark
from store.forgetting.mentions import subject_of
from store.open_register import engine_of
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE
from store.records.change import making
from store.records.editing import setting
from tests.support.a_register import begun, put, reopened, the_review
from tests.support.on_screen import SIZES, seated
from tests.support.sitting import jump, sitting, to_the_note, wait_until

MARK = mark(1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.json"
    with begun(path) as register:
        register.apply([making("people", {"name": "Joan Mason", "email": "jm@birch.example"})])
        put(register, {"name": "Joan Mason", "person": 1}, review.LEAD_REVIEWER)
        put(register, "Ring JOAN MASON before nine.", review.NOTE)
    return path


def named(folder: Path) -> list[str]:
    """The files beneath a folder in which the name still stands."""
    return [
        found.name
        for found in folder.rglob("*")
        if found.is_file() and b"joan mason" in found.read_bytes().lower()
    ]


async def test_every_mention_is_shown_and_the_name_has_to_be_typed(path: Path) -> None:
    async with seated(path, (100, 40)) as seat:
        await seat.press("p", "enter", "e", "f12")
        assert seat.shows("Forget Joan Mason")
        for said in (
            "Mentions: 4",
            "Joan Mason: Name: Joan Mason",
            "Joan Mason: E-mail: jm@birch.example",
            "PR-2026-001: Lead Reviewer: Joan Mason",
            "PR-2026-001: Office note: Ring JOAN MASON before nine.",
            "Documents and packs that were exported",
        ):
            assert seat.shows(said), said
        await seat.press("enter")
        await seat.type("Joan")
        await seat.press("enter")
        assert seat.shows("That is not the name; to forget them, type Joan Mason")
        await seat.press("escape", "escape")
        assert seat.shows("Person: Joan Mason")
        assert seat.register.record(PEOPLE, 1).document["name"] == "Joan Mason"
        await seat.press("f12", "enter")
        await seat.type("joan mason")
        assert seat.shows("It cannot be undone")
        await seat.press("enter")
        assert seat.shows("Left to do, where the register does not reach")
        assert f"Forgotten: {MARK} stands where the name stood." in seat.said
        await seat.press("enter")
        assert seat.shows(f"Person: {MARK}")
        await seat.press("f9")
        assert seat.said == "There is nothing of yours to undo."
        assert named(path.parent) == []
    assert named(path.parent) == []


async def test_a_mention_too_long_for_its_row_stands_whole_at_the_bottom(path: Path) -> None:
    note = f"{'Ring before nine, or leave word with the secretary. ' * 2}Ask for Joan Mason."
    with reopened(path) as register:
        put(register, note, review.NOTE)
    async with seated(path) as seat:
        await seat.press("p", "enter", "e", "f12")
        assert not seat.shows("Ask for Joan Mason.")
        while "Office note" not in seat.row_with("▌"):
            await seat.press("down")
        whole = "PR-2026-001: Office note: …leave word with the secretary. Ask for Joan Mason."
        assert seat.shows(whole)


async def test_another_name_they_stand_under_is_looked_for_too(path: Path) -> None:
    put(reopened(path), "Old Masey knows.", review.NOTE)
    async with seated(path, (100, 40)) as seat:
        await seat.press("p", "f")
        assert not seat.shows("Old Masey")
        await seat.press("a")
        await seat.type("masey")
        await seat.press("enter")
        assert seat.shows("PR-2026-001: Office note: Old Masey knows.")
        await seat.press("enter")
        await seat.type("Joan Mason")
        await seat.press("enter")
        assert the_review(seat.register)[review.NOTE] == f"Old {MARK} knows."


@pytest.mark.parametrize("size", SIZES)
async def test_it_can_be_read_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with seated(path, size) as seat:
        await seat.press("p", "f")
        assert seat.shows("Forget Joan Mason")
        assert seat.shows("Mentions: 4")
        assert seat.shows("enter")


async def test_one_who_only_reads_or_is_confined_is_told_why_not(path: Path) -> None:
    async with seated(path) as seat:
        seat.register.read_only = "It was opened with --read-only."
        await seat.press("p", "f")
        assert seat.said == "Nobody can be forgotten here. It was opened with --read-only."


def test_a_confined_login_is_told_why_not(path: Path) -> None:
    with sitting(path, "--confined") as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("p")
        terminal.wait_for("People   1")
        terminal.press("f")
        terminal.wait_for("This login can forget nobody")


def test_an_app_that_is_open_reads_it_anew_and_what_is_being_typed_stays(path: Path) -> None:
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.wait_for("Ring JOAN MASON")
        jump(terminal, "Reason for the status")
        terminal.type("Half typed")
        drafts = path.parent / "state" / "peer-review" / "drafts"
        wait_until(lambda: any(drafts.glob("*.drafts")), "the draft")
        forget(engine_of(path, "office"), subject_of(reopened(path), "Joan Mason").words, drafts)
        terminal.wait_for("Somebody was forgotten meanwhile")
        terminal.wait_for(f"Ring {MARK} before nine.")
        terminal.type(" and kept")
        terminal.press("f2")
        terminal.wait_for("Kept ")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    found = the_review(reopened(path))
    assert found[review.STATUS_REASON] == "Half typed and kept"
    assert named(path.parent) == []


async def test_what_is_older_than_it_is_kept_is_said_on_the_first_screen(path: Path) -> None:
    async with seated(path) as seat:
        assert seat.said == ""
    with reopened(path) as register:
        register.apply([making("people", {"name": "Ann Lee", "until": "2019-07-20"})])
        register.apply(setting(register.consortium, consortium.RETENTION, 6))
    async with seated(path) as seat:
        assert seat.said == (
            "1 review or person is older than the 6 years set: peer-review people retention lists "
            "them."
        )
