"""The checkpoint: the TinyDB file, the register as of one line of its journal.

It is written whole, beside the old one, and put in its place at once, so that plain
`TinyDB(path)` always reads a whole register. A checksum stands at the file's beginning and covers
all that follows it (`layout.py`). Documents stay where they lie until they are asked for: opening
costs what is looked at. A file that another program has written in another form is read as well,
and put into this one in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from store.durable import Rights, beside, sync_folder
from store.engine.files import layout
from store.engine.files.journal import Journal
from store.engine.files.lock import Lock
from store.engine.files.paths import Files
from store.engine.files.source import InFile, InMemory, Source, digest, pieces
from store.engine.lines import SCHEMA
from store.errors import Damaged
from store.paperwork.tables import TABLES
from store.records.change import Position
from store.records.review_line import ReviewLine
from store.records.state import State
from store.records.tinydb_tables import Held, RecordStorage

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment that says what zone it is in."""


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
    """The register's state at one line of the journal.

    `source` has the documents that are a `Span`; `lines` are the reviews' that were read with
    them; `file` is what it was all read from, where it was.
    """

    header: Header
    tables: Held
    source: Source
    lines: Mapping[int, ReviewLine] = {}
    file: Source | None = None

    @classmethod
    def of(cls, state: State) -> Checkpoint:
        """The register as it stands now; later changes do not reach it."""
        at, storage = state.position, state.storage
        header = Header(
            id=state.register,
            schema=SCHEMA,
            seq=at.seq,
            line=at.line,
            offset=at.offset,
            hash=at.hash,
            keys=dict(state.keys),
            restored=state.restored,
        )
        tables = {name: dict(table) for name, table in storage.held.items()}
        source = storage.unread if isinstance(storage.unread, Source) else InMemory(b"")
        return cls(header, tables, source)

    def state(self) -> State:
        """The register as it stood then."""
        header, storage = self.header, RecordStorage(self.tables, self.source)
        return State(header.id, header.position, storage, header.keys, header.restored, self.lines)

    def digest(self) -> str:
        """The SHA-256 of the file it was read from."""
        return digest(self.file or self.source)


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


def read(path: Path, *, in_file: bool = False) -> Checkpoint:
    """The checkpoint at a path.

    With `in_file` its documents stay in the file, which must lie on a disk of this machine; else
    they are held in memory.

    Raises:
        FileNotFoundError: when there is no file.
        NotWhole: when it is empty, does not parse, or is not as it was written.
        Damaged: when it is no register of this version.
    """
    source: Source = InFile(path) if in_file else InMemory(path.read_bytes())
    return _as_written(source) or _in_other_form(path)


def _in_other_form(path: Path) -> Checkpoint:
    """The checkpoint of a file that is not as this program writes it, or not whole."""
    whole = path.read_bytes()
    try:
        file = msgspec.json.decode(whole, type=_File)
        header = file.register["1"]
        if header.schema != SCHEMA:
            raise ValueError(f"it is of schema {header.schema}")
        tables = {
            name: {
                layout.key_read(key): _in_a_line(raw) for key, raw in getattr(file, name).items()
            }
            for name in TABLES
        }
        if header.sum and not layout.sums(whole):
            raise ValueError(
                "it reads as JSON, but something in it is not as it was written (its checksum)"
            )
    except (ValueError, KeyError, RecursionError) as error:
        _refuse_other(path, whole)
        raise NotWhole(f"{path} is damaged: {error}. Nothing was overwritten.") from None
    without = msgspec.structs.replace(header, sum="")
    checkpoint = _as_written(InMemory(layout.encoded(without, tables)))
    if checkpoint is None:
        raise NotWhole(f"{path} is damaged: its first table is too long. Nothing was overwritten.")
    return msgspec.structs.replace(checkpoint, file=InMemory(whole))


def _in_a_line(raw: msgspec.Raw) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.format(bytes(raw), indent=-1)) if b"\n" in bytes(raw) else raw


