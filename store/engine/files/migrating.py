"""Migrating a register's files: what was there is kept, the new form is put in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.durable import written
from store.engine.files.checkpoint import SCHEMA
from store.engine.files.files import Files
from store.engine.files.layout import encoded, key_read
from store.engine.files.lock import Lock
from store.engine.files.migrations import STEPS, Step, Tables, migrated
from store.engine.files.replacing import put_in_place, set_aside
from store.engine.files.temporary import beside
from store.errors import Damaged
from store.values import Json


class _Place(msgspec.Struct):
    schema: int
    offset: int = 0


class _Register(msgspec.Struct):
    register: dict[str, _Place]


def brought_up(files: Files, lock: Lock, steps: Mapping[int, Step] = STEPS) -> Path | None:
    """Migrate the register's file to today's schema; where the old files are kept.

    None when somebody else has done it meanwhile.

    The journal of the old form is kept with them; the history of the new one begins today.

    Raises:
        Damaged: when there is no step for a schema, the file does not read as JSON, or its
            journal holds changes that the file does not: they are in the old form.
        OSError: when it could not be written; what was there is there.
    """
    with lock.held():
        whole = files.path.read_bytes()
        try:
            place = msgspec.json.decode(whole, type=_Register).register["1"]
            if place.schema >= SCHEMA:
                return None
            tables = msgspec.json.decode(whole, type=Tables)
        except (ValueError, KeyError, RecursionError) as error:
            raise Damaged(f"{files.path} is damaged: {error}. Nothing was changed.") from None
        _refuse_later_changes(files, place)
        tables = migrated(tables, place.schema, SCHEMA, steps)
        tables["register"]["1"].pop("sum", None)
        with beside(files.path, files.rights) as (made, descriptor):
            register = tables.pop("register")["1"]
            written(descriptor, encoded(register, _by_key(files.path, tables)))
            os.fsync(descriptor)
            aside = set_aside(files, f"schema-{place.schema}")
            put_in_place(files, made, None, aside)
    return aside.path


def _by_key(path: Path, tables: Tables) -> dict[str, dict[int, dict[str, Json]]]:
    try:
        return {
            name: {key_read(key): document for key, document in table.items()}
            for name, table in tables.items()
        }
    except ValueError as error:
        raise Damaged(f"{path} is damaged: {error}. Nothing was changed.") from None


def _refuse_later_changes(files: Files, place: _Place) -> None:
    """The file alone is migrated: what only the journal has must be in it first."""
    try:
        with files.journal.open("rb") as journal:
            journal.seek(place.offset)
            later = journal.readline().endswith(b"\n")
    except FileNotFoundError:
        return
    if later:
        raise Damaged(
            f"{files.path} is of schema {place.schema}, and its journal holds changes that are not "
            "in it yet. Open it once with the version of Peer Review that wrote them; nothing was "
            "changed."
        )
