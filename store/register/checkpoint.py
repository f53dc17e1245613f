"""The checkpoint: the TinyDB file, the register as of one line of its journal.

It is written whole, beside the old one, and put in its place at once, so that plain
`TinyDB(path)` always reads a whole register. Documents stay undecoded bytes until they are asked
for: opening costs what is looked at. A checksum stands at the file's beginning and covers all that
follows it.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from store.durable import sync_folder, written
from store.paperwork.tables import TABLES
from store.register.errors import Damaged
from store.register.files import Files
from store.register.journal import Journal, Position
from store.register.lock import Lock
from store.register.rights import Rights
from store.register.temporary import beside
from store.values import Json

SCHEMA = 1
"""The version of the form in which the register is stored."""

Stored = msgspec.Raw | Mapping[str, Json]
"""A document: as bytes until it is asked for, then by path."""


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment that says what zone it is in."""

_START = b'{"register":{"1":{'
_PREFIX = len(_START) + len('"sum":"00000000",')


class OlderSchema(Exception):
    """A register's file of an older schema: it is migrated before it is read."""

    def __init__(self, schema: int) -> None:
        super().__init__(
            f"is of schema {schema}, an older form: open it once where it can be written, to "
            "bring it up."
        )
        self.schema = schema


class NotWhole(Damaged):
    """A register's file that is empty, no JSON, or not as it was written."""


