"""A form that is not word for word as on the paper is found, and how it differs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS
from store.documents.page import Answer, Block, DocumentPage, Heading, PageRow, Words
from store.documents.wording_check import (
    NO_TIMINGS,
    NOT_ON_PAPER,
    NOT_ON_PAPER_IN_SCHEDULE,
    differences,
)
from store.paperwork.forms import action_plan
from store.paperwork.official_text import PARTS, official_parts, official_text
from tests.support.command_line import Shell

PAPER = official_text()
WITH_PAPER = ("summary", "action-plan", "audit", "schedule")


def said(form: str, page: DocumentPage, text: str = PAPER) -> list[str]:
    return [str(each) for each in differences(form, page, text)]


def with_block(page: DocumentPage, was: Block, *now: Block) -> DocumentPage:
    at = page.blocks.index(was)
    return replace(page, blocks=(*page.blocks[:at], *now, *page.blocks[at + 1 :]))


@pytest.fixture
def summary() -> DocumentPage:
    return REVIEW_FORMS["summary"].blank


def test_the_paper_has_its_five_parts() -> None:
    parts = official_parts(PAPER)
    assert tuple(parts) == PARTS
    assert parts["letter"].startswith("Dear All,")
    assert parts["schedule"].rstrip().endswith("tbc")


def test_a_changed_word_is_found_with_what_the_paper_has(summary: DocumentPage) -> None:
    page = with_block(
        summary, Heading(2, "Summary of current Peer to Peer review"),
        Heading(2, "Summary of this Peer to Peer review"),
    )  # fmt: skip
    assert said("summary", page) == [
        "summary: “Summary of this Peer to Peer review” is not on the paper; the nearest is "
        "“Summary of current Peer to Peer review”."
    ]


def test_a_changed_letter_or_full_stop_is_found(summary: DocumentPage) -> None:
    first = summary.blocks[0]
    assert isinstance(first, Words)
    changed = with_block(
        summary, first, Words(first.text.replace("lead reviewer", "Lead Reviewer"))
    )
    assert len(said("summary", changed)) == 1
    assert len(said("summary", with_block(summary, first, Words(first.text[:-1] + ".")))) == 1


def test_a_missing_sentence_is_found(summary: DocumentPage) -> None:
    page = replace(summary, blocks=summary.blocks[1:])
    assert said("summary", page) == [
        "summary: the paper’s “This is to be completed at feedback by the lead reviewer,” is "
        "missing."
    ]


def test_a_sentence_that_is_not_the_papers_is_found(summary: DocumentPage) -> None:
    page = replace(summary, blocks=(*summary.blocks, Words("Thank you.")))
    assert said("summary", page) == [
        "summary: “Thank you.” is not on the paper, nor anything like it."
    ]


def test_sentences_in_another_order_are_found(summary: DocumentPage) -> None:
    first, second, *others = summary.blocks
    page = replace(summary, blocks=(second, first, *others))
    [difference] = said("summary", page)
    assert difference.endswith("stands in another place than on the paper.")


def test_a_title_that_the_covering_letter_has_not_is_found(summary: DocumentPage) -> None:
    page = replace(summary, title="PEER REVIEW SUMMARY")
    assert said("summary", page) == [
        "summary: “PEER REVIEW SUMMARY” is not on the paper; the nearest is “PEER REVIEW SUMMARY "
        "TEMPLATE”."
    ]


def test_the_schedule_is_called_as_the_covering_letter_calls_it() -> None:
    page = replace(REVIEW_FORMS["schedule"].blank, title="Timetable of the review")
    assert said("schedule", page) == [
        "schedule: “Timetable of the review” is not on the paper, nor anything like it."
    ]


def test_a_bullet_too_few_is_found(summary: DocumentPage) -> None:
    strengths = next(b for b in summary.blocks if isinstance(b, Answer) and b.at_least)
    fewer = with_block(summary, strengths, replace(strengths, at_least=3))
    assert said("summary", fewer) == ["summary: the paper’s “·” is missing."]


def test_the_head_of_a_column_and_a_printed_cell_are_held_too() -> None:
    audit = REVIEW_FORMS["audit"].blank
    [grid] = audit.tables
    renamed = replace(grid, head=("Activity", "Attended", "Date"))
    assert len(said("audit", with_block(audit, grid, renamed))) == 2
    rows = (*grid.rows[:2], *grid.rows[3:])
    assert said("audit", with_block(audit, grid, replace(grid, rows=rows))) == [
        "audit: the paper’s “Review Carried out” is missing."
    ]


def test_a_text_across_the_grid_is_held_in_its_place() -> None:
    audit = REVIEW_FORMS["audit"].blank
    [grid] = audit.tables
    rows = (*grid.rows[:3], grid.rows[4], grid.rows[3], *grid.rows[5:])
    [difference] = said("audit", with_block(audit, grid, replace(grid, rows=rows)))
    assert difference.endswith("stands in another place than on the paper.")


def test_what_changes_on_the_paper_is_found_in_the_form() -> None:
    text = PAPER.replace("Who will deliver this action?", "Who delivers this action?")
    assert said("action-plan", REVIEW_FORMS["action-plan"].blank, text) == [
        "action-plan: “Who will deliver this action?” is not on the paper; the nearest is “Who "
        "delivers this action?”."
    ]


def test_a_timing_of_the_schedule_in_another_stage_is_found() -> None:
    schedule = REVIEW_FORMS["schedule"].blank
    first = next(schedule.tables)
    moved = replace(first, rows=tuple(reversed(first.rows)))
    assert said("schedule", with_block(schedule, first, moved))
    less = replace(first, rows=first.rows[:-1])
    assert said("schedule", with_block(schedule, first, less)) == [
        "schedule: the paper’s “On the day before of the review” is missing."
    ]


def test_nothing_is_called_ours_that_the_forms_do_not_print() -> None:
    cells = {
        text
        for form in WITH_PAPER
        for table in REVIEW_FORMS[form].blank.tables
        for row in (table.head, *(r.cells for r in table.rows if isinstance(r, PageRow)))
        for text in row
    }
    assert set(NOT_ON_PAPER) - {action_plan.SENTENCE_ENDS} | set(NOT_ON_PAPER_IN_SCHEDULE) <= cells


def test_what_the_schedule_leaves_out_stands_on_the_paper() -> None:
    assert all(words in official_parts(PAPER)["schedule"] for words in NO_TIMINGS)


def test_the_command_says_that_nothing_differs(shell: Shell) -> None:
    assert shell.done("check", "--wording").out == (
        "summary, action-plan, audit, schedule: nothing differs from the official paperwork.\n"
    )


def test_the_command_lists_what_differs(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "store.paperwork.official_text.official_text", lambda: PAPER.replace("Signed", "Signatures")
    )
    answer = shell.run("check", "--wording")
    assert answer.status == 1
    assert [line[:18] for line in answer.err.splitlines()] == [
        "summary: “Signed” ",
        "action-plan: “Sign",
    ]
