import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from screens.reviews import review_list as reviews
from screens.reviews.review_filter import ReviewFilter
from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS, SCHOOLS, Table
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.register.register import Register
from tests.support.a_register import reopened
from tests.support.on_screen import seated
from tests.support.today import TODAY


def consortium_of(path: Path, names: Sequence[str]) -> None:
    """A register with a school and a review of this school year for each name."""
    register = create_register(path, "Tiptree", user="office", today=lambda: TODAY)
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


def taken_back(register: Register, key: int) -> None:
    """The making of a review undone, as by whoever has made it by mistake."""
    made = making("reviews", dict(register.record(REVIEWS, key).document), key)
    register.apply([made.back()])


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


async def test_an_undo_that_is_refused_says_why_without_the_paths_of_fields(three: Path) -> None:
    async with seated(three) as seat:
        seat.register.apply(
            setting(seat.register.record(REVIEWS, 1), review.STATUS_REASON, "Flood")
        )
        with reopened(three, "other") as other:
            other.apply(setting(other.record(REVIEWS, 1), review.STATUS, "cancelled"))
        await seat.press("u")
        assert seat.said == "A cancelled review needs a reason: it is kept with that."

        cedar = seat.register.record(SCHOOLS, 3)
        seat.register.apply(setting(cedar, consortium.URN, "100003"))
        seat.register.apply(setting(seat.register.record(SCHOOLS, 3), consortium.URN, ""))
        with reopened(three, "other") as other:
            other.apply(setting(other.record(SCHOOLS, 2), consortium.URN, "100003"))
        await seat.press("u")
        assert seat.said == "URN: 100003 is the URN of Birch already; check the number."


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
        await seat.rest()
        assert seat.shows("November 2026")
    assert reopened(three).record(REVIEWS, 1)[review.NOTE] == "Ring"


@pytest.mark.parametrize("above", [("s", "f3"), ("d", "ctrl+o", "e", "x")])
async def test_the_palette_goes_through_a_preview_and_through_offers(
    three: Path, above: tuple[str, ...]
) -> None:
    with reopened(three) as register:
        register.apply([making("people", {"name": "Xenia Fox"})])
    async with seated(three) as seat:
        await seat.press("enter", *above)
        await seat.press("ctrl+p")
        await seat.type("calendar")
        await seat.press("enter", "enter")
        await seat.rest()
        assert seat.shows("November 2026")


async def test_a_question_has_its_help_and_is_left_by_f10(three: Path) -> None:
    async with seated(three) as seat:
        await seat.press("n", "f1")
        assert seat.shows("Type part of it: the list narrows.")
        await seat.press("f10")
        assert seat.app.return_code == 0


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


async def test_what_is_known_of_a_review_has_its_own_lines_however_long_the_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    consortium_of(path, ["St " + "Botolph " * 40])
    async with seated(path) as seat:
        rows = seat.rows
        at = next(number for number, row in enumerate(rows) if row.startswith(" PR-2026-001"))
        assert rows[at].endswith("…")
        assert rows[at + 1].startswith(" ! Champions booked: due ")
        assert rows[at + 4].startswith(" To see to it: office.")
        await seat.press("enter")
        assert seat.rows[1].startswith(" ○ 1 Plan")


async def test_a_consortium_without_schools_or_reviews_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    create_register(path, "Tiptree", user="office", today=lambda: TODAY).close()
    async with seated(path) as seat:
        assert seat.shows("No reviews here: n makes one, y shows another year.")
        await seat.press("n")
        assert seat.shows("There are no schools yet: s, then i imports them, or n adds one.")
        await seat.press("escape", "s")
        assert seat.shows("No schools here: i imports them from a CSV file, n adds one.")


