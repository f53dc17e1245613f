"""The kind that holds a table: rows with an id that never changes or returns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from store.field_values import Json, Unacceptable
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind, shown
from store.paperwork.list_kinds import as_entries, as_list
from store.text import LIST_LIMIT

T = TypeVar("T")

STAMP = "at"
"""A column of signatures: the change (sequence number) the signature was given at."""


class Row(msgspec.Struct, frozen=True):
    """A row as it is read: its id, and its cells by column."""

    id: str
    cells: dict[str, Json]

    def __getitem__(self, column: Field[T]) -> T:
        return column.kind.decode(self.cells.get(column.path, column.kind.empty))

    def plain(self, column: Field[object]) -> str:
        """A cell as people read it."""
        return column.kind.plain(self.cells.get(column.path, column.kind.empty))

    @property
    def empty(self) -> bool:
        """Whether the row is empty."""
        return not self.cells


Plain = Callable[[Kind[object], Json], str]
"""How a stored value of a kind reads."""


def plain_value(kind: Kind[object], stored: Json) -> str:
    """A stored value as its kind alone reads it."""
    return kind.plain(stored)


class RowsKind(Kind[tuple[Row, ...]]):
    """A table; each cell is a field of its own, so that two people can work on two rows."""

    name = "rows"
    empty: Json = []  # noqa: RUF012 (a stored value is never changed in place)

    def __init__(
        self,
        *columns: Field[object],
        starters: Sequence[Mapping[str, Json]] = (),
        keyed_by: str = "",
        frozen_by: str = "",
    ) -> None:
        """Columns in the paper's order; `starters` are the rows an empty form begins with, by the
        cells that are printed in them (ruling 23). `keyed_by` is the column that says what a row
        is of, where a form prints it; a row in which something stands in the column `frozen_by`
        stays as it is."""
        self.columns: Mapping[str, Field[object]] = {column.path: column for column in columns}
        self.starters = starters
        self.keyed_by = keyed_by
        self.frozen_by = frozen_by

    def still_to_fill(self, rows: Sequence[Row]) -> list[Mapping[str, Json]]:
        """The starters that no row has replaced yet."""
        left = list(self.starters)
        for row in rows:
            taken = next((each for each in left if each.items() <= row.cells.items()), None)
            if taken is not None:
                left.remove(taken)
        return left

    def decode(self, stored: Json) -> tuple[Row, ...]:
        return tuple([as_row(entry) for entry in as_entries(stored) if isinstance(entry, dict)])

    def accept(self, given: Json) -> Json:
        """Rows in their stored form; a row without an id stays without, until it is given one."""
        if given is None or given == "":
            return []
        if isinstance(given, str):
            given = as_list(given)
        if not isinstance(given, list):
            raise Unacceptable(f"{shown(given)} is not a list of rows")
        if len(given) > LIST_LIMIT:
            raise Unacceptable(f"it has {len(given)} rows; at most {LIST_LIMIT} can be kept")
        rows: list[Json] = []
        seen: set[str] = set()
        for number, value in enumerate(given, start=1):
            try:
                row = self.accept_row(value)
            except Unacceptable as error:
                raise Unacceptable(f"row {number}: {error}") from None
            if (row_id := row.get("id")) is not None:
                if str(row_id) in seen:
                    raise Unacceptable(f"row {number}: there are two rows {row_id}")
                seen.add(str(row_id))
            rows.append(row)
        return rows

    def accept_row(self, given: Json) -> dict[str, Json]:
        """One row in its stored form: its id if it has one, and the cells that hold something.

        Raises:
            Unacceptable: naming the column, and why.
        """
        if not isinstance(given, dict):
            columns = ", ".join(self.columns)
            raise Unacceptable(f"{shown(given)} is not a row; a row is an object with {columns}")
        row: dict[str, Json] = {}
        row_id = given.get("id")
        if row_id is not None:
            if not is_row_id(row_id):
                raise Unacceptable(f"{shown(row_id)} is not the id of a row (r1, r2, …)")
            row["id"] = row_id
        for path, value in given.items():
            if path == "id":
                continue
            if (cell := self.accept_cell(path, value)) != self.columns[path].kind.empty:
                row[path] = cell
        return row

    def accept_cell(self, path: str, value: Json) -> Json:
        """One cell in its stored form.

        Raises:
            Unacceptable: naming the column, and why.
        """
        if path not in self.columns:
            raise Unacceptable(f"there is no column {shown(path)}, only {', '.join(self.columns)}")
        try:
            return self.columns[path].kind.accept(value)
        except Unacceptable as error:
            raise Unacceptable(f"{path}: {error}") from None

    def plain(self, stored: Json) -> str:
        return "; ".join(self.plain_row(row) for row in self.decode(stored))

    def typed(self, stored: Json) -> str:
        """The rows as JSON: no other text keeps cells and ids apart."""
        return json.dumps(as_entries(stored), ensure_ascii=False)

    def plain_row(self, row: Row, plain: Plain = plain_value) -> str:
        """A row in one line: what `plain` makes of its cells, in the order of its columns."""
        cells = (
            plain(column.kind, row.cells.get(path, column.kind.empty))
            for path, column in self.columns.items()
            if path != STAMP
        )
        return " · ".join(" ".join(cell.split()) for cell in cells if cell)

    def references(self, stored: Json) -> Iterator[tuple[str, int]]:
        for row in self.decode(stored):
            for path, column in self.columns.items():
                yield from column.kind.references(row.cells.get(path, column.kind.empty))


def as_row(stored: Mapping[str, Json]) -> Row:
    """The typed form of a stored row."""
    cells = dict(stored)
    return Row(str(cells.pop("id", "")), cells)


def is_row_id(value: Json) -> bool:
    """Whether a value has the form of a row's id: r and a whole number from 1."""
    return (
        isinstance(value, str)
        and value[:1] == "r"
        and value[1:].isascii()
        and value[1:].isdecimal()
        and not value.startswith("r0")
        and len(value) < 10
    )
