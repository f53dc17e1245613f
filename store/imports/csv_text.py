"""CSV files as offices have them: in UTF-8 or Windows-1252, or no CSV at all."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from store.errors import Unreadable
from store.text import clean_line

SAVE_AS_CSV = "open it in a spreadsheet and save it as CSV (UTF-8)"
LONGEST_LINE = 1_000_000
"""Characters: a line of the Department's extract, with its 150 columns, has some 2,000."""
_CHUNK = 1 << 18
_FOREIGN = (
    (b"PK\x03\x04", f"This is an Excel workbook or a zip file, not CSV; {SAVE_AS_CSV}."),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook, not CSV; {SAVE_AS_CSV}."),
    (b"%PDF", "This is a PDF, not CSV; ask for the same as a CSV file."),
    (b"\xff\xfe", f"This file is text in UTF-16; {SAVE_AS_CSV}."),
    (b"\xfe\xff", f"This file is text in UTF-16; {SAVE_AS_CSV}."),
)
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a CSV file, which is read from its beginning to its end, in pieces.

    Raises:
        Unreadable: when it is no text, or in another encoding.
    """
    file.seek(0)
    utf_8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    cp1252 = first = True
    while chunk := file.read(_CHUNK):
        for start, sentence in _FOREIGN if first else ():
            if chunk.startswith(start):
                raise Unreadable(sentence)
        first = False
        if b"\x00" in chunk:
            raise Unreadable(f"This file is not text, so it is not CSV; {SAVE_AS_CSV}.")
        cp1252 = cp1252 and len(chunk.translate(None, _NOT_IN_CP1252)) == len(chunk)
        utf_8 = utf_8 if utf_8 and _goes_on(utf_8, chunk) else None
    if utf_8 and _goes_on(utf_8, b"", final=True):
        return "utf-8-sig"
    if cp1252:
        return "cp1252"
    raise Unreadable(f"This file is text neither in UTF-8 nor in Windows-1252; {SAVE_AS_CSV}.")


def _goes_on(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def decoded(raw: bytes) -> str:
    """The text of a CSV file.

    Raises:
        Unreadable: when it is no text, or in another encoding.
    """
    return raw.decode(encoding_of(io.BytesIO(raw)))


def lines_of(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file from its beginning, each with its end, read as they are asked for.

    Raises:
        Unreadable: at a line over `LONGEST_LINE`.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        number = 1
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                raise Unreadable(
                    f"Line {number} has more than {LONGEST_LINE:,} characters, so this is no CSV; "
                    f"{SAVE_AS_CSV}."
                )
            yield line
            number += 1
    finally:
        if not file.closed:
            text.detach()  # the file is its opener's to close


def records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, as it stands, with the number of its first line, from 1.

    Raises:
        Unreadable: at a row whose quotation marks do not fit.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            f"The row that begins on line {line} cannot be read; look for a quotation mark that is "
            "never closed."
        ) from None


def rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a text that is not blank, cleaned, with the number of its first line, from 1.

    Raises:
        Unreadable: at a row whose quotation marks do not fit.
    """
    for line, record in records(io.StringIO(text, newline=""), delimiter):
        cells = [clean_line(cell) for cell in record]
        if any(cells):
            yield line, cells
