"""The checkpoint: the TinyDB file, the register as of one line of its journal.

It is written whole, beside the old one, and put in its place at once, so that plain
`TinyDB(path)` always reads a whole register. Documents stay undecoded bytes until they are asked
for: opening costs what is looked at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.durable import sync_folder, written
from store.paperwork.tables import TABLES
from store.register.errors import Damaged
from store.register.journal import Position
from store.register.lock import Lock
from store.register.rights import NEW_MODE, Rights
from store.values import Json

SCHEMA = 1
"""The version of the form in which the register is stored."""

Stored = msgspec.Raw | Mapping[str, Json]
"""A document: as bytes until it is asked for, then by path."""


class OlderSchema(Exception):
    """A register's file of an older schema: it is migrated before it is read."""

    def __init__(self, schema: int) -> None:
        super().__init__(f"schema {schema}")
        self.schema = schema


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Document 1 of the table `register`: which register this is, and of which journal line.

    `keys` are the highest key each table ever gave; none is used again.
    """

    id: str
    schema: int
    seq: int
    line: int
    offset: int
    hash: str
    keys: dict[str, int]

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


def read(path: Path) -> tuple[Checkpoint, str]:
    """The checkpoint, and the SHA-256 of its file.

    Raises:
        FileNotFoundError: when there is no file.
        Damaged: when it is empty, does not parse, or is no register of this version.
        OlderSchema: when it is of an older schema.
    """
    whole = path.read_bytes()
    if not whole.strip():
        raise Damaged(f"{path} is empty. That is damage, not a new register; nothing was changed.")
    try:
        header = msgspec.json.decode(whole, type=_OnlyHeader)
    except msgspec.ValidationError:
        raise Damaged(
            f"{path} is not a peer review register. Nothing was changed; give another path "
            "with --register."
        ) from None
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Damaged(
            f"{path} is damaged or not a register: it does not read as JSON ({error}). "
            "Nothing was overwritten."
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
    try:
        file = msgspec.json.decode(whole, type=_File)
        tables = {
            name: {int(key): raw for key, raw in getattr(file, name).items()} for name in TABLES
        }
        return Checkpoint(file.register["1"], tables), hashlib.sha256(whole).hexdigest()
    except (msgspec.MsgspecError, KeyError, ValueError) as error:
        raise Damaged(f"{path} is damaged: {error}. Nothing was overwritten.") from None


def write(path: Path, checkpoint: Checkpoint, rights: Rights, lock: Lock | None) -> None:
    """Put `checkpoint` in the place of what is there, unless that is a later one.

    The file is written and flushed without the lock, which is held for the exchange alone;
    with None, the caller holds it already.

    Raises:
        OSError: when it could not be written; the old one then stands as it was.
    """
    tables: dict[str, object] = {"register": {"1": checkpoint.header}}
    tables.update(
        (name, {str(key): document for key, document in table.items()})
        for name, table in checkpoint.tables.items()
    )
    made = path.with_name(f".{path.name}.{os.getpid()}.{checkpoint.header.seq}.tmp")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, NEW_MODE)
    try:
        rights.give(descriptor)
        written(descriptor, msgspec.json.encode(tables))
        os.fsync(descriptor)
        if lock is None:
            made.replace(path)
        else:
            with lock.held():
                if _standing_seq(path, checkpoint.header.id) <= checkpoint.header.seq:
                    made.replace(path)
        sync_folder(path.parent)
    finally:
        os.close(descriptor)
        made.unlink(missing_ok=True)


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
    except (msgspec.MsgspecError, KeyError, RecursionError) as error:
        raise Damaged(f"{path} is damaged: {error}. Nothing was overwritten.") from None
    if found.id != register:
        raise Damaged(f"{path} is now another register. It was not overwritten.")
    return found.seq


class _OnlySeq(msgspec.Struct):
    id: str
    seq: int


class _Standing(msgspec.Struct):
    register: dict[str, _OnlySeq]
