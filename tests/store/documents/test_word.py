"""Word documents: the paper's layout, for typing into, as it stands in the file."""

from __future__ import annotations

import warnings
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from store.documents.files import Document, export_all
from store.documents.formats import word
from store.documents.formats.all_formats import FORMATS
from store.documents.page import (
    Answer,
    DocumentPage,
    FormIdentity,
    Heading,
    PageRow,
    PageTable,
    Points,
    Words,
)
from store.errors import Refused
from tests.support.places import GOLDEN
from tests.support.word_pages import filled_pages, parts_of

EXPECTED = GOLDEN / "word"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINE = "Reviewed School: Heath · PR-2026-001"
TABLE = PageTable(
    ("No.", "Action"), (PageRow(("1", "Plan")), Answer(Heading(2, "Areas"), "f", "Text")), "rows"
)
PAGE = DocumentPage(
    "A FORM",
    LINE,
    (Words("Said.\nTwice."), Points(("one",)), Answer(Heading(3, "Strengths"), "s", (), 4), TABLE),
    FormIdentity("summary", "abc", "PR-2026-001", "5-ff"),
)


def part(page: DocumentPage, name: str = "document") -> Element:
    return fromstring(parts_of(word.write(page))[f"word/{name}.xml"])


def value(element: Element | None, attribute: str = "val") -> str:
    return "" if element is None else element.get(f"{W}{attribute}", "")


def style_of(paragraph: Element) -> str:
    return value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal"


def text_of(element: Element) -> str:
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(child.text or marks.get(child.tag, "") for child in element.iter())


def dump(page: DocumentPage) -> str:
    """A document as people can read it: paper, paragraphs by their style, tables by their rows."""
    body = part(page).find(f"{W}body")
    assert body is not None
    paper = body.find(f"{W}sectPr/{W}pgSz")
    footer = text_of(part(page, "footer1"))
    lines = [
        f"paper {value(paper, 'w')} x {value(paper, 'h')} {value(paper, 'orient')}".rstrip(),
        f"footer {footer!r}",
    ]
    for block in body:
        if block.tag == f"{W}p":
            lines.append(dumped(block))
        elif block.tag == f"{W}tbl":
            lines += dumped_table(block)
    return "\n".join(lines) + "\n"


def dumped(paragraph: Element) -> str:
    text = text_of(paragraph)
    return f"[{style_of(paragraph)}] {text!r}" if text else f"[{style_of(paragraph)}]"


def dumped_table(table: Element) -> list[str]:
    widths = " ".join(value(element, "w") for element in table.iter(f"{W}gridCol"))
    lines = [f"table {value(table.find(f'{W}tblPr/{W}tblStyle'))}, columns {widths}"]
    for row in table.iter(f"{W}tr"):
        said = row.find(f"{W}trPr")
        assert said is not None
        names = [element.tag.removeprefix(W) + value(element) for element in said]
        lines.append(f"  row {' '.join(names)}")
        for cell in row.iter(f"{W}tc"):
            span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
            shade = value(cell.find(f"{W}tcPr/{W}shd"), "fill")
            how = "".join([f" across {span}" if span else "", f" shaded {shade}" if shade else ""])
            lines.append(f"    cell{how}")
            lines += [f"      {dumped(element)}" for element in cell.iter(f"{W}p")]
    return lines


def test_each_form_is_the_golden_one(tmp_path: Path) -> None:
    dumps = {name: dump(page) for name, page in filled_pages(tmp_path).items()}
    assert sorted(path.stem for path in EXPECTED.iterdir()) == sorted(dumps)
    for name, dumped_page in dumps.items():
        assert dumped_page == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8"), name


def test_equal_pages_are_equal_bytes() -> None:
    assert word.write(PAGE) == word.write(PAGE)


def test_a_document_opens_without_a_warning_and_says_whose_it_is() -> None:
    from io import BytesIO

    import docx

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = docx.Document(BytesIO(word.write(PAGE)))
    said = opened.core_properties
    assert (said.title, said.subject, said.author) == ("A FORM", LINE, "Peer Review Register")
    assert said.last_modified_by == ""
    carried = "register: abc\nreview: PR-2026-001\nform: summary\nrevision: 5-ff"
    assert said.comments == carried
    assert [paragraph.text for paragraph in opened.paragraphs[:2]] == ["A FORM", LINE]


