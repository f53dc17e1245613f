"""The TinyDB tables that records are read from and put into.

TinyDB's own tables read all of a storage and write all of it. Here a storage's documents are
fetched one by one when they are asked for, and a table puts or removes one without looking at the
others. All else (`get`, `search`, `where(…)`, iteration) is TinyDB's own; what would write a whole
table is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Mapping
from typing import Any, Protocol

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from store.errors import Refused
from store.field_values import Json
from store.paperwork.tables import TABLES

Held = Mapping[str, Mapping[int, object]]
"""By table and key: a document, or what its storage fetches it by."""


class Unread(Protocol):
    """Where the documents are of which a storage holds no more than what finds them again."""

    def fetch(self, table: str, key: int, held: object) -> Mapping[str, Json]:
        """The document of which `held` is in memory.

        Raises:
            Damaged: when it cannot be read.
        """


class RecordStorage(Storage):
    """A register's documents: in memory, or fetched from where they are still `unread`."""

    def __init__(self, held: Held, unread: Unread | None = None) -> None:
        self.held = {name: dict(held.get(name, {})) for name in TABLES}
        self.unread = unread
        self._tables = {name: _Documents(name, self.held[name], unread) for name in TABLES}

    def read(self) -> dict[str, Any]:
        """Every table as a mapping that fetches a document when it is asked for."""
        return dict(self._tables)

    def write(self, data: Mapping[str, object]) -> None:
        """Refuse to write all of it: a list of changes is the only way in.

        Raises:
            Refused: always.
        """
        raise Refused("A register is changed by its program alone; here it can only be read.")


class _Documents(Mapping[str, Mapping[str, Json]]):
    """A table as TinyDB reads it: documents by their ids in writing."""

    def __init__(self, name: str, held: Mapping[int, object], unread: Unread | None) -> None:
        self._name = name
        self._held = held
        self._unread = unread

    def __getitem__(self, doc_id: str) -> Mapping[str, Json]:
        key = int(doc_id)
        held = self._held[key]
        if isinstance(held, dict):
            return held
        assert self._unread is not None
        return self._unread.fetch(self._name, key, held)

    def __iter__(self) -> Iterator[str]:
        return map(str, self._held)

    def __len__(self) -> int:
        return len(self._held)


class RecordTable(Table):
    """A table of a register's TinyDB, which puts and removes single documents."""

    @property
    def _held(self) -> dict[int, object]:
        assert isinstance(self.storage, RecordStorage)
        return self.storage.held[self.name]

    def keys(self) -> KeysView[int]:
        """The ids of its documents, in the order they were made; none is fetched."""
        return self._held.keys()

    def put(self, document: Document) -> None:
        """Put this document in, in place of any with its id."""
        self._held[document.doc_id] = document

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove the documents with these ids; which of them there were."""
        if doc_ids is None:
            return super().remove(cond)
        return [key for key in list(doc_ids) if self._held.pop(key, None) is not None]


class Database(TinyDB):
    """A register's TinyDB. No result of a query is kept: it would be held in memory twice."""

    table_class = RecordTable

    def table(self, name: str, **more: Any) -> RecordTable:
        """One of its tables."""
        table = super().table(name, **{"cache_size": 0, **more})
        assert isinstance(table, RecordTable)
        return table
