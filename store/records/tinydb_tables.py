"""The TinyDB tables that records are read from and put into.

TinyDB's own tables read all of a storage and write all of it. Here a storage's documents are
fetched one by one when they are asked for, and a table puts or removes one without looking at the
others. All else (`get`, `search`, `where(…)`, iteration) is TinyDB's own; what would write a whole
table is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Mapping
from typing import Any, Protocol

import msgspec
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
        self._tables: dict[str, _Documents] = {
            name: _Documents(name, self.held[name], unread) for name in TABLES
        }

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


class _Copies(_Documents):
    """The same, each document a copy: what is done to one changes nothing that is kept."""

    def __getitem__(self, doc_id: str) -> Mapping[str, Json]:
        return msgspec.json.decode(msgspec.json.encode(super().__getitem__(doc_id)), type=dict)


class AskedStorage(RecordStorage):
    """The documents of another storage, to be asked and never changed, not in memory either."""

    def __init__(self, storage: RecordStorage) -> None:
        super().__init__(storage.held, storage.unread)
        self._tables = {name: _Copies(name, self.held[name], self.unread) for name in TABLES}


class AskedDatabase(TinyDB):
    """A register's TinyDB, for whoever asks it: TinyDB's own words, and no change.

    No result of a query is kept: it would be in memory twice, and be handed out twice.
    """

    def table(self, name: str, **more: Any) -> Table:
        """One of its tables."""
        return super().table(name, **{"cache_size": 0, **more})


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


class Database(AskedDatabase):
    """The register's own, whose tables put and remove single documents."""

    table_class = RecordTable

    def table(self, name: str, **more: Any) -> RecordTable:
        table = super().table(name, **more)
        assert isinstance(table, RecordTable)
        return table
