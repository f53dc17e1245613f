"""What a field can hold: JSON as it is stored, and the typed values it is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
    """A stored value. No floats: nothing in the paper is one, and NaN could come with them."""
else:
    # msgspec reads any JSON into an object; types that name themselves it does not know.
    Json = object


Address: TypeAlias = tuple[str, int, str]
"""A field, or a cell, of one record: table, key, address."""


class Unacceptable(ValueError):
    """A value that a field cannot hold; the message is a sentence that says why."""


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody's name as written, and their key in the directory (`people`) if they are in it."""

    name: str
    person: int | None = None

    def __str__(self) -> str:
        return self.name
