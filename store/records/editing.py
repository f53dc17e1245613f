"""What somebody wants a field to be, as changes: one for a plain field, one for each cell."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from store.field_values import Json, Unacceptable
from store.paperwork.field import Field
from store.paperwork.rows import STAMP, RowsKind
from store.paperwork.tables import AFTER
from store.records.change import NEW_ROW, Change
from store.records.record import Record


def setting(record: Record, field: Field[object], value: Json) -> list[Change]:
    """The changes that make `field` of `record` hold `value`; none when it does already.

    Rows given with ids are matched by them, the others by position (the field list's rule).

    Raises:
        Unacceptable: when the field cannot hold the value.
    """
    wanted = field.kind.accept(value)
    if isinstance(field.kind, RowsKind):
        return _setting_rows(record, field, field.kind, wanted)
    now = record.stored(field)
    return [_change(record, field.path, now, wanted)] if wanted != now else []


def setting_cell(
    record: Record, field: Field[object], row_id: str, column: str, value: Json
) -> list[Change]:
    """The changes that make one cell hold `value`; none when it does already.

    Raises:
        Unacceptable: when the column cannot hold the value.
    """
    assert isinstance(field.kind, RowsKind)
    wanted = field.kind.accept_cell(column, value)
    row = _rows(record, field).get(row_id, {})
    now = row.get(column, field.kind.columns[column].kind.empty)
    address = f"{field.path}.{row_id}.{column}"
    return [_change(record, address, now, wanted)] if wanted != now else []


def adding_row(
    record: Record, field: Field[object], cells: Mapping[str, Json], after: str | None = None
) -> Change:
    """The change that adds a row after the row `after`, or at the end; it has no id yet."""
    position: dict[str, Json] = {} if after is None else {AFTER: after}
    return _change(record, f"{field.path}.{NEW_ROW}", None, {**cells, **position})


def removing_row(record: Record, field: Field[object], row_id: str) -> Change:
    """The change that removes a row; it holds what stood where, so that undo can put it back.

    Raises:
        Unacceptable: when there is no such row.
    """
    rows = _rows(record, field)
    if row_id not in rows:
        raise Unacceptable(f"there is no row {row_id[:20]} any more")
    was: dict[str, Json] = {**_cells(rows[row_id]), AFTER: _before(list(rows), row_id)}
    return _change(record, f"{field.path}.{row_id}", was, None)


def moving_row(record: Record, field: Field[object], row_id: str, step: int) -> list[Change]:
    """The changes that move a row `step` places down (up when negative); none at the end.

    Raises:
        Unacceptable: when there is no such row.
    """
    ids = list(_rows(record, field))
    if row_id not in ids:
        raise Unacceptable(f"there is no row {row_id[:20]} any more")
    at = ids.index(row_id)
    to = at + step
    if not 0 <= to < len(ids):
        return []
    others = ids[:at] + ids[at + 1 :]
    after = others[to - 1] if to else ""
    return [_change(record, f"{field.path}.{row_id}.{AFTER}", _before(ids, row_id), after)]


def _setting_rows(
    record: Record, field: Field[object], kind: RowsKind, wanted: Json
) -> list[Change]:
    rows = _rows(record, field)
    given = [row for row in wanted if isinstance(row, dict)] if isinstance(wanted, list) else []
    ids = list(rows)
    named = {str(row["id"]) for row in given if "id" in row}
    changes: list[Change] = []
    kept: list[str] = []
    added: list[tuple[str, Change]] = []
    for position, row in enumerate(given):
        row_id = str(row["id"]) if "id" in row else None
        if row_id is None and position < len(ids) and ids[position] not in named:
            row_id = ids[position]
        if row_id is None or row_id not in rows:
            if set(row) - {"id"}:
                before = kept[-1] if kept else ""
                address = f"{field.path}.{row_id or NEW_ROW}"
                added.append((before, _change(record, address, None, _cells(row))))
            continue
        kept.append(row_id)
        for path, column in kind.columns.items():
            now = rows[row_id].get(path, column.kind.empty)
            cell = row.get(path, column.kind.empty)
            if cell != now and path != STAMP:  # the register stamps signatures by itself
                changes.append(_change(record, f"{field.path}.{row_id}.{path}", now, cell))
    gone = [row_id for row_id in ids if row_id not in kept]
    removals = [removing_row(record, field, row_id) for row_id in reversed(gone)]
    left = [row_id for row_id in ids if row_id in kept]
    moves = _reordering(record, field, left, kept)
    return [*removals, *changes, *moves, *_in_place(added, kept)]


def _in_place(added: list[tuple[str, Change]], kept: list[str]) -> list[Change]:
    """Additions, each put after the row it came with; those after the last row at the end.

    Several after one row are added last first, since each goes straight after it.
    """
    last = kept[-1] if kept else ""
    at_end = [change for before, change in added if before == last]
    between = [
        msgspec.structs.replace(change, is_={**change.is_, AFTER: before})
        for before, change in reversed(added)
        if before != last and isinstance(change.is_, dict)
    ]
    return [*between, *at_end]


def _reordering(
    record: Record, field: Field[object], ids: list[str], wanted: list[str]
) -> list[Change]:
    changes: list[Change] = []
    for position, row_id in enumerate(wanted):
        if ids[position] == row_id:
            continue
        before = _before(ids, row_id)
        ids.remove(row_id)
        ids.insert(position, row_id)
        after = wanted[position - 1] if position else ""
        changes.append(_change(record, f"{field.path}.{row_id}.{AFTER}", before, after))
    return changes


def _cells(row: dict[str, Json]) -> dict[str, Json]:
    return {path: cell for path, cell in row.items() if path != "id"}


def _before(ids: list[str], row_id: str) -> str:
    at = ids.index(row_id)
    return ids[at - 1] if at else ""


def _rows(record: Record, field: Field[object]) -> dict[str, dict[str, Json]]:
    stored = record.stored(field)
    rows = stored if isinstance(stored, list) else []
    return {str(row["id"]): row for row in rows if isinstance(row, dict)}


def _change(record: Record, address: str, was: Json, is_: Json) -> Change:
    return Change(record.table.name, record.key, address, was, is_)
