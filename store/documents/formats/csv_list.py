"""A list as CSV, for spreadsheets: its one table, in UTF-8 as Excel knows it, lines ending CRLF."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8

from store.documents.files import FileKind, text_in
from store.documents.page import DocumentPage, PageRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out, or look behind."""


def write(page: DocumentPage) -> bytes:
    """The first table of a page; an apostrophe guards what a spreadsheet runs as a formula."""
    table = next(page.tables)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(map(_guarded, table.head))
    for row in table.rows:
        if isinstance(row, PageRow):
            lines.writerow(map(_guarded, row.cells))
    return BOM_UTF8 + text.getvalue().encode()


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _whose(data: bytes) -> tuple[str, ...]:
    """The heads of its first columns; it has no title, so the file name tells lists apart."""
    try:
        head = next(csv.reader(io.StringIO(text_in(data))), [])
    except csv.Error:
        return ()
    return tuple(head[:3])


CSV = FileKind(".csv", _whose)
