from pathlib import Path

import pytest
from textual.widgets import Static

from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, SETTINGS
from store.records.change import making
from store.records.editing import setting
from store.records.record import CONSORTIUM
from tests.support.a_register import reopened
from tests.support.on_screen import seated
from tests.support.places import DATA

SCHOOLS_FILE = DATA / "essex-schools.csv"


async def test_the_welcome_makes_nothing_before_it_has_a_name(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.json"
    async with seated(path) as seat:
        await seat.press("enter")
        assert seat.shows("Type the consortium’s name first.")
        assert not path.exists()
        await seat.type("Tiptree")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Peer reviews  2026–27  Tiptree")
    assert reopened(path).consortium[consortium.CONSORTIUM_NAME] == "Tiptree"


async def test_the_welcome_is_left_by_its_key_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    async with seated(path) as seat:
        await seat.type("Tip")
        assert "F10 leave" in seat.rows[-1]
        await seat.press("f10")
        assert seat.app.return_code == 0
    assert not path.exists()


async def test_the_welcome_offers_the_import_and_the_sample(tmp_path: Path) -> None:
    async with seated(tmp_path / "one.json") as seat:
        await seat.type("Tiptree")
        await seat.press("f5")
        await seat.paste(str(SCHOOLS_FILE))
        await seat.press("enter")
        await seat.app.workers.wait_for_complete()
        await seat.rest()
        assert seat.rows[0].startswith(" essex-schools.csv   248   0 chosen")
        assert seat.said.startswith("248 schools read")
    async with seated(tmp_path / "two.json") as seat:
        await seat.press("f3")
        assert seat.app.sample_wanted


async def test_a_file_that_cannot_be_imported_is_told_of_in_a_whole_sentence(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = Path("wrong.csv")
    wrong.write_text("Colour,Size\nred,small\n")
    async with seated(path) as seat:
        await seat.press("s", "i")
        for file, words in ((Path("none.csv"), "none.csv cannot be read"), (wrong, "column")):
            await seat.paste(str(file))
            await seat.press("enter")
            complaint = str(seat.app.screen.query_one(".meaning", Static).content)
            assert words in complaint
            assert seat.shows(complaint), "the sentence was cut"
            assert seat.shows(str(file)), "what was typed has gone"
            await seat.press("ctrl+u")


async def test_schools_are_added_found_and_edited_by_key(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("s", "n")
        await seat.type("Layer-de-la-Haye")
        await seat.press("enter")
        await seat.jump("Short name")
        await seat.type("Layer")
        await seat.press("escape", "slash")
        await seat.type("haye")
        assert not seat.shows("Birch")
        await seat.press("escape", "escape")
        assert seat.rows[0].startswith(" Peer reviews")
    school = reopened(path).record(SCHOOLS, 2)
    assert school[consortium.SHORT_NAME] == "Layer"
    assert school[consortium.MEMBER]


async def test_a_urn_that_is_another_schools_is_refused_beside_its_field(path: Path) -> None:
    with reopened(path) as register:
        register.apply([making(SCHOOLS.name, {"name": "Alresford", "urn": "100009"})])
    async with seated(path) as seat:
        await seat.press("s", "slash")
        await seat.type("birch")
        await seat.press("enter", "enter", "enter")
        await seat.jump("URN")
        await seat.press("ctrl+u")
        await seat.type("100009")
        await seat.press("f2")
        assert seat.shows("100009 is the URN of Alresford already; check the number.")
    assert reopened(path).record(SCHOOLS, 1)[consortium.URN] != "100009"


async def test_people_are_added_and_offered_from_then_on(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("p", "n")
        await seat.type("[/x] Nair")
        await seat.press("enter", "escape", "escape", "enter", "d")
        await seat.jump("Lead Reviewer")
        await seat.type("nair")
        await seat.press("f4", "enter", "escape")
        assert seat.shows("Lead Reviewer [/x] Nair")
    assert reopened(path).record(PEOPLE, 1)[consortium.PERSON_NAME] == "[/x] Nair"


async def test_the_consortiums_own_fields_are_edited(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("c")
        await seat.press("end")
        await seat.type(" and Stanway")
        await seat.press("escape")
        assert seat.shows("Tiptree and Stanway")
    found = reopened(path).record(SETTINGS, CONSORTIUM)
    assert found[consortium.CONSORTIUM_NAME] == "Tiptree and Stanway"


async def test_the_history_of_a_review_is_filtered_and_shows_a_change_in_full(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Office note")
        await seat.type("Ring before nine")
        await seat.press("escape", "h")
        assert "Office note: Ring before nine" in seat.rows[1]
        assert seat.shows("was: nothing is: Ring before nine")
        await seat.press("slash")
        await seat.type("made")
        assert not seat.shows("Office note: Ring")
        await seat.press("escape")
        assert seat.shows("Office note: Ring")


async def test_the_history_names_the_school_that_a_review_is_of(path: Path) -> None:
    with reopened(path) as register:
        register.apply([making(SCHOOLS.name, {"name": "Oak"})])
        found = register.record(REVIEWS, 1)
        register.apply(setting(found, review.SCHOOL, max(register.keys(SCHOOLS))))
        was = register.record(SCHOOLS, 1)[consortium.SCHOOL_NAME]
    async with seated(path) as seat:
        await seat.press("enter", "h")
        assert seat.shows(f"was: {was} is: Oak")


async def test_a_long_change_has_both_sides_below_the_list_and_enter_shows_them_in_full(
    path: Path,
) -> None:
    before, after = (f"{name} {'and so on ' * 60}{name} ends" for name in ("Before", "After"))
    with reopened(path) as register:
        for text in (before, after):
            register.apply(setting(register.record(REVIEWS, 1), review.NOTE, text))
    async with seated(path) as seat:
        await seat.press("h")
        assert "was: Before" in seat.row_with("was: ")
        assert "is:  After" in seat.row_with("is: ")
        await seat.press("enter")
        assert seat.rows[0].startswith(" Change ")
        assert seat.shows("Before ends")
        await seat.press("end")
        assert seat.shows("After ends")
        await seat.press("escape")
        assert seat.rows[0].startswith(" History")


async def test_an_undo_says_so_before_the_field_where_no_width_cuts_it(path: Path) -> None:
    with reopened(path) as register:
        for text in ("One " * 40, "Two " * 40):
            register.apply(setting(register.record(REVIEWS, 1), review.NOTE, text))
        register.undo()
    async with seated(path) as seat:
        await seat.press("h")
        assert "undo PR-2026-001: Office note: Two" in seat.rows[1]
        assert "undo" not in seat.rows[2]


async def test_the_three_forms_are_exported_into_the_folder_that_is_typed(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    async with seated(path) as seat:
        await seat.press("enter", "e", "f", "ctrl+u")
        await seat.paste(str(folder))
        await seat.press("enter", "a")
        assert seat.said == "Exported: 3 documents."
        await seat.press("tab", "tab", "end")
        assert seat.shows("scp ")
    assert len(list(folder.glob("PR-2026-001*.md"))) == 3


async def test_a_year_is_offered_what_it_has_and_a_review_its_three_forms_and_its_calendar(
    path: Path,
) -> None:
    with reopened(path) as register:
        register.apply(setting(register.record(REVIEWS, 1), review.DATE_OF_REVIEW, "2026-12-03"))
    for before in ((), ("enter",)):
        folder = path.with_name(f"out{len(before)}")
        async with seated(path) as seat:
            await seat.press(*before, "e")
            assert seat.shows("all three forms") is bool(before)
            await seat.press("f1")
            assert seat.shows("Export the three forms at once.") is bool(before)
            await seat.press("escape", "f", "ctrl+u")
            await seat.paste(str(folder))
            await seat.press("enter", "end", "enter")
            assert seat.said == "Exported: 1 document."
        [calendar] = folder.iterdir()
        assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")


async def test_a_foreign_file_in_the_way_of_one_form_leaves_all_three_unwritten(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    async with seated(path) as seat:
        await seat.press("enter", "e", "f", "ctrl+u")
        await seat.paste(str(folder))
        await seat.press("enter", "a")
        for file in folder.iterdir():
            if "audit" in file.name:
                file.write_text("mine")
            else:
                file.unlink()
        await seat.press("escape", "a")
        assert seat.said == "Not exported."
        assert seat.shows("nothing was exported; move it away")
    [audit] = folder.iterdir()
    assert audit.read_text() == "mine"


async def test_a_folder_that_cannot_be_written_is_told_of_and_nothing_is_exported(
    path: Path, tmp_path: Path
) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_text("in the way")
    async with seated(path) as seat:
        await seat.press("enter", "e", "f", "ctrl+u")
        await seat.paste(str(no_folder))
        await seat.press("enter", "enter")
        assert seat.said == "Not exported."
        assert seat.shows("a file is not a folder; choose another.")
    assert no_folder.read_text() == "in the way"


async def test_the_help_in_a_field_speaks_of_that_field(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Date of Review")
        await seat.press("f1")
        assert seat.rows[1] == " Date of Review"
        assert seat.shows("The first day; the school year follows from it.")
        await seat.press("escape")
        await seat.type("?")
        assert "?" in seat.row_with("Date of Review")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
async def test_every_screen_opens_at_every_width_and_escape_leads_back(
    path: Path, size: tuple[int, int]
) -> None:
    async with seated(path, size) as seat:
        for key in "specch":
            await seat.press(key, "f1", "escape", "escape")
            assert seat.rows[0].startswith(" Peer reviews")
        await seat.press("enter")
        for key in "12345sapdher":
            await seat.press(key, "f1", "escape", "escape")
            assert seat.rows[0].startswith(" Birch   PR-2026-001")
