"""A change: one field of one record, from what it was to what it is. An entry: one applied list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import msgspec

from store.field_values import Json

NEXT_KEY = 0
"""The key of a record that is being made: the register gives it the next number."""
NEW_ROW = "+"
"""The id of a row that is being added: the register gives it the next one."""
MADE = ""
"""The field of the change that makes a record (from null) or takes it back (to null)."""


class Change(msgspec.Struct, frozen=True):
    """One field of one record (`table`, `key`), addressed by path; a cell by `path.row.column`."""

    table: str
    key: int
    field: str
    was: Json
    is_: Json = msgspec.field(name="is")

    def back(self) -> Change:
        """The change that undoes this one."""
        return Change(self.table, self.key, self.field, self.is_, self.was)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the journal: a list of changes that was applied as one.

    `time` is UTC from the clock; `before` is the hash of the line before; `undoes` names the
    entry this one takes back; `source` says where the list came from, when nobody typed it
    ("returned form from Joan Mason").
    """

    seq: int
    time: str
    user: str
    session: str
    changes: tuple[Change, ...]
    before: str
    undoes: int | None = None
    source: str = ""

    def of(self, table: str, key: int) -> Entry:
        """The entry with only its changes to one record."""
        return self.with_changes(c for c in self.changes if (c.table, c.key) == (table, key))

    def with_changes(self, changes: Iterable[Change]) -> Entry:
        """The entry with only these of its changes."""
        return msgspec.structs.replace(self, changes=tuple(changes))


class Renewed(msgspec.Struct, frozen=True):
    """That a journal was written anew because somebody was forgotten.

    `time` is UTC from the clock; `last` is the hash of the last line of the journal it replaced.
    """

    time: str
    last: str


class Beginning(msgspec.Struct, frozen=True, omit_defaults=True):
    """The journal's first line: whose it is, and what it continues.

    `continues` is the SHA-256 of the register's file when the journal was begun beside one that
    came from elsewhere, else null; `seq` is the sequence number of the state it starts from.
    `renewed` says how often it was written anew, and when, oldest first.
    """

    register: str
    schema: int
    seq: int
    continues: str | None
    renewed: tuple[Renewed, ...] = ()


class Position(msgspec.Struct, frozen=True):
    """Where a reader of the journal stands: after the line `line`…`offset` (bytes), of `hash`."""

    seq: int
    line: int
    offset: int
    hash: str


def now() -> str:
    """The clock's time, as an entry has it: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def making(table: str, document: Mapping[str, Json], key: int = NEXT_KEY) -> Change:
    """The change that makes a record of `table`."""
    return Change(table, key, MADE, None, dict(document))
