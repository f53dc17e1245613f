"""The schools of a file in the order of a list, to be searched while one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from store.imports.schools_file import SchoolFacts, SchoolsFile
from store.matching import hay_of, places_in


@dataclass(frozen=True, slots=True)
class SchoolsSearched:
    """A file's schools in their order, what a search looks in for each, and the notices."""

    schools: tuple[SchoolFacts, ...]
    hays: tuple[str, ...]
    notices: tuple[str, ...]

    def places(self, needle: str) -> list[int]:
        """The places of the schools that match what was typed."""
        return places_in(self.hays, needle)


def texts(fact: SchoolFacts) -> tuple[str, ...]:
    """What a search among a file's schools looks in."""
    return (fact.name, fact.urn, fact.town, fact.postcode, fact.phase)


def searched(file: SchoolsFile, first: Callable[[SchoolFacts], bool]) -> SchoolsSearched:
    """The schools of a file: those that are `first`, then the others, each part by name."""
    schools = sorted(file.schools, key=lambda one: (not first(one), one.name.casefold(), one.urn))
    hays = tuple(hay_of(*texts(one)) for one in schools)
    return SchoolsSearched(tuple(schools), hays, file.notices)
