"""Where the documents of a register's file lie until they are asked for: in the file, or in memory.

A file of 10,000 reviews has 45 MB, of which a session looks at a few. So it is read piece by piece
when the register is opened, and stays open: what takes its name later is another file.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from store.durable import closed
from store.errors import Damaged
from store.field_values import Json
from store.paperwork.tables import TABLES

PIECE = 1 << 20
"""Bytes that are read at once, at most."""
_decoder: msgspec.json.Decoder[dict[str, Json]] = msgspec.json.Decoder(dict[str, object])


class Span(msgspec.Struct, frozen=True, gc=False):
    """Where a document is: its first byte, and how many bytes it has."""

    start: int
    length: int


class Source(ABC):
    """The bytes of a file, read in parts: of each document its `Span` is known."""

    size: int
    """How many there are."""

    @abstractmethod
    def read(self, start: int, length: int) -> bytes:
        """Up to `length` bytes from `start` on; fewer at the end of the file.

        Raises:
            Damaged: when they are no longer what they were.
            OSError: when they cannot be read.
        """

    def fetch(self, table: str, key: int, held: object) -> Mapping[str, Json]:
        """The document at the span `held`.

        Raises:
            Damaged: when it cannot be read.
        """
        assert isinstance(held, Span)
        try:
            return _decoder.decode(self.read(held.start, held.length))
        except OSError as error:
            why = f"cannot be read: {error.strerror}"
        except (ValueError, RecursionError) as error:
            why = f"is damaged: {error}"
        raise Damaged(f"The {TABLES[table].singular} {key} {why}.")


class InMemory(Source):
    """Bytes held in memory: of a file that may go, or needed only for a moment."""

    def __init__(self, whole: bytes) -> None:
        self._whole = whole
        self.size = len(whole)

    def read(self, start: int, length: int) -> bytes:
        return self._whole[start : start + length]


class InFile(Source):
    """A file that stays open as long as this object lives."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: when it cannot be.
        """
        self._path = path
        self._descriptor = -1
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._seen = self._marks()
        self.size = self._seen[0]
        self._sum: tuple[int, int] | None = None

    def __del__(self) -> None:
        if self._descriptor >= 0:
            closed(self._descriptor)

    def read(self, start: int, length: int) -> bytes:
        """Up to `length` bytes from `start` on; fewer at the end of the file.

        Raises:
            Damaged: when another program has written into the file meanwhile.
            OSError: when it cannot be read.
        """
        while True:
            piece = os.pread(self._descriptor, length, start)
            marks = self._marks()
            if marks == self._seen:  # after it was read: then nothing of it is new
                return piece
            if not self._is_as_it_was(marks):
                raise Damaged(
                    f"{self._path} was written over by another program while it was open here, "
                    "and what it held cannot be read any more. Leave, and check it with "
                    "peer-review check; what was kept is in its journal."
                )
            self._seen = marks  # another time was put on it, or the same bytes into it

    def sums_to(self, start: int, crc: int) -> None:
        """Know it again, whatever time is put on it, by the CRC-32 of the bytes from `start` on."""
        self._sum = start, crc

    def _is_as_it_was(self, marks: tuple[int, int]) -> bool:
        if self._sum is None or marks[0] != self.size:
            return False
        at, sum_ = self._sum
        crc = 0
        while piece := os.pread(self._descriptor, PIECE, at):
            crc = zlib.crc32(piece, crc)
            at += len(piece)
        return crc == sum_

    def _marks(self) -> tuple[int, int]:
        status = os.fstat(self._descriptor)
        return status.st_size, status.st_mtime_ns


def pieces(source: Source, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` up to `end`, a piece at a time.

    Raises:
        Damaged, OSError: as `Source.read`.
    """
    last = source.size if end is None else end
    while start < last:
        piece = source.read(start, min(PIECE, last - start))
        if not piece:
            return
        yield piece
        start += len(piece)


def digest(source: Source) -> str:
    """The SHA-256 of a file, by which a journal names the one it continues."""
    sha256 = hashlib.sha256()
    for piece in pieces(source):
        sha256.update(piece)
    return sha256.hexdigest()
