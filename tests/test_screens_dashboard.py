from collections.abc import Sequence
from pathlib import Path

import pytest

from screens import dashboard
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS, SCHOOLS, Table
from store.records import Record
from store.register.change import making
from store.register.register import Register
from store.values import Json
from tests.a_register import TODAY, reopened
from tests.on_screen import seated


def consortium_of(path: Path, names: Sequence[str]) -> None:
    """A register with a school and a review of this school year for each name."""
    register = Register.create(path, "Tiptree", user="office", today=lambda: TODAY)
    schools: list[dict[str, Json]] = [{"name": name, "member": True} for name in names]
    register.apply([making("schools", school) for school in schools])
    register.apply(
        [
            making("reviews", {"school": key, "school_name": name, "status": "open",
                               "date": f"2026-12-{key % 28 + 1:02}"})
            for key, name in enumerate(names, 1)
        ]
    )  # fmt: skip
    register.close()


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "register.json"
    consortium_of(path, ["Alder", "Birch", "Cedar"])
    return path


async def test_a_filter_narrows_the_list_as_one_types_and_escape_brings_all_back(
    three: Path,
) -> None:
    async with seated(three) as seat:
        await seat.press("slash")
        await seat.type("bir")
        assert seat.shows("Birch")
        assert not seat.shows("Cedar")
        await seat.press("enter", "enter")
        assert seat.rows[0].startswith(" Birch   PR-2026-002")
        await seat.press("escape", "escape")
        assert seat.shows("Cedar")


async def test_the_help_opens_by_the_question_mark_and_names_the_keys_of_the_screen(
    three: Path,
) -> None:
    async with seated(three) as seat:
        await seat.press("question_mark")
        assert seat.rows[0] == " Help"
        assert seat.shows("n Make a new review.")
        await seat.press("escape")
        assert seat.rows[0].startswith(" Peer reviews")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_the_last_line_names_the_help_at_every_width(
    three: Path, size: tuple[int, int]
) -> None:
    async with seated(three, size) as seat:
        assert seat.rows[-1].endswith("F1 help")
        await seat.press("enter")
        assert seat.rows[-1].endswith("F1 help")


@pytest.mark.parametrize("key", ["q", "f10", "ctrl+q"])
async def test_the_register_is_left_by_each_of_its_keys(three: Path, key: str) -> None:
    async with seated(three) as seat:
        await seat.press(key)
        assert seat.app.return_code == 0


async def test_escape_on_the_first_screen_leaves_nothing_and_says_what_does(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("escape")
        assert seat.said == "This is the first screen: q leaves the register."


async def test_a_new_review_is_made_by_part_of_a_schools_name_and_opens_at_its_date(
    three: Path,
) -> None:
    async with seated(three) as seat:
        await seat.press("n")
        await seat.type("ced")
        await seat.press("enter")
        await seat.type("12 jan")
        assert seat.row_with("Date of Review").endswith("Tue 12 Jan 2027")
        await seat.press("escape", "escape")
        assert seat.row_with("12 Jan 27").startswith("▌ Cedar")
    assert reopened(three).record(REVIEWS, 4).id == "PR-2026-004"


async def test_undo_takes_back_this_sessions_changes_one_after_the_other(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("u")
        assert seat.said == "There is nothing of yours to undo."
        await seat.press("s", "m", "m", "escape", "u", "u")
    register = reopened(three)
    assert all(record[consortium.MEMBER] for record in register.records(SCHOOLS))


async def test_the_palette_runs_the_commands_of_the_screen(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("ctrl+p")
        await seat.type("people")
        await seat.press("enter", "enter")
        assert seat.rows[0].startswith(" People")
        await seat.press("ctrl+p")
        await seat.type("leave")
        await seat.press("enter", "enter")
        assert seat.app.return_code == 0


async def test_the_palette_reaches_the_commands_of_the_screens_below(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("enter", "d")
        await seat.jump("Office note")
        await seat.type("Ring")
        await seat.press("ctrl+p")
        await seat.type("calendar")
        await seat.press("enter", "enter")
        await seat.pilot.pause()
        assert seat.shows("November 2026")
    assert reopened(three).record(REVIEWS, 1)[review.NOTE] == "Ring"


async def test_a_school_made_a_member_keeps_its_place_and_the_next_is_at_hand(
    three: Path,
) -> None:
    async with seated(three) as seat:
        await seat.press("s", "m", "m")
        names = [row for row in seat.rows if row.strip("▌ ").startswith(("●", "○"))]
        assert [row[4:9] for row in names] == ["Alder", "Birch", "Cedar"]
        assert seat.row_with("Cedar").startswith("▌")
    members = [one[consortium.MEMBER] for one in reopened(three).records(SCHOOLS)]
    assert members == [False, False, True]


async def test_a_school_that_is_none_leaves_the_list_open(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("n")
        await seat.type("xyz")
        await seat.press("enter")
        assert seat.shows("Nothing matches.")
        await seat.type("u")
        assert seat.shows("A review of which school?")
        assert seat.shows("xyzu")


async def test_what_is_known_of_a_review_stays_in_its_three_lines_however_long_the_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    consortium_of(path, ["St " + "Botolph " * 40])
    async with seated(path) as seat:
        rows = seat.rows
        at = next(number for number, row in enumerate(rows) if row.startswith(" PR-2026-001"))
        assert rows[at].endswith("…")
        assert rows[at + 1].startswith(" ! Champions booked: due ")
        assert rows[at + 2].startswith(" To see to it: office.")
        await seat.press("enter")
        assert seat.rows[1].startswith(" ○ 1 Plan")


async def test_a_consortium_without_schools_or_reviews_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    Register.create(path, "Tiptree", user="office", today=lambda: TODAY).close()
    async with seated(path) as seat:
        assert seat.shows("No reviews here: n makes one, y shows another year.")
        await seat.press("n")
        assert seat.shows("There are no schools yet: s, then i imports them, or n adds one.")
        await seat.press("escape", "s")
        assert seat.shows("No schools here: i imports them from a CSV file, n adds one.")


async def test_ten_thousand_reviews_open_with_no_more_records_read_than_two_dozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "PAUSE", 3600.0)  # the rest are dated after the first paint
    read = 0
    found = Register.found

    def counted(register: Register, table: Table, key: int) -> Record | None:
        nonlocal read
        read += 1
        return found(register, table, key)

    counts: dict[int, int] = {}
    for number in (24, 10_000):
        path = tmp_path / f"{number}.json"
        consortium_of(path, [f"School {place:05}" for place in range(number)])
        with monkeypatch.context() as counting:
            counting.setattr(Register, "found", counted)
            read = 0
            async with seated(path) as seat:
                assert seat.shows(f"{number} reviews")
                await seat.press("end")
                counts[number] = read
    assert counts[24] > 0
    assert counts[10_000] <= counts[24] * 2
