"""The consortium's settings by key: closures, school holidays, the numbers of the schedule."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.changes.assignments import assignments
from store.errors import Refused
from store.field_values import Json
from store.paperwork import consortium, deadlines
from store.paperwork.tables import SETTINGS
from store.records.change import NEW_ROW, Change
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_register import as_formerly, begun, reopened
from tests.support.on_screen import Seat, seated
from tests.support.sitting import jump, sitting

CHRISTMAS: Json = [{"from": "2026-12-24", "until": "2027-01-01", "name": "Christmas"}]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "register.json"
    with begun(found) as register:
        register.apply(setting(register.consortium, consortium.CLOSURES, CHRISTMAS))
    return found


def closures(register: Register) -> list[str]:
    return [
        " to ".join(row.plain(cell) for cell in (consortium.PERIOD_FROM, consortium.PERIOD_UNTIL))
        for row in register.consortium[consortium.CLOSURES]
    ]


async def to_closures(seat: Seat) -> None:
    await seat.press("c")
    await seat.jump("Closures of the Consortium")


async def test_a_range_that_runs_backwards_is_refused_beside_its_field(path: Path) -> None:
    async with seated(path) as seat:
        await to_closures(seat)
        await seat.press("enter", "tab", "ctrl+u")
        await seat.type("20/12/26")
        await seat.press("tab")
        rows = seat.rows
        at = next(n for n, row in enumerate(rows) if row.startswith("Until"))
        assert "20/12/26" in rows[at]
        assert rows[at + 1].startswith("  The range runs backwards, from Thu 24 Dec 2026 until Sun")
        assert closures(seat.register) == ["Thu 24 Dec 2026 to Fri 1 Jan 2027"]
        await seat.press("shift+tab", "ctrl+u")
        await seat.type("2 jan")
        await seat.press("tab")
        assert not seat.shows("runs backwards")
        assert closures(seat.register) == ["Thu 24 Dec 2026 to Sat 2 Jan 2027"]


@pytest.mark.parametrize(
    "pairs",
    [
        {"closures.r1.until": "20/12/26"},
        {"closures.r1.from": "5/1/27", "closures.r1.until": "4/1/27"},
        {"school_holidays": '[{"from": "2027-02-19", "until": "2027-02-15"}]'},
    ],
)
def test_it_is_refused_by_every_way_in(path: Path, pairs: dict[str, str]) -> None:
    with reopened(path) as register, pytest.raises(Refused, match="runs backwards, from"):
        register.apply(assignments(register, register.consortium, list(pairs.items())))


def test_both_ends_of_a_range_can_be_given_at_once_and_other_rows_stay_as_they_are(
    path: Path,
) -> None:
    with reopened(path) as register:
        # As an older version let it be written: it closes nothing, and is in nobody's way.
        backwards: Json = {"from": "2027-02-19", "until": "2027-02-15"}
        as_formerly(register, [Change(SETTINGS.name, 1, f"closures.{NEW_ROW}", None, backwards)])
        pairs = [("closures.r1.from", "5/1/27"), ("closures.r1.until", "6/1/27")]
        register.apply(assignments(register, register.consortium, pairs))
        assert closures(register)[0] == "Tue 5 Jan 2027 to Wed 6 Jan 2027"


async def test_the_days_of_a_file_are_added_to_the_table_one_is_in(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "days.csv"
    file.write_text("from,until,name\n24/12/2026,1/1/2027,Christmas\n5/4/2027,9/4/2027,Easter\n")
    async with seated(path) as seat:
        await to_closures(seat)
        await seat.press("f3")
        await seat.paste(str(file))
        await seat.press("enter")
        assert seat.said == "Closures of the Consortium Office: 1 added, 1 there already."
        assert closures(seat.register)[1:] == ["Mon 5 Apr 2027 to Fri 9 Apr 2027"]
        assert seat.shows("Mon 5 Apr 2027 · Fri 9 Apr 2027 · Easter")
        await seat.press("tab", "f3")
        await seat.paste(str(file))
        await seat.press("enter")
        assert seat.said == "School holidays: 2 added, 0 there already."


async def test_a_file_that_cannot_be_taken_is_told_of_and_changes_nothing(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "days.csv"
    file.write_text("5/4/2027,9/4/2027,Easter\n1/1/2027,24/12/2026,Christmas\n")
    async with seated(path) as seat:
        seq = seat.register.seq
        await seat.press("c", "f3")
        assert seat.said == ("Go to the closures or the school holidays: the days are added there.")
        await seat.press("escape")
        await to_closures(seat)
        for typed, words in (
            (str(file), "Line 2: the range runs backwards, from Fri 1 Jan 2027 until"),
            (str(tmp_path / "none.ics"), "cannot be read: No such file"),
            ("~nobody-here/days.csv", "leads nowhere"),
        ):
            await seat.press("f3")
            await seat.paste(typed)
            await seat.press("enter")
            assert seat.shows(words), seat.rows
            await seat.press("escape")
        assert seat.register.seq == seq


def test_a_confined_session_reads_no_file(path: Path) -> None:
    with sitting(path, "--confined") as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("c")
        terminal.wait_for("The consortium:")
        jump(terminal, "School holidays")
        terminal.wait_for("They are working days")
        terminal.press("f3")
        terminal.wait_for("This login can read no file")
        assert "which file" not in str(terminal)


async def test_the_papers_value_stands_beside_every_number_of_the_schedule(path: Path) -> None:
    async with seated(path, (100, 80)) as seat:
        await seat.press("c")
        await seat.rest()
        for timing in deadlines.TIMINGS:
            first = timing.field.wording[:20]
            many = f"{timing.days} {timing.unit if timing.days > 1 else timing.unit[:-1]}"
            assert seat.row_with(first).endswith(f": {many}"), seat.row_with(first)
        papers = [timing.field.standard.startswith("the paper: ") for timing in deadlines.TIMINGS]
        assert papers.count(False) == 3  # the paper is silent: the table of steps, and ruling 9


async def test_the_papers_values_are_put_back_at_once_and_one_undo_brings_ours(path: Path) -> None:
    with reopened(path) as register:
        for field, value in (
            (deadlines.MEETING.field, 10), (deadlines.PLAN_SENT.field, 7),
            (deadlines.TIMETABLE_DAY, "last working day"),
        ):  # fmt: skip
            register.apply(setting(register.consortium, field, value))
    async with seated(path) as seat:
        await seat.press("c")
        await seat.jump("Data Sharing: before")
        await seat.type("9")  # never kept: it goes with the others
        await seat.press("f12")
        assert seat.said.startswith("3 timings are the paper's again")
        settings = seat.register.consortium
        assert not any(settings.has(field) for field in deadlines.TIMING_FIELDS)
        await seat.press("f12")
        assert seat.said == "The timings are the paper's already."
        await seat.press("escape", "u")
        assert seat.register.consortium[deadlines.MEETING.field] == 10
        assert seat.register.consortium[deadlines.TIMETABLE_DAY] == "last working day"