PLANNED: dict[str, Json] = {
    "plan.data_shared.date": "2026-11-12",
    "plan.meeting.date": "2026-11-19",
    "plan.timetable.date": "2026-11-20",
    "stage_1_override": "The papers came by post",
    "improvement_champions": [{"name": "Priya Nair"}, {"name": "Sam Cole"}],
}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Alder is late, Birch due this week, Cedar far off; Oak was reviewed the year before."""
    path = tmp_path / "register.json"
    with create_register(path, "Tiptree", user="office", today=lambda: TODAY) as register:
        names = ("Alder", "Birch", "Cedar", "Oak")
        register.apply([making("schools", {"name": name, "member": True}) for name in names])
        joan: Json = {"name": "Joan Mason"}
        documents: list[dict[str, Json]] = [
            {"date": "2026-11-13"},
            {"date": "2026-11-26", "lead_reviewer": {"name": "Ann Reed"}, **PLANNED},
            {"date": "2027-03-04", "lead_reviewer": joan},
            {"date": "2025-11-20", "status": "closed", "lead_reviewer": joan},
        ]
        for key, (name, document) in enumerate(zip(names, documents, strict=True), 1):
            first: dict[str, Json] = {"school": key, "school_name": name, "status": "open"}
            register.apply([making("reviews", {**first, **document})])
    return path


async def test_late_stands_first_with_counts_at_the_top_and_the_reason_at_the_bottom(
    mixed: Path,
) -> None:
    async with seated(mixed) as seat:
        assert seat.rows[1].split("  ")[0] == " 1 late · 2 due this week · 1 on track"
        assert seat.rows[1].endswith("3 reviews")
        shown = seat.rows[3:6]
        assert [row[2:7] for row in shown] == ["Alder", "Birch", "Cedar"]
        assert re.search(r"Champions booked +! 16 d late$", shown[0])
        assert re.search(r"Review Carried out +Thu 26 Nov$", shown[1])
        assert shown[2].endswith("18 Feb 27")
        assert seat.shows(
            "! Champions booked: due Fri 30 Oct 2026; 14 days before the review on Fri 13 Nov 2026."
        )
        await seat.press("down")
        assert seat.shows("Review Carried out: due Thu 26 Nov 2026; on the day of the review")


@pytest.mark.parametrize(
    ("keys", "shown", "words"),
    [
        (("l",), ["Alder"], "only late"),
        (("w",), ["Alder", "Birch"], "only due this week"),
        (("2",), ["Birch"], "only in Stage 2"),
        (("1",), ["Alder", "Cedar"], "only in Stage 1"),
        (("1", "0"), ["Alder", "Birch", "Cedar"], "on track"),
        (("l", "l"), ["Alder", "Birch", "Cedar"], "on track"),
        (("l", "2"), [], "only late, in Stage 2"),
        (("f", "j", "o", "a", "n", "enter"), ["Cedar"], "only of Joan Mason"),
        (("f", "j", "o", "a", "n", "enter", "f"), ["Alder", "Birch", "Cedar"], "on track"),
        (("f", "p", "r", "i", "y", "a", "enter"), ["Birch"], "only of Priya Nair"),
        (("f", "o", "f", "f", "i", "c", "e", "enter"), ["Alder"], "only of Consortium Office"),
        (("Y",), ["Oak"], "0 late · 0 due this week · 0 on track"),
        (("y",), ["Alder", "Birch", "Cedar", "Oak"], "4 reviews"),
    ],
)
async def test_the_list_is_narrowed_by_key(
    mixed: Path, keys: tuple[str, ...], shown: list[str], words: str
) -> None:
    async with seated(mixed) as seat:
        await seat.press(*keys)
        names = ("Alder", "Birch", "Cedar", "Oak")
        assert [row[2:7].strip() for row in seat.rows[3:-6] if row[2:7].strip() in names] == shown
        assert words in seat.rows[1]


async def test_where_it_is_narrow_what_is_asked_for_goes_before_the_counts(mixed: Path) -> None:
    async with seated(mixed, (40, 10)) as seat:
        assert seat.rows[1].startswith(" 1 late")
        await seat.press("w")
        assert seat.rows[1].startswith(" only due this week")
        assert seat.rows[1].endswith("3 reviews")


async def test_what_is_late_has_its_mark_where_there_is_no_room_for_the_rest(mixed: Path) -> None:
    async with seated(mixed, (40, 10)) as seat:
        marks = {row[2:7]: row.endswith("!") for row in seat.rows[2:5]}
        assert marks == {"Alder": True, "Birch": False, "Cedar": False}
        await seat.press("enter")
        assert re.search(r"! Champions booked +16 d late$", seat.row_with("! Champions"))


async def test_the_reviews_of_somebody_are_found_whatever_spelling_the_directory_knows(
    mixed: Path,
) -> None:
    with reopened(mixed) as register:
        register.apply([making("people", {"name": "Joan Mason", "roles": ["lead reviewer"]})])
        there = register.record(REVIEWS, 1)
        named: Json = {"name": "J. M.", "person": 1}
        register.apply(setting(there, review.LEAD_REVIEWER, named))
    async with seated(mixed) as seat:
        await seat.press("f")
        await seat.type("joan")
        assert seat.shows("Joan Mason lead reviewer")
        await seat.press("enter")
        assert seat.shows("Alder")
        assert seat.shows("Cedar")
        assert not seat.shows("Birch")


async def test_many_are_dated_after_they_are_seen_and_stand_late_first_from_then_on(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "AT_ONCE", 2)
    monkeypatch.setattr(reviews, "PAUSE", 3600.0)
    async with seated(mixed) as seat:
        assert not seat.shows("on track")
        assert re.search(r"Champions booked +! 16 d late$", seat.row_with("Alder"))
        await seat.press("y")
        assert [row[2:7].strip() for row in seat.rows[3:7]] == ["Oak", "Alder", "Birch", "Cedar"]
        monkeypatch.setattr(reviews, "PAUSE", 0.001)
        await seat.press("Y")
        await seat.until_shown("on track")
        assert seat.rows[1].startswith(" 1 late · 2 due this week · 1 on track")
        assert [row[2:7] for row in seat.rows[3:6]] == ["Alder", "Birch", "Cedar"]


@pytest.mark.parametrize("year", [9_999, 10**30])
def test_a_year_that_only_a_damaged_review_is_of_can_be_gone_through(year: int) -> None:
    lines = (ReviewLine(1, for_year=year), ReviewLine(2, date=TODAY))
    assert ReviewFilter(year).in_year(lines, TODAY) == [lines[0]]


@pytest.mark.parametrize("over", ["f", "n"])
async def test_a_review_that_is_taken_back_while_something_lies_over_the_list_leaves_it(
    three: Path, over: str
) -> None:
    async with seated(three) as seat:
        await seat.press(over)
        taken_back(seat.register, 3)
        await seat.resize(90, 30)  # all that is seen is drawn anew
        await seat.press("escape")
        assert seat.shows("Birch")
        assert not seat.shows("Cedar")


async def test_a_review_that_is_taken_back_while_the_many_are_dated_is_no_longer_waited_for(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "AT_ONCE", 1)
    monkeypatch.setattr(reviews, "LOT", 1)
    monkeypatch.setattr(reviews, "PAUSE", 0.3)
    async with seated(three) as seat:
        await seat.press("f")  # the list is seen behind the question
        taken_back(seat.register, 3)
        await seat.until_shown("on track")
        await seat.press("escape")
        assert not seat.shows("Cedar")


async def test_ten_thousand_reviews_open_with_no_more_records_read_than_two_dozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "PAUSE", 3600.0)  # the rest are dated after the first paint
    read = 0
    found = Register.find

    def counted(register: Register, table: Table, key: int) -> Record | None:
        nonlocal read
        read += 1
        return found(register, table, key)

    counts: dict[int, int] = {}
    for number in (24, 10_000):
        path = tmp_path / f"{number}.json"
        consortium_of(path, [f"School {place:05}" for place in range(number)])
        with monkeypatch.context() as counting:
            counting.setattr(Register, "find", counted)
            read = 0
            async with seated(path) as seat:
                assert seat.shows(f"{number} reviews")
                await seat.press("end")
                counts[number] = read
    assert counts[24] > 0
    assert counts[10_000] <= counts[24] * 2


async def test_what_the_year_owes_does_not_hide_what_a_review_does(three: Path) -> None:
    with reopened(three) as register:
        register.apply([making("years", {"evaluation.due": "2026-09-09"}, 2026)])
    async with seated(three) as seat:
        assert seat.shows("Champions booked")
        assert not seat.shows("evaluation")
        await seat.press("escape")
        assert "The partnership’s evaluation" not in " ".join(seat.rows)
