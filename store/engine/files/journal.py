"""The journal: a file with a line for every applied list of changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from store.durable import Rights, beside, closed, sync_folder, written
from store.engine.lines import (
    after_beginning,
    after_entry,
    beginning_of,
    encoded,
    entry_of,
    hashed,
    sums,
)
from store.errors import Damaged
from store.records.change import Beginning, Entry, Position

T = TypeVar("T")


class JournalLine(msgspec.Struct, frozen=True):
    """One line that was read, and where the journal stands after it."""

    entry: Entry
    position: Position


class Journal:
    """The journal at its path. Reading needs no lock; appending needs the register's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is a journal, an empty one included."""
        return self.path.exists()

    def begin(self, beginning: Beginning, rights: Rights, *entries: Entry) -> Position:
        """Make the journal with its first lines, durably; gives the position after the very first.

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
        return after_beginning(beginning, encoded(beginning))

    def beginning(self) -> tuple[Beginning, Position]:
        """The first line, and the position after it.

        Raises:
            Damaged: when the journal does not begin as one.
        """
        with self.path.open("rb") as file:
            line = file.readline()
        if not line.endswith(b"\n"):
            raise Damaged(f"{self.path} does not begin as a journal: its first line is cut off.")
        beginning = _read(self.path, line, 0, beginning_of)
        return beginning, after_beginning(beginning, line)

    def stands_at(self, position: Position) -> bool:
        """Whether the journal has, where `position` says, the line it names by its hash."""
        try:
            with self.open() as file:
                return file.stands_at(position)
        except OSError:
            return False

    @property
    def marks(self) -> tuple[int, int]:
        """Its size and inode: they differ after each line written, and for another file."""
        return _marks(self.path.stat())

    def after(self, position: Position) -> Iterator[JournalLine]:
        """The whole lines after `position`, in order. A torn last line is not among them.

        Raises:
            Damaged: at the first line that is not as it was written, naming its place.
        """
        with self.open() as file:
            yield from file.after(position)

    @contextmanager
    def open(self) -> Iterator[OpenJournal]:
        """The journal's file, open to be read for the length of a `with`.

        Raises:
            OSError: when there is none, or it may not be read.
        """
        with self.path.open("rb", buffering=0) as file:
            yield OpenJournal(self.path, file.fileno())

    @contextmanager
    def open_to_append(self) -> Iterator[OpenJournal]:
        """The same, to be written too.

        It is opened for each save, so that what is written to is the file now at the path, whatever
        was there at the save before, and nothing is shared with a forked process.

        Raises:
            OSError: when there is none, or it may not be written.
        """
        descriptor = os.open(self.path, os.O_RDWR)
        try:
            yield OpenJournal(self.path, descriptor)
        finally:
            closed(descriptor)


class OpenJournal(msgspec.Struct, frozen=True):
    """The file that stood at the journal's path when it was opened, whatever stands there now."""

    path: Path
    descriptor: int

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return os.fstat(self.descriptor).st_size

    @property
    def marks(self) -> tuple[int, int]:
        """The marks of this very file."""
        return _marks(os.fstat(self.descriptor))

    def stands_at(self, position: Position) -> bool:
        """Whether it has, where `position` says, the line that is named by its hash."""
        if not 0 <= position.line < position.offset <= self.size:
            return False
        line = os.pread(self.descriptor, position.offset - position.line, position.line)
        return line.endswith(b"\n") and hashed(line) == position.hash

    def torn(self, position: Position) -> int:
        """The bytes of an unfinished line after `position`, the last whole line; 0 where none is.

        Others may be writing on: a whole line that stands there is no unfinished one.
        """
        if self.size <= position.offset:
            return 0
        with self._from(position.offset) as file:
            line = file.readline()
        return 0 if line.endswith(b"\n") else len(line)

    def after(self, position: Position) -> Iterator[JournalLine]:
        """The whole lines after `position`, in order. A torn last line is not among them.

        Raises:
            Damaged: at the first line that is not as it was written, naming its place.
        """
        if self.size <= position.offset:
            return
        with self._from(position.offset) as file:
            for line in file:
                if not line.endswith(b"\n"):
                    self._refuse_whole(line, position.offset)
                    return
                entry = _read(self.path, line, position.offset, entry_of)
                if entry.seq != position.seq + 1 or entry.before != position.hash:
                    raise Damaged(
                        f"{self.path} is damaged at byte {position.offset:,}: change "
                        f"{entry.seq} does not follow change {position.seq}. "
                        "Nothing was overwritten."
                    )
                position = after_entry(entry, line, position)
                yield JournalLine(entry, position)

    def append(self, entry: Entry, position: Position) -> Position:
        """Write a line after `position`, durably; whatever stood there unfinished is dropped.

        `fsync` and not `fdatasync`: the line makes the file longer, and a new length has to be
        flushed by either; they take the same time.

        Raises:
            OSError: when it could not be written; the journal is then as it was.
            Damaged: when it could not be written, nor what had been written of it taken back.
        """
        line = encoded(entry)
        if self.size != position.offset:
            os.ftruncate(self.descriptor, position.offset)
        os.lseek(self.descriptor, position.offset, os.SEEK_SET)
        try:
            written(self.descriptor, line)
            os.fsync(self.descriptor)
        except OSError as error:
            self._take_back(position.offset, error)
            raise
        return after_entry(entry, line, position)

    def _take_back(self, offset: int, cause: OSError) -> None:
        try:
            os.ftruncate(self.descriptor, offset)
        except OSError as error:
            raise Damaged(
                f"The last change may be in {self.path} or not: it could not be written whole "
                f"({cause.strerror}), nor taken back ({error.strerror}). Look at it again before "
                "you repeat it."
            ) from None

    def _refuse_whole(self, line: bytes, at: int) -> None:
        """A line that is all there but for another byte at its end was not torn: it was kept."""
        if sums(line[:-1]):
            raise Damaged(
                f"{self.path} is damaged at byte {at + len(line) - 1:,}: the line does not end as "
                "it was written. Nothing was overwritten."
            )

    def _from(self, offset: int) -> BinaryIO:
        """The file to be read from a byte on; closing it leaves the descriptor open."""
        os.lseek(self.descriptor, offset, os.SEEK_SET)
        return os.fdopen(self.descriptor, "rb", closefd=False)


def _marks(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_ino


def _read(path: Path, line: bytes, at: int, read: Callable[[bytes], T]) -> T:
    """What a line at byte `at` says; Damaged when it is not as it was written."""
    line = line.rstrip(b"\n")
    try:
        if sums(line):
            return read(line)
        why = "the line there is not as it was written"
    except ValueError as error:
        why = str(error)
    raise Damaged(f"{path} is damaged at byte {at:,}: {why}. Nothing was overwritten.")
