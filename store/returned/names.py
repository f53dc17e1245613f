"""Names that somebody wrote on one line, told apart where every one of them is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.matching import folded
from store.paperwork import consortium
from store.paperwork.list_kinds import as_entries
from store.paperwork.tables import PEOPLE
from store.records.record import Record
from store.register.register import Register
from store.values import Json

_BETWEEN = re.compile(r"\s*[,;&/]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(\s*\d+\s*\)\s*\Z")


class KnownNames:
    """The names of the directory, and all that stand on a review."""

    def __init__(self, register: Register, review: Record) -> None:
        self._known = {
            folded(name): name
            for name in (
                *(each[consortium.PERSON_NAME] for each in register.records(PEOPLE)),
                *_names_in(dict(review.document)),
            )
            if name
        }

    def apart(self, entries: Json) -> Json:
        """The entries of a list of people, "Ann Wood, Ben Fox and Cy Day" as three of them.

        An entry of which any part is no known name stays one: it may be a team, or a title.
        """
        return [one for entry in as_entries(entries) for one in self._of(entry)]

    def _of(self, entry: Json) -> list[Json]:
        name = str(entry.get("name")) if isinstance(entry, dict) else ""
        if folded(name) in self._known:
            return [entry]
        parts = [part for part in _BETWEEN.split(_COUNT.sub("", name)) if part]
        if len(parts) < 2 or not all(folded(part) in self._known for part in parts):
            return [entry]
        return [{"name": self._known[folded(part)], "person": None} for part in parts]


def _names_in(value: Json) -> Iterator[str]:
    """Every name in what a record holds, however deep."""
    if isinstance(value, list):
        for entry in value:
            yield from _names_in(entry)
    elif isinstance(value, dict):
        if value.keys() == {"name", "person"}:
            yield str(value["name"])
        for entry in value.values():
            yield from _names_in(entry)
