"""The lines of a register, byte for byte the same whatever keeps them: checked and chained.

A line is `{"sum":"<crc32>",…}`; the sum covers everything after it, and `before` in it is the
SHA-256 of the line before. Such a chain shows accidents and clumsy edits, not a forger.
"""

from __future__ import annotations

import hashlib
import zlib

import msgspec

from store.engine.engine import Rewriting
from store.records.change import Beginning, Entry, Position, Renewed

SCHEMA = 1
"""The version of the form in which a register is stored."""

_SUM = b'{"sum":"'
_PREFIX = len(_SUM) + 8 + 2
_entry = msgspec.json.Decoder(Entry)
_beginning = msgspec.json.Decoder(Beginning)
_encoder = msgspec.json.Encoder()


def encoded(line: Beginning | Entry) -> bytes:
    """A line as it is written, its end included."""
    body = _encoder.encode(line)[1:]
    return _SUM + b'%08x",' % zlib.crc32(body) + body + b"\n"


def hashed(line: bytes) -> str:
    """The hash by which the next line names this one."""
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()


def sums(line: bytes) -> bool:
    """Whether a line, its end left out, is as its checksum says."""
    return line[:_PREFIX] == _SUM + b'%08x",' % zlib.crc32(line[_PREFIX:])


def beginning_of(line: bytes) -> Beginning:
    """What the first line says, its end left out.

    Raises:
        ValueError: when it is not the first line of a register.
    """
    return _beginning.decode(b"{" + line[_PREFIX:])


def entry_of(line: bytes) -> Entry:
    """What any other line says, its end left out.

    Raises:
        ValueError: when it is not an entry.
    """
    return _entry.decode(b"{" + line[_PREFIX:])


def after_beginning(beginning: Beginning, line: bytes) -> Position:
    """The position after the first line, its end included."""
    return Position(beginning.seq, 0, len(line), hashed(line))


def after_entry(entry: Entry, line: bytes, at: Position) -> Position:
    """The position after a line that was read at `at`, its end included."""
    return Position(entry.seq, at.offset, at.offset + len(line), hashed(line))


class NewLines:
    """The lines of a new generation, written at `at`, each chained to the one before.

    `last` is the hash of the last line of the old one; `continues` is what the first line names
    now, when it has to name another file than before.
    """

    def __init__(
        self, old: Beginning, last: str, rewriting: Rewriting, at: str, continues: str | None = None
    ) -> None:
        self.beginning = msgspec.structs.replace(
            old, continues=continues or old.continues, renewed=(*old.renewed, Renewed(at, last))
        )
        line = encoded(self.beginning)
        self.whole = [line]
        self.entries: list[tuple[Entry, Position]] = []
        self.position = after_beginning(self.beginning, line)
        self._rewriting = rewriting

    def add(self, entry: Entry) -> Position:
        """Add an entry as it would have been; gives the position after it."""
        entry = msgspec.structs.replace(
            entry,
            user=self._rewriting.taken_out(entry.user),
            source=self._rewriting.taken_out(entry.source),
            changes=tuple(map(self._rewriting.of_change, entry.changes)),
            before=self.position.hash,
        )
        line = encoded(entry)
        self.whole.append(line)
        self.position = after_entry(entry, line, self.position)
        self.entries.append((entry, self.position))
        return self.position
