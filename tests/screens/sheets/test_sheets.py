import re
from pathlib import Path

import pytest

from screens.widgets.editors import ItemEditor
from store.drafts import Drafts
from store.paperwork import review
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import plan
from store.records.change import Change, making
from store.records.editing import removing_row
from store.records.record import Record
from tests.support.a_register import begun, reopened, the_review
from tests.support.on_screen import Seat, seated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "register.json"
    register = begun(found)
    register.apply(
        [making("people", {"name": name}) for name in ("Joan Mason", "Ravi Patel", "Mason Dixon")]
    )
    register.close()
    return found


def kept(path: Path) -> Record:
    return the_review(reopened(path))


async def at(seat: Seat, field: str, screen: str = "d") -> None:
    """Open a screen of the review, and go to a field of it."""
    await seat.press("enter", screen)
    await seat.jump(field)


async def test_a_date_is_echoed_in_full_and_kept_when_its_field_is_left(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.type("12/11/26")
        assert seat.row_with("Date of Review").endswith("Thu 12 Nov 2026")
        await seat.press("tab")
        assert re.fullmatch(r"Kept \d\d:\d\d", seat.said)
        assert str(kept(path)[review.DATE_OF_REVIEW]) == "2026-11-12"


async def test_f2_keeps_a_field_without_leaving_it(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Office note")
        await seat.type("Ring before nine")
        await seat.press("f2")
        assert kept(path)[review.NOTE] == "Ring before nine"
        await seat.type(".")
        await seat.press("escape")
        assert kept(path)[review.NOTE] == "Ring before nine."


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
async def test_what_is_being_typed_is_kept_when_the_register_is_left(path: Path, key: str) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.type("12 nov")
        await seat.press(key)
    assert str(kept(path)[review.DATE_OF_REVIEW]) == "2026-11-12"


async def test_a_date_that_is_none_stays_in_its_field_with_its_error_and_is_there_again(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.type("31/2/26")
        await seat.press("tab")
        assert "31/2/26" in seat.row_with("Date of Review")
        assert seat.said == "Not kept: see the field. What you typed stays there."
        await seat.press("escape")
        assert seat.said == "Not kept, still in its field: Date of Review."
        await seat.press("d")
        assert "31/2/26" in seat.row_with("Date of Review")
        assert seat.shows("There is no 31 February: February has 28 days.")
        assert kept(path)[review.DATE_OF_REVIEW] is None


async def test_ctrl_z_brings_back_what_the_field_held(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.type("12/11/26")
        await seat.press("f2")
        await seat.type("rubbish")
        await seat.press("ctrl+z")
        assert seat.row_with("Date of Review").split("  ")[-1].strip() == "Thu 12 Nov 2026"


async def test_the_guidance_stands_beneath_the_field_one_is_in_and_no_other(path: Path) -> None:
    words = "The first day; the school year follows from it."
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        assert seat.shows(words)
        await seat.press("tab")
        assert not seat.shows(words)
        await seat.press("shift+tab")
        assert seat.shows(words)


async def test_a_person_is_offered_while_typed_and_right_takes_the_offer(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.type("Jo")
        assert "Joan Mason" in seat.row_with("Lead Reviewer")
        await seat.press("right", "tab")
    name = kept(path)[review.LEAD_REVIEWER]
    assert name is not None
    assert (name.name, name.person) == ("Joan Mason", 1)


async def test_everybody_with_the_typed_word_in_the_name_is_offered_and_down_and_enter_take_one(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.type("mas")
        assert seat.row_with("Mason Dixon").strip() == "Mason Dixon"
        assert seat.row_with("Joan Mason").strip() == "Joan Mason"
        await seat.press("down", "down", "enter", "tab")
        assert not seat.shows("down and enter take one")
        await at_other_reviewers(seat)
        await seat.type("rav")
        await seat.press("down", "enter", "escape")
    found = kept(path)
    assert found.plain(review.LEAD_REVIEWER) == "Joan Mason"
    assert [(name.name, name.person) for name in found[review.OTHER_REVIEWERS]] == [
        ("Ravi Patel", 2)
    ]


async def at_other_reviewers(seat: Seat) -> None:
    await seat.jump("Other reviewers")


async def test_escape_closes_what_is_offered_before_the_screen_and_tab_takes_none(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.type("mas")
        await seat.press("escape")
        assert not seat.shows("down and enter take one")
        assert seat.rows[0].startswith(" Details of the review")
        await seat.type("o")
        await seat.press("tab")
    assert kept(path).plain(review.LEAD_REVIEWER) == "maso"


async def test_up_and_down_go_to_the_field_above_and_below(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.press("down")
        await seat.type("13 nov")
        await seat.press("up")
        await seat.type("12 nov")
        await seat.press("down", "down", "down")  # the Lead Reviewer, then the others
        await seat.type("A. N. Other")
        await seat.press("down")
        await seat.type("Priya Nair")
        await seat.press("escape")
    found = kept(path)
    assert str(found[review.DATE_OF_REVIEW]) == "2026-11-12"
    assert str(found[review.END_DATE]) == "2026-11-13"
    assert [str(name) for name in found[review.OTHER_REVIEWERS]] == ["A. N. Other"]
    assert [str(name) for name in found[review.IMPROVEMENT_CHAMPIONS]] == ["Priya Nair"]


async def test_down_keeps_to_its_column_where_fields_stand_beside_each_other(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Most recent SEF: Date", "1")
        await seat.type("12 oct")
        await seat.press("down")
        await seat.type("13 oct")
        await seat.press("escape")
    found = kept(path)
    assert found.plain(plan.PAPERWORK[0].date) == "Mon 12 Oct 2026"
    assert found.plain(plan.PAPERWORK[1].date) == "Tue 13 Oct 2026"


async def test_typing_on_a_table_fills_a_row_and_is_no_command(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.type("Buy unusual books")
        assert seat.rows[0] == " Actions, row 1"
        await seat.press("escape", "down", "down", "down", "down", "down", "down")
        await seat.press("up", "up")
        await seat.type("Unpack")
        await seat.press("escape")
    assert [row[action_plan.ACTION] for row in kept(path)[action_plan.ROWS]] == [
        "Buy unusual books",
        "Unpack",
    ]


async def test_typing_on_a_table_that_is_empty_begins_its_first_row(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Impact / results of previous Peer to Peer Action Plan", "s")
        await seat.type("Impact")
        await seat.press("tab")
        assert seat.row_with("No plan of a last review").startswith("▌ ")
        await seat.type("such fun")
        await seat.press("escape", "escape")
    found = kept(path)
    assert found[summary.IMPACT] == "Impact"
    assert [row.plain(summary.PREVIOUS_ACTION) for row in found[summary.PREVIOUS]] == ["such fun"]


async def test_four_bullets_are_there_to_fill_and_enter_goes_on_to_the_next(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Areas of strength", "s")
        rows = [row.rstrip("▂▃▄▅▆▇█ ").strip() for row in seat.rows]
        place = rows.index("Areas of strength identified during the review:")
        assert rows[place + 1 : place + 5] == ["1", "2", "3", "4"]
        await seat.type("one")
        await seat.press("enter")
        await seat.type("two")
        await seat.press("escape")
    assert kept(path)[summary.STRENGTHS] == ("one", "two")


async def test_a_cancelled_review_waits_for_its_reason_and_is_kept_with_it(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Status")
        await seat.type("ca")
        await seat.press("tab")
        assert seat.shows("A cancelled review needs a reason: it is kept with that.")
        await seat.type("Made by mistake")
        await seat.press("tab")
        assert not seat.shows("needs a reason")
    found = kept(path)
    assert (found[review.STATUS], found[review.STATUS_REASON]) == ("cancelled", "Made by mistake")


async def test_what_was_not_kept_is_no_longer_told_of_once_it_is(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Date of Review")
        await seat.type("31/2/26")
        await seat.press("escape")
        assert seat.said == "Not kept, still in its field: Date of Review."
        await seat.press("d")
        await seat.jump("Date of Review")
        await seat.press("ctrl+u")
        await seat.type("29/10/26")
        await seat.press("escape")
        assert seat.said == ""


async def test_one_comes_back_from_the_preview_to_the_field_one_left(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Areas for development", "s")
        await seat.press("f3", "f3")
        await seat.type("Phonics")
        await seat.press("escape")
    assert kept(path)[summary.DEVELOPMENT] == ("Phonics",)


async def test_f4_offers_whoever_has_the_typed_word_anywhere_in_the_name(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.type("mas")
        await seat.press("f4")
        assert seat.shows("Joan Mason")
        assert not seat.shows("Ravi Patel")
        await seat.press("down", "enter", "tab")
    name = kept(path)[review.LEAD_REVIEWER]
    assert name is not None
    assert name.name == "Joan Mason"


async def test_any_name_is_allowed_and_links_to_nobody(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Other reviewers")
        await seat.type("A. N. Other")
        await seat.press("enter")
        await seat.type("Ravi Patel")
        await seat.press("escape")
    names = kept(path)[review.OTHER_REVIEWERS]
    assert [(name.name, name.person) for name in names] == [
        ("A. N. Other", None),
        ("Ravi Patel", 2),
    ]


async def test_bullets_are_added_moved_and_removed_by_key(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Areas of strength", "s")
        await seat.type("one")
        await seat.press("f5")
        await seat.type("two")
        await seat.press("f5")
        await seat.type("three")
        await seat.press("f7", "f7", "f2")
        assert kept(path)[summary.STRENGTHS] == ("three", "one", "two")
        await seat.press("f8", "f6", "escape")
        assert kept(path)[summary.STRENGTHS] == ("one", "two")


async def test_rows_of_the_plan_are_added_moved_removed_and_brought_back_by_key(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.press("f5")
        await seat.type("Coach")
        await seat.press("f5")
        await seat.type("Moderate")
        await seat.press("escape", "f7")
        rows = kept(path)[action_plan.ROWS]
        assert [row[action_plan.ACTION] for row in rows] == ["Moderate", "Coach"]
        await seat.press("f6")
        assert [row[action_plan.ACTION] for row in kept(path)[action_plan.ROWS]] == ["Coach"]
        assert seat.said == "Row removed; F9 brings it back."
        await seat.press("f9")
        rows = kept(path)[action_plan.ROWS]
        assert [row[action_plan.ACTION] for row in rows] == ["Moderate", "Coach"]


async def test_a_cell_that_is_not_kept_is_told_of_on_the_next_row_and_belongs_to_its_own(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.press("f5")
        await seat.jump("Deadline")
        await seat.type("soonish")
        await seat.jump("Action required")
        await seat.type("Coach")
        await seat.press("f5")
        assert seat.said.startswith("Not kept, still in its field: Deadline")
        assert not seat.shows("soonish")
        await seat.press("escape", "enter")
        assert seat.shows("soonish")


async def test_only_the_list_that_takes_the_keys_shows_a_cursor(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Signed", "a")
        assert sum(row.startswith("▌") for row in seat.rows) == 1


async def test_a_form_changed_after_a_signature_says_so_in_the_signatures_row(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Signed", "s")
        await seat.press("f5")
        await seat.press("h")
        await seat.jump("Name")
        await seat.type("Grace Lowe of a very long name indeed, Headteacher of Birch Primary")
        await seat.jump("Date")
        await seat.type("20/11/26")
        await seat.press("escape")
        assert not seat.shows("changed since signed")
        await seat.jump("Areas of strength")
        await seat.type("Calm")
        await seat.press("f2")
        await seat.jump("Signed")
        assert "changed since signed" in seat.row_with("Grace Lowe")


async def test_f3_turns_to_the_document_and_back_and_keeps_what_was_being_typed(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Areas of strength", "s")
        await seat.type("Calm classrooms [/x]")
        await seat.press("f3")
        assert not seat.shows("ctrl+z lets it go")
        assert seat.shows("Reviewed School: Birch")
        await seat.press("escape")
        assert seat.shows("Areas of strength")
        assert kept(path)[summary.STRENGTHS] == ("Calm classrooms [/x]",)


async def test_from_120_columns_the_document_stands_beside_the_form_and_follows_it(
    path: Path,
) -> None:
    async with seated(path, (120, 40)) as seat:
        await at(seat, "Areas of strength", "s")
        assert seat.shows("Reviewed School: Birch")
        await seat.type("Calm")
        await seat.press("f2")
        assert sum(row.count("Calm") for row in seat.rows) == 2
        await seat.press("f3")
        assert sum(row.count("Calm") for row in seat.rows) == 1


async def test_resizing_in_the_middle_of_a_field_keeps_the_text_and_the_field_in_sight(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await at(seat, "Office note")
        await seat.type("Half a sent")
        for size in ((40, 10), (120, 40), (80, 24)):
            await seat.resize(*size)
            assert seat.shows("Half a sent")
        await seat.type("ence")
        await seat.press("escape")
    assert kept(path)[review.NOTE] == "Half a sentence"


async def test_where_it_is_narrow_the_wording_stands_above_its_field(path: Path) -> None:
    async with seated(path, (40, 10)) as seat:
        await seat.press("enter", "d")
        assert seat.rows[2:5] == ["The review", "Reviewed School", "Birch"]


@pytest.mark.parametrize("columns", [60, 66, 75, 76])
async def test_what_is_typed_into_the_note_of_a_paper_is_seen_at_any_width(
    path: Path, columns: int
) -> None:
    async with seated(path, (columns, 24)) as seat:
        await seat.press("enter", "1", "tab", "tab")
        await seat.type("on paper")
        assert seat.shows("on paper")


async def test_a_page_pasted_into_a_text_stays_as_it_was_without_its_controls(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Office note")
        await seat.paste("First\r\n\r\n[/x] \x1b]0;title\x07[@click=app.quit]x[/]\tend")
        await seat.press("escape")
        assert seat.rows[0].startswith(" Birch")
    assert kept(path)[review.NOTE].startswith("First\n\n[/x] ")
    assert "\x1b" not in kept(path)[review.NOTE]


async def test_a_name_of_ten_thousand_letters_is_cut_at_the_limit_and_says_so(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.paste("x" * 10_000)
        assert seat.shows("A line holds 500 characters")
        await seat.press("escape")
        assert seat.rows[1].startswith(" ○ 1 Plan")
    name = kept(path)[review.LEAD_REVIEWER]
    assert name is not None
    assert len(name.name) == 500


async def test_a_choice_is_made_by_its_letter_and_taken_away_by_backspace(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "1")
        assert "‹–›" in seat.row_with("Most recent SEF")
        await seat.press("r", "tab")
        assert kept(path)[plan.PAPERWORK[0].state] == "received"
        await seat.press("shift+tab", "backspace", "tab")
        assert kept(path).stored(plan.PAPERWORK[0].state) is None


async def test_what_somebody_else_changed_is_shown_except_where_one_is_typing(path: Path) -> None:
    other = reopened(path, "sam")
    async with seated(path) as seat:
        await at(seat, "Lead Reviewer")
        await seat.type("Ravi")
        other.apply([Change("reviews", 1, review.DATE_OF_REVIEW.path, None, "2026-11-12")])
        seat.register.refresh()
        await seat.rest()
        assert seat.row_with("Date of Review").endswith("Thu 12 Nov 2026")
        assert "Ravi" in seat.row_with("Lead Reviewer")


async def test_a_stray_letter_on_a_filled_row_changes_nothing(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.type("Coach")
        await seat.press("escape", "home")
        seq = seat.register.seq
        await seat.type("x")
        assert seat.said == "Enter opens the row; F5 begins a new one."
        assert seat.register.seq == seq


async def test_a_paste_on_a_table_goes_where_typing_would(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.paste("One phonics scheme\nin every class")
        assert seat.rows[0] == " Actions, row 1"
        await seat.press("escape", "escape")
    [row] = kept(path)[action_plan.ROWS]
    assert row[action_plan.ACTION] == "One phonics scheme\nin every class"


async def test_what_is_typed_in_a_row_that_somebody_removes_becomes_a_new_row(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.type("Coach")
        await seat.press("escape", "home", "enter")
        await seat.type(" the middle leaders")
        with reopened(path) as other:
            other.apply([removing_row(the_review(other), action_plan.ROWS, "r1")])
        await seat.press("f2")
        assert seat.shows("F2 makes a new one of what stands here.")
        await seat.press("f2", "escape")
    [row] = kept(path)[action_plan.ROWS]
    assert (row.id, row[action_plan.ACTION]) == ("r2", "Coach the middle leaders")


async def test_what_was_typed_in_a_row_that_is_gone_is_offered_in_a_new_one(path: Path) -> None:
    with reopened(path) as register:
        folder = path.parent / "state/peer-review/drafts"
        drafts = Drafts(folder, register.id, "dead")
        drafts.note(("reviews", 1, "action_plan.rows.r7.action"), "Coach")
        drafts.close()
    async with seated(path) as seat:
        await at(seat, "Actions", "a")
        await seat.press("enter")
        assert seat.rows[0] == " Actions, row 1"
        assert seat.shows("Typed before and not kept: F2 keeps it")
        await seat.press("f2")
    [row] = kept(path)[action_plan.ROWS]
    assert row[action_plan.ACTION] == "Coach"


async def test_a_status_left_waiting_is_kept_when_its_reason_comes_later(path: Path) -> None:
    async with seated(path) as seat:
        await at(seat, "Status")
        await seat.type("ca")
        await seat.press("escape", "d")
        await seat.jump("Reason for the status")
        await seat.type("Made by mistake")
        await seat.press("escape")
    assert kept(path)[review.STATUS] == "cancelled"


async def test_the_wording_of_a_shared_paper_is_bold_while_the_cursor_is_in_it(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("enter", "1")
        items = [*seat.app.screen.query(ItemEditor)][:2]
        for _ in range(40):
            if any(editor.is_here for editor in items[0].editors):
                break
            await seat.press("tab")
        bold = [
            any("bold" in str(span.style) for span in item.lines(80)[0].spans) for item in items
        ]
        assert bold == [True, False]
