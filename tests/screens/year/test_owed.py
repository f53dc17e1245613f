"""Who owes what, the message to each, and the chase that is noted once it has gone."""

from __future__ import annotations

import base64
import re
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from screens.base import clipboard
from store.documents.messages.chase_message import message
from store.field_values import Json
from store.paperwork import consortium
from store.paperwork.tables import REVIEWS
from store.progress.owed import by_person, chased_before, owing
from store.records.change import making
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_register import reopened
from tests.support.a_review import HALF, filled, person, register_at
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.sitting import sitting
from tests.support.today import TODAY

JOAN: Json = {"name": "Joan Mason", "person": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Joan Mason leads two reviews, one of which she was asked about twice; Ann Reed a third."""
    with register_at(tmp_path) as register:
        register.apply([making("people", {"name": "Joan Mason", "email": "joan@birch.example"})])
        exports = setting(register.consortium, consortium.EXPORTS, str(tmp_path / "out"))
        register.apply(exports)
        asked: Json = [
            {"date": f"2026-11-{day}", "person": "Joan Mason", "items": "Pre-Review Meeting"}
            for day in ("02", "09")
        ]
        filled(register, {**HALF, "lead_reviewer": JOAN, "chased": asked})
        filled(
            register, {**HALF, "lead_reviewer": JOAN, "school_name": "Alder", "date": "2026-11-20"}
        )
        filled(register, {**HALF, "lead_reviewer": person("Ann Reed"), "school_name": "Elm"})
    return tmp_path / "register.json"


def asked_on(register: Register, key: int) -> list[date]:
    return list(chased_before(register.record(REVIEWS, key), "Joan Mason"))


def to_joan(register: Register) -> str:
    [joan] = by_person(register, owing(register), "Joan Mason")
    return message(joan, register.consortium)


async def to_her_message(seat: Seat) -> None:
    await seat.press("o")
    while "Joan Mason" not in seat.row_with("▌"):
        await seat.press("down")
    await seat.press("m")


async def test_what_is_owed_stands_under_each_person_with_its_reason_at_the_bottom(
    path: Path,
) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press("o")
        assert re.match(r" Owed by \d+ people   \d+ late · \d+ due", seat.rows[0])
        rows = seat.rows
        at = next(n for n, row in enumerate(rows) if "Joan Mason" in row)
        assert rows[at].endswith("Joan Mason   5 late, 4 due   chased 2 Nov, 9 Nov")
        first = rows[at + 1].split()
        assert first[:3] == ["Alder", "Pre-Review", "Meeting"]
        assert first[3:] == ["13", "Nov", "26", "!", "6", "d", "late"]
        while "Pre-Review" not in seat.row_with("▌") or "Heath" not in seat.row_with("▌"):
            await seat.press("down")
        assert seat.shows(
            "! Pre-Review Meeting, Heath Primary School (PR-2026-001): due Thu 19 Nov 2026, 2 "
            "working days late; 7 days before the review on Thu 26 Nov 2026. Chased 2 Nov, 9 Nov."
        )
        await seat.press("enter")
        assert seat.rows[0].startswith(" Heath Primary School   PR-2026-001")


async def test_the_line_of_a_person_says_at_the_bottom_how_to_reach_them_and_what_they_owe(
    path: Path,
) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press("o")
        while "Joan Mason" not in seat.row_with("▌"):
            await seat.press("down")
        assert seat.shows("Joan Mason, joan@birch.example; 5 late, 4 due; chased 2 Nov, 9 Nov.")
        while "Ann Reed" not in seat.row_with("▌"):
            await seat.press("down")
        assert re.search(
            r"Ann Reed, no e-mail address in the directory; \d late, \d due\.",
            " ".join(" ".join(seat.rows).split()),
        )


async def test_the_filter_finds_by_person_school_and_step(path: Path) -> None:
    async with seated(path, (80, 40)) as seat:
        await seat.press("o", "slash")
        await seat.paste("joan alder meeting")
        assert seat.shows("Alder")
        assert not seat.shows("Heath")
        assert not seat.shows("Ann Reed")
        await seat.paste(" nowhere")
        assert seat.shows("Nothing matches “joan alder meeting nowhere”.")
        await seat.press("escape")
        assert seat.shows("Ann Reed")
        await seat.press("escape")
        assert seat.rows[0].startswith(" Peer reviews")


async def test_a_message_that_was_only_looked_at_is_not_noted(path: Path) -> None:
    async with seated(path, (80, 40)) as seat:
        seq = seat.register.seq
        await to_her_message(seat)
        assert "Message to Joan Mason <joan@birch.example>   chased 2 Nov, 9 Nov" in seat.rows[0]
        assert seat.shows("Alder (review PR-2026-002, Fri 20 Nov 2026)")
        assert seat.shows("- Pre-Review Meeting: was due on Fri 13 Nov 2026 (7 days before")
        await seat.press("escape")
        assert seat.register.seq == seq


async def test_exported_it_is_a_draft_in_the_consortiums_folder_and_the_chase_is_noted(
    path: Path, tmp_path: Path
) -> None:
    async with seated(path, (80, 40)) as seat:
        seq = seat.register.seq
        await to_her_message(seat)
        words = to_joan(seat.register)
        await seat.press("e")
        [file] = (tmp_path / "out").iterdir()
        draft = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert file.name == "Joan Mason - what is due - 2026-11-23.eml"
        assert (draft["To"], draft["X-Unsent"]) == ("Joan Mason <joan@birch.example>", "1")
        assert draft.get_content().replace("\r\n", "\n") == words
        assert seat.said.startswith("Exported; today is noted on PR-2026-002, PR-2026-001.")
        assert seat.register.seq == seq + 1
        assert asked_on(seat.register, 1) == [date(2026, 11, 2), date(2026, 11, 9), TODAY]
        assert asked_on(seat.register, 2) == [TODAY]
        assert asked_on(seat.register, 3) == []
        await seat.press("e")
        assert seat.said == "Exported; today is noted already on PR-2026-002, PR-2026-001."
        await seat.press("escape")
        assert seat.shows("chased 2 Nov, 9 Nov, 23 Nov")
        await seat.press("u")
        assert asked_on(seat.register, 1) == [date(2026, 11, 2), date(2026, 11, 9)]
        assert asked_on(seat.register, 2) == []


async def test_what_could_not_be_exported_is_not_noted(path: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    async with seated(path, (80, 40)) as seat:
        seq = seat.register.seq
        await to_her_message(seat)
        await seat.press("e")
        assert seat.said.endswith("is not a folder; choose another. Nothing was noted.")
        assert seat.register.seq == seq


async def test_what_a_terminal_would_drop_is_not_sent_and_not_noted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "LONGEST", 100)
    async with seated(path, (80, 40)) as seat:
        seq = seat.register.seq
        await to_her_message(seat)
        await seat.press("c")
        assert seat.said == "It is too long for a terminal's clipboard; e exports it."
        assert seat.register.seq == seq


def test_what_went_and_could_not_be_noted_says_both(path: Path) -> None:
    with sitting(path, "--read-only") as terminal:
        terminal.wait_for("PR-2026-00")
        terminal.press("o")
        terminal.wait_for("Owed by")
        terminal.press("m")
        terminal.wait_for("Dear ")
        terminal.press("e")
        terminal.wait_for("Exported, but not noted: ")
    assert len(list(path.parent.rglob("*.eml"))) == 1


async def test_what_is_done_meanwhile_leaves_the_message(path: Path) -> None:
    async with seated(path, (80, 40)) as seat:
        await to_her_message(seat)
        for key in (1, 2):
            there = seat.register.record(REVIEWS, key)
            seat.register.apply(setting(there, REVIEWS.field("status"), "closed"))
        await seat.rest()
        assert not seat.shows("Pre-Review Meeting")
        await seat.press("c")
        assert seat.said == "Joan Mason owes nothing any more: there is nothing to send."


@pytest.mark.parametrize("more", [(), ("--confined",)])
def test_the_clipboard_gets_the_message_and_nothing_else_and_the_export_its_folder(
    path: Path, more: tuple[str, ...]
) -> None:
    words = to_joan(reopened(path))
    with sitting(path, *more) as terminal:
        terminal.wait_for("PR-2026-00")
        terminal.press("o")
        terminal.wait_for("Owed by")
        terminal.press("/")
        terminal.wait_for("Find")
        terminal.type("joan\r")
        terminal.wait_for("▌ Joan Mason")
        terminal.press("m")
        terminal.wait_for("Dear Joan Mason")
        terminal.press("c")
        terminal.wait_for("Sent to your terminal's clipboard; today is noted on")
        sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.raw))
        assert [base64.b64decode(one).decode() for one in sent] == [words]
        assert terminal.raw.count(b"\x1b]52") == 1
        terminal.press("e")
        terminal.wait_for("Exported; today is noted already")
    folder = path.parent / ("peer-review-exports" if more else "out")
    assert [found.parent for found in path.parent.rglob("*.eml")] == [folder]
    assert asked_on(reopened(path), 2) == [TODAY]


async def test_it_can_be_read_and_left_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        await to_her_message(seat)
        for size in SIZES:
            await seat.resize(*size)
            assert seat.shows("Dear Joan Mason,")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("f1", "escape", "escape", "down")
        for size in SIZES:
            await seat.resize(*size)
            assert seat.rows[0].startswith(" Owed by")
            assert " d late" in seat.row_with("▌")
            assert seat.rows[-1].endswith("F1 help")


async def test_the_evaluation_of_a_year_opens_on_a_review_of_the_year(path: Path) -> None:
    with reopened(path) as register:
        register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2026)])
        register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2020)])
    async with seated(path, (80, 40)) as seat:
        await seat.press("o", "slash")
        await seat.paste("management")
        assert seat.row_with("▌").endswith("Management group   2 late, 0 due")
        await seat.press("enter", "down", "down")  # the older year comes first
        assert seat.row_with("▌").split()[:4] == ["▌", "School", "year", "2026–27"]
        assert seat.shows("! The partnership’s evaluation, School year 2026–27: due Fri 20 Nov")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Stage 5")
        await seat.press("escape", "up", "enter")
        assert seat.said.startswith("School year 2020–21 has no review to open it on")
