"""A page as a Word document (.docx) with the paper's layout, for typing into.

The file says of itself what a form carries; equal pages are equal bytes.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from store.documents.files import FileKind
from store.documents.formats.markdown import identity_lines
from store.documents.formats.word_body import body
from store.documents.formats.word_package import WordFile
from store.documents.formats.word_style import LANGUAGE, dress
from store.documents.page import DocumentPage, whose_line
from store.errors import Unreadable

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "Peer Review Register"
"""Who made the document; no machine's user."""
_PROPERTIES = "docProps/core.xml"
_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""What the template has beside the parts of a document: a picture of itself, an empty source."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part: a zip knows none before, and equal pages are to be equal bytes."""


def write(page: DocumentPage) -> bytes:
    """The page as a .docx file."""
    from docx import Document  # 100 ms, which only Word has to wait for
    from docx.oxml.parser import parse_xml

    document = Document()
    across = dress(document, page)
    end_of_section = "w:sectPr"
    for element in list(parse_xml(body(page, across))):
        document.element.body.insert_element_before(element, end_of_section)
    return _sealed(document, page)


def _sealed(document: Document, page: DocumentPage) -> bytes:
    """The document as a file: its properties, no times, nothing only the template needs."""
    package = document.part.package
    assert package is not None
    for relations in (package.rels, document.part.rels):
        for key in [
            key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)
        ]:
            del relations[key]
    saved, made = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            part = ZipInfo(name, _LONG_AGO)
            part.compress_type = ZIP_DEFLATED
            own = _properties(page).encode() if name == _PROPERTIES else parts.read(name)
            file.writestr(part, own)
    return made.getvalue()


def _properties(page: DocumentPage) -> str:
    """What the file says of itself; what a form carries stands in its comments, a line each.

    LibreOffice keeps all of these. Who saved it last and when
    is left to whoever fills it in.
    """
    carried = identity_lines(page.identity) if page.identity else []
    said = (
        ("dc:title", page.title),
        ("dc:subject", page.line),
        ("dc:creator", AUTHOR),
        ("dc:description", "\n".join(f"{key}: {value}" for key, value in carried)),
        ("dc:language", LANGUAGE),
    )
    written = "".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in said if text)
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{written}</cp:coreProperties>'
    )


def _titled(data: bytes) -> tuple[str, ...]:
    """The title of a Word file and whose it is; () when it is no Word file."""
    try:
        properties = WordFile(data).properties
    except Unreadable:
        return ()
    return properties.get("title", ""), whose_line(properties.get("subject", ""))


WORD = FileKind(".docx", _titled)
