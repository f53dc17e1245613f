"""A page drawn as lines: nothing wider than the pane, nothing lost, whatever stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.marks import ASCII, ROUND, Marks
from screens.widgets.preview import draw, same_line
from store.documents.all_documents import REVIEW_FORMS
from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Words,
)
from store.documents.scopes import review_scope
from store.paperwork.forms import summary
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.text import clean_text
from tests.support import a_review

FORMS_OF_THE_PAPER = ("summary", "action-plan", "audit")


def lines_of(page: DocumentPage, width: int = 60, marks: Marks = ROUND) -> list[str]:
    return [line.plain for line in draw(page, width, marks).lines]


def of(*blocks: Block, title: str = "Title") -> DocumentPage:
    return DocumentPage(title, "Line", blocks)


def a_table(*rows: tuple[str, str]) -> PageTable:
    return PageTable(
        ("No.", "Action"), tuple(PageRow(row, ("", "action")) for row in rows), weights=(1, 6)
    )


def test_a_newline_in_a_cell_breaks_where_it_should() -> None:
    assert lines_of(of(a_table(("1", "One\nTwo"))), 20)[4:] == [
        "┌─────┬────────────┐",
        "│ No. │ Action     │",
        "├─────┼────────────┤",
        "│ 1   │ One        │",
        "│     │ Two        │",
        "└─────┴────────────┘",
    ]


def test_a_cell_is_wrapped_in_its_own_column() -> None:
    assert lines_of(of(a_table(("1", "Read with every child"))), 20)[7:9] == [
        "│ 1   │ Read with  │",
        "│     │ every      │",
    ]


def test_wide_signs_and_marks_above_letters_end_at_the_same_border() -> None:
    page = of(a_table(("1", "日本語の学校"), ("2", "Zoe\u0308\u0301 x\u0323"), ("3", "שלום")))
    assert {cell_len(line) for line in lines_of(page, 20)[4:]} == {20}


def test_a_table_too_wide_for_its_pane_becomes_headings_with_their_values() -> None:
    page = of(
        PageTable(
            ("No.", "Action", "Timing"), (PageRow(("1", "Read\nmore", "")),), weights=(1, 6, 6)
        )
    )
    assert lines_of(page, 24)[4:] == ["No.: 1", "Action: Read", "  more", "Timing:"]


def test_what_runs_across_a_table_has_no_columns() -> None:
    answer = Answer(Heading(2, "Key areas"), "key_areas", "Phonics")
    table = PageTable(("Activity", "Date"), (PageRow(("Visit", "")), answer, PageRow(("Plan", ""))))
    assert lines_of(of(table), 29)[6:12] == [
        "├─────────────┬─────────────┤".replace("┬", "┼"),
        "│ Visit       │             │",
        "├─────────────┴─────────────┤",
        "│ Key areas                 │",
        "│ Phonics                   │",
        "├─────────────┬─────────────┤",
    ]


def test_a_terminal_of_ascii_is_sent_ascii() -> None:
    page = of(
        Words("Sentence"),
        Answer(Heading(3, "Strengths"), "strengths", ("Calm",), 2),
        a_table(("1", "Read")),
        Pairs((PageRow(("School", "Birch")),)),
    )
    drawn = "\n".join(lines_of(page, 40, ASCII))
    assert drawn.isascii()
    assert "- Calm\n- \n" in drawn
    assert "| 1    | Read" in drawn


@pytest.mark.parametrize("form", FORMS_OF_THE_PAPER)
@pytest.mark.parametrize("width", [38, 57, 78, 118])
def test_every_word_of_a_form_is_there_at_every_width(
    tmp_path: Path, form: str, width: int
) -> None:
    with a_review.register_at(tmp_path) as register:
        record = a_review.filled(register, a_review.FILLED)
        page = REVIEW_FORMS[form].page(review_scope(register, record))
    drawn = lines_of(page, width)
    assert max(map(cell_len, drawn)) <= width
    words = " ".join(drawn).split()
    for block in page.blocks:
        cells = [block.text] if isinstance(block, Words) else []
        if isinstance(block, Answer):
            cells += [block.content] if isinstance(block.content, str) else block.content
        if isinstance(block, PageTable | Pairs):
            cells += [c for row in block.rows if isinstance(row, PageRow) for c in row.cells]
        assert {word for cell in cells for word in cell.split()} <= set(words)


def test_a_signature_given_before_a_change_has_its_note(tmp_path: Path) -> None:
    with a_review.register_at(tmp_path) as register:
        record = a_review.filled(register, a_review.FILLED)
        register.apply(setting(record, summary.IMPACT, "Changed"))
        page = REVIEW_FORMS["summary"].page(
            review_scope(register, register.record(REVIEWS, record.key))
        )
    assert all(
        len(row.fields) in (0, len(row.cells))
        for table in page.tables
        for row in table.rows
        if isinstance(row, PageRow)
    )
    assert any("changed since signed" in line for line in lines_of(page, 118))


@given(st.text(max_size=60).map(clean_text), st.text(max_size=60).map(clean_text))
def test_no_text_makes_a_line_wider_than_the_pane(one: str, two: str) -> None:
    answer = Answer(Heading(2, one), "impact", two)
    listed = Answer(Heading(3, two), "strengths", (one, two), 4)
    page = of(answer, listed, a_table((one, two)), Pairs((PageRow((one, two)),)), title=one)
    for width in (30, 57):
        assert all(cell_len(line) <= width for line in lines_of(page, width))


def test_what_has_not_changed_is_not_drawn_again() -> None:
    before = draw(of(Words("One"), Words("Two")), 40, ROUND)
    after = draw(of(Words("One"), Words("Three")), 40, ROUND, before)
    assert [one is two for one, two in zip(before.parts, after.parts, strict=True)] == [
        True,
        True,
        False,
    ]
    assert [line.plain for line in after.lines][-3:] == ["One", "", "Three"]


def test_what_one_reads_is_found_again_when_something_above_it_grows() -> None:
    before = draw(of(Words("One"), Words("Read"), Words("End")), 40, ROUND)
    after = draw(of(Words("One\nmore"), Words("Read"), Words("The end")), 40, ROUND, before)
    read = [line.plain for line in before.lines].index("Read")
    assert after.lines[same_line(before, after, read)].plain == "Read"
