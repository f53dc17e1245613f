"""The schools of a file are read aside, searched, chosen and taken in; each school has its page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from screens.directory.import_schools import ImportSchools
from screens.directory.schools import Schools
from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium, review
from store.paperwork.forms import action_plan, summary
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.records.change import making
from store.records.editing import setting
from store.register.register import Register
from tests.store.imports.test_schools_file import ESSEX, extract
from tests.support.a_register import reopened
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.today import TODAY


@asynccontextmanager
async def file_open(
    path: Path, file: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Seat]:
    """The page of a file's schools, the file read to its end."""
    async with seated(path, size) as seat:
        await seat.press("s", "i")
        await seat.paste(str(file))
        await seat.press("enter")
        await read(seat)
        yield seat


async def read(seat: Seat) -> None:
    await seat.app.workers.wait_for_complete(
        [worker for worker in seat.app.workers if worker.node is seat.app.screen]
    )
    await seat.rest()


def schools_of(path: Path) -> dict[str, bool]:
    """The register's schools by name, and whether each is a member."""
    with reopened(path) as register:
        return {
            one[consortium.SCHOOL_NAME]: bool(one[consortium.MEMBER])
            for one in register.records(SCHOOLS)
        }


async def test_of_a_large_file_only_the_chosen_come_in_and_u_takes_them_back(path: Path) -> None:
    async with file_open(path, ESSEX) as seat:
        assert seat.said == "248 schools read."
        assert "0 chosen" in seat.rows[0]
        await seat.press("slash")
        await seat.type("baddow hall")
        assert seat.shows("Baddow Hall Infant School")
        assert not seat.shows("Abacus")
        await seat.press("enter", "space", "m")
        assert "2 chosen" in seat.rows[0]
        assert seat.row_with("Infant").startswith("  ●")
        assert "member" in seat.row_with("Junior")
        await seat.press("enter")
        assert seat.said == "2 added, 0 changed, 0 closed, 0 as before: enter takes them in."
        assert len(schools_of(path)) == 1
        await seat.press("enter")
        assert seat.rows[0].startswith(" Schools   3")
        assert seat.said.startswith("2 added, 0 changed, 0 closed, 0 as before; u takes it back")
        assert schools_of(path) == {
            "Birch": False, "Baddow Hall Infant School": False, "Baddow Hall Junior School": True,
        }  # fmt: skip
        await seat.press("u")
        assert seat.rows[0].startswith(" Schools   1")
    assert list(schools_of(path)) == ["Birch"]


