"""The register at one line of its journal: the records in its TinyDB, and what lists need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tinydb.table import Document

from store.errors import Damaged, Refused
from store.field_values import Unacceptable
from store.paperwork.tables import REVIEWS, TABLES
from store.records.applying import changed
from store.records.change import Change, Position
from store.records.record import Record, checked, references
from store.records.review_line import ReviewLine, line_of
from store.records.tinydb_tables import Database, RecordStorage
from store.text import ended

Outcome = Mapping[tuple[str, int], Record | None]
"""Records as changes leave them, by table and key; None is one that is gone."""

KEPT = 2_000
"""Decoded records that are kept, at least; twice as many at the most. A year has 24 reviews."""


class State:
    """Every record of the register, at `position` of its journal.

    `storage` has the documents; `keys` are the highest key each table ever gave; `restored` is
    when the register was last put in another one's place, None while it never was; `lines` are
    those of the reviews that were read with the documents.
    """

    def __init__(
        self,
        register: str,
        position: Position,
        storage: RecordStorage,
        keys: Mapping[str, int],
        restored: datetime | None = None,
        lines: Mapping[int, ReviewLine] | None = None,
    ) -> None:
        self.register = register
        self.position = position
        self.restored = restored
        self.keys = dict(keys)
        self.storage = storage
        database = Database(storage=lambda: storage)
        self._tables = {name: database.table(name) for name in TABLES}
        self._lines = dict(lines or {})
        self._listed: tuple[ReviewLine, ...] | None = None
        self._records: dict[tuple[str, int], Record] = {}
        self._older: dict[tuple[str, int], Record] = {}

    @classmethod
    def empty(cls, register: str, position: Position) -> State:
        """A register with nothing in it."""
        return cls(register, position, RecordStorage({}), {})

    def keys_of(self, table: str) -> Collection[int]:
        """The keys of a table's records, in the order they were made."""
        return self._tables[table].keys()

    def lines(self) -> Sequence[ReviewLine]:
        """The few columns of every review that lists need, without decoding the rest.

        Raises:
            Damaged: when one of the reviews is not one that the register writes.
        """
        if self._listed is None:
            self._listed = tuple(self._line(key) for key in self.keys_of(REVIEWS.name))
        return self._listed

    def _line(self, key: int) -> ReviewLine:
        line = self._lines.get(key)
        if line is None:
            record = self.record(REVIEWS.name, key)
            assert record is not None
            line = self._lines[key] = line_of(record)
        return line

    def record(self, table: str, key: int) -> Record | None:
        """One record, or None.

        Raises:
            Damaged: when its stored form is not one that the register writes.
        """
        address = (table, key)
        if (record := self._records.get(address)) is not None:
            return record
        record = self._older.pop(address, None) or self._read(table, key)
        if record is not None:
            self._keep(address, record)
        return record

    def uncached_record(self, table: str, key: int) -> Record | None:
        """One record, or None, without keeping it for next time: for going through very many.

        Raises:
            Damaged: when its stored form is not one that the register writes.
        """
        address = (table, key)
        return self._records.get(address) or self._older.get(address) or self._read(table, key)

    def _read(self, table: str, key: int) -> Record | None:
        document = self._tables[table].get(doc_id=key)
        if document is None:
            return None
        try:
            return checked(TABLES[table], key, document)
        except Unacceptable as error:
            whose = f"The {TABLES[table].singular} {key}"
            raise Damaged(ended(f"{whose} is damaged: {error}")) from None

    def _keep(self, address: tuple[str, int], record: Record) -> None:
        """Keep a record for the next time it is asked for; of many, those asked for last."""
        if len(self._records) >= KEPT:
            self._older, self._records = self._records, {}
        self._records[address] = record

    def apply(self, changes: Iterable[Change], position: Position) -> None:
        """Apply a whole list, or nothing of it, and stand at `position`.

        Raises:
            Refused: when one of the changes cannot be applied.
        """
        self.take(self.after(changes), position)

    def take(self, made: Outcome, position: Position) -> None:
        """Hold these records from now on (see `after`), and stand at `position`."""
        for (table, key), record in made.items():
            self.keys[table] = max(self.keys.get(table, 0), key)
            self._older.pop((table, key), None)
            self._records.pop((table, key), None)
            if record is None:
                self._tables[table].remove(doc_ids=[key])
            else:
                self._tables[table].put(Document(record.document, key))
                self._keep((table, key), record)
            if table == REVIEWS.name:
                self._lines.pop(key, None)
                self._listed = None
        self.position = position

    def after(self, changes: Iterable[Change]) -> Outcome:
        """The records that a list of changes would leave, without applying it.

        Raises:
            Refused: when one of the changes cannot be applied.
        """
        made: dict[tuple[str, int], Record | None] = {}
        for change in changes:
            table = TABLES.get(change.table)
            if table is None:
                raise Refused(f"The register has no table “{change.table[:40]}”.")
            address = (change.table, change.key)
            record = made[address] if address in made else self.record(*address)
            document = changed(table, record.document if record else None, change)
            made[address] = None if document is None else Record(table, change.key, document)
        return made

    def refuse_dangling(self, made: Outcome) -> None:
        """Refuse records (see `after`) when one would point to a record that is not there.

        Raises:
            Refused: naming both records.
        """
        for own, record in made.items():
            before = self._records.get(own)
            for table, key in references(record, before) if record else ():
                address = (table, key)
                there = made[address] is not None if address in made else key in self.keys_of(table)
                if record and not there:
                    singular = TABLES[table].singular
                    raise Refused(f"{record.id} names {singular} {key}, and there is none.")
        for (table, key), left in made.items():
            if left is None and (other := self._referrer(table, key, made)):
                raise Refused(f"{TABLES[table].singular} {key} is named by {other.id}, and stays.")

    def _referrer(self, table: str, key: int, made: Outcome) -> Record | None:
        for name in TABLES:
            for other in self.keys_of(name):
                address = (name, other)
                record = made[address] if address in made else self.record(name, other)
                if record and (table, key) in references(record):
                    return record
        return None


def differing(before: State, after: State) -> Iterator[Change]:
    """The fields whose values differ in `after`, of records that are in both."""
    for name in TABLES:
        for key in after.keys_of(name):
            was, now = before.record(name, key), after.record(name, key)
            if was is None or now is None or was.document == now.document:
                continue
            for path, field in TABLES[name].fields.items():
                if was.stored(field) != now.stored(field):
                    yield Change(name, key, path, was.stored(field), now.stored(field))
