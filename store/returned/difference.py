"""One place where a returned form differs from what was sent, and from what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from store.changes.keep_both import can_hold_both
from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind
from store.paperwork.rows import STAMP, RowsKind
from store.records.record import Record


class DifferenceState(StrEnum):
    """How a difference stands to what the register holds now."""

    UNOPPOSED = "unopposed"
    OPPOSED = "opposed"
    THERE = "already there"


class FormDifference(Struct, frozen=True):
    """One place where the form came back different from how it went out.

    `column` is empty for a field that is no table, and for a whole row; `row` is empty for a row
    that is new. `base`, `returned` and `now` are plain text, empty for nothing; `was`, `value`
    and `stands` the same as they are stored, None for a row that is not there. `after` is the
    row before a new one.
    """

    record: Record
    field: Field[object]
    wording: str
    base: str
    returned: str
    now: str
    state: DifferenceState
    was: Json
    value: Json
    stands: Json
    row: str = ""
    column: str = ""
    after: str = ""

    @property
    def whole_row(self) -> bool:
        """Whether it is a row added or taken out."""
        return isinstance(self.field.kind, RowsKind) and not self.column

    @property
    def address(self) -> str:
        """Field, row and column, as a change names them; a new row is `+`."""
        if not isinstance(self.field.kind, RowsKind):
            return self.field.path
        parts = (self.field.path, self.row or "+", self.column)
        return ".".join(part for part in parts if part)

    @property
    def kind(self) -> Kind[object]:
        """The kind of what stands there."""
        if self.column and isinstance(self.field.kind, RowsKind):
            return self.field.kind.columns[self.column].kind
        return self.field.kind

    @property
    def holds_both(self) -> bool:
        """Whether the form's and the register's can be kept together."""
        return not self.whole_row and can_hold_both(self.kind)


def state_of(was: object, value: object, stands: object) -> DifferenceState:
    """How what came back stands to what went out (`was`) and to what `stands` here now."""
    if _same(value, stands):
        return DifferenceState.THERE
    return DifferenceState.UNOPPOSED if _same(was, stands) else DifferenceState.OPPOSED


def _same(first: object, second: object) -> bool:
    """Whether two values say the same; links of names do not count, since no form shows them."""
    return _unlinked(first) == _unlinked(second)


def _unlinked(value: object) -> object:
    if isinstance(value, list):
        return [_unlinked(entry) for entry in value]
    return value["name"] if isinstance(value, dict) and set(value) == {"name", "person"} else value


def same_signature(kind: RowsKind, first: Mapping[str, Json], second: Mapping[str, Json]) -> bool:
    """Whether two rows are the same signature: a role signs once, but several champions may."""
    if STAMP not in kind.columns or not first.get("role") or first["role"] != second.get("role"):
        return False
    several = first["role"] == review.IMPROVEMENT_CHAMPIONS.wording
    return not several or first.get("name") == second.get("name")
