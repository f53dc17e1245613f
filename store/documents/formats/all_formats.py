"""The formats a page is written in, by the name the command line knows them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from store.documents.files import MARKDOWN, FileKind
from store.documents.formats import csv_list, markdown, plain_text, web_page, word
from store.documents.formats.csv_list import CSV
from store.documents.formats.plain_text import TEXT
from store.documents.formats.web_page import HTML
from store.documents.formats.word import WORD
from store.documents.page import DocumentPage


class Format(Struct, frozen=True):
    """A format: its title, its kind of file, and the function that writes a page in it.

    A `binary` one never goes to a terminal. `of_lists` says that only a list can be written in it.
    """

    key: str
    title: str
    kind: FileKind
    write: Callable[[DocumentPage], bytes]
    binary: bool = False
    of_lists: bool = False


def _markdown(page: DocumentPage) -> bytes:
    return markdown.write(page).encode()


FORMATS: Mapping[str, Format] = {
    each.key: each
    for each in (
        Format("md", "Markdown", MARKDOWN, _markdown),
        Format("docx", "Word", WORD, word.write, binary=True),
        Format("html", "HTML", HTML, web_page.write),
        Format("txt", "plain text", TEXT, plain_text.write),
        Format("csv", "CSV", CSV, csv_list.write, of_lists=True),
    )
}
STANDARD = FORMATS["md"]
"""What a document is exported as when nobody says."""
