"""HTML, plain text and CSV: each form as it is in the golden file, and as a reader has it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.documents.all_documents import FORMS, REVIEW_FORMS, YEAR_FORMS
from store.documents.files import export_all
from store.documents.formats import csv_list, plain_text, web_page
from store.documents.formats.all_formats import FORMATS
from store.documents.page import Answer, DocumentPage, Heading, PageRow, PageTable, Pairs, Words
from store.documents.scopes import (
    BLANK,
    ConsortiumScope,
    ReviewScope,
    review_scope,
    year_scope,
)
from store.errors import Refused
from store.exports.export_request import ExportRequest
from store.exports.pending_documents import blank_document
from store.field_values import Json
from store.paperwork.tables import PEOPLE
from store.records.change import making
from store.register.register import Register
from store.text import clean_text
from tests.support.a_review import FILLED, HALF, filled, made, person, register_at, with_year
from tests.support.one_document import asked_for, document_of, page_of
from tests.support.places import GOLDEN

OF_A_REVIEW = ("summary", "action-plan", "audit", "schedule", "record")
WITH_BLANK = OF_A_REVIEW[:4]
CASES = [
    (key, form, how)
    for key in ("html", "txt", "csv")
    for form in OF_A_REVIEW
    for how in ("blank", "half", "filled")
    if (key != "csv" or REVIEW_FORMS[form].a_list) and (how != "blank" or form in WITH_BLANK)
]
TEXT = st.text().map(clean_text)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made_register:
        yield made_register


def scope_of(register: Register, form: str, how: str) -> ReviewScope:
    """What a form is written from: nothing, a review half done, one that is filled."""
    if how == "blank":
        return BLANK
    if how == "half":
        return review_scope(register, filled(register, HALF))
    with_year(register)
    return review_scope(register, filled(register, FILLED))


def golden(key: str, name: str) -> bytes:
    return (GOLDEN / key / f"{name}.{key}").read_bytes()


@pytest.mark.parametrize(("key", "form", "how"), CASES)
def test_each_form_is_the_golden_one(key: str, form: str, how: str, register: Register) -> None:
    page = page_of(FORMS[form], scope_of(register, form, how))
    assert FORMATS[key].write(page) == golden(key, f"{form}-{how}")


def with_the_consortium(register: Register) -> None:
    """Two reviews of the year, and somebody in the directory."""
    filled(register, HALF)
    filled(register, FILLED)
    made(register, school_name="=1+1", lead_reviewer=person("@Ann"))
    ann: dict[str, Json] = {
        "name": "Ann Lee",
        "roles": ["reviewer", "governor"],
        "school": 1,
        "telephone": "+44 1206 000000",
    }
    register.apply([making(PEOPLE.name, ann)])


@pytest.mark.parametrize("key", ["html", "txt", "csv", "md"])
@pytest.mark.parametrize("form", ["register", "schools", "people", "owed"])
def test_each_list_is_the_golden_one(key: str, form: str, register: Register) -> None:
    with_the_consortium(register)
    of_year = form in YEAR_FORMS
    scope = year_scope(register, 2026) if of_year else ConsortiumScope(register)
    assert document_of(FORMS[form], scope, FORMATS[key]).data == golden(key, f"list-of-{form}")


class Reader(HTMLParser):
    """What a reader has of a page: its text, a break as a newline, and the marks it is made of."""

    def __init__(self, written: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.addresses: list[str] = []
        self._within = ""
        self.feed(written.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag in ("td", "th", "p", "h1", "title"):
            self._within = tag
            self.cells.append("")
        if tag == "br":
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            after = self.tags[-1] == "br" and self.cells[-1].endswith("\n")
            self.cells[-1] += data.removeprefix("\n") if after else data


def one_of(text: str) -> DocumentPage:
    """A page with a text in every place."""
    blocks = (
        Pairs((PageRow(("Label", text)),)),
        Answer(Heading(2, text), "x", text),
        PageTable(
            ("Head", text), (PageRow(("1", text)), Answer(Heading(2, "H"), "y", (text, text)))
        ),
    )
    return DocumentPage(text, f"Ours · {text}", blocks)


@given(TEXT)
def test_nothing_typed_becomes_markup(text: str) -> None:
    reader = Reader(web_page.write(one_of(text)))
    own = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tbody"}
    own |= {"thead", "tr", "th", "td", "ul", "li", "br", "a"}
    assert set(reader.tags) <= own
    assert all(address.startswith(("http", "ftp:", "mailto:")) for address in reader.addresses)


@given(TEXT)
def test_a_cell_of_html_reads_as_it_was_typed(text: str) -> None:
    page = DocumentPage(
        "T", "", (Pairs((PageRow(("Label", text)),)), PageTable(("A",), (PageRow((text,)),)))
    )
    pair, cell = (
        shown for n, shown in enumerate(Reader(web_page.write(page)).cells) if n in (3, 5)
    )
    assert pair == text
    assert cell.split() == text.split()


def test_html_needs_nothing_from_elsewhere() -> None:
    written = web_page.write(
        one_of("<script src=https://x.y/z></script> <img src=x> [a](b) ![c](d)")
    )
    assert not {"script", "img", "link", "iframe"} & set(Reader(written).tags)
    assert b"url(" not in written
    assert b"@import" not in written


def test_a_break_in_a_cell_of_html_is_one_and_a_typed_one_is_text() -> None:
    page = DocumentPage("T", "", (PageTable(("A",), (PageRow(("one\ntwo <br> three",)),)),))
    assert "one\ntwo <br> three" in Reader(web_page.write(page)).cells


def test_a_wide_form_prints_wide_and_says_its_heads_again_on_each_sheet() -> None:
    assert b"A4 landscape" in blank_document(REVIEW_FORMS["action-plan"], FORMATS["html"]).data()
    summary = blank_document(REVIEW_FORMS["summary"], FORMATS["html"]).data()
    assert b"A4 portrait" in summary
    assert b"thead { display: table-header-group; }" in summary


@given(st.text("ab -·\n", max_size=300).map(clean_text))
def test_plain_text_keeps_every_word_and_every_typed_line(text: str) -> None:
    written = plain_text.write(DocumentPage("T", "", (Words(text),))).decode()
    assert all(len(line) <= 78 or " " not in line.strip() for line in written.splitlines())
    assert written.split("=\n", 1)[1].split() == text.split()
    short = [line for line in text.split("\n") if len(line.strip()) > 0 and len(line) <= 78]
    lines = written.split("\n")
    assert all(line.rstrip() in lines for line in short)


@given(st.lists(TEXT, min_size=2, max_size=4))
def test_a_spreadsheet_reads_each_cell_and_works_nothing_out(cells: list[str]) -> None:
    table = PageTable(tuple("abcd"[: len(cells)]), (PageRow(tuple(cells)),))
    written = csv_list.write(DocumentPage("T", "", (table,)))
    text = written.decode("utf-8-sig")
    assert written.startswith(b"\xef\xbb\xbf")
    assert text.split("\r\n")[-1] == ""
    _, read = csv.reader(io.StringIO(text, newline=""))
    for cell, typed in zip(read, cells, strict=True):
        assert cell in (typed, f"'{typed}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("key", ["html", "txt", "csv"])
def test_an_export_replaces_only_its_own_in_each_format(
    key: str, register: Register, tmp_path: Path
) -> None:
    written = FORMATS[key]
    form = FORMS["register" if key == "csv" else "summary"]
    record = filled(register, FILLED)
    whole = year_scope(register, 2026) if key == "csv" else review_scope(register, record)
    document = document_of(form, whole, written)
    [path] = export_all(tmp_path / "out", [document])
    assert export_all(tmp_path / "out", [document]) == [path]
    other = blank_document(REVIEW_FORMS["action-plan"], written).made
    for standing in (b"", b"mine", other.data, b"\xff\xfe\x00" * 9):
        path.write_bytes(standing)
        with pytest.raises(Refused, match="is not an earlier export of this document"):
            export_all(tmp_path / "out", [document])
        assert path.read_bytes() == standing


def test_a_form_of_another_review_is_not_replaced_however_its_line_is_wrapped(
    register: Register,
) -> None:
    ours = review_scope(register, filled(register, FILLED))
    other = review_scope(register, filled(register, FILLED))
    for key in ("html", "txt"):
        written = FORMATS[key]
        said = [
            written.kind.whose(document_of(FORMS["summary"], c, written).data)[-1]
            for c in (ours, other)
        ]
        assert [text.split(" · ")[-1] for text in said] == ["PR-2026-001", "PR-2026-002"]


@pytest.mark.parametrize("form", ["summary", "audit", "schedule", "record"])
def test_what_is_no_list_has_no_csv(form: str, register: Register) -> None:
    record = filled(register, HALF)
    request = ExportRequest(forms=(FORMS[form],), reviews=(record.id,), written=FORMATS["csv"])
    with pytest.raises(Refused, match="is no list: it has no CSV"):
        asked_for(register, request)
