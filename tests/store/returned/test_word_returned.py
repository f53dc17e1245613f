"""Word forms that come back: what people do to them in Word is read, what is no form is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.documents.formats import word
from store.documents.formats.word_package import FILE_LIMIT, PART_LIMIT
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
from store.errors import Unreadable
from store.returned.form import Prose, Returned, ReturnedGrid, as_returned
from store.returned.word.word import read
from store.text import clean_line, clean_text
from tests.support.word_pages import changed, filled_pages, parts_of

# White space of all kinds, what Word and XML make something of, marks that combine or turn.
SIGNS = [*"aZ1-•&<>\"'\t\n \u00a0\u3000\u200b\u0301\u200f\u202e\u0623\U0001f600\U00020000", "\n\n"]
MARKS = [*SIGNS, "- ", "1. ", "&amp;", "]]>", "<w:br/>", "  ", "\n \n", "_x000D_", "\ufffd"]
typed = st.one_of(st.text(), st.lists(st.sampled_from(MARKS)).map("".join))
texts = typed.map(clean_text)
lines = typed.map(clean_line)
wordings = lines.filter(lambda line: line.strip() != "")
headings = st.builds(
    Heading, st.integers(2, 4), wordings, st.sampled_from(["", "summary.impact", "a.b"])
)
answers = st.one_of(
    st.builds(Answer, headings, st.just("field"), texts),
    st.builds(
        Answer,
        headings,
        st.just("field"),
        st.lists(texts).map(tuple),
        st.integers(0, 4),
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> PageTable:
    columns = draw(st.integers(1, 5))
    cells = st.tuples(*[texts] * columns)
    rows = st.one_of(st.builds(PageRow, cells), answers)
    return PageTable(draw(cells), tuple(draw(st.lists(rows, max_size=5))))


blocks: st.SearchStrategy[Block] = st.one_of(
    headings,
    st.builds(Words, texts),
    st.builds(Points, st.lists(texts).map(tuple)),
    answers,
    tables(),
    st.builds(
        Pairs,
        st.lists(st.builds(PageRow, st.tuples(texts, texts)), min_size=1, max_size=4).map(tuple),
    ),
)
tokens = st.text("abcXYZ0189-_.", max_size=20)
identities = st.none() | st.builds(
    FormIdentity, tokens.filter(lambda form: form != ""), tokens, tokens, tokens, st.booleans()
)
pages = st.builds(
    DocumentPage,
    wordings,
    lines,
    st.lists(blocks, max_size=5).map(tuple),
    identities,
    st.booleans(),
)


@given(pages)
@settings(max_examples=100)
def test_a_page_reads_as_it_was_written(page: DocumentPage) -> None:
    assert read(word.write(page)) == as_returned(page)


def test_every_form_reads_as_it_was_written(tmp_path: Path) -> None:
    pages = filled_pages(tmp_path)
    assert len(pages) == 14
    for name, page in pages.items():
        assert read(word.write(page)) == as_returned(page), name


def test_the_entries_of_a_list_are_read_without_the_empty_ones() -> None:
    page = DocumentPage("T", "", (Answer(Heading(2, "Strengths"), "f", ("- as typed", "b"), 4),))
    [_, prose] = read(word.write(page)).pieces
    assert isinstance(prose, Prose)
    assert prose.entries == ("- as typed", "b")


PAGE = DocumentPage(
    "A FORM",
    "Heath Primary School · PR-2026-001",
    (
        Words("Printed."),
        Answer(Heading(2, "Impact"), "impact", "What was there"),
        Answer(Heading(3, "Strengths"), "strengths", ("One",), 3),
        PageTable(
            ("No.", "Action", "Who"),
            (PageRow(("1", "Plan", "Ann")), PageRow(("2", "", ""))),
            "rows",
        ),
    ),
    FormIdentity("summary", "abc", "PR-2026-001", "5-ff"),
)
THERE = '<w:r><w:t xml:space="preserve">What was there</w:t></w:r>'
ONE = '<w:r><w:t xml:space="preserve">One</w:t></w:r>'
PLAN = '<w:r><w:t xml:space="preserve">Plan</w:t></w:r>'
IN_A_BOX = '<w:pPr><w:pStyle w:val="InABox"/></w:pPr>'


def returned(*edits: tuple[str, str]) -> Returned:
    """The page as it comes back after these replacements in its document."""
    return read(changed(word.write(PAGE), *edits))


def prose_under(form: Returned, heading: str) -> Prose:
    pieces = list(form.pieces)
    at = next(n for n, piece in enumerate(pieces) if getattr(piece, "text", "") == heading)
    prose = pieces[at + 1]
    assert isinstance(prose, Prose)
    return prose


def grid_in(form: Returned) -> ReturnedGrid:
    [grid] = [piece for piece in form.pieces if isinstance(piece, ReturnedGrid)]
    return grid


def run(text: str, how: str = "") -> str:
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        (run("Bold", "<w:b/>") + run(" red", '<w:color w:val="FF0000"/>'), "Bold red"),
        (f"{run('One')}</w:p><w:p>{run('Two')}", "One\nTwo"),
        (f"{run('One')}</w:p><w:p/><w:p>{run('Two')}", "One\n\nTwo"),
        (f"{run('One')}<w:r><w:br/></w:r>{run('Two')}", "One\nTwo"),
        (f'{run("One")}<w:r><w:br w:type="page"/></w:r>{run("Two")}', "OneTwo"),
        (f'<w:hyperlink w:anchor="x">{run("a link")}</w:hyperlink>', "a link"),
        (f"<w:smartTag>{run('Colchester')}</w:smartTag>", "Colchester"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('kept')}</w:sdtContent></w:sdt>", "kept"),
        (f'<w:fldSimple w:instr="DATE">{run("1 May")}</w:fldSimple>', "1 May"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2 May</w:t></w:r>", "2 May"),
        ('<w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>b</w:t></w:r>', "a→b"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a‑b"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
    ],
)
def test_what_is_typed_in_a_box_is_read_as_it_is_seen(typed: str, read_as: str) -> None:
    form = returned((THERE, typed))
    assert prose_under(form, "Impact").text == read_as
    assert form.notices == ()


def test_what_is_typed_after_a_box_belongs_to_it() -> None:
    gap = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
    form = returned((gap, f"<w:p>{run('After it')}</w:p>"))
    assert prose_under(form, "Impact").text == "What was there\n\nAfter it"


def test_tracked_changes_are_read_as_if_they_were_accepted() -> None:
    inserted = f'<w:ins w:author="A">{run("New")}</w:ins><w:del w:author="A"><w:r>'
    form = returned((THERE, f"{inserted}<w:delText>Old</w:delText></w:r></w:del>"))
    assert prose_under(form, "Impact").text == "New"
    assert form.notices == (
        "Changes were tracked: what was inserted is read, what was deleted is not.",
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    end = '<w:pPr><w:rPr><w:del w:author="A"/></w:rPr></w:pPr>'
    form = returned((f"{IN_A_BOX}{THERE}", f"{end}{run('One ')}</w:p><w:p>{run('line')}"))
    assert prose_under(form, "Impact").text == "One line"


def test_a_row_that_was_deleted_while_changes_were_tracked_is_gone() -> None:
    page = word.write(PAGE)
    document = parts_of(page)["word/document.xml"].decode()
    second = document.rindex("<w:trPr>")
    data = changed(page, (document[second:], f"<w:trPr><w:del/>{document[second + 8 :]}"))
    assert grid_in(read(data)).rows == (("No.", "Action", "Who"), ("1", "Plan", "Ann"))


def test_bullets_made_plain_or_numbered_lose_the_mark_that_was_typed() -> None:
    bullet = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    typed = "".join(
        f"<w:p>{run(text)}</w:p>" for text in ("- One", "• Two", "3. Three", "Four", "–  Five")
    )
    form = returned((f"<w:p>{bullet}{ONE}</w:p>", typed))
    assert prose_under(form, "Strengths").entries == ("One", "Two", "Three", "Four", "Five")
    numbered = '<w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:numId w:val="7"/></w:numPr>'
    form = returned((f"<w:p>{bullet}{ONE}", f"<w:p>{numbered}</w:pPr>{run('One')}"))
    assert prose_under(form, "Strengths") == Prose("- One")


def test_a_list_taken_off_a_paragraph_is_no_list() -> None:
    off = '<w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    form = returned((f'<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>{ONE}', off + run("One")))
    assert prose_under(form, "Strengths").text == "One"


def test_a_comment_is_left_out_with_a_notice() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    form = returned((THERE, f'<w:commentRangeStart w:id="0"/>{THERE}{mark}'))
    assert prose_under(form, "Impact").text == "What was there"
    assert form.notices == ("A comment was not read; see the file itself.",)


def test_a_picture_is_left_out_with_a_notice() -> None:
    form = returned((THERE, f"{THERE}<w:r><w:drawing/></w:r>"), (PLAN, "<w:r><w:pict/></w:r>"))
    assert form.notices == ("2 pictures were left out: only text is read.",)


def text_box(text: str) -> str:
    within = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing>{within}'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{within}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_where_it_stands_with_a_notice() -> None:
    form = returned((THERE, THERE + text_box("Beside it")))
    assert prose_under(form, "Impact").text == "What was there\nBeside it"
    assert form.notices == ("A text box is read where it stands: “Beside it”",)
    printed = '<w:r><w:t xml:space="preserve">Printed.</w:t></w:r>'
    form = returned((printed, printed + text_box("Over it")))
    assert form.pieces[0] == Prose("Printed.\n\nOver it")


def test_rows_are_added_and_cells_read_through_content_controls() -> None:
    cell = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cells = cell.format(run("3")) + control.format(cell.format(run("More"))) + cell.format("")
    row = control.format(f"<w:tr>{cells}</w:tr>")
    end = '</w:tbl><w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p><w:sectPr'
    form = returned((end, row + end))
    assert grid_in(form).rows[-1] == ("3", "More", "")


def test_a_placeholder_nobody_replaced_is_no_text() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    form = returned((THERE, control.format(run("Click to enter text."))))
    assert all(getattr(piece, "text", "") != "Click to enter text." for piece in form.pieces)


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ((("1", 1), ("Plan", 1), ("Ann", 1)), ("1", "Plan", "Ann")),
        ((("1", 1), ("Plan and Ann", 2)), ("1", "Plan and Ann", "")),
        ((("1", 1), ("Plan", 1)), ("1", "Plan", "")),
    ],
)
def test_merged_cells_and_short_rows_keep_their_columns(
    row: tuple[tuple[str, int], ...], read_as: tuple[str, ...]
) -> None:
    assert table_of(((("No.", 1), ("Action", 1), ("Who", 1)), row)).rows[1] == read_as


def test_a_cell_that_was_split_is_read_under_the_one_it_was() -> None:
    split = ((("No.", 1), ("Action", 2), ("Who", 1)), (("1", 1), ("a", 1), ("b", 1), ("Ann", 1)))
    assert table_of(split).rows[1] == ("1", "a\nb", "Ann")


def test_a_cell_too_many_is_said() -> None:
    grid = table_of(((("No.", 1), ("Who", 1)), (("1", 1), ("Ann", 1), ("More", 1))))
    assert grid.rows[1] == ("1", "Ann")
    assert grid.surplus == ("Row “1” has a cell too many: “More”",)


def table_of(rows: tuple[tuple[tuple[str, int], ...], ...]) -> ReturnedGrid:
    """A table of these cells, each with how many columns it covers, read back."""
    written = ""
    for row in rows:
        written += "<w:tr>"
        for text, columns in row:
            span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'
            written += f"<w:tc>{span}<w:p>{run(text)}</w:p></w:tc>"
        written += "</w:tr>"
    return grid_in(read(document_of(f"<w:tbl>{written}</w:tbl>")))


def document_of(body: str) -> bytes:
    """A Word file with the title "T" and this body."""
    end = "</w:body>"
    return changed(
        word.write(DocumentPage("T", "", ())), ("<w:sectPr", f"{body}<w:sectPr"), (end, end)
    )


def test_a_table_in_a_cell_is_read_as_text() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('b')}</w:p></w:tc>"
    form = returned((f"<w:p>{IN_A_BOX}{THERE}</w:p>", f"{inner}</w:tr></w:tbl><w:p/>"))
    assert prose_under(form, "Impact").text == "a\tb"
    assert form.notices == ("A table stood inside a cell: it is read as lines of text.",)


def test_who_saved_it_last_and_what_it_carries_come_from_its_properties() -> None:
    by = "<cp:lastModifiedBy>Grace Lowe</cp:lastModifiedBy></cp:coreProperties>"
    data = changed(word.write(PAGE), ("</cp:coreProperties>", by), part="docProps/core.xml")
    assert read(data).by == "Grace Lowe"
    assert read(data).identity == PAGE.identity
    folded = changed(data, ("abc\nreview", "abc_x000d_ review"), part="docProps/core.xml")
    assert read(folded).identity == PAGE.identity
    gone = changed(data, ("form: summary", ""), part="docProps/core.xml")
    assert read(gone).identity is None


def test_a_form_whose_styles_are_gone_keeps_its_title_and_line() -> None:
    form = returned(*((f'<w:pStyle w:val="{name}"/>', "") for name in ("Title", "Subtitle")))
    assert (form.title, form.line) == (PAGE.title, PAGE.line)
    assert form.pieces[0] == Prose("Printed.")


# What is no form


def zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def with_document(document: bytes) -> bytes:
    return zipped({**parts_of(word.write(PAGE)), "word/document.xml": document})


def of_the_document(before: bytes, times: int) -> bytes:
    ns = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:document %s><w:body>%s</w:body></w:document>" % (ns, before * times)


def without(name: str) -> bytes:
    return zipped({key: part for key, part in parts_of(word.write(PAGE)).items() if key != name})


def cut_short() -> bytes:
    return word.write(PAGE)[:5_000]


def with_bytes_turned() -> bytes:
    data = bytearray(word.write(PAGE))
    for at in range(60, len(data) - 3_000, 7):
        data[at] ^= 0x55
    return bytes(data)


def lying() -> bytes:
    """An archive whose document says it is small and is not."""
    data = with_document(of_the_document(b"<w:p/>", 2_000_000))
    size = (len(of_the_document(b"", 0)) + 6 * 2_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    return data.replace(size, (1_000).to_bytes(4, "little"))


LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha">%s]><x>&z;</x>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(25)
)
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"", "This file is empty"),
        (lambda: b"# A form\n", "This is no Word file"),
        (lambda: b"%PDF-1.7 ...", "This is a PDF"),
        (lambda: b"{\\rtf1 x}", "This is a Rich Text file"),
        (lambda: OLE, "This is a Word file of the old kind (.doc)"),
        (
            lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
            "This Word file is locked with a password",
        ),
        (
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "This is an OpenDocument file",
        ),
        (lambda: zipped({"a.txt": b"x"}), "There is no document in this file"),
        (lambda: without("word/document.xml"), "There is no document in this file"),
        (lambda: with_document(b"<x/>"), "This is an Office file, but no Word document"),
        (lambda: with_document(b"<w:document"), "This Word file is damaged"),
        (lambda: b"PK\x03\x04" + bytes(100), "This Word file is damaged"),
        (cut_short, "This Word file is damaged"),
        (with_bytes_turned, "This Word file is damaged"),
        (lying, "This Word file is damaged"),
        (lambda: b"PK" + bytes(FILE_LIMIT), "This file has 25 MB"),
        (lambda: b"PK" + bytes(50 * 1024 * 1024), "This file has 50 MB"),
        (lambda: with_document(LAUGHS), "This Word file has orders in it"),
        (lambda: with_document(bytes(PART_LIMIT + 1)), "This Word file unpacks to more"),
        (
            lambda: with_document(of_the_document(b"<w:p><w:r/></w:p>", 300_000)),
            "This Word file unpacks to more",
        ),
        (
            lambda: with_document(of_the_document(b"<w:p>", 10_000)),
            "This Word file unpacks to more",
        ),
        (
            lambda: document_of(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 64}</w:tr></w:tbl>"),
            "A table in this Word file has more than 63 columns",
        ),
        (
            lambda: zipped({f"{n}.xml": b"" for n in range(3_000)}),
            "This Word file unpacks to more",
        ),
        (
            lambda: changed(word.write(PAGE), (WORDS, MACROS), part="[Content_Types].xml"),
            "This Word file has macros in it",
        ),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence_and_at_once(
    make: Callable[[], bytes], sentence: str
) -> None:
    data = make()
    began = time.process_time()  # its own work, whatever else the machine does
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert time.process_time() - began < 5
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


_READING = r"""
import re, sys
from pathlib import Path
from store.returned.word.word import read
[prose] = read(Path(sys.argv[1]).read_bytes()).pieces
peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
print(prose.text.count("word"), int(peak[1]) // 1024)
"""
# The process's own peak: that of getrusage is at least its parent's, and a worker of these tests
# that has run for a while is larger than what is measured.


def test_the_longest_file_that_is_read_is_read_in_bounded_memory(tmp_path: Path) -> None:
    paragraph = b"<w:p><w:r><w:t>word</w:t></w:r></w:p>"
    path = tmp_path / "long.docx"
    path.write_bytes(with_document(of_the_document(paragraph, 60_000)))
    said = subprocess.run(
        [sys.executable, "-c", _READING, path], check=True, capture_output=True, text=True
    )
    words, megabytes = map(int, said.stdout.split())
    assert words == 60_000 - 2  # the first two are taken for the head
    assert megabytes < 250


@given(st.data())
@settings(max_examples=60)
def test_a_file_with_a_few_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word.write(PAGE))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        said = read(bytes(whole)).title
    except Unreadable as refused:
        said = str(refused)
    assert isinstance(said, str)


DELETED_END = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>words</w:t></w:r></w:p>"
BOX = "<w:r><w:pict><w:txbxContent><w:p>"
BOX_ENDS = "</w:p></w:txbxContent></w:pict></w:r>"
TABLE, TABLE_ENDS = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
WIDE = f"<w:tr>{'<w:tc><w:p/></w:tc>' * 63}</w:tr>"


@pytest.mark.parametrize(
    "body",
    [
        DELETED_END * 20_000,
        f"<w:p>{BOX * 45}{run('deep')}{BOX_ENDS * 45}</w:p>",
        f"{TABLE * 60}<w:p>{run('deep')}</w:p>{TABLE_ENDS * 60}",
        f"<w:tbl>{WIDE}{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 20_000}</w:tbl>",
        "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr></w:p>' for n in range(20_000)),
    ],
    ids=["ends deleted", "boxes in boxes", "tables in tables", "a wide table", "styles"],
)
def test_what_is_strange_a_thousand_times_over_is_read_at_once(body: str) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    end = "</w:styles>"
    data = changed(document_of(body), (end, styles + end), part="word/styles.xml")
    began = time.process_time()
    assert read(data).title == "T"
    assert time.process_time() - began < 15


# Through another program

SOFFICE = shutil.which("soffice")


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it, as another kind of file."""
    assert SOFFICE
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / path.with_suffix(f".{kind}").name


@pytest.mark.skipif(not SOFFICE, reason="soffice (LibreOffice) is not installed")
def test_a_form_saved_by_libreoffice_as_word_or_opendocument_reads_the_same(
    tmp_path: Path,
) -> None:
    page = replace(PAGE, blocks=(*PAGE.blocks, *filled_pages(tmp_path)["audit-filled"].blocks))
    typed = f"{run('One')}</w:p><w:p>{run('Two')}<w:r><w:br/></w:r>{run('Three')}"
    edited = tmp_path / "edited.docx"
    edited.write_bytes(changed(word.write(page), (THERE, typed)))
    before = read(edited.read_bytes())
    assert prose_under(before, "Impact").text == "One\nTwo\nThree"
    as_word = converted(edited, "docx", tmp_path / "word")
    assert read(as_word.read_bytes()) == before
    opendocument = converted(edited, "odt", tmp_path / "odt")
    again = converted(opendocument, "docx", tmp_path / "again")
    assert read(again.read_bytes()) == before
