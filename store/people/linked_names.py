"""Where people are named, on reviews, schools and school years, and to whom each name is linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from store.field_values import Json, Name
from store.paperwork.field import Field
from store.paperwork.field_kinds import Kind, PersonKind, as_name
from store.paperwork.list_kinds import PeopleKind, as_entries
from store.paperwork.rows import RowsKind
from store.paperwork.tables import TABLES
from store.records.change import Change
from store.records.record import Record
from store.register.register import Register


class NameMention(Struct, frozen=True):
    """A name where it stands: on which record, in which field, at which address.

    `position` counts from 0 where the address holds a list of people; else it is None.
    `stored` is what the address holds.
    """

    record: Record
    field: Field[object]
    address: str
    position: int | None
    name: Name
    stored: Json


def mentions_on(record: Record) -> Iterator[NameMention]:
    """Every name on a record, in the order of its fields."""
    for path, field in record.table.fields.items():
        stored = record.document.get(path)
        if stored is None:
            continue
        yield from _at(record, field, path, field.kind, stored)
        if not isinstance(field.kind, RowsKind):
            continue
        for row in field.kind.decode(stored):
            for column, cell in row.cells.items():
                kind = field.kind.columns[column].kind
                yield from _at(record, field, f"{path}.{row.id}.{column}", kind, cell)


def mentions(register: Register) -> Iterator[NameMention]:
    """Every name of the register, on records of every table."""
    for table in TABLES.values():
        for record in register.records(table):
            yield from mentions_on(record)


def linking(chosen: Iterable[NameMention], person: int) -> list[Change]:
    """The changes that link these mentions to a person of the directory, one for each address.

    The names stay as they were typed.
    """
    by_address: dict[tuple[str, int, str], list[NameMention]] = {}
    for mention in chosen:
        by_address.setdefault(
            (mention.record.table.name, mention.record.key, mention.address), []
        ).append(mention)
    return [
        Change(*address, together[0].stored, _linked(together, person))
        for address, together in by_address.items()
    ]


def _linked(together: list[NameMention], person: int) -> Json:
    stored = together[0].stored
    if isinstance(stored, dict):
        return {**stored, "person": person}
    positions = {mention.position for mention in together}
    return [
        {**entry, "person": person} if at in positions and isinstance(entry, dict) else entry
        for at, entry in enumerate(as_entries(stored))
    ]


def _at(
    record: Record, field: Field[object], address: str, kind: Kind[object], stored: Json
) -> Iterator[NameMention]:
    if isinstance(kind, PersonKind):
        if name := as_name(stored):
            yield NameMention(record, field, address, None, name, stored)
    elif isinstance(kind, PeopleKind):
        for at, entry in enumerate(as_entries(stored)):
            if name := as_name(entry):
                yield NameMention(record, field, address, at, name, stored)
