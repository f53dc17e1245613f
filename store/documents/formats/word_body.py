"""What stands in a Word document, as its XML: paragraphs, boxes to type into, bordered grids.

An answer is a box: its heading on a shaded row, and under it the place to type. In a cell each
line is a paragraph of its own, as the Enter key makes them; in a sentence or in a bullet, which
are one paragraph, a line's end is a break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Points,
    Words,
)

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHADE = "E7E6E6"
"""The grey under a heading; black on it is read on paper as well."""
FIRST_LEVEL = 2
"""The level of a page's highest heading, which is Word's first."""
TO_TYPE, TO_LIST, ROW, TALL_ROW = 2000, 1400, 500, 740
"""How high at least a place is (twentieths of a point): a text, a list, a row, a plan's row."""
MANY_COLUMNS = 5
"""From so many on a grid's columns are narrow, and its rows tall."""
NARROWEST = 620
"""A column holds "No." at least (twentieths of a point)."""
LABEL_AND_VALUE = (2, 5)
"""How wide a label is to what stands beside it."""
TITLE, LINE, IN_A_BOX, HEAD, BULLET, GAP, PATH = (
    "Title",
    "Subtitle",
    "InABox",
    "GridHead",
    "ListBullet",
    "Gap",
    "FieldPath",
)
"""The styles' ids. A paragraph of style GAP keeps apart what would become one when it touches."""
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def body(page: DocumentPage, across: int) -> str:
    """All that stands on a page; `across` is how wide its text is (twentieths of a point)."""
    head = [_paragraph(page.title, TITLE)]
    if page.line:
        head.append(_paragraph(page.line, LINE))
    written = (text for block in page.blocks for text in _block(block, across))
    return f'<w:body xmlns:w="{NAMESPACE}">{"".join([*head, *written])}</w:body>'


def _block(block: Block, across: int) -> Iterator[str]:
    match block:
        case Heading():
            yield _heading(block)
        case Words():
            if block.text:
                yield _paragraph(block.text)
        case Points():
            yield from (_paragraph(entry, BULLET) for entry in block.entries if entry)
            yield _paragraph("", GAP)
        case Answer():
            widths = _widths((1,), across)
            yield _table(_answer(block, widths), widths)
        case PageTable():
            if block.rows:
                widths = _widths(block.weights or (1,) * len(block.head), across)
                yield _table(_grid(block, widths), widths)
        case Pairs():
            widths = _widths(LABEL_AND_VALUE, across)
            yield _table((_pair(row, widths) for row in block.rows), widths)


def _widths(weights: Sequence[int], across: int) -> list[int]:
    shares = [max(NARROWEST, across * weight // sum(weights)) for weight in weights]
    widest = shares.index(max(shares))
    shares[widest] -= max(0, sum(shares) - across)
    return shares


def _table(rows: Iterable[str], widths: Sequence[int]) -> str:
    """A bordered table, and the gap after it: boxes that touch would become one."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{_paragraph('', GAP)}"
    )


def _grid(table: PageTable, widths: Sequence[int]) -> Iterator[str]:
    """The rows of a grid: its head, on each page again, and what runs across it."""
    head = zip(table.head, widths, strict=True)
    cells = [_cell(_lines(text, HEAD), width, shaded=True) for text, width in head]
    yield _row(cells, whole=True, repeated=True)
    height = TALL_ROW if len(widths) >= MANY_COLUMNS else ROW
    for row in table.rows:
        if isinstance(row, Answer):
            yield from _answer(row, widths)
            continue
        said = zip(row.cells, widths, strict=True)
        cells = [_cell(_lines(text), width) for text, width in said]
        yield _row(cells, height=height, whole=True)


def _pair(row: PageRow, widths: Sequence[int]) -> str:
    label, value = row.cells
    cells = [
        _cell(_lines(label, HEAD), widths[0], shaded=True),
        _cell(_lines(value), widths[1]),
    ]
    return _row(cells, height=ROW, whole=True)


def _answer(answer: Answer, widths: Sequence[int]) -> Iterator[str]:
    """The two rows of an answer, across all columns: its heading, the place to type."""
    across, columns = sum(widths), len(widths)
    yield _row([_cell(_heading(answer.heading), across, columns, shaded=True)], whole=True)
    if isinstance(answer.content, str):
        yield _row([_cell(_lines(answer.content), across, columns)], height=TO_TYPE)
        return
    entries = [*answer.content, *[""] * (answer.at_least - len(answer.content))]
    bullets = "".join(_paragraph(entry, BULLET) for entry in entries)
    yield _row([_cell(bullets or _lines(""), across, columns)], height=TO_LIST)


def _row(
    cells: Iterable[str], height: int = 0, *, whole: bool = False, repeated: bool = False
) -> str:
    """A row; a `whole` one is not split over pages, a `repeated` one stands on each."""
    said = "<w:cantSplit/>" if whole else ""
    said += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    said += "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr>{said}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, columns: int = 1, *, shaded: bool = False) -> str:
    said = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    said += f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    said += f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if shaded else ""
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{content}</w:tc>"


def _heading(heading: Heading) -> str:
    beside = _run(" ") + _run(heading.path, PATH) if heading.path else ""
    style = f"Heading{heading.level - FIRST_LEVEL + 1}"
    return _paragraph(heading.text, style, beside)


def _lines(text: str, style: str = IN_A_BOX) -> str:
    """The text of a cell, each line a paragraph."""
    return "".join(_paragraph(line, style) for line in text.split("\n"))


def _paragraph(text: str, style: str = "", beside: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{_run(text) if text else ''}{beside}</w:p>"


def _run(text: str, style: str = "") -> str:
    styled = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{styled}{''.join(map(_piece, _PIECES.findall(text)))}</w:r>"


def _piece(piece: str) -> str:
    """A tab, a break, or the text between them with all its spaces."""
    said = f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
    return _BREAKS.get(piece, said)
