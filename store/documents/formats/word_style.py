"""How a Word document looks: A4, a legible font, the paper's plain black and grey, its footer.

python-docx is imported where it is used: it takes 100 ms, which only Word has to wait for.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from store.documents.formats.word_body import (
    BULLET,
    GAP,
    HEAD,
    IN_A_BOX,
    LINE,
    NAMESPACE,
    PATH,
    TITLE,
)
from store.documents.page import BETWEEN, DocumentPage, whose_line
from store.documents.page import GAP as OPEN

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

FONT = "Arial"
"""On every machine with Word; LibreOffice's own stand-in for it is exactly as wide."""
LANGUAGE = "en-GB"
LONG, SHORT, MARGIN = 297, 210, 15
"""A4, and what every printer can leave white, in millimetres."""
_TWIPS_PER_MILLIMETRE = 1440 / 25.4

_KEPT = "<w:keepNext/><w:keepLines/>"
# Size in half points, spacing in twentieths of a point.
_STYLES = (
    (TITLE, "Title", f'{_KEPT}<w:spacing w:after="80"/><w:jc w:val="center"/>', "<w:b/>", 28),
    (LINE, "Subtitle", '<w:spacing w:after="160"/><w:jc w:val="center"/>', "", 20),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            f'{_KEPT}<w:spacing w:before="60" w:after="60"/><w:outlineLvl w:val="{level - 1}"/>',
            "<w:b/>",
            size,
        )
        for level, size in ((1, 23), (2, 21), (3, 20))
    ),
    (IN_A_BOX, "In a box", '<w:spacing w:before="20" w:after="20"/>', "", 20),
    (HEAD, "Grid head", f'{_KEPT}<w:spacing w:before="40" w:after="40"/>', "<w:b/>", 20),
    (
        BULLET,
        "List Bullet",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="20" w:after="60"/>'
        '<w:ind w:left="360" w:hanging="360"/>',
        "",
        20,
    ),
    (GAP, "Gap", '<w:spacing w:line="160" w:lineRule="exact"/>', "", 8),
    ("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="{across}"/></w:tabs>', "", 16),
)
"""Of each style of a paragraph: id, name, how it stands, how it is written, its size."""


_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
"""Of the template's: what all others are based on."""


def dress(document: Document, page: DocumentPage) -> int:
    """Give a new document its paper, styles and footer; how wide its text is (twips)."""
    section = document.sections[0]
    across = _paper(section, page.landscape)
    _styles(document, across)
    _footer(section, page)
    return across


def _paper(section: Section, landscape: bool) -> int:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(MARGIN / 2)
    return int((width - 2 * MARGIN) * _TWIPS_PER_MILLIMETRE)


def _styles(document: Document, across: int) -> None:
    """The styles used, in place of the template's, which have its colours."""
    from docx.oxml.parser import parse_xml

    styles = document.styles.element
    for style in list(styles):
        if getattr(style, "styleId", None) not in _KEPT_STYLES:
            styles.remove(style)
    made = [_defaults()]
    for style_id, name, stands, written, size in _STYLES:
        made.append(_style(style_id, name, stands.format(across=across), written, size))
    made += [_path_style(), _grid_style()]
    for index, element in enumerate(
        parse_xml(f'<w:styles xmlns:w="{NAMESPACE}">{"".join(made)}</w:styles>')
    ):
        styles.insert(index, element)


def _defaults() -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="20"/>'
        f'<w:szCs w:val="20"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _style(style_id: str, name: str, stands: str, written: str, size: int) -> str:
    own = ' w:customStyle="1"' if style_id in (IN_A_BOX, HEAD, GAP) else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{stands}</w:pPr>'
        f'<w:rPr>{written}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _path_style() -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{PATH}">'
        '<w:name w:val="Field path"/><w:rPr><w:rFonts w:ascii="Courier New" '
        'w:hAnsi="Courier New"/><w:b w:val="0"/></w:rPr></w:style>'
    )


def _grid_style() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for side in sides
    )
    room = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 100), ("bottom", 30), ("right", 100))
    )
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{room}</w:tblCellMar></w:tblPr></w:style>"
    )


def _footer(section: Section, page: DocumentPage) -> None:
    """The title and, unless it is empty, whose it is; at the right the page's number."""
    from docx.oxml.parser import parse_xml

    section.footer.is_linked_to_previous = False
    footer = section.footer.part.element
    footer.clear()
    whose = whose_line(page.line)
    parts = (page.title, whose if OPEN not in whose else "")
    said = escape(BETWEEN.join(filter(None, parts)), quote=False)
    footer.append(
        parse_xml(
            f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{_words(said)}<w:r><w:tab/></w:r>{_words('Page ')}{_number('PAGE')}"
            f"{_words(' of ')}{_number('NUMPAGES')}</w:p>"
        )
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _number(field: str) -> str:
    return f'<w:fldSimple w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
