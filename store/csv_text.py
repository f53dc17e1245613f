"""CSV files as offices have them: in UTF-8 or Windows-1252, or no CSV at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from store.text import clean_line

SAVE_AS_CSV = "open it in a spreadsheet and save it as CSV (UTF-8)"
_FOREIGN = (
    (b"PK\x03\x04", f"This is an Excel workbook or a zip file, not CSV; {SAVE_AS_CSV}."),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook, not CSV; {SAVE_AS_CSV}."),
    (b"%PDF", "This is a PDF, not CSV; ask for the same as a CSV file."),
    (b"\xff\xfe", f"This file is text in UTF-16; {SAVE_AS_CSV}."),
    (b"\xfe\xff", f"This file is text in UTF-16; {SAVE_AS_CSV}."),
)


class Unreadable(ValueError):
    """A file that what is sought cannot be read from; the message says why and what to do."""


def decoded(raw: bytes) -> str:
    """The text of a CSV file.

    Raises:
        Unreadable: when it is no text, or in another encoding.
    """
    for start, sentence in _FOREIGN:
        if raw.startswith(start):
            raise Unreadable(sentence)
    if b"\x00" in raw:
        raise Unreadable(f"This file is not text, so it is not CSV; {SAVE_AS_CSV}.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"This file is text neither in UTF-8 nor in Windows-1252; {SAVE_AS_CSV}.")


def rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, cleaned, with the number of its first line, counted from 1.

    Raises:
        Unreadable: at a row whose quotation marks do not fit.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            cells = [clean_line(cell) for cell in record]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            f"The row that begins on line {line} cannot be read; look for a quotation mark that is "
            "never closed."
        ) from None
