"""A returned Markdown form reads as what was written, whatever people did to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.markdown import write
from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    FormIdentity,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Points,
    Words,
)
from store.documents.scopes import review_scope
from store.field_values import Json
from store.open_register import open_register
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from store.returned.form import Piece, Prose, Returned, ReturnedGrid, as_returned
from store.returned.markdown.markdown import read
from tests.store.documents.test_escaping import lines, texts
from tests.support.a_review import FILLED, HALF, filled, register_at, with_year
from tests.support.hostile import hostile_register

LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}

# --------------------------------------------------------------------------- any page

paths = st.sampled_from(list(REVIEWS.fields))
headings = st.builds(Heading, st.integers(2, 4), lines, st.one_of(st.just(""), paths))
entries = st.lists(texts, max_size=4).map(tuple)
answers = st.builds(Answer, headings, paths, st.one_of(texts, entries), st.integers(0, 4))


@st.composite
def rows(draw: st.DrawFn, *, least: int, width: int) -> list[PageRow]:
    cells = st.lists(texts, min_size=width, max_size=width).map(tuple)
    return draw(st.lists(st.builds(PageRow, cells), min_size=least, max_size=3))


@st.composite
def tables(draw: st.DrawFn) -> PageTable:
    width = draw(st.integers(1, 4))
    head = draw(st.lists(texts, min_size=width, max_size=width).map(tuple))
    parts: list[PageRow | Answer] = []
    for _ in range(draw(st.integers(1, 2))):
        parts += draw(rows(least=0, width=width))
        parts += draw(st.lists(answers, max_size=1))
    return PageTable(head, tuple(parts))


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    return Pairs(tuple(draw(rows(least=2, width=2))))


key = st.text("abc0-:/ ", min_size=1, max_size=8).map(str.strip).filter(bool)
identities = st.builds(FormIdentity, key, key, key, key, st.booleans())
blocks: st.SearchStrategy[Block] = st.one_of(
    headings,
    st.builds(Words, texts),
    st.builds(Points, entries),
    answers,
    tables(),
    pairs(),
)
pages = st.builds(
    DocumentPage,
    lines,
    lines.filter(bool),  # without one, the first words under the title would be it
    st.lists(blocks, max_size=5).map(tuple),
    st.one_of(st.none(), identities),
)


def came_back(text: str) -> Iterator[str]:
    """A file as editors save it."""
    for ends in LINE_ENDS.values():
        yield text.replace("\n", ends)
    yield "\ufeff" + text


@given(pages)
@settings(max_examples=400)
@example(DocumentPage("T", "l", (PageTable(("=\u0338", "b"), (PageRow(("a\n\u0338", "b")),)),)))
def test_any_page_reads_as_it_was_written(page: DocumentPage) -> None:
    written = write(page)
    for text in came_back(written):
        assert read(text) == as_returned(page)


@given(entries)
@settings(max_examples=400)
def test_the_entries_of_any_list_are_read_one_by_one(held: tuple[str, ...]) -> None:
    page = DocumentPage("T", "l", (Answer(Heading(2, "Strengths"), "summary.strengths", held, 4),))
    full = tuple(entry for entry in held if entry)
    lists = [piece.entries for piece in read(write(page)).pieces if isinstance(piece, Prose)]
    assert lists == ([full] if full else [])


# --------------------------------------------------------------------------- real forms


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made_register:
        yield made_register


def returning(register: Register, record: Record) -> Iterator[DocumentPage]:
    """Every form of a review that may come back."""
    scope = review_scope(register, record)
    yield from (form.page(scope) for form in REVIEW_FORMS.values() if form.returns)


def test_every_form_of_a_filled_review_reads_as_it_was_written(register: Register) -> None:
    with_year(register)
    for values in (FILLED, HALF):
        for page in returning(register, filled(register, values)):
            assert page.identity is not None
            for text in came_back(write(page)):
                assert read(text) == as_returned(page)


def test_every_empty_form_reads_as_it_was_written() -> None:
    for form in REVIEW_FORMS.values():
        if form.returns and form.empty:
            for text in came_back(write(form.blank)):
                assert read(text) == as_returned(form.blank)


def test_a_form_with_something_hostile_in_every_field_reads_as_it_was_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hostile.json"
    hostile_register(path, "| a | <br> ## *b* `c` &amp; \\ - [x](y) #")
    with open_register(path) as register:
        for key in register.keys(REVIEWS):
            for page in returning(register, register.record(REVIEWS, key)):
                assert read(write(page)) == as_returned(page)


@given(texts)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_the_long_fields_of_the_forms_reads_as_it_was_typed(
    register: Register, text: str
) -> None:
    record = filled(register, HALF)
    row: Json = {"action": text, "timing": text, "who": text, "comments": text}
    values: dict[str, Json] = {
        "visit.key_areas": text,
        "summary.impact": text,
        "summary.strengths": [text, "Pupils are proud"],
        "action_plan.rows": [row, row],
    }
    for path, value in values.items():
        register.apply(setting(record, REVIEWS.field(path), value))
        record = register.record(REVIEWS, record.key)
    for page in returning(register, record):
        assert read(write(page)) == as_returned(page)


# --------------------------------------------------------------------------- what people do


def pieces(body: str) -> tuple[Piece, ...]:
    """What is read below a title and the line under it."""
    form = read(f"# PEER REVIEW SUMMARY TEMPLATE\n\nReviewed School: Birch\n\n{body}")
    assert form.title == "PEER REVIEW SUMMARY TEMPLATE"
    assert form.line == "Reviewed School: Birch"
    return form.pieces


def prose(body: str) -> Prose:
    heading, answer = pieces(f"## Strengths\n\n{body}")
    assert heading == Heading(2, "Strengths")
    assert isinstance(answer, Prose)
    return answer


def grid(body: str) -> ReturnedGrid:
    [table] = pieces(body)
    assert isinstance(table, ReturnedGrid)
    return table


TABLE = "| No. | Action | Who |\n| --- | --- | --- |\n| 1 | Phonics | Ann |\n"
READ = (("No.", "Action", "Who"), ("1", "Phonics", "Ann"))


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "+ ", "• ", "•", "1. ", "2) ", "-\t", "-\u00a0", "– ", "-", "  - ", "·  "]
)
def test_whatever_marks_an_entry_it_is_an_entry(mark: str) -> None:
    answer = prose(f"{mark}Calm lessons\n{mark}An inviting library")
    assert answer.entries == ("Calm lessons", "An inviting library")


def test_in_a_text_the_marks_people_type_stay_as_they_typed_them() -> None:
    assert prose("* Calm\n1. Library\n• Books").text == "* Calm\n1. Library\n• Books"


def test_plain_lines_are_entries_and_an_indented_or_a_broken_one_goes_on() -> None:
    answer = prose(
        "Calm lessons\nA library\n  open daily\n\nBooks\\\nfor all  \nPlay\n\n\tand rest"
    )
    assert answer.entries == (
        "Calm lessons",
        "A library\nopen daily",
        "Books\nfor all",
        "Play\n\nand rest",
    )


def test_bullets_left_empty_are_no_entries_and_no_text() -> None:
    assert prose("- Calm\n-\n- \n*").entries == ("Calm",)
    assert prose("- Calm\n-\n- \n*").text == "- Calm"
    assert pieces("## Strengths\n\n-\n-\n-\n-\n") == (Heading(2, "Strengths"),)


def test_every_line_end_in_a_text_is_a_line_end() -> None:
    typed = "One  \ntwo\\\nthree\nfour\n\nfive\\\n"
    assert prose(typed).text == "One\ntwo\nthree\nfour\n\nfive"


@pytest.mark.parametrize(
    "typed",
    [
        "**Strong** and *weak*, __both__ and _each_",
        "`code` and ```more```",
        "[a link](https://example.org) ![](x.png) <https://example.org>",
        "~~struck~~ and <b>bold</b> <!-- aside -->",
        "> quoted",
        "“Curly” ‘quotes’ – and dashes — stay…",
        "***",
        "```\nof code\n```",
        "[x]: https://example.org",
        "#1 priority",
        "A non-breaking\u00a0space, a\ttab",
        "Two lines\nand a rule\n---\nbelow",
    ],
)
def test_what_people_type_stays_as_they_typed_it(typed: str) -> None:
    assert prose(typed).text == typed
    if "\n" not in typed:
        assert grid(TABLE + f"| 2 | {typed} | Bob |").rows[2] == ("2", typed, "Bob")


def test_what_is_indented_is_text_and_no_code() -> None:
    assert prose("    Calm lessons\n\n\tAn inviting library").text == (
        "Calm lessons\n\nAn inviting library"
    )


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("# Strengths", 1),
        ("### Strengths ###", 3),
        ("###### Strengths", 6),
        ("##Strengths", 2),
        ("##\u00a0Strengths", 2),
        ("    ## Strengths", 2),
        ("Strengths\n---------", 2),
        ("Strengths\n===", 1),
    ],
)
def test_a_heading_of_any_level_or_underlined_is_one(typed: str, level: int) -> None:
    assert pieces(f"Before\n\n{typed}\nCalm lessons") == (
        Prose("Before"),
        Heading(level, "Strengths"),
        Prose("Calm lessons"),
    )


def test_a_heading_nobody_knows_stays_one() -> None:
    assert pieces("## Strenghts\n\nCalm\n\n## Also\n\nBooks") == (
        Heading(2, "Strenghts"),
        Prose("Calm"),
        Heading(2, "Also"),
        Prose("Books"),
    )


def test_a_path_beside_a_heading_is_read_as_its_path() -> None:
    assert pieces("#### Office note: `x` `note`\n") == (Heading(4, "Office note: `x`", "note"),)
    assert pieces("#### Office note\n") == (Heading(4, "Office note"),)


@pytest.mark.parametrize(
    "typed",
    [
        TABLE,
        "No. | Action | Who\n--- | --- | ---\n1 | Phonics | Ann\n",
        "No. | Action | Who\n--- | ---\n1 | Phonics | Ann\n",
        "  | No. | Action | Who |\n  |---|:-:|--:|\n\t| 1 | Phonics | Ann |\n",
        "| No. | Action | Who |\n| --- | --- |\n| 1 | Phonics | Ann |\n",
        "| No. | Action | Who |\n| — | — | — |\n| 1 | Phonics | Ann |\n",
        "| No. | Action | Who |\n| --- | -- - | ---\n| 1 | Phonics | Ann |\n",
        "| No. | Action | Who |\n| 1 | Phonics | Ann |\n",
        "| No. | Action | Who |\n\n| --- | --- | --- |\n\n| 1 | Phonics | Ann |\n",
        "| No.|\u00a0Action\u00a0| Who |\n|---|---|---|\n|1 |\tPhonics | Ann\n",
    ],
)
def test_a_table_is_read_without_its_outer_pipes_and_with_its_dashes_damaged(typed: str) -> None:
    assert grid(typed).rows == READ


def test_columns_in_another_order_are_left_so() -> None:
    assert grid("| Who | No. |\n| --- | --- |\n| Ann | 1 |").rows == (("Who", "No."), ("Ann", "1"))


def test_rows_typed_below_a_table_are_its_rows() -> None:
    assert grid(f"{TABLE}\n| 2 | Books | Bob |\n\n\n| 3 | Play | Cy |\n").rows == (
        *READ,
        ("2", "Books", "Bob"),
        ("3", "Play", "Cy"),
    )
    assert grid(f"{TABLE}2 | Books | Bob\n").rows == (*READ, ("2", "Books", "Bob"))


def test_two_tables_one_below_the_other_stay_two() -> None:
    assert pieces(f"{TABLE}\n{TABLE}") == (ReturnedGrid(READ), ReturnedGrid(READ))
    other = "| A | B |\n| 1 | 2 |\n"
    assert pieces(f"{TABLE}\n{other}") == (
        ReturnedGrid(READ),
        ReturnedGrid((("A", "B"), ("1", "2"))),
    )


def test_a_row_with_more_cells_loses_nothing_and_one_with_fewer_is_filled_up() -> None:
    table = grid(f"{TABLE}| 2 | Books | Bob | and | more |\n| 3 |\n")
    assert table.rows == (*READ, ("2", "Books", "Bob"), ("3", "", ""))
    assert table.surplus == (
        "Row 2 has more cells than the table has columns: beyond them stood “and | more”.",
    )
    assert grid(f"{TABLE}| 2 | Books | Bob | |\n").surplus == ()


def test_a_pipe_in_a_cell_begins_another_unless_it_is_escaped() -> None:
    table = grid(f"{TABLE}| 2 | Read | write | Bob |\n| 3 | Read \\| write | Bob |\n")
    assert table.rows[2:] == (("2", "Read", "write"), ("3", "Read | write", "Bob"))
    assert "“Bob”" in table.surplus[0]


def test_a_break_in_a_cell_is_a_newline_however_it_is_written() -> None:
    table = grid(f"{TABLE}| 2 | a<br>b<br/>c<br />d <BR> e\\<br> | Bob |\n")
    assert table.rows[2] == ("2", "a\nb\nc\nd\ne<br>", "Bob")


def test_a_line_end_typed_into_a_cell_is_a_newline() -> None:
    table = grid(f"{TABLE}| 2 | Books\nfor all | Bob |\n| 3 | Play | Cy |")
    assert table.rows[2:] == (("2", "Books\nfor all", "Bob"), ("3", "Play", "Cy"))


def test_text_around_tables_and_before_the_first_heading_is_kept() -> None:
    assert pieces(f"Dear office,\n{TABLE}Thank you.\n\nAnn\n") == (
        Prose("Dear office,"),
        ReturnedGrid(READ),
        Prose("Thank you.\n\nAnn"),
    )
    form = read("Dear office\n\n# Title\nThe line\ntyped below\n")
    assert (form.title, form.line) == ("Title", "The line")
    assert form.pieces == (Prose("Dear office"), Prose("typed below"))


def test_a_part_of_a_document_is_read_for_what_it_is() -> None:
    assert read("## Strengths\n\n- Calm\n\n# Later\n") == Returned(
        None, "", "", (Heading(2, "Strengths"), Prose("- Calm"), Heading(1, "Later"))
    )
    assert read("Calm\n") == Returned(None, "", "", (Prose("Calm"),))
    assert read(" \n\n") == read("") == Returned(None, "", "", ())


IDENTITY = FormIdentity("summary", "reg-1", "PR-2026-001", "12 abc")
CARRIED = "register: reg-1\nreview: PR-2026-001\nform: summary\nrevision: 12 abc"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{CARRIED}\n---\n\n# T\n",
        f"\n\n  ---  \n{CARRIED}\n\n---\n# T\n",
        f"```\n---\n{CARRIED}\n---\n```\n# T\n",
        f"```markdown\n---\n{CARRIED}\n---\n\n# T\n```\n",
        f"—\n{CARRIED}\n—\n\n# T\n",
        "---\n" + CARRIED.replace(": ", " :   ").title().replace("Pr-", "PR-").replace(
            "Summary", "summary").replace("Reg-", "reg-").replace("Abc", "abc") + "\n---\n# T",
        f"---\n{CARRIED}\ncolour: blue\nform: other\n---\n# T\n",
    ],
)  # fmt: skip
def test_what_a_form_carries_is_found_whatever_was_done_around_it(text: str) -> None:
    for ends in LINE_ENDS.values():
        assert read("\ufeff" + text.replace("\n", ends)) == Returned(IDENTITY, "T", "", ())


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> ", " > "])
def test_a_form_quoted_in_a_reply_reads_as_it_was_sent(mark: str) -> None:
    form = f"---\n{CARRIED}\n---\n\n# T\n\nThe line\n\n## Strengths\n\n- Calm\n\n{TABLE}"
    quoted = "".join(f"{mark}{line}\n".replace("> \n", ">\n") for line in form.split("\n"))
    reply = read(f"Here it is.\n\nOn Tuesday the office wrote:\n\n{quoted}\nAnn\n")
    sent = read(form)
    assert (reply.identity, reply.title, reply.line) == (IDENTITY, "T", "The line")
    assert reply.pieces[0] == Prose("Here it is.\n\nOn Tuesday the office wrote:")
    assert reply.pieces[1:-1] == sent.pieces
    assert reply.pieces[-1] == Prose("Ann")


def test_what_is_quoted_in_a_form_stays_quoted() -> None:
    quoted = (Heading(2, "Strengths"), Prose("> # Calm"))
    assert read("# T\n\n## Strengths\n\n> # Calm\n").pieces == quoted
    older = read("> # Other\n>\n> old words\n\n# T\n\n## Strengths\n\n> Calm\n")
    assert older.title == "T"
    assert older.pieces[-1] == Prose("> Calm")
    assert read("> Calm\n") == Returned(None, "", "", (Prose("> Calm"),))


def test_text_typed_before_what_a_form_carries_is_kept() -> None:
    form = read(f"Dear office\n\n---\n{CARRIED}\n---\n\n# T\n")
    assert form.identity == IDENTITY
    assert form.pieces == (Prose("Dear office"),)


@pytest.mark.parametrize(
    "carried", ["review: PR-2026-001", "form:", "form: summary\nWhat is this", ""]
)
def test_a_form_that_is_not_named_carries_nothing_and_nothing_is_lost(carried: str) -> None:
    form = read(f"---\n{carried}\n---\n\n## Strengths\n")
    assert form.identity is None
    shown = "\n".join(getattr(piece, "text", "") for piece in form.pieces)
    assert all(line in shown for line in carried.split("\n"))


def test_a_form_of_which_only_the_head_was_filled_says_so() -> None:
    identity = read("---\nform: audit\nfilled: head\n---\n").identity
    assert identity == FormIdentity("audit", heads_only=True)


@given(st.text())
@settings(max_examples=300)
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read(text), Returned)
