"""The journal: every applied list of changes, one line each, checked and chained.

A line is `{"sum":"<crc32>",…}`; the sum covers everything after it, and `before` in it is the
SHA-256 of the line before. Such a chain shows accidents and clumsy edits, not a forger.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from store.durable import closed, sync_folder, written
from store.register.change import Beginning, Entry
from store.register.errors import Damaged
from store.register.rights import Rights
from store.register.temporary import beside

T = TypeVar("T")

_SUM = b'{"sum":"'
_PREFIX = len(_SUM) + 8 + 2
_entry = msgspec.json.Decoder(Entry)
_beginning = msgspec.json.Decoder(Beginning)
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader of the journal stands: after the line `line`…`offset` (bytes), of `hash`."""

    seq: int
    line: int
    offset: int
    hash: str


@dataclass(frozen=True, slots=True)
class Read:
    """One line that was read, and where the journal stands after it."""

    entry: Entry
    position: Position


def encoded(line: Beginning | Entry) -> bytes:
    """A line as it is written, its end included."""
    body = _encoder.encode(line)[1:]
    return _SUM + b'%08x",' % zlib.crc32(body) + body + b"\n"


def hashed(line: bytes) -> str:
    """The hash by which the next line names this one."""
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()


def begun_at(beginning: Beginning) -> Position:
    """Where a journal stands that has its first line and no other."""
    line = encoded(beginning)
    return Position(beginning.seq, 0, len(line), hashed(line))


class Journal:
    """The journal's file. Reading needs no lock; appending needs the register's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is a journal, an empty one included."""
        return self.path.exists()

    def begin(self, beginning: Beginning, rights: Rights, *entries: Entry) -> Position:
        """Make the journal with its first lines, durably; where it stands after the very first.

        `rights` are the register's.

        Raises:
            OSError: when that fails; there is no journal then.
        """
        with beside(self.path, rights) as (made, descriptor):
            written(descriptor, encoded(beginning) + b"".join(map(encoded, entries)))
            os.fsync(descriptor)
            made.replace(self.path)
        try:
            sync_folder(self.path.parent)
        except OSError:
            self.path.unlink(missing_ok=True)
            raise
        return begun_at(beginning)

    def beginning(self) -> tuple[Beginning, Position]:
        """The first line, and the position after it.

        Raises:
            Damaged: when the journal does not begin as one.
        """
        with self.path.open("rb") as file:
            line = file.readline()
        if not line.endswith(b"\n"):
            raise Damaged(f"{self.path} does not begin as a journal: its first line is cut off.")
        found = self._line(line, 0, _beginning.decode)
        return found, Position(found.seq, 0, len(line), hashed(line))

    def stands_at(self, position: Position) -> bool:
        """Whether the journal has, where `position` says, the line it names by its hash."""
        try:
            if not 0 <= position.line < position.offset <= self.size():
                return False
            with self.path.open("rb") as file:
                file.seek(position.line)
                line = file.read(position.offset - position.line)
        except OSError:
            return False
        return line.endswith(b"\n") and hashed(line) == position.hash

    def size(self) -> int:
        """The journal's length in bytes."""
        return self.path.stat().st_size

    @property
    def marks(self) -> tuple[int, int]:
        """What is another after every line, and in another file: its size and its inode."""
        found = self.path.stat()
        return found.st_size, found.st_ino

    def torn(self, position: Position) -> int:
        """The bytes of an unfinished line after `position`, the last whole line; 0 where none is.

        Others may be writing on: a whole line that stands there is no unfinished one.
        """
        with self.path.open("rb") as file:
            file.seek(position.offset)
            line = file.readline()
        return 0 if line.endswith(b"\n") else len(line)

    def after(self, position: Position) -> Iterator[Read]:
        """The whole lines after `position`, in order. A torn last line is not among them.

        Raises:
            Damaged: at the first line that is not as it was written, naming its place.
        """
        with self.path.open("rb") as file:
            file.seek(position.offset)
            for line in file:
                if not line.endswith(b"\n"):
                    self._refuse_whole(line, position.offset)
                    return
                entry = self._line(line, position.offset, _entry.decode)
                if entry.seq != position.seq + 1 or entry.before != position.hash:
                    raise Damaged(
                        f"{self.path} is damaged at byte {position.offset:,}: change "
                        f"{entry.seq} does not follow change {position.seq}. "
                        "Nothing was overwritten."
                    )
                position = Position(
                    entry.seq, position.offset, position.offset + len(line), hashed(line)
                )
                yield Read(entry, position)

    def append(self, entry: Entry, position: Position) -> Position:
        """Write a line after `position`, durably; whatever stood there unfinished is dropped.

        Raises:
            OSError: when it could not be written; the journal is then as it was.
            Damaged: when it could not be written, nor what had been written of it taken back.
        """
        line = encoded(entry)
        descriptor = os.open(self.path, os.O_WRONLY)
        try:
            if os.fstat(descriptor).st_size != position.offset:
                os.ftruncate(descriptor, position.offset)
            os.lseek(descriptor, position.offset, os.SEEK_SET)
            try:
                written(descriptor, line)
                os.fsync(descriptor)
            except OSError as error:
                self._take_back(descriptor, position.offset, error)
                raise
        finally:
            closed(descriptor)
        return Position(entry.seq, position.offset, position.offset + len(line), hashed(line))

    def _take_back(self, descriptor: int, offset: int, cause: OSError) -> None:
        try:
            os.ftruncate(descriptor, offset)
        except OSError as error:
            raise Damaged(
                f"The last change may be in {self.path} or not: it could not be written whole "
                f"({cause.strerror}), nor taken back ({error.strerror}). Look at it again before "
                "you repeat it."
            ) from None

    def _refuse_whole(self, line: bytes, at: int) -> None:
        """A line that is all there but for another byte at its end was not torn: it was kept."""
        body = line[_PREFIX:-1]
        if line[:_PREFIX] == _SUM + b'%08x",' % zlib.crc32(body):
            raise Damaged(
                f"{self.path} is damaged at byte {at + len(line) - 1:,}: the line does not end as "
                "it was written. Nothing was overwritten."
            )

    def _line(self, line: bytes, at: int, decode: Callable[[bytes], T]) -> T:
        body = line[_PREFIX:].rstrip(b"\n")
        if line[:_PREFIX] != _SUM + b'%08x",' % zlib.crc32(body):
            raise Damaged(
                f"{self.path} is damaged at byte {at:,}: the line there is not as it was "
                "written. Nothing was overwritten."
            )
        try:
            return decode(b"{" + body)
        except ValueError as error:
            raise Damaged(
                f"{self.path} is damaged at byte {at:,}: {error}. Nothing was overwritten."
            ) from None
