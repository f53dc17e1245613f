"""A form that has come back, on the screen: chosen line by line, taken in, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.documents.page import DocumentPage, Heading, Words
from store.open_register import open_register
from store.paperwork.forms import summary
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from tests.support.a_review import HALF, filled, register_at
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.returned_forms import file_of, filled_in, sheet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "summary.impact": "More books."})
    return tmp_path / "register.json"


def came_back(path: Path, thanks: str = "To all.") -> DocumentPage:
    """A Summary with an answer, more strengths, and thanks that have no place."""
    with open_register(path) as register:
        sent = sheet(register, register.record(REVIEWS, 1), "summary")
    strengths = ("Pupils are proud of their work", "Calm")
    form = filled_in(sent, {"summary.impact": "Better.", "summary.strengths": strengths})
    return replace(form, blocks=(*form.blocks, Heading(2, "Thanks"), Words(thanks)))


def saved(path: Path, form: DocumentPage, kind: str = "md") -> str:
    file = path.parent / f"back.{kind}"
    file.write_bytes(file_of(form, kind))
    return str(file)


def changed_here(path: Path, impact: str) -> None:
    with open_register(path) as register:
        register.apply(setting(register.record(REVIEWS, 1), summary.IMPACT, impact))


async def give(seat: Seat, file: str) -> None:
    await seat.press("i")
    await seat.paste(file)
    await seat.press("enter")


def held(seat: Seat) -> tuple[str, tuple[str, ...]]:
    found = seat.register.record(REVIEWS, 1)
    return found[summary.IMPACT], found[summary.STRENGTHS]


@pytest.mark.parametrize("kind", ["md", "docx"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_form_is_shown_side_by_side_taken_in_and_undone(
    size: tuple[int, int], kind: str, path: Path
) -> None:
    file = saved(path, came_back(path), kind)
    async with seated(path, size) as seat:
        await give(seat, file)
        assert seat.shows("PR-2026-001")
        assert seat.shows("2 of 2 marked to be taken in")
        assert seat.shows("returned: Better.")
        assert held(seat)[0] == "More books."
        await seat.press("enter")
        assert held(seat) == ("Better.", ("Pupils are proud of their work", "Calm"))
        assert seat.shows("2 changes taken in")
        [*_, last] = seat.register.history()
        assert last.source == "returned form from Joan Mason"
        assert any("Thanks" in str(change.is_) for change in last.changes)
        await seat.press("u")
        assert held(seat) == ("More books.", ("Pupils are proud of their work",))


async def test_space_leaves_a_line_and_escape_leaves_everything(path: Path) -> None:
    file = saved(path, came_back(path))
    async with seated(path) as seat:
        seq = seat.register.seq
        await give(seat, file)
        await seat.press("space")
        assert seat.shows("1 of 2 marked to be taken in")
        assert "stays" in seat.row_with("Impact")
        await seat.press("escape")
        assert seat.register.seq == seq
        await give(seat, file)
        await seat.press("space", "enter")
        assert held(seat) == ("More books.", ("Pupils are proud of their work", "Calm"))


async def test_what_was_changed_here_since_stays_until_one_chooses_and_can_be_both(
    path: Path,
) -> None:
    file = saved(path, came_back(path))
    changed_here(path, "Even more books.")
    async with seated(path) as seat:
        await give(seat, file)
        assert "○ ! Impact" in seat.row_with("Impact")
        assert seat.shows("now: Even more books.")
        await seat.press("space")
        assert "● ! Impact" in seat.row_with("Impact")
        await seat.press("space")
        assert "both" in seat.row_with("Impact")
        await seat.press("enter")
        assert held(seat)[0] == "Even more books.\n\nBetter."


async def test_what_has_no_place_and_what_was_noticed_stand_below_and_can_be_read_in_full(
    path: Path,
) -> None:
    file = saved(path, came_back(path, ("To all of you. " * 30).strip()))
    text = Path(file).read_text()
    Path(file).write_text(text.replace("## Impact / results of", "## Impact and result of"))
    async with seated(path, (80, 24)) as seat:
        await give(seat, file)
        assert seat.shows("Cannot be placed; kept in the review’s note")
        assert seat.shows("“Impact and result of previous Peer to Peer Action Plan” was taken for")
        await seat.press("down", "down", "down", "v")
        assert " ".join(" ".join(seat.rows).split()).count("To all of you.") == 30


async def test_a_change_made_meanwhile_is_shown_and_what_was_chosen_stays_chosen(
    path: Path,
) -> None:
    file = saved(path, came_back(path))
    async with seated(path) as seat:
        await give(seat, file)
        await seat.press("down", "space")
        changed_here(path, "Changed by a colleague.")
        seat.register.refresh()
        await seat.rest()
        assert "○ ! Impact" in seat.row_with("Impact")
        assert "stays" in seat.row_with("Areas of strength")


async def test_a_file_that_is_no_form_stays_in_the_line_with_a_sentence(path: Path) -> None:
    bad = path.parent / "bad.md"
    bad.write_bytes(b"%PDF-1.7")
    async with seated(path) as seat:
        await give(seat, str(bad))
        assert seat.shows("bad.md is a PDF")
        await seat.press("ctrl+u")
        await seat.paste(str(path.parent / "nowhere.md"))
        await seat.press("enter")
        assert seat.shows("is not there; look at how its name is written.")


async def test_a_form_without_its_review_is_asked_for_it_or_is_of_the_one_that_is_open(
    path: Path,
) -> None:
    file = saved(path, replace(came_back(path), identity=None))
    async with seated(path) as seat:
        await give(seat, file)
        assert seat.shows("This form does not say its review: which is it of?")
        await seat.press("enter")
        assert seat.shows("PR-2026-001 Summary")
        await seat.press("escape", "enter")
        await give(seat, file)
        assert seat.shows("PR-2026-001 Summary")


async def test_the_same_form_twice_says_nothing_new(path: Path) -> None:
    file = saved(path, came_back(path))
    async with seated(path) as seat:
        await give(seat, file)
        await seat.press("enter")
        await give(seat, file)
        assert seat.shows("It says nothing new.")
        seq = seat.register.seq
        await seat.press("enter")
        assert seat.register.seq == seq


async def test_a_confined_login_is_told_how_to_send_it(path: Path) -> None:
    async with seated(path, confined=True) as seat:
        await seat.press("i")
        assert seat.shows("import - < FILE")
