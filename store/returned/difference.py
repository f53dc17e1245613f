"""One place where a returned form differs from what was sent, and from what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from store.paperwork.field import Field
from store.paperwork.kinds import Kind
from store.paperwork.rows import RowsKind
from store.records.keep_both import can_hold_both
from store.records.record import Record
from store.values import Json


class State(StrEnum):
    """How a difference stands to what the register holds now."""

    UNOPPOSED = "unopposed"
    OPPOSED = "opposed"
    THERE = "already there"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the form came back otherwise than it went out.

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
    state: State
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
