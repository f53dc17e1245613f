"""A value as it is written on a command line, for each kind of field."""

from __future__ import annotations

import msgspec

from store.paperwork.kinds import Kind, PersonKind, RecordKind, shown
from store.paperwork.lists import ListKind, PeopleKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import SCHOOLS
from store.register.errors import Refused
from store.register.finding import person_named, school_named
from store.register.register import Register
from store.values import Json, Unacceptable

_decoder: msgspec.json.Decoder[Json] = msgspec.json.Decoder()


def value_written(register: Register, kind: Kind[object], text: str) -> Json:
    """The value of a kind that `text` means: as people type it, or JSON where it is made of parts.

    `null` empties what holds one thing (a date, a choice, a number, a person, a school).

    Raises:
        Unacceptable: with a sentence that says why it cannot be held.
    """
    if kind.empty is None and text.strip() in ("", "null"):
        return None
    if isinstance(kind, RecordKind):
        return _named(register, kind, text)
    try:
        if isinstance(kind, ListKind | RowsKind | PersonKind):
            return kind.accept(_parts(kind, text))
        return kind.parse(text, register.today)
    except RecursionError:
        raise Unacceptable("it is nested too deeply") from None


def linked(register: Register, kind: Kind[object], value: Json) -> Json:
    """An accepted value, each name that is one listed person's linked to them."""
    if isinstance(kind, PersonKind):
        return _link(register, value)
    if isinstance(kind, PeopleKind) and isinstance(value, list):
        return [_link(register, entry) for entry in value]
    return value


def json_written(text: str) -> Json:
    """The value of JSON.

    Raises:
        Unacceptable: when it is none, saying where.
    """
    try:
        return _decoder.decode(text.encode(errors="replace"))
    except ValueError as error:
        raise Unacceptable(f"this JSON cannot be read: {error}") from None
    except RecursionError:
        raise Unacceptable("this JSON is nested too deeply") from None


def _parts(kind: Kind[object], text: str) -> Json:
    start = "".join(text.split())[:2]
    if isinstance(kind, PersonKind):
        return json_written(text) if start[:1] == "{" else text
    if isinstance(kind, RowsKind):
        if text.strip() and start[:1] != "[":
            raise Unacceptable(
                f"{shown(text)} is not a list of rows; write them as JSON, for example "
                f'[{{"{next(iter(kind.columns))}": "…"}}]'
            )
        return json_written(text) if text.strip() else []
    if start in ('["', "[{", "[]", "[n"):
        return json_written(text)
    return list[Json](text.splitlines())


def _named(register: Register, kind: RecordKind, text: str) -> Json:
    if kind.table != SCHOOLS.name:
        return kind.accept(text)
    try:
        return school_named(register, text).key
    except Refused as error:
        raise Unacceptable(str(error)) from None


def _link(register: Register, value: Json) -> Json:
    if not isinstance(value, dict) or value.get("person") is not None:
        return value
    person = person_named(register, str(value["name"]))
    return {**value, "person": person.key} if person else value
