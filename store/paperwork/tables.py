"""The tables of the register: which fields a record of each has, by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from store.field_values import Unacceptable
from store.paperwork import consortium, review
from store.paperwork.field import Field, Item
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.rows import RowsKind
from store.paperwork.stages import feedback, impact, plan, support, visit


class Table(Struct, frozen=True):
    """A kind of record: its name in the file, what one is called, its fields by path."""

    name: str
    singular: str
    fields: Mapping[str, Field[object]]

    def field(self, path: str) -> Field[object]:
        """The field of a path.

        Raises:
            Unacceptable: when there is none, naming the nearest ones.
        """
        if path in self.fields:
            return self.fields[path]
        from difflib import get_close_matches  # only for a mistyped path: a start is faster

        near = get_close_matches(path, self.fields, 3, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; see peer-review fields"
        raise Unacceptable(f"a {self.singular} has no field “{path[:60]}”{hint}")

    def part(self, address: str) -> FieldPart:
        """What a change's address names: a field, a row of one, or a cell.

        Raises:
            Unacceptable: when it names nothing.
        """
        if address in self.fields:
            return FieldPart(self.fields[address])
        for path, field in self.fields.items():
            if isinstance(field.kind, RowsKind) and address.startswith(path + "."):
                row, _, column = address[len(path) + 1 :].partition(".")
                if not column or column == AFTER or column in field.kind.columns:
                    return FieldPart(field, row, column)
        return FieldPart(self.field(address))


AFTER = "after"
"""In a change, the place of a row: the id of the row it stands after, or "" for the first."""


class FieldPart(Struct, frozen=True):
    """What an address names: a whole field, or a row of it, or one column of that row."""

    field: Field[object]
    row: str = ""
    column: str = ""

    @property
    def wording(self) -> str:
        """How a sentence names it."""
        words = self.field.label.rstrip(":")
        if self.row and isinstance(kind := self.field.kind, RowsKind):
            column = kind.columns.get(self.column)
            words += f", row {self.row}" + (f", {column.wording}" if column else "")
        return words


def _table(name: str, singular: str, fields: Iterable[Field[object]]) -> Table:
    return Table(name, singular, {field.path: field for field in fields})


REVIEWS = _table(
    "reviews",
    "review",
    (
        *review.FIELDS,
        *plan.FIELDS,
        *visit.FIELDS,
        *feedback.FIELDS,
        *summary.FIELDS,
        *action_plan.FIELDS,
        *support.FIELDS,
        *audit.OWN_FIELDS,
        *impact.FIELDS,
    ),
)
SCHOOLS = _table("schools", "school", consortium.SCHOOL_FIELDS)
PEOPLE = _table("people", "person", consortium.PERSON_FIELDS)
YEARS = _table("years", "year", impact.YEAR_FIELDS)
SETTINGS = _table("settings", "consortium", consortium.CONSORTIUM_FIELDS)

TABLES: Mapping[str, Table] = {
    table.name: table for table in (SETTINGS, YEARS, SCHOOLS, PEOPLE, REVIEWS)
}

ITEMS: Mapping[str, Item] = {
    item.path: item for item in (*plan.PAPERWORK, *plan.OPTIONAL_PAPERWORK)
}
"""The items of the paperwork, each of three fields, by the path they share."""
