"""Migrations: an older register's file, one step of its schema at a time.

A step takes the whole file as plain JSON (its tables) from schema `n` to `n + 1`. There is one
schema so far, and so no step yet; the way is here, and proved with steps of the tests' own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from store.errors import Damaged
from store.values import Json

Tables: TypeAlias = dict[str, dict[str, dict[str, Json]]]
Step: TypeAlias = Callable[[Tables], Tables]

STEPS: dict[int, Step] = {}
"""The steps by the schema they start from."""


def migrated(tables: Tables, found: int, wanted: int, steps: Mapping[int, Step] = STEPS) -> Tables:
    """The file's tables in schema `wanted`, from schema `found`.

    Raises:
        Damaged: when a step is missing: no version of this program ever wrote such a schema.
    """
    for schema in range(found, wanted):
        if schema not in steps:
            raise Damaged(
                f"The register says it is of schema {schema}, which no version of Peer Review "
                "wrote. Nothing was changed."
            )
        tables = steps[schema](tables)
        tables["register"]["1"]["schema"] = schema + 1
    return tables
