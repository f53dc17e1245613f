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
    """The change with its "is" in the form it is stored in, so that it can be taken back.

    Raises:
        Refused: when the change names nothing, or its "is" cannot be held; the sentence says
            which field and why.
    """
    if change.field == MADE:
        return change if change.is_ is None else _with_is(change, _whole(table, change))
    try:
        place = table.part(change.field)
    except Unacceptable as error:
        raise Refused(sentence(str(error))) from None
    try:
        return _with_is(change, _held(place, change.is_))
    except Unacceptable as error:
        raise Refused(f"{place.wording} ({change.field}): {error}.") from None


def _with_is(change: Change, value: Json) -> Change:
    return Change(change.table, change.key, change.field, change.was, value)


def _held(place: FieldPart, value: Json) -> Json:
    kind = place.field.kind
    if not isinstance(kind, RowsKind):
        return kind.accept(value)
    if not place.row:
        raise Unacceptable("a table is changed by its rows")
    if not is_row_id(place.row):
        raise Unacceptable(f"“{place.row[:20]}” is not the id of a row (r1, r2, …)")
    if place.column == AFTER:
        return value if isinstance(value, str) else None
    if place.column:
        return kind.accept_cell(place.column, value)
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
        place = table.part(change.field)
        if not place.row:
            return _field(document, place, change)
        return _row(document, place, change)
    except Unacceptable as error:
        raise Refused(f"{change.field}: {error}.") from None


def as_stood(table: Table, document: Document | None, change: Change) -> Change:
    """The change with its "was" as it stands in the document that it will be applied to.

    What its maker knew can be equal and yet not the same (1, 1.0 and true are equal), and where
    a row stands is not compared; undo and history need the true ones.
    """
    was = standing(table, document, change.field)
    return Change(change.table, change.key, change.field, was, change.is_)


def standing(table: Table, document: Document | None, address: str) -> Json:
    """What stands at an address: a field, a cell, the place of a row, a row with its place."""
    if document is None:
        return None
    if address == MADE:
        return dict(document)
    place = table.part(address)
    if not place.row:
        return document.get(place.field.path, place.field.kind.empty)
    rows = _rows(document, place)
    at = _at(rows, place)
    if at is None:
        return None
    before: Json = rows[at - 1]["id"] if at else ""
    if place.column == AFTER:
        return before
    if not place.column:
        return {path: cell for path, cell in rows[at].items() if path != "id"} | {AFTER: before}
    assert isinstance(place.field.kind, RowsKind)
    return rows[at].get(place.column, place.field.kind.columns[place.column].kind.empty)


def _rows(document: Document, place: FieldPart) -> list[dict[str, Json]]:
    stored = document.get(place.field.path, [])
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def _at(rows: list[dict[str, Json]], place: FieldPart) -> int | None:
    return next((number for number, row in enumerate(rows) if row["id"] == place.row), None)


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


def _field(document: Document, place: FieldPart, change: Change) -> Document:
    field = place.field
    now = document.get(field.path, field.kind.empty)
    if now != change.was:
        raise ChangedSince(_since(place, field.kind.plain(now)), change.field, now)
    return _with(document, field.path, change.is_, field.kind.empty)


def _row(document: Document, place: FieldPart, change: Change) -> Document:
    kind = place.field.kind
    assert isinstance(kind, RowsKind)
    rows = _rows(document, place)
    at = _at(rows, place)
    if not place.column:
        rows = _whole_row(rows, at, place, change)
    elif at is None:
        raise RowGone(f"{place.wording}: the row is no longer there.", change.field, None)
    elif place.column == AFTER:
        rows = _moved(rows, at, change.is_)
    else:
        row = rows[at]
        column = kind.columns[place.column]
        now = row.get(place.column, column.kind.empty)
        if now != change.was:
            raise ChangedSince(_since(place, column.kind.plain(now)), change.field, now)
        rows[at] = dict(_with(row, place.column, change.is_, column.kind.empty))
    after = dict(_with(document, place.field.path, list[Json](rows), []))
    given = after.get(ROW_IDS)
    ids = dict(given) if isinstance(given, dict) else {}
    highest = ids.get(place.field.path, 0)
    ids[place.field.path] = max(highest if isinstance(highest, int) else 0, int(place.row[1:]))
    return after | {ROW_IDS: ids}


def _whole_row(
    rows: list[dict[str, Json]], at: int | None, place: FieldPart, change: Change
) -> list[dict[str, Json]]:
    if change.was is None:
        if at is not None:
            raise ChangedSince(f"{place.wording}: the row is there already.", change.field, None)
        if not isinstance(change.is_, dict):
            return rows
        if len(rows) >= LIST_LIMIT:
            raise Unacceptable(f"at most {LIST_LIMIT} rows can be kept")
        cells = {path: cell for path, cell in change.is_.items() if path != AFTER}
        return _moved([*rows, {"id": place.row, **cells}], len(rows), change.is_.get(AFTER))
    if at is None:
        raise RowGone(f"{place.wording}: the row is no longer there.", change.field, None)
    if change.is_ is not None:
        raise Unacceptable("a row that is there is changed by its cells")
    was = change.was if isinstance(change.was, dict) else {}
    now = {path: cell for path, cell in rows[at].items() if path != "id"}
    if now != {path: cell for path, cell in was.items() if path not in (AFTER, "id")}:
        raise ChangedSince(f"{place.wording}: it has been changed since.", change.field, dict(now))
    return rows[:at] + rows[at + 1 :]


def _moved(rows: list[dict[str, Json]], at: int, after: Json) -> list[dict[str, Json]]:
    """The rows with the one at `at` put after the row `after` ("" is first, gone is last)."""
    row = rows[at]
    others = rows[:at] + rows[at + 1 :]
    if after == "":
        return [row, *others]
    place = next((n for n, other in enumerate(others, start=1) if other["id"] == after), None)
    place = len(others) if place is None else place
    return [*others[:place], row, *others[place:]]


def _since(place: FieldPart, now: str) -> str:
    shown = f"“{now[:60]}{'…' if len(now) > 60 else ''}”" if now else "empty"
    return f"{place.wording}: it has been changed since, and is now {shown}."


def _with(document: Document, path: str, value: Json, empty: Json) -> Document:
    if value == empty:
        return {key: kept for key, kept in document.items() if key != path}
    return {**document, path: value}
