"""Kinds that hold an ordered list, one entry a line: people, bullets, lists of lines."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from store.field_values import Json, Name, Unacceptable
from store.paperwork.field_kinds import LINE, PERSON, Kind, as_name, shown
from store.text import LIST_LIMIT

T_co = TypeVar("T_co", covariant=True)


class ListKind(Kind[tuple[T_co, ...]]):
    """An ordered list of at most 100 entries; in an editor, and read back, one entry a line."""

    empty: Json = []  # noqa: RUF012 (a stored value is never changed in place)

    @property
    @abstractmethod
    def entry(self) -> Kind[T_co | None]:
        """The kind of one entry."""

    def accept(self, given: Json) -> Json:
        if given is None or given == "":
            return []
        if isinstance(given, str):
            given = as_list(given)
        if not isinstance(given, list):
            raise Unacceptable(f"{shown(given)} is not a list")
        entries: list[Json] = []
        for number, value in enumerate(given, start=1):
            try:
                entry = self.entry.accept(value)
            except Unacceptable as error:
                raise Unacceptable(f"entry {number}: {error}") from None
            if entry not in ("", None):
                entries.append(entry)
        if len(entries) > LIST_LIMIT:
            raise Unacceptable(f"it has {len(entries)} entries; at most {LIST_LIMIT} can be kept")
        return entries

    def parse(self, typed: str, today: date) -> Json:
        return self.accept(list(typed.splitlines()))

    def plain(self, stored: Json) -> str:
        return ", ".join(self.entry.plain(entry) for entry in as_entries(stored))

    def typed(self, stored: Json) -> str:
        return "\n".join(self.entry.plain(entry) for entry in as_entries(stored))

    def references(self, stored: Json) -> Iterator[tuple[str, int]]:
        for entry in as_entries(stored):
            yield from self.entry.references(entry)


class PeopleKind(ListKind[Name]):
    """An ordered list of persons."""

    name = "people"
    entry = PERSON

    def decode(self, stored: Json) -> tuple[Name, ...]:
        return tuple(name for entry in as_entries(stored) if (name := as_name(entry)))


class BulletsKind(ListKind[str]):
    """An ordered list of lines; the paper prints them as bullets."""

    name = "bullets"
    entry = LINE

    def decode(self, stored: Json) -> tuple[str, ...]:
        return tuple(entry for entry in as_entries(stored) if isinstance(entry, str))


class LinesKind(BulletsKind):
    """An ordered list of lines, of which some may only be chosen from `options`."""

    name = "list"

    def __init__(self, *options: str) -> None:
        self.options = options

    def accept(self, given: Json) -> Json:
        accepted = super().accept(given)
        entries = as_entries(accepted)
        if not self.options:
            return accepted
        known = {option.casefold(): option for option in self.options}
        for entry in entries:
            if str(entry).casefold() not in known:
                raise Unacceptable(f"{shown(entry)} is not one of: {', '.join(self.options)}")
        chosen: list[Json] = []
        for entry in entries:
            if (option := known[str(entry).casefold()]) not in chosen:
                chosen.append(option)
        return chosen


def as_list(given: str) -> Json:
    """A list given as JSON, or one entry a line."""
    if given.lstrip().startswith("["):
        try:
            parsed: Json = json.loads(given)
        except (ValueError, RecursionError):
            parsed = None
        if isinstance(parsed, list):
            return parsed
    return list[Json](given.splitlines())


def as_entries(stored: Json) -> Sequence[Json]:
    """The entries of a stored list; none for anything else."""
    return stored if isinstance(stored, list) else []


def relinked(value: Json, stored: Json, chosen: Mapping[str, int]) -> Json:
    """A person or a list of people read from text, each linked to whom it means.

    Text alone cannot tell two people of one name apart. `chosen` are keys by the name that was
    taken from the offers; a name that was not chosen anew keeps the link it had in `stored`. Where
    fewer of one name are left than there were, nobody can say who went: they are as `value` has
    them.
    """
    if isinstance(value, dict):
        return _linked([value], [stored], chosen)[0]
    if isinstance(value, list):
        return _linked(value, as_entries(stored), chosen)
    return value


def _linked(entries: list[Json], stored: Sequence[Json], chosen: Mapping[str, int]) -> list[Json]:
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


PEOPLE = PeopleKind()
BULLETS = BulletsKind()
LINES = LinesKind()