class Header(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Document 1 of the table `register`: which register this is, and of which journal line.

    `keys` are the highest key each table ever gave; none is used again. `sum` is the file's
    checksum as it was read; taken out by hand, the file is believed without it. `restored` is when
    it was put in another one's place, from the clock; None while it never was.
    """

    sum: str = ""

    id: str
    schema: int
    seq: int
    line: int
    offset: int
    hash: str
    keys: dict[str, int]
    restored: Moment | None = None

    @property
    def position(self) -> Position:
        """The journal line it stands at."""
        return Position(self.seq, self.line, self.offset, self.hash)


class Checkpoint(msgspec.Struct, frozen=True):
    """The register's state at one line of the journal."""

    header: Header
    tables: Mapping[str, Mapping[int, Stored]]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    register: dict[str, Header]
    settings: dict[str, msgspec.Raw] = {}
    years: dict[str, msgspec.Raw] = {}
    schools: dict[str, msgspec.Raw] = {}
    people: dict[str, msgspec.Raw] = {}
    reviews: dict[str, msgspec.Raw] = {}


class _OnlySchema(msgspec.Struct):
    schema: int


class _OnlyHeader(msgspec.Struct):
    register: dict[str, _OnlySchema]


def read(path: Path) -> tuple[Checkpoint, bytes]:
    """The checkpoint, and its file's bytes, which its documents are views of.

    Raises:
        FileNotFoundError: when there is no file.
        NotWhole: when it is empty, does not parse, or is not as it was written.
        Damaged: when it is no register of this version.
        OlderSchema: when it is of an older schema.
    """
    whole = path.read_bytes()
    try:
        file = msgspec.json.decode(whole, type=_File)
        header = file.register["1"]
        if header.schema != SCHEMA:
            raise ValueError(f"it is of schema {header.schema}")
        tables = {
            name: {_key(key): raw for key, raw in getattr(file, name).items()} for name in TABLES
        }
        if header.sum and not _sums(whole):
            raise ValueError(
                "it reads as JSON, but something in it is not as it was written (its checksum)"
            )
    except (ValueError, KeyError, RecursionError) as error:
        _refuse_other(path, whole)
        raise NotWhole(f"{path} is damaged: {error}. Nothing was overwritten.") from None
    return Checkpoint(header, tables), whole


def digest(whole: bytes) -> str:
    """The SHA-256 of a file, by which a journal names the one it continues."""
    return hashlib.sha256(whole).hexdigest()


def _refuse_other(path: Path, whole: bytes) -> None:
    """Refuse a file that is no register of this version; what is one, and damaged, is left.

    It is asked only of a file that does not read: another pass over a whole file costs time.
    """
    if not whole.strip():
        raise NotWhole(f"{path} is empty. That is damage, not a new register; nothing was changed.")
    try:
        header = msgspec.json.decode(whole, type=_OnlyHeader)
    except msgspec.ValidationError:
        raise Damaged(
            f"{path} is not a peer review register. Nothing was changed; give another path "
            "with --register."
        ) from None
    except (ValueError, RecursionError):  # of what is no UTF-8, no error of msgspec's own
        raise NotWhole(
            f"{path} is damaged or not a register: it does not read as JSON. Nothing was changed."
        ) from None
    if "1" not in header.register:
        raise Damaged(
            f"{path} is not a peer review register. Nothing was changed; give another path "
            "with --register."
        )
    schema = header.register["1"].schema
    if schema < SCHEMA:
        raise OlderSchema(schema)
    if schema > SCHEMA:
        raise Damaged(
            f"{path} was written by a newer version of Peer Review (schema {schema}; this one "
            f"reads {SCHEMA}). Nothing was changed; install the newer version."
        )


def encoded(tables: Mapping[str, object]) -> tuple[bytes, memoryview]:
    """The bytes of a file in two parts: up to its checksum, and all that the checksum covers.

    `tables` begin with the table `register`, whose document 1 has no `sum`.
    """
    whole = msgspec.json.encode(tables)
    assert whole.startswith(_START)
    rest = memoryview(whole)[len(_START) :]
    return _START + b'"sum":"%08x",' % zlib.crc32(rest), rest


def _sums(whole: bytes) -> bool:
    return whole[:_PREFIX] == _START + b'"sum":"%08x",' % zlib.crc32(memoryview(whole)[_PREFIX:])


def _key(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and written[0] != "0"):
        raise ValueError(f"“{written[:20]}” is not the key of a record")
    return int(written)


def fill(descriptor: int, checkpoint: Checkpoint) -> None:
    """Write a checkpoint to a new file, durably.

    Raises:
        OSError: when it could not be written.
    """
    for part in whole(checkpoint):
        written(descriptor, part)
    os.fsync(descriptor)


def whole(checkpoint: Checkpoint) -> tuple[bytes, memoryview]:
    """The bytes of a checkpoint's file, in the two parts of `encoded`."""
    tables: dict[str, object] = {"register": {"1": checkpoint.header}}
    tables.update(
        (name, {str(key): document for key, document in table.items()})
        for name, table in checkpoint.tables.items()
    )
    return encoded(tables)


def write(path: Path, checkpoint: Checkpoint, rights: Rights, lock: Lock) -> None:
    """Put `checkpoint` in the place of what is there, unless that is a later one.

    The file is written and flushed without the lock, which is held for the exchange alone.

    Raises:
        OSError: when it could not be written; the old one then stands as it was.
        Damaged: when another register stands there by now, or an earlier state of this one was
            brought back; it is not replaced.
    """
    with beside(path, rights) as (made, descriptor):
        fill(descriptor, checkpoint)
        with lock.held():
            if _standing_seq(path, checkpoint.header.id) > checkpoint.header.seq:
                return
            if not Journal(Files(path).journal).stands_at(checkpoint.header.position):
                raise Damaged(
                    f"{path} is not what it was when it was last read: change "
                    f"{checkpoint.header.seq:,} is no longer in its journal. Nothing was "
                    "overwritten; open the register again."
                )
            made.replace(path)
        sync_folder(path.parent)


def _standing_seq(path: Path, register: str) -> int:
    """The sequence number of the checkpoint that stands at `path`; -1 when there is none.

    Raises:
        Damaged: when what stands there is not a checkpoint of `register`; it is not replaced.
    """
    try:
        whole = path.read_bytes()
        found = msgspec.json.decode(whole, type=_Standing).register["1"]
    except FileNotFoundError:
        return -1
    except (ValueError, KeyError, RecursionError) as error:
        raise Damaged(f"{path} is damaged: {error}. Nothing was overwritten.") from None
    if found.id != register:
        raise Damaged(f"{path} is now another register. It was not overwritten.")
    return found.seq


class _OnlySeq(msgspec.Struct):
    id: str
    seq: int


class _Standing(msgspec.Struct):
    register: dict[str, _OnlySeq]