async def test_a_new_school_that_is_closed_already_is_said_to_be(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "two.csv"
    file.write_text("name,URN,status\nElm,2,Open\nOld Oak,3,Closed\n")
    async with file_open(path, file) as seat:
        assert seat.row_with("Elm").endswith(" new")
        assert seat.row_with("Old Oak").endswith(" new, closed")


async def test_of_a_small_file_all_are_chosen_and_each_change_is_shown(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "small.csv"
    file.write_text(
        "name,URN,Town,status,CloseDate\nBirch,100001,Maldon,Closed,31-10-2026\nElm,2,Layer,Open,\n"
    )
    with reopened(path) as register:
        register.apply(setting(register.record(SCHOOLS, 1), consortium.MEMBER, True))
    async with file_open(path, file) as seat:
        assert "2 chosen" in seat.rows[0]
        assert "member" in seat.row_with("Birch")
        assert "member" not in seat.row_with("Elm")
        assert seat.row_with("Birch").endswith("closed")
        assert seat.shows("closed; URN: nothing → 100001; Town: nothing → Maldon")
        assert seat.shows("Closed on: nothing → Sat 31 Oct 2026")
        await seat.press("down")
        assert seat.shows("added: Elm (2, Layer)")
        await seat.press("enter")
        assert "Birch closed on Sat 31 Oct 2026, and PR-2026-001 is open" in seat.said
        await seat.press("space", "enter")
        assert seat.said.startswith("0 added, 0 changed, 1 closed"), "said anew after a choice"
        await seat.press("enter")
    school = reopened(path).record(SCHOOLS, 1)
    assert (school[consortium.TOWN], school[consortium.SCHOOL_STATUS]) == ("Maldon", "closed")
    assert list(schools_of(path)) == ["Birch"]


async def test_each_notice_about_a_file_is_said_by_a_key(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("URN,name,pupils\n5,Elm,1\n5,Copy,1\n6,Oak,90000\n7,Ash\n")
    async with file_open(path, file) as seat:
        assert seat.said == "3 schools read. 2 notices: n says them."
        await seat.press("n")
        assert seat.said == "1 of 2: Line 3 was left out: its URN, 5, is that of line 2 already."
        await seat.press("n")
        assert seat.said.startswith("2 of 2: Line 5: 1 cell too few")
        assert seat.row_with("Oak").endswith("impossible")
        await seat.press("enter")
        assert seat.said == "“Oak”: Pupils: “90000” is not between 0 and 10000."
        await seat.press("end", "space", "enter")
        assert seat.said.startswith("2 added")
        await seat.press("enter")
    assert list(schools_of(path)) == ["Birch", "Ash", "Elm"]


async def test_nothing_chosen_takes_nothing_in(path: Path) -> None:
    async with file_open(path, ESSEX) as seat:
        await seat.press("enter")
        assert seat.said.endswith("Space chooses a school.")
        await seat.press("escape")
        assert seat.rows[0].startswith(" Schools   1")
    assert list(schools_of(path)) == ["Birch"]


async def test_all_that_are_shown_are_chosen_by_a_key_when_they_are_a_consortiums(
    path: Path,
) -> None:
    async with file_open(path, ESSEX) as seat:
        await seat.press("a")
        assert seat.said == "248 schools are shown; / narrows them to 200 or fewer first."
        await seat.press("slash")
        await seat.type("baddow")
        await seat.press("enter", "a")
        assert "2 chosen" in seat.rows[0] or "3 chosen" in seat.rows[0]
        await seat.press("a")
        assert "0 chosen" in seat.rows[0]


async def test_what_another_session_changes_meanwhile_is_not_overwritten_unseen(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "small.csv"
    file.write_text("name,Town,Phase\nBirch,Maldon,Primary\n")
    async with file_open(path, file) as seat:
        await seat.press("enter")
        assert "1 changed" in seat.said
        for field, value in ((consortium.PHASE, "Middle"), (consortium.TOWN, "Maldon")):
            with reopened(path, "other") as other:
                other.apply(setting(other.record(SCHOOLS, 1), field, value))
            seat.register.refresh()
            await seat.rest()
            assert seat.shows("Phase: Middle → Primary")
            assert seat.shows("Town: nothing → Maldon") is (value == "Middle")
            await seat.press("enter")
            assert seat.said == "0 added, 1 changed, 0 closed, 0 as before: enter takes them in."
        await seat.press("enter")
        assert "u takes it back" in seat.said


async def test_a_fault_in_the_middle_of_a_file_is_told_of_with_its_line(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text('name,URN\nElm,1\n"The "Old" School",2\n')
    async with file_open(path, file) as seat:
        assert seat.rows[0].startswith(" Schools   1")
        assert seat.said.startswith("The row that begins on line 3 cannot be read")


async def test_escape_stops_the_reading_of_a_large_file(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "edubasealldata.csv"
    file.write_bytes(extract(30_000, "\r\n", "cp1252"))
    async with seated(path) as seat:
        await seat.press("s")
        assert isinstance(seat.app.screen, Schools)
        page = ImportSchools(seat.app.screen.session, file, seat.app.screen.say)
        seat.app.push_screen(page)
        while not page.far[0]:
            await asyncio.sleep(0)  # no waiting: the pilot would wait until all is read
        page.action_back()
        await seat.rest()
        assert seat.rows[0].startswith(" Schools   1")
    await asyncio.get_running_loop().shutdown_default_executor()  # until the thread is done
    done, total = page.far
    assert 0 < done < total == file.stat().st_size
    assert list(schools_of(path)) == ["Birch"]


async def test_52_000_schools_are_searched_at_every_width(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "edubasealldata.csv"
    file.write_bytes(extract(52_000, "\n", "utf-8"))
    async with file_open(path, file) as seat:
        for size in SIZES:
            await seat.resize(*size)
            assert "52,000" in seat.rows[0]
            await seat.press("slash")
            await seat.type("51999")
            assert "St Mary’s, No. 51999" in seat.rows[1]
            assert not seat.shows("No. 51998")
            await seat.press("escape")
            assert "St Mary’s, No. 52" in seat.rows[2]  # the next in the list is there again
        await seat.press("slash")
        await seat.type("51999")
        await seat.press("enter", "m", "enter", "enter")
    assert schools_of(path)["St Mary’s, No. 51999"]


@pytest.fixture
def lived(path: Path) -> Path:
    """Birch with a person, a review of last year and one of this, each with a plan."""
    with reopened(path) as register:
        register.apply(
            [
                making("people", {"name": "Joan Mason", "school": 1, "roles": ["reviewer"]}),
                making("people", {"name": "Ann Other"}),
                making(
                    "people", {"name": "Old Head", "school": 1, "until": "2025-08-31"}
                ),
                making(
                    "reviews",
                    {"school": 1, "school_name": "Birch", "status": "closed", "date": "2025-11-13"},
                ),
            ]
        )  # fmt: skip
        plan(register, 2, [{"action": "Old action"}])
        register.apply(setting(register.record(REVIEWS, 1), review.DATE_OF_REVIEW, "2026-11-12"))
        plan(
            register, 1,
            [{"action": "Daily phonics", "deadline": "2026-11-20"}, {"action": "Never mind",
             "outcome": "dropped"}, {"action": "Paired books", "outcome": "in progress",
             "deadline": TODAY.isoformat()}],
        )  # fmt: skip
    return path


def plan(register: Register, key: int, rows: list[Json]) -> None:
    register.apply(setting(register.record(REVIEWS, key), action_plan.ROWS, rows))


async def test_a_schools_page_has_its_reviews_its_people_and_what_is_open_of_its_plan(
    lived: Path,
) -> None:
    async with seated(lived) as seat:
        await seat.press("s", "enter")
        assert seat.rows[0].startswith(" Birch")
        rows = [row.strip() for row in seat.rows]
        assert [rows.index(one) for one in ("Reviews", "People", "Open actions")] == sorted(
            rows.index(one) for one in ("Reviews", "People", "Open actions")
        )
        assert rows[rows.index("Reviews") + 1].startswith("2026–27  PR-2026-001  12 Nov 26")
        assert "○" in rows[rows.index("Reviews") + 1]
        assert rows[rows.index("Reviews") + 2].startswith("2025–26")
        assert rows[rows.index("Reviews") + 2].endswith("closed")
        assert rows[rows.index("People") + 1].startswith("Joan Mason")
        assert rows[rows.index("People") + 1].endswith("reviewer")
        assert rows[rows.index("People") + 2].endswith("has left")
        assert "! Daily phonics" in seat.row_with("phonics")
        assert "in progress" in seat.row_with("Paired books")
        assert "!" not in seat.row_with("Paired books")  # its deadline is today
        for gone in ("Never mind", "Old action", "Ann Other"):
            assert not seat.shows(gone)


async def test_enter_on_a_schools_page_opens_what_the_cursor_is_on(lived: Path) -> None:
    async with seated(lived) as seat:
        await seat.press("s", "enter")
        for words, title in (
            ("Details", " School: Birch"),
            ("PR-2026-001", " Birch   PR-2026-001"),
            ("Joan Mason", " Joan Mason"),
            ("Daily phonics", " PEER REVIEW ACTION PLAN TEMPLATE"),
        ):
            await seat.press("home")
            while words not in seat.row_with("▌"):
                await seat.press("down")
            await seat.press("enter")
            assert seat.rows[0].startswith(title)
            if words == "Daily phonics":
                assert "Daily phonics" in seat.row_with("▌")
            await seat.press("escape")
            assert seat.rows[0].startswith(" Birch")


async def test_a_detail_is_edited_where_it_stands_and_the_page_shows_it(lived: Path) -> None:
    with reopened(lived) as register:
        register.apply(setting(register.record(SCHOOLS, 1), consortium.TOWN, "Layer"))
    async with seated(lived) as seat:
        await seat.press("s", "enter", "down", "down", "enter")
        await seat.press("ctrl+u")
        await seat.type("Maldon")
        await seat.press("escape")
        assert "Maldon" in seat.row_with("Town")
    assert reopened(lived).record(SCHOOLS, 1)[consortium.TOWN] == "Maldon"


async def test_an_action_that_a_later_summary_ends_is_open_no_longer(lived: Path) -> None:
    with reopened(lived) as register:
        register.apply(
            setting(
                register.record(REVIEWS, 1), summary.PREVIOUS,
                [{"action": "PR-2026-001 r1", "outcome": "achieved"}],
            )
        )  # fmt: skip
    async with seated(lived) as seat:
        await seat.press("s", "enter")
        assert not seat.shows("Daily phonics")
        assert seat.shows("Paired books")


@pytest.mark.parametrize("size", SIZES)
async def test_a_school_without_anything_says_so_at_every_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "new.json"
    with create_register(path, "Tiptree", user="office", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": "Elm"})])
        assert not list(register.records(PEOPLE))
    async with seated(path, size) as seat:
        await seat.press("s", "enter", "end")
        assert seat.shows("No action of a plan is open.")
        await seat.press("home")
        assert seat.shows("Details")
        await seat.press("f1")
        assert seat.shows("One school")
