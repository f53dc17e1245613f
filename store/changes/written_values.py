"""A value as it is written on a command line, for each kind of field."""

from __future__ import annotations

import json

import msgspec

from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.paperwork.field_kinds import DateKind, Kind, PersonKind, RecordKind, shown
from store.paperwork.list_kinds import ListKind, PeopleKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import SCHOOLS
from store.register.finding import person_named, school_named
from store.register.register import Register

_decoder: msgspec.json.Decoder[Json] = msgspec.json.Decoder()
_LIST = '["…", "…"]'


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
            return kind.accept(_parts(register, kind, text))
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


def json_written(text: str, example: str) -> Json:
    """The value of JSON; `example` is what to write where it is none.

    Raises:
        Unacceptable: when it is none, saying where.
    """
    try:
        return _decoder.decode(text.encode(errors="replace"))
    except ValueError:
        raise Unacceptable(f"{_broken(text)}; write for example {example}") from None
    except RecursionError:
        raise Unacceptable("this JSON is nested too deeply") from None


def in_json(register: Register, kind: Kind[object], value: Json) -> Json:
    """A part of what was given as JSON; a date in it may be written as people write dates.

    Raises:
        Unacceptable: when it is no date.
    """
    if isinstance(kind, DateKind) and isinstance(value, str):
        return kind.parse(value, register.today)
    return value


def _broken(text: str) -> str:
    """Where `text` is no JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()):
            return "this JSON breaks off at its end"
        return f"this JSON cannot be read from character {error.pos + 1} on"
    return "this JSON cannot be read"


def _parts(register: Register, kind: Kind[object], text: str) -> Json:
    start = "".join(text.split())[:2]
    if isinstance(kind, PersonKind):
        return json_written(text, '{"name": "…"}') if start[:1] == "{" else text
    if isinstance(kind, RowsKind):
        example = f'[{{"{next(iter(kind.columns))}": "…"}}]'
        if text.strip() and start[:1] != "[":
            raise Unacceptable(
                f"{shown(text)} is not a list of rows; write them as JSON, for example {example}"
            )
        given = json_written(text, example) if text.strip() else []
        return _dated(register, kind, given)
    if start in ('["', "[{", "[]", "[n"):
        return json_written(text, _LIST)
    if start[:1] in ("{", '"') and _is_json(text):
        raise Unacceptable(
            f"{shown(text)} is JSON, but no list; write one entry a line, or for example {_LIST}"
        )
    return list[Json](text.splitlines())


def _dated(register: Register, kind: RowsKind, given: Json) -> Json:
    """Rows as they were given, their dates in the stored form."""
    if not isinstance(given, list):
        return given
    rows: list[Json] = []
    for number, row in enumerate(given, start=1):
        if not isinstance(row, dict):
            rows.append(row)
            continue
        cells = dict(row)
        for path, column in kind.columns.items():
            if path in cells:
                try:
                    cells[path] = in_json(register, column.kind, cells[path])
                except Unacceptable as error:
                    raise Unacceptable(f"row {number}: {path}: {error}") from None
        rows.append(cells)
    return rows


def _is_json(text: str) -> bool:
    try:
        _decoder.decode(text.encode(errors="replace"))
    except msgspec.MsgspecError:
        return False
    return True


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
