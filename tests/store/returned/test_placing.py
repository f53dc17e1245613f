"""What somebody wrote on a form is found again, however they wrote it; nothing is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.all_formats import FORMATS
from store.documents.page import DocumentPage, Heading
from store.documents.scopes import ReviewScope, review_scope
from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.field_kinds import (
    ChoiceKind,
    DateKind,
    Kind,
    NumberKind,
    PersonKind,
    RecordKind,
    TextKind,
    YesNoKind,
)
from store.paperwork.forms import action_plan, summary
from store.paperwork.list_kinds import BulletsKind, PeopleKind
from store.paperwork.rows import STAMP, RowsKind
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS
from store.records.record import Record, SchoolReview
from store.register.register import Register
from store.returned.file import read_returned
from store.returned.form import Prose, Returned, ReturnedGrid, as_returned
from store.returned.placing import placed
from store.returned.rows import PlacedRows
from store.returned.tables import Placed
from tests.support.a_review import FILLED, filled, register_at
from tests.support.returned_forms import answered, edited, rewritten, sent_out, with_rows
from tests.support.today import TODAY

ROWS = action_plan.ROWS.path


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made:
        yield made


@pytest.fixture
def record(register: Register) -> Record:
    return filled(register, FILLED)


def page_of(register: Register, record: Record, form: str) -> DocumentPage:
    return REVIEW_FORMS[form].page(review_scope(register, record))


def put(register: Register, record: Record, form: str, returned: Returned) -> Placed:
    return placed(page_of(register, record, form), returned, TODAY)


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "record"])
def test_an_unchanged_form_says_what_the_register_holds(
    form: str, register: Register, record: Record
) -> None:
    back = put(register, record, form, sent_out(register, record, form))
    assert not back.unplaced
    assert not back.notices
    assert back.values or back.rows
    for path, value in back.values.items():
        assert value == record.stored(REVIEWS.fields[path]), path
    for path, rows in back.rows.items():
        kind = REVIEWS.fields[path].kind
        assert isinstance(kind, RowsKind)
        assert not rows.added
        assert not rows.removed
        for row in kind.decode(record.stored(REVIEWS.fields[path])):
            for column, cell in rows.cells[row.id].items():
                assert cell == row.cells.get(column, kind.columns[column].kind.empty)


def test_a_misspelt_heading_is_taken_for_the_closest_and_an_unknown_one_is_kept_with_its_text(
    register: Register, record: Record
) -> None:
    form = rewritten(
        sent_out(register, record, "summary"), "Areas of strength", "Areas of strenght"
    )
    form = replace(
        form, pieces=(*form.pieces, Heading(2, "A word of thanks"), Prose("To all.\nTruly."))
    )
    back = put(register, record, "summary", form)
    assert back.values[summary.STRENGTHS.path] == FILLED["summary.strengths"]
    assert back.notices == [
        "“Areas of strenght identified during the review:” was taken for “Areas of strength "
        "identified during the review:”."
    ]
    assert back.unplaced == ["Under the heading “A word of thanks”: To all.\nTruly."]


@pytest.mark.parametrize(
    "heading", ["AREAS OF STRENGTH identified during the review", "areas of  strength"]
)
def test_a_heading_in_another_case_without_its_colon_or_shortened_is_known(
    heading: str, register: Register, record: Record
) -> None:
    form = rewritten(sent_out(register, record, "summary"), summary.STRENGTHS.wording, heading)
    back = put(register, record, "summary", form)
    assert back.values[summary.STRENGTHS.path] == FILLED["summary.strengths"]
    assert not back.unplaced


def test_printed_sentences_are_left_out_of_answers_and_shown_where_they_were_altered(
    register: Register, record: Record
) -> None:
    form = sent_out(register, record, "audit")
    back = put(register, record, "audit", form)
    assert back.values["audit.improvement"] == FILLED["audit.improvement"]
    changed = rewritten(form, "We appreciate that the record", "We know that this record")
    back = put(register, record, "audit", changed)
    assert back.values["audit.improvement"] == FILLED["audit.improvement"]
    assert len(back.unplaced) == 1
    assert back.unplaced[0].startswith("The printed sentence “The host Headteacher")
    assert "We know that this record" in back.unplaced[0]


def test_words_written_before_any_heading_or_under_a_table_are_kept(
    register: Register, record: Record
) -> None:
    form = sent_out(register, record, "summary")
    form = replace(form, pieces=(Prose("Dear office,"), *form.pieces, Prose("With best wishes")))
    back = put(register, record, "summary", form)
    assert back.unplaced == [
        "Before any heading: Dear office,",
        "Under the heading “Signed”: With best wishes",
    ]


def test_a_changed_line_under_the_title_is_kept(register: Register, record: Record) -> None:
    form = sent_out(register, record, "summary")
    back = put(register, record, "summary", replace(form, line=form.line.replace("Mason", "Mayer")))
    assert len(back.unplaced) == 1
    assert "Joan Mayer" in back.unplaced[0]


def test_columns_in_another_order_and_misspelt_are_known_and_strange_ones_are_kept(
    register: Register, record: Record
) -> None:
    def edit(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        head, first, *rest = (tuple(reversed(row)) for row in rows)
        head = tuple(cell.replace("Action required", "Action requred") for cell in head)
        return ((*head, "Cost"), (*first, "£40"), *((*row, "") for row in rest))

    form = with_rows(sent_out(register, record, "action-plan"), "Action required", edit)
    back = put(register, record, "action-plan", form)
    assert back.rows[ROWS].cells["r1"]["action"] == "One phonics scheme in every class"
    assert back.rows[ROWS].cells["r1"]["deadline"] == "2027-03-26"
    assert back.notices == ["“Action requred” was taken for “Action required”."]
    assert back.unplaced == ["A column “Cost”: £40"]


def plan_with(register: Register, record: Record, *rows: tuple[str, str]) -> PlacedRows:
    """The plan's rows when these came back: each its number and its action."""

    def edit(before: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        known = {row[1]: row for row in before}
        blank = ("",) * (len(before[0]) - 2)
        made = ((number, *known.get(action, ("", action, *blank))[1:]) for number, action in rows)
        return (before[0], *made)

    form = with_rows(sent_out(register, record, "action-plan"), "Action required", edit)
    return put(register, record, "action-plan", form).rows[ROWS]


FIRST, SECOND = "One phonics scheme in every class", "Sort the reading books"


def test_rows_are_known_by_what_stands_in_them_before_their_numbers(
    register: Register, record: Record
) -> None:
    back = plan_with(register, record, ("1", FIRST), ("2", "Train everybody"), ("3", SECOND))
    assert [new.cells for new in back.added] == [{"action": "Train everybody"}]
    assert back.added[0].after == "r1"
    assert not back.removed

    back = plan_with(register, record, ("1", SECOND))
    assert back.removed == ("r1",)
    assert list(back.cells) == ["r2"]

    back = plan_with(register, record, ("1", FIRST), ("2", "Something else entirely"))
    assert back.cells["r2"]["action"] == "Something else entirely"
    assert not back.added
    assert not back.removed


def test_a_row_that_was_emptied_is_taken_out_and_one_that_cannot_be_read_is_not(
    register: Register, record: Record
) -> None:
    back = plan_with(register, record, ("1", ""), ("2", SECOND))
    assert back.removed == ("r1",)

    def unreadable(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        blank = ("",) * (len(rows[0]) - 6)
        return (rows[0], ("1", "", "", "", "", "soon", *blank), *rows[2:])

    form = with_rows(sent_out(register, record, "action-plan"), "Action required", unreadable)
    placed_back = put(register, record, "action-plan", form)
    assert not placed_back.rows[ROWS].removed
    assert len(placed_back.unplaced) == 1
    assert "'soon' is not a date" in placed_back.unplaced[0]


def test_a_second_signature_of_a_role_is_a_new_row_and_an_unknown_role_is_kept(
    register: Register, record: Record
) -> None:
    def edit(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        further = (("Governor:", "Ann Wood", "17/11/26"), ("Caretaker:", "Bob Hill", "17/11/26"))
        return (*rows, *further)

    form = with_rows(sent_out(register, record, "action-plan"), "Role", edit)
    back = put(register, record, "action-plan", form)
    assert [new.cells for new in back.rows["action_plan.signed"].added] == [
        {"role": "Governor", "name": "Ann Wood", "date": "2026-11-17"}
    ]
    assert back.unplaced == [
        "Signed: a row that is not on the form: Caretaker: | Bob Hill | Tue 17 Nov 2026"
    ]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("29 October 2026", "2026-10-29", None),
        ("Thu 29 Oct 2026 to Fri 30 Oct 2026", "2026-10-29", "2026-10-30"),
        ("29th and 30th October 2026", "2026-10-29", "2026-10-30"),
        ("29-30 October 2026", "2026-10-29", "2026-10-30"),
        ("29/10/26 – 30/10/26", "2026-10-29", "2026-10-30"),
        ("", None, None),
    ],
)
def test_the_days_of_a_review_are_read_as_people_write_them(
    written: str, first: Json, last: Json, register: Register, record: Record
) -> None:
    form = sent_out(register, record, "audit")
    if written != "Thu 29 Oct 2026 to Fri 30 Oct 2026":
        form = rewritten(form, "Thu 29 Oct 2026 to Fri 30 Oct 2026", written)
    back = put(register, record, "audit", form)
    assert back.values[review.DATE_OF_REVIEW.path] == first
    assert back.values[review.END_DATE.path] == last


def test_what_is_no_date_is_kept_with_the_sentence_why(register: Register, record: Record) -> None:
    form = rewritten(sent_out(register, record, "audit"), "Wed 14 Oct 2026", "mid October")
    back = put(register, record, "audit", form)
    assert "plan.data_shared.date" not in back.values
    assert len(back.unplaced) == 1
    assert back.unplaced[0].startswith("Data Shared (")
    assert back.unplaced[0].endswith("): mid October")


def test_names_are_read_with_numbers_or_without_and_without_their_count(
    register: Register, record: Record
) -> None:
    form = rewritten(
        sent_out(register, record, "audit"),
        "1. Ravi Patel\n2. Ellen O’Brien\n3. Tom Reed",
        "Ravi Patel\n\nAnn Wood",
    )
    form = rewritten(form, "Peter Finch\n(1)", "1. Peter Finch\n2. Ann (2) Oak\n(1)")
    back = put(register, record, "audit", form)
    assert names(back.values[review.OTHER_REVIEWERS.path]) == ["Ravi Patel", "Ann Wood"]
    assert names(back.values[feedback.GOVERNORS.present.path]) == [
        "Peter Finch",
        "Ann (2) Oak",
    ]


@pytest.mark.parametrize(
    "written", ["b", "B.", "b)", "within the partnership", "b. Within the partnership"]
)
def test_where_support_comes_from_is_read_with_its_letter_or_its_words(
    written: str, register: Register, record: Record
) -> None:
    form = rewritten(
        sent_out(register, record, "action-plan"), "c. outside of the partnership", written
    )
    back = put(register, record, "action-plan", form)
    assert back.rows[ROWS].cells["r2"]["source"] == "b"


def test_a_table_that_is_none_of_the_forms_and_a_row_too_many_are_kept(
    register: Register, record: Record
) -> None:
    form = sent_out(register, record, "audit")
    form = with_rows(form, "Activity", lambda rows: (*rows, ("Tea", "All", "1/1/27")))
    form = replace(
        form, pieces=(*form.pieces, ReturnedGrid((("Colour", "Taste"), ("red", "sweet"))))
    )
    back = put(register, record, "audit", form)
    assert "A row that is not on the form: Tea | All | 1/1/27" in back.unplaced
    assert any("red | sweet" in piece for piece in back.unplaced)


def test_what_is_not_on_the_form_any_more_stays_and_is_noticed(
    register: Register, record: Record
) -> None:
    form = sent_out(register, record, "summary")
    form = edited(form, lambda piece: None if piece == Heading(2, "Signed") else piece)
    form = edited(form, lambda piece: None if isinstance(piece, ReturnedGrid) else piece)
    back = put(register, record, "summary", form)
    assert summary.SIGNATURES.field.path not in back.rows
    assert any("“Signed” is not on the returned form" in notice for notice in back.notices)


def test_bullets_are_read_entry_by_entry(register: Register, record: Record) -> None:
    form = answered(
        sent_out(register, record, "summary"), summary.STRENGTHS.wording, "Calm", "", "Kind"
    )
    back = put(register, record, "summary", form)
    assert back.values[summary.STRENGTHS.path] == ["Calm", "Kind"]


def names(value: Json) -> list[str]:
    assert isinstance(value, list)
    return [str(entry["name"]) for entry in value if isinstance(entry, dict)]


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])
LINES = st.text(LETTERS, max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)
PEOPLE: st.SearchStrategy[Json] = st.lists(
    LINES.filter(lambda name: not name.strip()[:1].isdigit() and "(" not in name), max_size=3
)


