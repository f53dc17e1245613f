"""Migrating a register's files: what was there is kept, the new form is put in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.durable import written
from store.register.checkpoint import SCHEMA
from store.register.errors import Damaged
from store.register.files import Files
from store.register.lock import Lock
from store.register.migrations import STEPS, Step, Tables, migrated
from store.register.replacing import put_in_place, set_aside
from store.register.rights import NEW_MODE


def brought_up(files: Files, found: int, lock: Lock, steps: Mapping[int, Step] = STEPS) -> Path:
    """Migrate the register's file from schema `found` to today's; where the old files are kept.

    The journal of the old form is kept with them; the history of the new one begins today.

    Raises:
        Damaged: when there is no step for a schema, or the file does not read as JSON.
        OSError: when it could not be written; what was there is there.
    """
    with lock.held():
        try:
            tables = msgspec.json.decode(files.path.read_bytes(), type=Tables)
        except msgspec.MsgspecError as error:
            raise Damaged(f"{files.path} is damaged: {error}. Nothing was changed.") from None
        made = files.path.with_name(f".{files.path.name}.{os.getpid()}.schema.tmp")
        whole = msgspec.json.encode(migrated(tables, found, SCHEMA, steps))
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, NEW_MODE)
        try:
            files.rights.give(descriptor)
            written(descriptor, whole)
            os.fsync(descriptor)
            aside = set_aside(files, f"schema-{found}")
            put_in_place(files, made, None)
        finally:
            os.close(descriptor)
            made.unlink(missing_ok=True)
    return aside.path
