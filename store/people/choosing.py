"""Names read back from an editor, linked to whom they were linked to, or to whom was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from store.paperwork.list_kinds import as_entries
from store.values import Json


def relinked(value: Json, stored: Json, chosen: Mapping[str, int]) -> Json:
    """A person or a list of people read from text, each linked to whom it means.

    Text alone cannot tell two people of one name apart. `chosen` are keys by the name that was
    taken from the offers; a name that was not chosen anew keeps the link it had in `stored`. Where
    fewer of one name are left than there were, nobody can say who went: they are as `value` has
    them.
    """
    if isinstance(value, dict):
        return _each([value], [stored], chosen)[0]
    if isinstance(value, list):
        return _each(value, as_entries(stored), chosen)
    return value


def _each(entries: list[Json], stored: Sequence[Json], chosen: Mapping[str, int]) -> list[Json]:
    before: dict[str, list[int]] = {}
    for entry in stored:
        if isinstance(entry, dict) and isinstance(key := entry.get("person"), int):
            before.setdefault(str(entry["name"]), []).append(key)
    places = Counter(str(entry["name"]) for entry in entries if isinstance(entry, dict))
    linked: list[Json] = []
    for entry in entries:
        if isinstance(entry, dict):
            name = str(entry["name"])
            known, anew = before.get(name, []), chosen.get(name)
            if anew is not None and (places[name] == 1 or not known):
                entry = {**entry, "person": anew}
            elif known and places[name] >= len(known):
                entry = {**entry, "person": known.pop(0)}
                places[name] -= 1
        linked.append(entry)
    return linked
