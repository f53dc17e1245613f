"""The register in memory: its documents at one line of the journal, decoded when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from store.paperwork.tables import TABLES
from store.records import Record, checked, references
from store.register.applying import changed
from store.register.change import Change
from store.register.checkpoint import SCHEMA, Checkpoint, Header, Stored
from store.register.errors import Damaged, Refused
from store.register.journal import Position
from store.values import Json, Unacceptable

Made = Mapping[tuple[str, int], Record | None]
"""Records as changes leave them, by table and key; None is one that is gone."""

_decoder: msgspec.json.Decoder[dict[str, Json]] = msgspec.json.Decoder(dict[str, object])


class State:
    """Every document of the register, at `position` of its journal.

    `restored` is when it was last put in another one's place; None while it never was.
    """

    def __init__(
        self,
        register: str,
        position: Position,
        tables: Mapping[str, Mapping[int, Stored]],
        keys: Mapping[str, int],
        restored: datetime | None = None,
    ) -> None:
        self.register = register
        self.position = position
        self.restored = restored
        self.keys = dict(keys)
        self._tables = {name: dict(tables.get(name, {})) for name in TABLES}
        self._records: dict[tuple[str, int], Record] = {}

    @classmethod
    def empty(cls, register: str, position: Position) -> State:
        """A register with nothing in it."""
        return cls(register, position, {}, {})

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> State:
        """The register as of a checkpoint."""
        header = checkpoint.header
        return cls(header.id, header.position, checkpoint.tables, header.keys, header.restored)

    def checkpoint(self) -> Checkpoint:
        """The register as it stands now, for the file; later changes do not reach it."""
        at = self.position
        header = Header(
            id=self.register,
            schema=SCHEMA,
            seq=at.seq,
            line=at.line,
            offset=at.offset,
            hash=at.hash,
            keys=dict(self.keys),
            restored=self.restored,
        )
        return Checkpoint(header, {name: dict(table) for name, table in self._tables.items()})

    def stored(self, table: str) -> Mapping[int, Stored]:
        """A table's documents by key, in the order they were made; some may still be bytes."""
        return self._tables[table]

    def record(self, table: str, key: int) -> Record | None:
        """One record, or None.

        Raises:
            Damaged: when its stored form is not one that the register writes.
        """
        if (found := self._records.get((table, key))) is not None:
            return found
        document = self._document(table, key)
        if document is None:
            return None
        try:
            record = checked(TABLES[table], key, document)
        except Unacceptable as error:
            raise Damaged(f"The {TABLES[table].one} {key} is damaged: {error}.") from None
        self._tables[table][key] = record.document
        self._records[table, key] = record
        return record

    def apply(self, changes: Iterable[Change], position: Position) -> None:
        """Apply a whole list, or nothing of it, and stand at `position`.

        Raises:
            Refused: when one of the changes cannot be applied.
        """
        self.take(self.after(changes), position)

    def take(self, made: Made, position: Position) -> None:
        """Hold these records from now on (see `after`), and stand at `position`."""
        for (table, key), record in made.items():
            self.keys[table] = max(self.keys.get(table, 0), key)
            if record is None:
                self._tables[table].pop(key, None)
                self._records.pop((table, key), None)
            else:
                self._tables[table][key] = record.document
                self._records[table, key] = record
        self.position = position

    def after(self, changes: Iterable[Change]) -> Made:
        """The records that a list of changes would leave, without applying it.

        Raises:
            Refused: when one of the changes cannot be applied.
        """
        made: dict[tuple[str, int], Record | None] = {}
        for change in changes:
            table = TABLES.get(change.table)
            if table is None:
                raise Refused(f"The register has no table “{change.table[:40]}”.")
            place = (change.table, change.key)
            record = made[place] if place in made else self.record(*place)
            document = changed(table, record.document if record else None, change)
            made[place] = None if document is None else Record(table, change.key, document)
        return made

    def refuse_dangling(self, made: Made) -> None:
        """Refuse records (see `after`) of which one would point at one that is not there.

        Raises:
            Refused: naming both records.
        """
        for own, record in made.items():
            before = self._records.get(own)
            for table, key in references(record, before) if record else ():
                place = (table, key)
                there = made[place] is not None if place in made else key in self._tables[table]
                if record and not there:
                    one = TABLES[table].one
                    raise Refused(f"{record.id} names {one} {key}, and there is none.")
        for (table, key), left in made.items():
            if left is None and (other := self._referrer(table, key, made)):
                raise Refused(f"{TABLES[table].one} {key} is named by {other.id}, and stays.")

    def _referrer(self, table: str, key: int, made: Made) -> Record | None:
        for name, documents in self._tables.items():
            for other in documents:
                place = (name, other)
                record = made[place] if place in made else self.record(name, other)
                if record and (table, key) in references(record):
                    return record
        return None

    def _document(self, table: str, key: int) -> Mapping[str, Json] | None:
        stored = self._tables[table].get(key)
        if not isinstance(stored, msgspec.Raw):
            return stored
        try:
            return _decoder.decode(stored)
        except ValueError as error:
            raise Damaged(f"The {TABLES[table].one} {key} is damaged: {error}.") from None


def differing(one: State, other: State) -> Iterator[Change]:
    """The fields that read otherwise in `other`, for records that are in both."""
    for name in TABLES:
        for key in other.stored(name):
            was, now = one.record(name, key), other.record(name, key)
            if was is None or now is None or was.document == now.document:
                continue
            for path, field in TABLES[name].fields.items():
                if was.stored(field) != now.stored(field):
                    yield Change(name, key, path, was.stored(field), now.stored(field))
