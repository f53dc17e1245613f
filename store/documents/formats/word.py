"""A page as a Word document (.docx) with the paper's layout, for typing into."""

from __future__ import annotations

from store.documents.page import Page


def write(page: Page) -> bytes:
    """The page as a .docx file; equal pages are equal bytes."""
    from docx import Document
    from docx.oxml.parser import parse_xml

    from store.documents.formats.word_body import body
    from store.documents.formats.word_file import sealed
    from store.documents.formats.word_style import dress

    document = Document()
    across = dress(document, page)
    end_of_section = "w:sectPr"
    for element in list(parse_xml(body(page, across))):
        document.element.body.insert_element_before(element, end_of_section)
    return sealed(document, page)
