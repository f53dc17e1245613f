"""Applying one change to one document: pure, and the only place that knows how."""

from __future__ import annotations

from collections.abc import Mapping

from store.errors import ChangedSince, Refused, RowGone
from store.field_values import Json, Unacceptable
from store.paperwork.rows import RowsKind, is_row_id
from store.paperwork.tables import AFTER, FieldPart, Table
from store.records.change import MADE, Change
from store.records.record import ID, ROW_IDS
from store.text import LIST_LIMIT, sentence

Document = Mapping[str, Json]


def normal(table: Table, change: Change) -> Change:
    """The change with its "is" in stored form, so that it can be undone.

    Raises:
        Refused: when the change names nothing, or its "is" cannot be held; the sentence says
            which field and why.
    """
    if change.field == MADE:
        return change if change.is_ is None else _with_is(change, _whole(table, change))
    try:
        part = table.part(change.field)
    except Unacceptable as error:
        raise Refused(sentence(str(error))) from None
    try:
        return _with_is(change, _held(part, change.is_))
    except Unacceptable as error:
        raise Refused(f"{part.wording} ({change.field}): {error}.") from None


def _with_is(change: Change, value: Json) -> Change:
    return Change(change.table, change.key, change.field, change.was, value)


def _held(part: FieldPart, value: Json) -> Json:
    kind = part.field.kind
    if not isinstance(kind, RowsKind):
        return kind.accept(value)
    if not part.row:
        raise Unacceptable("a table is changed by its rows")
    if not is_row_id(part.row):
        raise Unacceptable(f"“{part.row[:20]}” is not the id of a row (r1, r2, …)")
    if part.column == AFTER:
        return value if isinstance(value, str) else None
    if part.column:
        return kind.accept_cell(part.column, value)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Unacceptable("a row is made of cells")
    cells = {path: cell for path, cell in value.items() if path not in (AFTER, "id")}
    after = {AFTER: value[AFTER]} if isinstance(value.get(AFTER), str) else {}
    return kind.accept_row(cells) | after


def _whole(table: Table, change: Change) -> dict[str, Json]:
    if not isinstance(change.is_, dict):
        raise Refused(f"A {table.singular} is made of fields, each with its value.")
    made: dict[str, Json] = {}
    for path, value in change.is_.items():
        if path in (ID, ROW_IDS):
            made[path] = value
            continue
        try:
            field = table.field(path)
        except Unacceptable as error:
            raise Refused(sentence(str(error))) from None
        try:
            if (accepted := field.kind.accept(value)) != field.kind.empty:
                made[path] = accepted
        except Unacceptable as error:
            raise Refused(f"{field.label} ({path}): {error}.") from None
    return made


def changed(table: Table, document: Document | None, change: Change) -> Document | None:
    """The document as it is after a `normal` change; None is a record that is not there.

    Raises:
        ChangedSince: when the change's "was" is not what stands there.
        Refused: when the change names no field, row or record that is there.
    """
    if change.field == MADE:
        return _made(table, document, change)
    if document is None:
        raise Refused(f"There is no {table.singular} {change.key}.")
    try:
        part = table.part(change.field)
        if not part.row:
            return _field(document, part, change)
        return _row(document, part, change)
    except Unacceptable as error:
        raise Refused(f"{change.field}: {error}.") from None


def as_stood(table: Table, document: Document | None, change: Change) -> Change:
    """The change with its "was" exactly as it is in the document it will be applied to.

    The maker's "was" can be equal without being the same (1, 1.0 and true are equal), and a row's
    position is not compared; undo and history need the exact values.
    """
    was = standing(table, document, change.field)
    return Change(change.table, change.key, change.field, was, change.is_)


def standing(table: Table, document: Document | None, address: str) -> Json:
    """The value at an address: a field, a cell, a row's position, or a row with its position."""
    if document is None:
        return None
    if address == MADE:
        return dict(document)
    part = table.part(address)
    if not part.row:
        return document.get(part.field.path, part.field.kind.empty)
    rows = _rows(document, part)
    at = _at(rows, part)
    if at is None:
        return None
    before: Json = rows[at - 1]["id"] if at else ""
    if part.column == AFTER:
        return before
    if not part.column:
        return {path: cell for path, cell in rows[at].items() if path != "id"} | {AFTER: before}
    assert isinstance(part.field.kind, RowsKind)
    return rows[at].get(part.column, part.field.kind.columns[part.column].kind.empty)