def _as_written(source: Source) -> Checkpoint | None:
    """The checkpoint of bytes that are as this program writes them, with their own checksum.

    None when they are not: then nothing is known of them.
    """
    read = layout.Reader()
    if not all(read.take(piece) for piece in pieces(source)) or not read.whole:
        return None
    if isinstance(source, InFile):
        source.sums_to(layout.SUMMED_FROM, read.crc)
    try:
        header = msgspec.json.decode(_closed(read.first), type=_File).register["1"]
    except (ValueError, KeyError, RecursionError):
        return None
    return Checkpoint(header, read.tables, source, read.lines) if header.schema == SCHEMA else None


def _closed(first: bytes) -> bytes:
    """The first line of a file as a document of its own."""
    return first.removesuffix(layout.END_OF_FIRST) + b"}}}"


def _refuse_other(path: Path, whole: bytes) -> None:
    """Refuse a file that is not a register of this version; a damaged one is let through.

    Only a file that could not be read comes here: a second pass over a whole file takes time.
    """
    if not whole.strip():
        raise NotWhole(f"{path} is empty. That is damage, not a new register; nothing was changed.")
    try:
        header = msgspec.json.decode(whole, type=_OnlyHeader)
    except msgspec.ValidationError:
        header = _OnlyHeader({})
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
    if schema != SCHEMA:
        raise Damaged(
            f"{path} was written by a newer version of Peer Review (schema {schema}; this one "
            f"reads {SCHEMA}). Nothing was changed; install the newer version."
        )


def fill(descriptor: int, checkpoint: Checkpoint) -> None:
    """Write a checkpoint to a new file, durably.

    Raises:
        OSError: when it could not be written.
        Damaged: when what it is made from is no longer there.
    """
    layout.fill(descriptor, _unsummed(checkpoint), checkpoint.tables, checkpoint.source)


def whole(checkpoint: Checkpoint) -> bytes:
    """The bytes of a checkpoint's file."""
    return layout.encoded(_unsummed(checkpoint), checkpoint.tables, checkpoint.source)


def _unsummed(checkpoint: Checkpoint) -> Header:
    return msgspec.structs.replace(checkpoint.header, sum="")


def write(path: Path, checkpoint: Checkpoint, rights: Rights, lock: Lock) -> None:
    """Put `checkpoint` in the place of what is there, unless that is a later one.

    The file is written and flushed without the lock, which is held for the exchange alone.

    Raises:
        OSError: when it could not be written; the old one then stands as it was.
        Damaged: when what stands there by now is damaged, another register, or an earlier state
            of this one that was brought back; it is not replaced.
    """
    if _is_later(path, checkpoint.header, whole=True):
        return
    with beside(path, rights) as (made, descriptor):
        fill(descriptor, checkpoint)
        with lock.held():
            if _is_later(path, checkpoint.header):
                return
            if not Journal(Files(path).journal).stands_at(checkpoint.header.position):
                raise Damaged(
                    f"{path} is not what it was when it was last read: change "
                    f"{checkpoint.header.seq:,} is no longer in its journal. Nothing was "
                    "overwritten; open the register again."
                )
            made.replace(path)
        sync_folder(path.parent)


def _is_later(path: Path, than: Header, *, whole: bool = False) -> bool:
    """Whether the file at `path` holds a later checkpoint; False when there is no file.

    With `whole` its checksum is checked too, where nobody waits for it.

    Raises:
        Damaged: when what is there is not a checkpoint of that register; it is not replaced.
    """
    try:
        header = msgspec.json.decode(_first_line(path, whole), type=_Standing).register["1"]
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, RecursionError) as error:
        raise Damaged(f"{path} is damaged: {error}. Nothing was overwritten.") from None
    if header.id != than.id:
        raise Damaged(f"{path} is now another register. It was not overwritten.")
    return header.seq > than.seq


def _first_line(path: Path, whole: bool) -> bytes:
    """The table `register` of a file as this program writes it; else the whole file."""
    with path.open("rb") as file:
        first = file.readline()
        as_written = first.startswith(layout.START) and first.endswith(layout.END_OF_FIRST)
        if as_written and (not whole or layout.sums_on(first, file)):
            return _closed(first)
        file.seek(0)
        return file.read()


class _OnlySeq(msgspec.Struct):
    id: str
    seq: int


class _Standing(msgspec.Struct):
    register: dict[str, _OnlySeq]