def values(kind: Kind[object]) -> st.SearchStrategy[Json]:
    """Values of a kind, as they are stored."""
    strategy: st.SearchStrategy[Json]
    match kind:
        case DateKind():
            strategy = DAYS
        case RecordKind():
            strategy = st.just(1)
        case NumberKind():
            strategy = st.integers(kind.least, min(kind.most, kind.least + 999))
        case YesNoKind():
            strategy = st.booleans()
        case ChoiceKind():
            strategy = st.sampled_from(sorted(kind.options))
        case PersonKind():
            strategy = LINES.filter(lambda name: "(" not in name)
        case PeopleKind():
            strategy = PEOPLE
        case BulletsKind():
            strategy = st.lists(LINES, max_size=4).map(lambda entries: [*entries])
        case TextKind():
            strategy = st.text(st.one_of(LETTERS, st.just("\n")), max_size=40)
        case RowsKind():
            cells = {p: values(c.kind) for p, c in kind.columns.items() if p != STAMP}
            strategy = st.lists(st.fixed_dictionaries({}, optional=cells), max_size=3)
        case _:
            strategy = LINES
    return strategy.map(lambda value: kind.accept(value))


VALUES = {path: values(field.kind) for path, field in REVIEWS.fields.items()}
DOCUMENTS = st.lists(st.sampled_from(sorted(VALUES)), max_size=12, unique=True).flatmap(
    lambda paths: st.fixed_dictionaries({path: VALUES[path] for path in paths})
)