def _rows(document: Document, part: FieldPart) -> list[dict[str, Json]]:
    stored = document.get(part.field.path, [])
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def _at(rows: list[dict[str, Json]], part: FieldPart) -> int | None:
    return next((number for number, row in enumerate(rows) if row["id"] == part.row), None)


def _made(table: Table, document: Document | None, change: Change) -> Document | None:
    now = None if document is None else _without_row_ids(document)
    was = _without_row_ids(change.was) if isinstance(change.was, dict) else change.was
    if now != was:
        raise ChangedSince(
            f"The {table.singular} {change.key} has been changed since.", MADE, dict(now or {})
        )
    return change.is_ if isinstance(change.is_, dict) else None


def _without_row_ids(document: Document) -> dict[str, Json]:
    return {path: value for path, value in document.items() if path != ROW_IDS}


def _field(document: Document, part: FieldPart, change: Change) -> Document:
    field = part.field
    now = document.get(field.path, field.kind.empty)
    if now != change.was:
        raise ChangedSince(_since(part, field.kind.plain(now)), change.field, now)
    return _with(document, field.path, change.is_, field.kind.empty)


def _row(document: Document, part: FieldPart, change: Change) -> Document:
    kind = part.field.kind
    assert isinstance(kind, RowsKind)
    rows = _rows(document, part)
    at = _at(rows, part)
    if not part.column:
        rows = _whole_row(rows, at, part, change)
    elif at is None:
        raise RowGone(f"{part.wording}: the row is no longer there.", change.field, None)
    elif part.column == AFTER:
        rows = _moved(rows, at, change.is_)
    else:
        row = rows[at]
        column = kind.columns[part.column]
        now = row.get(part.column, column.kind.empty)
        if now != change.was:
            raise ChangedSince(_since(part, column.kind.plain(now)), change.field, now)
        rows[at] = dict(_with(row, part.column, change.is_, column.kind.empty))
    after = dict(_with(document, part.field.path, list[Json](rows), []))
    given = after.get(ROW_IDS)
    ids = dict(given) if isinstance(given, dict) else {}
    highest = ids.get(part.field.path, 0)
    ids[part.field.path] = max(highest if isinstance(highest, int) else 0, int(part.row[1:]))
    return after | {ROW_IDS: ids}


def _whole_row(
    rows: list[dict[str, Json]], at: int | None, part: FieldPart, change: Change
) -> list[dict[str, Json]]:
    if change.was is None:
        if at is not None:
            raise ChangedSince(f"{part.wording}: the row is there already.", change.field, None)
        if not isinstance(change.is_, dict):
            return rows
        if len(rows) >= LIST_LIMIT:
            raise Unacceptable(f"at most {LIST_LIMIT} rows can be kept")
        cells = {path: cell for path, cell in change.is_.items() if path != AFTER}
        return _moved([*rows, {"id": part.row, **cells}], len(rows), change.is_.get(AFTER))
    if at is None:
        raise RowGone(f"{part.wording}: the row is no longer there.", change.field, None)
    if change.is_ is not None:
        raise Unacceptable("a row that is there is changed by its cells")
    was = change.was if isinstance(change.was, dict) else {}
    now = {path: cell for path, cell in rows[at].items() if path != "id"}
    if now != {path: cell for path, cell in was.items() if path not in (AFTER, "id")}:
        raise ChangedSince(f"{part.wording}: it has been changed since.", change.field, dict(now))
    return rows[:at] + rows[at + 1 :]


def _moved(rows: list[dict[str, Json]], at: int, after: Json) -> list[dict[str, Json]]:
    """The rows with the one at `at` put after the row `after` (first for "", last if gone)."""
    row = rows[at]
    others = rows[:at] + rows[at + 1 :]
    if after == "":
        return [row, *others]
    position = next((n for n, other in enumerate(others, start=1) if other["id"] == after), None)
    position = len(others) if position is None else position
    return [*others[:position], row, *others[position:]]


def _since(part: FieldPart, now: str) -> str:
    shown = f"“{now[:60]}{'…' if len(now) > 60 else ''}”" if now else "empty"
    return f"{part.wording}: it has been changed since, and is now {shown}."


def _with(document: Document, path: str, value: Json, empty: Json) -> Document:
    if value == empty:
        return {key: kept for key, kept in document.items() if key != path}
    return {**document, path: value}
