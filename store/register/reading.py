"""Reading an open register: its records, its reviews in a few columns, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from store.errors import Refused
from store.paperwork.tables import SETTINGS, Table
from store.records.record import CONSORTIUM, Record
from store.records.review_line import ReviewLine
from store.records.state import State

HASH_SHOWN = 12
"""How many digits of a hash stand in a revision: enough for no two lines to share them."""


class Reading:
    """What can be read of a register as it stands."""

    def __init__(self, state: State, today: Callable[[], date]) -> None:
        self._state = state
        self._today = today

    @property
    def today(self) -> date:
        """The day the register works as if it were."""
        return self._today()

    @property
    def seq(self) -> int:
        """The sequence number of the last change."""
        return self._state.position.seq

    @property
    def revision(self) -> str:
        """The last change by its number and the beginning of its line's hash: `123-0a1b2c3d4e5f`.

        Two registers, or one before and after a restore, only share it when their contents are the
        same.
        """
        at = self._state.position
        return f"{at.seq}-{at.hash[:HASH_SHOWN]}"

    @property
    def id(self) -> str:
        """The register's own id, which never changes."""
        return self._state.register

    @property
    def restored(self) -> datetime | None:
        """When it was last put in another one's place; None while it never was."""
        return self._state.restored

    def keys(self, table: Table) -> Sequence[int]:
        """The keys of a table's records, in the order they were made."""
        return list(self._state.keys_of(table.name))

    def next_key(self, table: Table) -> int:
        """The key the next record of a table is given: no key is used again."""
        return self._state.keys.get(table.name, 0) + 1

    def record(self, table: Table, key: int) -> Record:
        """One record.

        Raises:
            Refused: when there is none.
        """
        return _there(self._state.record(table.name, key), table, key)

    def uncached_record(self, table: Table, key: int) -> Record:
        """One record, which is not kept for the next time: for going through very many.

        Raises:
            Refused: when there is none.
        """
        return _there(self._state.uncached_record(table.name, key), table, key)

    def find(self, table: Table, key: int) -> Record | None:
        """One record; None when there is none."""
        return self._state.record(table.name, key)

    def records(self, table: Table) -> Iterator[Record]:
        """Every record of a table, in the order they were made."""
        for key in self.keys(table):
            yield self.record(table, key)

    @property
    def consortium(self) -> Record:
        """The one record of settings."""
        return self.find(SETTINGS, CONSORTIUM) or Record(SETTINGS, CONSORTIUM, {})

    def lines(self) -> Sequence[ReviewLine]:
        """The few columns of every review that lists need, without decoding the rest."""
        return self._state.lines()


def _there(record: Record | None, table: Table, key: int) -> Record:
    if record is None:
        raise Refused(f"There is no {table.singular} {key}.")
    return record