def numbered(document: dict[str, Json]) -> Record:
    """A record of these values, rows with their ids, without what is empty."""
    kept: dict[str, Json] = {"id": "PR-2026-001"}
    for path, value in document.items():
        kind = REVIEWS.fields[path].kind
        if isinstance(kind, RowsKind):
            rows = [row for row in kind.decode(value) if not row.empty]
            value = [{"id": f"r{n}", **row.cells} for n, row in enumerate(rows, start=1)]
        if value != kind.empty:
            kept[path] = value
    first, last = kept.get("date"), kept.get("end_date")
    if last and not (first and str(first) < str(last)):
        del kept["end_date"]
    return Record(REVIEWS, 1, kept)


def rows_written(back: Placed, record: Record, field: Field[object]) -> list[dict[str, Json]]:
    """The rows a form says, without ids; what is printed of a row that was sent is the record's."""
    kind = field.kind
    assert isinstance(kind, RowsKind)
    held = {row.id: row.cells for row in kind.decode(record.stored(field))}
    rows = back.rows.get(field.path, PlacedRows())
    known = [{**held[row_id], **cells} for row_id, cells in rows.cells.items()]
    return [
        {path: cell for path, cell in row.items() if cell != kind.columns[path].kind.empty}
        for row in [*known, *(new.cells for new in rows.added)]
    ]


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "record"])
@pytest.mark.parametrize("blank", [False, True], ids=["as it was sent", "against the empty form"])
@settings(max_examples=30)
@given(document=DOCUMENTS)
def test_whatever_a_review_holds_is_read_back_from_each_of_its_forms(
    form: str, blank: bool, document: dict[str, Json]
) -> None:
    record = numbered(document)
    page = REVIEW_FORMS[form].page(ReviewScope(SchoolReview(record)))
    empty = Record(REVIEWS, 1, {"id": record.id})
    sent = REVIEW_FORMS[form].page(ReviewScope(SchoolReview(empty))) if blank else page
    assert_read_back(record, form, placed(sent, as_returned(page), TODAY, lines_too=[page.line]))