def test_every_style_that_is_used_is_there() -> None:
    styles = {element.get(f"{W}styleId") for element in part(PAGE, "styles").iter(f"{W}style")}
    used = {
        value(element) for name in ("pStyle", "rStyle") for element in part(PAGE).iter(W + name)
    }
    assert used <= styles
    assert "Heading2" in used


def test_a_grid_has_borders_and_a_head_that_is_repeated_and_rows_that_are_kept_together() -> None:
    [style] = [
        element
        for element in part(PAGE, "styles").iter(f"{W}style")
        if element.get(f"{W}styleId") == "TableGrid"
    ]
    borders = style.find(f"{W}tblPr/{W}tblBorders")
    assert borders is not None
    assert {element.tag.removeprefix(W): value(element) for element in borders} == dict.fromkeys(
        ("top", "left", "bottom", "right", "insideH", "insideV"), "single"
    )
    *_, grid = part(PAGE).iter(f"{W}tbl")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in grid.iter(f"{W}tr")]
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in grid.iter(f"{W}tr")]
    assert heads == [True, False, False, False]
    assert kept == [True, True, True, False]  # what is typed may go on over the page


def test_what_is_typed_into_is_tall_enough_and_a_list_has_its_bullets() -> None:
    box = next(part(PAGE).iter(f"{W}tbl"))
    heading, answer = box.iter(f"{W}tr")
    assert [style_of(element) for element in heading.iter(f"{W}p")] == ["Heading2"]
    assert [style_of(element) for element in answer.iter(f"{W}p")] == ["ListBullet"] * 4
    assert int(value(answer.find(f"{W}trPr/{W}trHeight"))) >= 1000


@pytest.mark.parametrize(("landscape", "paper"), [(False, (11906, 16838)), (True, (16838, 11906))])
def test_the_paper_is_a4_and_turned_where_the_page_is(
    landscape: bool, paper: tuple[int, int]
) -> None:
    size = part(DocumentPage("T", "", (), landscape=landscape)).find(f"{W}body/{W}sectPr/{W}pgSz")
    measured = (int(value(size, "w")), int(value(size, "h")))
    assert all(abs(length - expected) < 5 for length, expected in zip(measured, paper, strict=True))
    assert (value(size, "orient") == "landscape") is landscape


def test_columns_are_as_wide_as_they_weigh_and_hold_a_number() -> None:
    table = PageTable(("No.", "a", "b"), (PageRow(("1", "", "")),), weights=(1, 20, 10))
    [grid] = part(DocumentPage("T", "", (table,))).iter(f"{W}tbl")
    number, first, second = (int(value(column, "w")) for column in grid.iter(f"{W}gridCol"))
    assert number >= 600
    assert 1.7 < first / second < 2.1


def test_the_language_is_english_of_britain() -> None:
    [language] = part(PAGE, "styles").iter(f"{W}lang")
    assert value(language) == "en-GB"


def test_an_export_replaces_only_its_own_earlier_one(tmp_path: Path) -> None:
    written = FORMATS["docx"]
    assert written.binary
    other = DocumentPage("A FORM", "Reviewed School: Heath · PR-2026-002", ())
    [path] = export_all(tmp_path, [Document("a.docx", written.write(PAGE), written.kind)])
    later = DocumentPage("A FORM", "Reviewed School: Heath Primary · PR-2026-001", ())
    export_all(tmp_path, [Document("a.docx", written.write(later), written.kind)])
    assert path.read_bytes() == written.write(later)
    with pytest.raises(Refused, match="not an earlier export"):
        export_all(tmp_path, [Document("a.docx", written.write(other), written.kind)])
    path.write_bytes(b"notes of my own")
    assert written.kind.whose(path.read_bytes()) == ()
    with pytest.raises(Refused, match="not an earlier export"):
        export_all(tmp_path, [Document("a.docx", written.write(PAGE), written.kind)])
    assert path.read_bytes() == b"notes of my own"
