"""Packs of a review, and the papers of many reviews, exported from the screens."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from store.paperwork import consortium
from store.records.editing import setting
from tests.support.a_register import new_review
from tests.support.a_review import FILLED, filled, register_at
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.places import ROOT
from tests.support.sitting import argv, sitting, wait_until
from tests.tui.test_confined import asked

PAPERS = ["action-plan", "audit", "schedule", "summary"]
MANY = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A filled review of 2026-27, and one that is late; a third is of another year."""
    with register_at(tmp_path) as register:
        register.apply(setting(register.consortium, consortium.EXPORTS, str(tmp_path / "out")))
        register.apply(setting(register.consortium, consortium.EXPORTS_FROM, "ben@office.example"))
        filled(register, FILLED)
        register.apply([new_review(date="2026-10-01"), new_review(date="2025-10-01")])
    return tmp_path / "register.json"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A register of many reviews."""
    with register_at(tmp_path) as register:
        register.apply(setting(register.consortium, consortium.EXPORTS, str(tmp_path / "out")))
        register.apply([new_review(date="2026-11-26")] * MANY)
    return tmp_path / "register.json"


def below(folder: Path) -> list[str]:
    """The files in a folder and in those in it."""
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def forms_of(names: list[str]) -> list[str]:
    return sorted(name.split(" - ")[-2] for name in names)


async def on_the_line(seat: Seat, words: str) -> None:
    """The cursor on the line of the list that begins so."""
    await seat.press("home")
    while words not in seat.row_with("▌"):
        before = seat.row_with("▌")
        await seat.press("down")
        assert seat.row_with("▌") != before, f"{words} is not in the list"


def counted(seat: Seat) -> int:
    """How many documents are done, as the line above the keys says while they are written."""
    found = re.match(r"([\d,]+) of [\d,]+; esc stops", seat.said)
    return int(found[1].replace(",", "")) if found else 0


def whole_ones(folder: Path) -> list[Path]:
    """The Word files in a folder, each of which can be read to its end; there is nothing else."""
    found = [one for one in folder.rglob("*") if one.is_file()]
    for one in found:
        assert one.suffix == ".docx"
        with ZipFile(one) as archive:
            assert archive.testzip() is None
    return found


async def test_a_pack_is_a_folder_of_its_own_in_the_format_chosen(path: Path) -> None:
    async with seated(path, (160, 30)) as seat:
        await seat.press("down", "enter", "e", "o")
        await on_the_line(seat, "Pack: the three forms and the schedule")
        assert "[a folder]  one zip" in seat.row_with("Into")
        await seat.press("enter")
        assert seat.said == "Exported: 4 documents."
        [folder] = (path.parent / "out").iterdir()
        assert folder.name.endswith(" - pack - 2026-10-29")
        assert forms_of(below(folder)) == PAPERS
        assert {one.suffix for one in folder.iterdir()} == {".docx"}
        assert seat.shows(f'scp -r "ben@office.example:{folder}" .')
        await seat.press("d")
        assert seat.said.startswith("A pack goes to no clipboard: fetch it, m attaches it")


async def test_a_pack_is_one_zip_and_goes_with_a_mail(path: Path) -> None:
    async with seated(path, (160, 30)) as seat:
        await seat.press("down", "enter", "e")
        await on_the_line(seat, "Feedback-day pack")
        assert not seat.shows("Filled")
        await seat.press("z")
        assert "a folder  [one zip]" in seat.row_with("Into")
        await seat.press("enter")
        assert seat.said == "Exported: 1 document."
        [found] = (path.parent / "out").iterdir()
        assert seat.shows(f'scp "ben@office.example:{found}" .')
        await seat.press("s")
        assert seat.said == "It is still to be filled in: nothing was noted."
        await seat.press("m", "enter")
        [draft] = (path.parent / "out").glob("*.eml")
        assert b"application/zip" in draft.read_bytes()
    with ZipFile(found) as archive:
        assert forms_of(archive.namelist()) == PAPERS
        assert b"filled: head" in b"".join(map(archive.read, archive.namelist()))


async def test_what_is_one_document_has_no_zip_and_no_reviews_to_choose(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("e", "z")
        assert seat.said.endswith("only a pack, or papers of many reviews, can be one zip.")
        await seat.press("r")
        assert seat.said == "Register of the year: it is of no review by itself."
        await on_the_line(seat, "Each review’s Summary")
        await seat.press("r")
        assert seat.said.startswith("The first screen shows the whole year")


async def test_each_review_of_the_year_has_its_form_exported_as_the_command_does(
    path: Path,
) -> None:
    async with seated(path, (160, 30)) as seat:
        await seat.press("e")
        await on_the_line(seat, "Each review’s Summary")
        assert "[all 2 of the year]" in seat.row_with("Reviews")
        await seat.press("enter")
        await seat.until(lambda: seat.said == "Exported: 2 documents.")
        folder = path.parent / "out" / "summary - 2026-27"
        assert seat.shows(f'scp -r "ben@office.example:{folder}" .')
        assert seat.shows("2 documents were written there")
        await seat.press("c")
        assert seat.app.clipboard == f'scp -r "ben@office.example:{folder}" .'
        await seat.press("d")
        assert seat.said.startswith("One document goes to a clipboard, not several")
        await seat.press("m")
        assert seat.said.startswith("A mail is of one review")
    own = ["--year", "2026", "--form", "summary", "--to", str(path.parent / "own")]
    subprocess.run([*argv(path), "export", *own], cwd=ROOT, check=True, capture_output=True)
    assert below(folder) == below(path.parent / "own")


async def test_from_a_narrowed_list_the_reviews_shown_are_meant_until_one_says_otherwise(
    path: Path,
) -> None:
    async with seated(path, (160, 30)) as seat:
        await seat.press("slash", *"002", "enter", "e")
        await on_the_line(seat, "Each review’s pack")
        assert "[the 1 shown: “002”]" in seat.row_with("Reviews")
        await seat.press("z", "enter")
        await seat.until(lambda: seat.said == "Exported: 4 documents.")
        [found] = (path.parent / "out").iterdir()
        with ZipFile(found) as archive:
            assert {name.partition(" ")[0] for name in archive.namelist()} == {"PR-2026-002"}
        await seat.press("escape", "r")
        assert "[all 2 of the year]" in seat.row_with("Reviews")


async def test_many_are_counted_and_escape_stops_between_two(many: Path) -> None:
    async with seated(many) as seat:
        await seat.press("e")
        await on_the_line(seat, "Each review’s Audit")
        await seat.press("o")
        seat.app.simulate_key("enter")
        await seat.until(lambda: counted(seat) > 0)
        seat.app.simulate_key("enter")  # once is enough
        seat.app.simulate_key("escape")
        await seat.until(lambda: seat.said.startswith("Stopped: "))
        written = int(seat.said.split()[1])
        assert (
            f"{written} of {MANY} documents written, each whole, to “audit - 2026-27”." in seat.said
        )
        assert len(whole_ones(many.parent / "out")) == written < MANY
        seat.app.simulate_key("enter")  # again: those that stand are replaced
        await seat.until(lambda: counted(seat) > 0)
        seat.app.simulate_key("escape")
        await seat.until(lambda: seat.said.startswith("Stopped: "))


async def test_a_zip_that_is_stopped_is_not_there(many: Path) -> None:
    async with seated(many) as seat:
        await seat.press("e")
        await on_the_line(seat, "Each review’s feedback")
        await seat.press("o", "z")
        seat.app.simulate_key("enter")
        await seat.until(lambda: counted(seat) > 0)
        seat.app.simulate_key("escape")
        await seat.until(lambda: seat.said == "Stopped: there is no zip, and no half of one.")
    assert below(many.parent / "out") == []


def test_leaving_in_the_middle_leaves_no_half_written_file(many: Path) -> None:
    out = many.parent / "out"
    with sitting(many) as terminal:
        terminal.wait_for(f"{MANY} reviews")
        terminal.press("e")
        terminal.wait_for("Export 2026")
        terminal.press("o", "end", "up", "up", "up")
        terminal.wait_for(f"all {MANY} of the year")
        terminal.press("enter")
        terminal.wait_for("esc stops")
        wait_until(lambda: out.exists() and len(below(out)) > 5, "some to be written")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    assert 0 < len(whole_ones(out)) < MANY


@pytest.mark.parametrize(
    ("keys", "papers"),
    [
        (("enter", "e", *["down"] * 4, "enter"), PAPERS),
        (("enter", "e", *["down"] * 5, "z", "enter"), PAPERS),
        (("e", "end", "up", "up", "up", "enter"), ["audit"] * 2),
        (("slash", "0", "0", "2", "enter", "e", "end", "up", "z", "enter"), PAPERS),
    ],
)
async def test_a_confined_login_is_shown_the_line_that_gets_it_a_zip(
    path: Path, keys: tuple[str, ...], papers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEER_REVIEW_EXPORTS", str(path.parent / "own"))
    async with seated(path, (200, 30), confined=True) as seat:
        await seat.press(*keys)
        await seat.until(lambda: seat.said.startswith("Exported: "))
        await seat.press("c")
        line = seat.app.clipboard
    ssh, _, command = line.partition(" export ")
    assert ssh == "ssh ben@office.example"
    fetched = asked(path, f"export {command.partition(' > ')[0]}")
    assert fetched.returncode == 0, fetched.stderr
    with ZipFile(io.BytesIO(fetched.stdout)) as archive:
        assert forms_of(archive.namelist()) == papers


@pytest.mark.parametrize("size", SIZES)
async def test_both_screens_and_the_panel_can_be_read_at_every_width(
    path: Path, size: tuple[int, int]
) -> None:
    async with seated(path, size) as seat:
        await seat.press("l", "e")
        await on_the_line(seat, "Each review’s Summary")
        for label in ("Format", "Filled", "Into", "Reviews", "Folder"):
            assert seat.row_with(label)
        await seat.press("enter")
        await seat.until(lambda: seat.said.startswith("Exported: "))
        assert seat.rows[0].startswith(" Exported: Each review’s Summary")
        assert seat.rows[-1].endswith("F1 help")


def test_a_year_or_several_reviews_are_one_zip_by_the_command(path: Path) -> None:
    def run(*words: str) -> bytes:
        own = [*argv(path), "export", *words]
        done = subprocess.run(own, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    year = ("--year", "2026", "--form", "summary")
    data = run(*year, "--zip", "--to", "-")
    with ZipFile(io.BytesIO(data)) as archive:
        assert forms_of(archive.namelist()) == ["summary", "summary"]
    there = path.parent / "a.zip"
    run(*year, "--to", str(there))
    assert there.read_bytes() == data
    run(*year, "--zip", "--to", str(path.parent / "there"))
    assert below(path.parent / "there") == ["summary - 2026-27.zip"]
