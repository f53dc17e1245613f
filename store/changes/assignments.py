"""FIELD=VALUE as changes: what a command line says a record should hold, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.changes.written_values import in_json, json_written, linked, value_written
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind, shown
from store.paperwork.rows import RowsKind
from store.paperwork.tables import AFTER, ITEMS, REVIEWS, SCHOOLS, FieldPart
from store.records.change import Change
from store.records.editing import setting, setting_cell
from store.records.record import Record
from store.register.register import Register
from store.text import ended


def assignments(
    register: Register, record: Record, pairs: Sequence[tuple[str, str]]
) -> list[Change]:
    """The changes that make `record` hold what pairs of FIELD and VALUE say.

    FIELD is the path of a field, of an item (its state; or an object of its subpaths), or of a
    cell (`action_plan.rows.r3.who`). VALUE is what a person would type, or JSON where the field
    holds a list or rows. A school is named, and `school_name` follows it.

    Raises:
        Refused: naming the field and why; no change is made of any of them then.
    """
    wanted = _Wanted(register, record)
    for path, text in pairs:
        try:
            wanted.add(path.strip(), text)
        except Unacceptable as error:
            where = _shown(wanted.wording(path), path)
            raise Refused(f"{where}: {ended(str(error))}") from None
    return wanted.changes


class _Wanted:
    """The changes of one command, and what has been given for each field of the record."""

    def __init__(self, register: Register, record: Record) -> None:
        self.changes: list[Change] = []
        self._register = register
        self._record = record
        self._said: dict[str, Json] = {}

    def add(self, path: str, text: str) -> None:
        """Add the changes that one FIELD=VALUE asks for."""
        if self._record.table is REVIEWS and path in ITEMS:
            for field, value in self._of_item(path, text):
                self._set(field, value)
            return
        part = self._record.table.part(path)
        if part.row:
            self._set_cell(part, text)
            return
        value = self._value(part.field.kind, text)
        self._set(part.field, value)
        if part.field is not review.SCHOOL or review.SCHOOL_NAME.path in self._said:
            return
        if isinstance(value, int):  # emptied, it is refused when the list is applied
            school = self._register.record(SCHOOLS, value)
            name = setting(self._record, review.SCHOOL_NAME, school[consortium.SCHOOL_NAME])
            self.changes += name

    def wording(self, path: str) -> str:
        """How a sentence names what a path is for; nothing when it is for nothing."""
        try:
            return self._record.table.part(path.strip()).wording
        except Unacceptable:
            item = ITEMS.get(path.strip())
            return item.wording if item and self._record.table is REVIEWS else ""

    def _set(self, field: Field[object], value: Json) -> None:
        path = field.path
        if any(said == path or said.startswith(path + ".") for said in self._said):
            raise Unacceptable("it is given twice")
        accepted = field.kind.accept(value)
        self._said[path] = accepted
        if field is review.SCHOOL_NAME:  # said beside a school: what is said goes before
            self.changes = [change for change in self.changes if change.field != path]
        self.changes += setting(self._record, field, accepted)

    def _set_cell(self, part: FieldPart, text: str) -> None:
        kind = part.field.kind
        assert isinstance(kind, RowsKind)
        if part.column in ("", AFTER):
            raise Unacceptable(
                f"rows are added, moved and removed by giving the whole of {part.field.path} as "
                "JSON; one cell is "
                f"{part.field.path}.{part.row}.{next(iter(kind.columns))}"
            )
        rows = kind.decode(self._record.stored(part.field))
        if all(row.id != part.row for row in rows):
            ids = ", ".join(row.id for row in rows) or "none"
            raise Unacceptable(f"there is no row {part.row[:20]}; there are: {ids}")
        address = f"{part.field.path}.{part.row}.{part.column}"
        if {address, part.field.path} & set(self._said):
            raise Unacceptable("it is given twice")
        value = self._value(kind.columns[part.column].kind, text)
        self._said[address] = value
        self.changes += setting_cell(self._record, part.field, part.row, part.column, value)

    def _of_item(self, path: str, text: str) -> Iterator[tuple[Field[object], Json]]:
        item = ITEMS[path]
        if not text.lstrip().startswith("{"):
            yield item.state, self._value(item.state.kind, text)
            return

        parts = {field.path.removeprefix(path + "."): field for field in item.fields}
        given = json_written(text, f'{{"{next(iter(parts))}": "…"}}')
        if not isinstance(given, dict):
            raise Unacceptable(f"{shown(text)} is not an object with {', '.join(parts)}")
        for part, value in given.items():
            if part not in parts:
                raise Unacceptable(f"it has no “{part[:40]}”, only {', '.join(parts)}")
            yield parts[part], in_json(self._register, parts[part].kind, value)

    def _value(self, kind: Kind[object], text: str) -> Json:
        return linked(self._register, kind, value_written(self._register, kind, text))


def _shown(wording: str, path: str) -> str:
    return f"{wording} ({path})" if wording else path[:60]