FILES: dict[str, Callable[[DocumentPage], bytes]] = {
    "Markdown": FORMATS["md"].write,
    "Markdown, CRLF and BOM": lambda page: typed_on(page, "\r\n", "\ufeff"),
    "Markdown, CR": lambda page: typed_on(page, "\r", ""),
    "Word": FORMATS["docx"].write,
}


def typed_on(page: DocumentPage, line_end: str, mark: str) -> bytes:
    """The form in Markdown as an editor of another system saves it."""
    return (mark + FORMATS["md"].write(page).decode().replace("\n", line_end)).encode()


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "record"])
@pytest.mark.parametrize("file", FILES)
@settings(max_examples=15)
@given(document=DOCUMENTS)
def test_whatever_a_review_holds_is_read_back_from_the_file_of_each_of_its_forms(
    form: str, file: str, document: dict[str, Json]
) -> None:
    record = numbered(document)
    scope = ReviewScope(SchoolReview(record), register="0a1b", revision="4-5f7c09eec450")
    page = REVIEW_FORMS[form].page(scope)
    returned = read_returned(FILES[file](page), "form")
    assert returned.identity == page.identity
    assert_read_back(record, form, placed(page, returned, TODAY))


def assert_read_back(record: Record, form: str, back: Placed) -> None:
    """Every field of the record that is on the form has come back, and nothing else has."""
    assert not back.unplaced
    for path in back.values.keys() | back.rows.keys():
        if path not in REVIEWS.fields:
            continue
        field = REVIEWS.fields[path]
        if isinstance(field.kind, RowsKind):
            held = [row.cells for row in field.kind.decode(record.stored(field))]
            said = rows_written(back, record, field)
            if path.endswith(".signed") and form != "record":  # a role alone is printed there
                held, said = (in_roles(rows) for rows in (held, said))
            assert said == held, path
        else:
            assert back.values[path] == record.stored(field), path
    if form == "record":
        assert back.values.keys() | back.rows.keys() >= record.document.keys() - {"id"}


def in_roles(rows: Iterable[dict[str, Json]]) -> list[dict[str, Json]]:
    """Signatures in a fixed order, as each form has its own; without the roles nobody signed."""
    signed = (row for row in rows if row.keys() - {"role"})
    return sorted(signed, key=lambda row: repr(sorted(row.items())))
