"""Two entries of one person merged; what is given up of either is shown first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.matching import folded
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind, RecordKind, TextKind
from store.paperwork.list_kinds import ListKind, as_entries
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE
from store.people.linked_names import NameMention, linking, mentions
from store.people.person import school_name
from store.records.change import MADE, Change
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from store.text import capital


class MergedField(Struct, frozen=True):
    """A field in which the entry to be removed has something: both sides, and the merged value.

    `kept`, `other` and `shown` are what people read; `becomes` is `shown` as it is stored.
    """

    field: Field[object]
    kept: str
    other: str
    shown: str
    becomes: Json

    @property
    def given_up(self) -> bool:
        """Whether what the other entry says is lost by the merge."""
        return self.shown == self.kept and self.other != self.kept


class Merging(Struct, frozen=True):
    """What merging `other` into `keep` means: fields, mentions that move, the list of changes."""

    keep: Record
    other: Record
    fields: tuple[MergedField, ...]
    mentions: tuple[NameMention, ...]
    changes: tuple[Change, ...]


def merging(register: Register, keep: Record, other: Record) -> Merging:
    """What makes two entries one: `keep` stays, and takes over what it lacks; `other` goes.

    Lists are joined and texts put one below the other; in a field of one value the kept entry's
    stands. Names on reviews stay as they were typed.

    Raises:
        Refused: when they are one entry, or the kept one cannot hold both.
    """
    if keep.key == other.key:
        raise Refused("That is one entry, not two; name two.")
    fields = tuple(_merged_fields(register, keep, other))
    moved = tuple(mention for mention in mentions(register) if mention.name.person == other.key)
    changes: list[Change] = []
    for merged in fields:
        try:
            changes += setting(keep, merged.field, merged.becomes)
        except Unacceptable as error:
            raise Refused(
                f"{merged.field.label}: {capital(str(error))}; shorten it first."
            ) from None
    changes += linking(moved, keep.key)
    changes.append(Change(PEOPLE.name, other.key, MADE, dict(other.document), None))
    return Merging(keep, other, fields, moved, tuple(changes))


def _merged_fields(register: Register, keep: Record, other: Record) -> Iterator[MergedField]:
    for field in PEOPLE.fields.values():
        if other.has(field):
            becomes = _united(keep, other, field)
            kept, gone, shown = (
                _plain(register, field.kind, each)
                for each in (keep.stored(field), other.stored(field), becomes)
            )
            yield MergedField(field, kept, gone, shown, becomes)


def _plain(register: Register, kind: Kind[object], stored: Json) -> str:
    """A value as people read it, a school by its name."""
    if isinstance(kind, RecordKind):
        return school_name(register, kind.decode(stored))
    if not isinstance(kind, RowsKind):
        return kind.plain(stored)
    rows = (
        (
            _plain(register, column.kind, row.cells.get(path))
            for path, column in kind.columns.items()
        )
        for row in kind.decode(stored)
    )
    return "; ".join(" · ".join(filter(None, cells)) for cells in rows)


def _united(keep: Record, other: Record, field: Field[object]) -> Json:
    mine, theirs = keep.stored(field), other.stored(field)
    if not keep.has(field):
        return _without_ids(theirs) if isinstance(field.kind, RowsKind) else theirs
    if isinstance(field.kind, RowsKind):
        known = [row.cells for row in field.kind.decode(mine)]
        new = [row.cells for row in field.kind.decode(theirs) if row.cells not in known]
        return [*as_entries(mine), *new]
    if isinstance(field.kind, ListKind):
        said = {folded(str(entry)) for entry in as_entries(mine)}
        return [*as_entries(mine), *(e for e in as_entries(theirs) if folded(str(e)) not in said)]
    if isinstance(field.kind, TextKind) and str(theirs) not in str(mine):
        return f"{mine}\n{theirs}"
    return mine


def _without_ids(rows: Json) -> Json:
    return [
        {path: cell for path, cell in row.items() if path != "id"}
        for row in as_entries(rows)
        if isinstance(row, dict)
    ]
