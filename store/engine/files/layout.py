"""The form of a register's file: JSON as TinyDB reads it, a document a line, a checksum before all.

The checksum stands at the beginning and covers all that follows it. A document is found again by
its line, without decoding what stands before it.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import msgspec

from store.durable import written
from store.engine.files.source import PIECE, InMemory, Source, Span, pieces
from store.paperwork.tables import REVIEWS, TABLES
from store.records.review_line import ReviewLine, line_read

START = b'{"register":{"1":{'
END_OF_FIRST = b"}},\n"
"""How the line of the table `register` ends, the first of a file."""
_SUM = b'"sum":"%08x",'
_SUM_AT = len(START) + len('"sum":"')
SUMMED_FROM = len(START) + len('"sum":"00000000",')
"""The first byte that the checksum covers."""
_AT_LEAST = 1 << 16
"""Bytes that are written at once, at least."""
_PARTED = b",\n"
_CLOSING = (b"}", b"},", b"}}")
_QUOTE, _COMMA, _ZERO = b'",0'
_DIGITS = 18
"""Those of the longest key: a longer one is not a number that everything can count with."""

Tables = Mapping[str, Mapping[int, object]]
"""Documents by table and key: a `Span`, or what is encoded."""


def sums(whole: bytes) -> bool:
    """Whether a file's checksum is that of what follows it."""
    return whole[:SUMMED_FROM] == START + _SUM % zlib.crc32(memoryview(whole)[SUMMED_FROM:])


def key_read(written: str) -> int:
    """The key of a record as it stands in a file.

    Raises:
        ValueError: when it is none.
    """
    digits = written.isascii() and written.isdecimal() and len(written) <= _DIGITS
    if not digits or written[0] == "0":
        raise ValueError(f"“{written[:20]}” is not the key of a record")
    return int(written)


def sums_on(first: bytes, rest: BinaryIO) -> bool:
    """What `sums` says, of a file of which the first line has been read."""
    crc = zlib.crc32(first[SUMMED_FROM:])
    while piece := rest.read(PIECE):
        crc = zlib.crc32(piece, crc)
    return first[:SUMMED_FROM] == START + _SUM % crc


def encoded(register: object, tables: Tables, source: Source | None = None) -> bytes:
    """The bytes of a file with these tables.

    `register` is document 1 of the table `register`, without a sum; `source` has the documents
    that are a `Span`.
    """
    body = b"".join(_body(register, tables, source or InMemory(b"")))
    return START + _SUM % zlib.crc32(body) + body


def fill(descriptor: int, register: object, tables: Tables, source: Source) -> None:
    """Write such a file to a new one, durably, without ever holding it whole.

    Raises:
        OSError: when it could not be written.
        Damaged: when what it is made from is no longer there.
    """
    written(descriptor, START + _SUM % 0)
    crc = 0
    for part in _worth_a_call(_body(register, tables, source)):
        crc = zlib.crc32(part, crc)
        written(descriptor, part)
    os.lseek(descriptor, _SUM_AT, os.SEEK_SET)
    written(descriptor, b"%08x" % crc)
    os.fsync(descriptor)


class Reader:
    """Reads a file as it comes, piece by piece; `whole` is true at the end where it is one."""

    def __init__(self) -> None:
        self.first = b""
        """The line of the table `register`."""
        self.tables: dict[str, dict[int, Span]] = {name: {} for name in TABLES}
        self.lines: dict[int, ReviewLine] = {}
        """Those of the reviews whose columns are of their kind."""
        self.crc = 0
        """The checksum of what was taken."""
        self._taken = 0
        self._begun = b""  # of a line whose end has not come
        self._table = ""

    @property
    def whole(self) -> bool:
        """Whether all that was taken is a file in this form, with its own checksum."""
        return not self._begun and self.first[:SUMMED_FROM] == START + _SUM % self.crc

    def take(self, piece: bytes) -> bool:
        """Take the next piece; False when it is not in the form."""
        self.crc = zlib.crc32(piece if self._taken else piece[SUMMED_FROM:], self.crc)
        base = self._taken - len(self._begun)
        self._taken += len(piece)
        unread, at = self._begun + piece, 0
        if not self.first:
            at = unread.find(b"\n") + 1
            self.first = unread[:at]
            if not self.first.endswith(END_OF_FIRST):
                return False
        at = self._take_lines(unread, at, base)
        self._begun = unread[at:]
        return at >= 0

    def _take_lines(self, unread: bytes, at: int, base: int) -> int:
        """Take the whole lines in `unread` from `at` on; gives where the rest begins.

        That is -1 when a line is not in the form. `base` is where `unread` begins in the file. The
        loop runs once for each document of a register.
        """
        view, table, lines = memoryview(unread), self.tables.get(self._table, {}), self.lines
        while (end := unread.find(b"\n", at)) >= 0:
            colon = unread.find(b":", at, end)
            name, start = unread[at + 1 : colon - 1], colon + 1
            if unread[at] != _QUOTE or colon < 0:
                if unread[at:end] not in _CLOSING:
                    return -1
            elif name.isdigit() and name[0] != _ZERO and len(name) <= _DIGITS:
                key, length = int(name), end - start - (unread[end - 1] == _COMMA)
                table[key] = Span(base + start, length)
                if self._table == REVIEWS.name and (
                    line := line_read(key, view[start : start + length])
                ):
                    lines[key] = line
            else:
                self._table = name.decode(errors="replace")
                if self._table not in self.tables or unread[start:end] != b"{":
                    return -1
                table = self.tables[self._table]
            at = end + 1
        return at


def _body(register: object, tables: Tables, source: Source) -> Iterator[bytes]:
    """All that follows the checksum, a document a line, in pieces."""
    head = msgspec.json.encode({"register": {"1": register}})
    assert head.startswith(START)
    yield head[len(START) : -1]
    for name, table in tables.items():
        yield b',\n"%b":{' % name.encode()
        yield from _rows(table, source)
        yield b"\n}"
    yield b"}\n"


def _rows(table: Mapping[int, object], source: Source) -> Iterator[bytes]:
    """The documents of a table. Those that lie one after the other are copied as they lie."""
    parted = b"\n"
    start = end = 0
    for key, document in table.items():
        head = b'"%d":' % key
        if isinstance(document, Span):
            if start and document.start == end + len(head) + len(_PARTED):
                end = document.start + document.length
                continue
            yield from pieces(source, start, end)
            start, end = document.start - len(head), document.start + document.length
            yield parted
        else:
            yield from pieces(source, start, end)
            start = end = 0
            yield parted + head + msgspec.json.encode(document)
        parted = _PARTED
    yield from pieces(source, start, end)


def _worth_a_call(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in parts that are worth a call of the system each."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _AT_LEAST:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
