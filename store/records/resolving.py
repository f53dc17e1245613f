"""What a list of changes leaves to the register: new keys, new row ids, ids, signatures' stamps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from store.dates.school_years import school_year
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.paperwork.rows import STAMP, RowsKind
from store.paperwork.tables import AFTER, REVIEWS, SETTINGS, TABLES, YEARS, FieldPart, Table
from store.records.applying import Document, as_stood, changed, normal, standing
from store.records.change import MADE, NEW_ROW, NEXT_KEY, Change
from store.records.record import ID, ROW_IDS
from store.records.state import State
from store.text import sentence

_OWN_KEYS = (YEARS.name, SETTINGS.name)
"""Tables whose keys mean something (a school year), so that a key can come again."""


def resolved(
    state: State, changes: Iterable[Change], seq: int, today: date, *, undoing: bool = False
) -> list[Change]:
    """The changes as the journal will hold them, as change number `seq`.

    A record that is being made gets the next key of its table, a review its id (the September in
    which the school year began and the running number), an added row the next id of its table; a
    signature remembers `seq`; every "is" is in its stored form, and every "was" is what stood
    there. When `undoing`, records and rows come back with the keys and ids they had.

    Raises:
        ChangedSince: when the "was" of a change is not what stands there.
        Refused: when a change names nothing, or a field cannot hold its "is".
    """
    so_far = _ResolvedSoFar(state, seq)
    for change in changes:
        table = TABLES.get(change.table)
        if table is None:
            raise Refused(f"The register has no table “{change.table[:40]}”.")
        if undoing:
            so_far.add(table, change)
        elif change.field == MADE:
            so_far.add(table, _keyed(so_far, table, change, today))
        else:
            part = _placed(table, change)
            _refuse_stamp(change, part)
            _refuse_frozen(so_far, table, change, part)
            if part.row and not part.column and change.is_ is not None:
                change = _row_numbered(so_far, table, change, part)
            so_far.add(table, normal(table, change))
            so_far.stamp(table, so_far.changes[-1], part)
    return so_far.changes


class _ResolvedSoFar:
    """A list of changes that grows, each resolved against what those before it leave."""

    def __init__(self, state: State, seq: int) -> None:
        self.changes: list[Change] = []
        self.keys = dict(state.keys)
        self.seq = seq
        self._state = state
        self._documents: dict[tuple[str, int], Document | None] = {}

    def document(self, table: Table, key: int) -> Document | None:
        """A record's document as the changes so far leave it."""
        address = (table.name, key)
        if address not in self._documents:
            record = self._state.record(*address)
            self._documents[address] = record.document if record else None
        return self._documents[address]

    def add(self, table: Table, change: Change) -> None:
        """Add a change that is in its stored form."""
        now = self.document(table, change.key)
        self._documents[table.name, change.key] = changed(table, now, change)
        self.changes.append(as_stood(table, now, change))

    def stamp(self, table: Table, change: Change, part: FieldPart) -> None:
        """Make a signature remember when it was given, if `change` gives one."""
        kind = part.field.kind
        if not isinstance(kind, RowsKind) or STAMP not in kind.columns or not change.is_:
            return
        if part.column not in ("", "name", "date"):
            return
        row = change.field.removeprefix(f"{part.field.path}.").partition(".")[0]
        address = f"{part.field.path}.{row}.{STAMP}"
        was = standing(table, self.document(table, change.key), address)
        if was != self.seq:
            self.add(table, Change(change.table, change.key, address, was, self.seq))


def _keyed(so_far: _ResolvedSoFar, table: Table, change: Change, today: date) -> Change:
    if not isinstance(change.is_, dict):
        if change.is_ is None and so_far.document(table, change.key) is None:
            raise Refused(f"There is no {table.singular} {change.key}.")
        return normal(table, change)
    key, highest = change.key, so_far.keys.get(table.name, 0)
    if key == NEXT_KEY:
        key = highest + 1
    elif key < 0:
        raise Refused(f"{key} cannot be the key of a {table.singular}; keys count from 1.")
    elif key <= highest and table.name not in _OWN_KEYS and not so_far.document(table, key):
        raise Refused(f"There was a {table.singular} {key} before, and its key is not used again.")
    so_far.keys[table.name] = max(key, highest)
    given: dict[str, Json] = {p: v for p, v in change.is_.items() if p not in (ID, ROW_IDS)}
    whole = normal(table, Change(table.name, key, MADE, change.was, given)).is_
    document = _rows_numbered(table, whole if isinstance(whole, dict) else {}, so_far.seq)
    if table is REVIEWS:
        document = {ID: f"PR-{school_year(today)}-{key:03d}", **document}
    return Change(table.name, key, MADE, change.was, document)


def _rows_numbered(table: Table, document: dict[str, Json], seq: int) -> dict[str, Json]:
    """A new document's rows with ids, r1 onwards, the empty ones left out."""
    numbered: dict[str, Json] = {}
    highest: dict[str, Json] = {}
    for path, value in document.items():
        kind = table.fields[path].kind
        if not isinstance(kind, RowsKind):
            numbered[path] = value
            continue
        stamp: dict[str, Json] = {STAMP: seq} if STAMP in kind.columns else {}
        given = [row.cells for row in kind.decode(value) if not row.empty]
        rows: list[Json] = [
            {"id": f"r{number}", **cells, **stamp} for number, cells in enumerate(given, start=1)
        ]
        if rows:
            numbered[path] = rows
            highest[path] = len(rows)
    return numbered | ({ROW_IDS: highest} if highest else {})


def _refuse_stamp(change: Change, part: FieldPart) -> None:
    """Only the register says when a signature was given."""
    if isinstance(part.field.kind, RowsKind) and part.column == STAMP:
        raise Refused(f"{part.wording} ({change.field}): the register keeps it by itself.")


def _refuse_frozen(so_far: _ResolvedSoFar, table: Table, change: Change, part: FieldPart) -> None:
    """A frozen row stays as it is; freezing it can be undone."""
    kind = part.field.kind
    if not isinstance(kind, RowsKind) or not kind.frozen_by or part.row in ("", NEW_ROW):
        return
    rows = kind.decode((so_far.document(table, change.key) or {}).get(part.field.path))
    row = next((row for row in rows if row.id == part.row), None)
    if row is not None and row.cells.get(kind.frozen_by) and part.column != AFTER:
        raise Refused(
            f"{part.field.label}, row {part.row}: a frozen copy stays as it was; freeze the form "
            "again for the next version."
        )


def _placed(table: Table, change: Change) -> FieldPart:
    try:
        return table.part(change.field)
    except Unacceptable as error:
        raise Refused(sentence(str(error))) from None


def _row_numbered(so_far: _ResolvedSoFar, table: Table, change: Change, part: FieldPart) -> Change:
    if part.row != NEW_ROW:
        raise Refused(
            f"{part.field.label}: there is no row {part.row[:20]}; give a new row without an id."
        )
    document = so_far.document(table, change.key) or {}
    ids = document.get(ROW_IDS)
    given = ids.get(part.field.path) if isinstance(ids, dict) else None
    standing_rows = document.get(part.field.path)
    assert isinstance(part.field.kind, RowsKind)
    there = [int(row.id[1:]) for row in part.field.kind.decode(standing_rows)]
    highest = max([given if isinstance(given, int) else 0, *there])
    address = f"{part.field.path}.r{highest + 1}"
    return Change(change.table, change.key, address, None, change.is_)
