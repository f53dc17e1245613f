"""The themes paper: what the year's reviews were about, so that nobody can be recognised.

It holds themes and counts, and no text that anybody wrote about a school. A group of fewer than
`FEWEST` schools is merged with the others of that size; where all of those together are fewer
still, they are left out, and the paper says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.field import Field, Offers
from store.paperwork.field_kinds import PersonKind
from store.paperwork.forms import action_plan
from store.paperwork.list_kinds import PeopleKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS, Table
from store.records.record import Record, SchoolReview

FEWEST = 3
"""The schools that a group has at least."""
OTHER = "Other themes"
_WORDS = re.compile(r"\w+")


class Group(Struct, frozen=True):
    """A theme: how many schools it was chosen for, and of their actions how many were achieved."""

    theme: str
    schools: int
    actions: int
    achieved: int


class Themes(Struct, frozen=True):
    """The groups, the largest first; how many schools there were; whether any were left out.

    Where there were fewer than `FEWEST` schools in all there is no group.
    """

    groups: tuple[Group, ...]
    schools: int
    left_out: bool


def themes_of(
    school_reviews: Iterable[SchoolReview], listed: Iterable[str], names: Iterable[str]
) -> Themes:
    """The themes of reviews that were not cancelled.

    Only those that the consortium has `listed` stand there by name: anything else is somebody's
    own text. Nor does one that holds one of the `names`. They are merged.
    """
    held = [each for each in school_reviews if each.review[review.STATUS] != "cancelled"]
    forbidden = words_of(names)
    known = {folded(theme): theme for theme in listed}
    by_theme: dict[str, list[SchoolReview]] = {}
    for school_review in held:
        for theme in school_review.review[review.THEMES]:
            by_theme.setdefault(folded(theme), []).append(school_review)
    groups: list[Group] = []
    small: list[SchoolReview] = []
    for key, those in by_theme.items():
        theme = known.get(key, "")
        if len(_schools(those)) < FEWEST or not theme or names_somebody(theme, forbidden):
            small += those
        else:
            groups.append(_group(theme, those))
    if len(_schools(small)) >= FEWEST:
        groups.append(_group(OTHER, small))
    groups.sort(key=lambda group: (group.theme == OTHER, -group.schools, folded(group.theme)))
    left_out = bool(small) and len(_schools(small)) < FEWEST
    schools = len(_schools(held))
    return Themes(tuple(groups) if schools >= FEWEST else (), schools, left_out)


def _group(theme: str, those: Sequence[SchoolReview]) -> Group:
    different = {each.review.key: each.review for each in those}.values()
    rows = [row for record in different for row in record[action_plan.ROWS] if not row.empty]
    achieved = sum(row[action_plan.OUTCOME] == "achieved" for row in rows)
    return Group(theme, len(_schools(those)), len(rows), achieved)


def _schools(school_reviews: Iterable[SchoolReview]) -> set[object]:
    """The schools of reviews: one that is not in the register counts by its name."""
    return {
        each.review[review.SCHOOL] or folded(each.review[review.SCHOOL_NAME])
        for each in school_reviews
    }


def words_of(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Names as their words, whatever their case and accents; each name once."""
    return list(dict.fromkeys(words for name in names if (words := _words(name))))


def names_somebody(text: str, names: Sequence[tuple[str, ...]]) -> bool:
    """Whether a text holds a name, or has no word by which that could be told.

    `names` are as `words_of` gives them.
    """
    words = _words(text)
    return not words or any(_within(name, words) for name in names)


def _within(part: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(folded(text)))


_NAMES: tuple[tuple[Table, tuple[Field[str], ...]], ...] = (
    (SCHOOLS, (consortium.SCHOOL_NAME, consortium.SHORT_NAME)),
    (PEOPLE, (consortium.PERSON_NAME,)),
    (REVIEWS, (review.SCHOOL_NAME,)),
    (YEARS, ()),
)
"""The tables whose records have names in them, each with the fields of a record's own."""


def names_in(records: Callable[[Table], Iterable[Record]]) -> Iterator[str]:
    """The names of schools and people: of the directory, and typed on any review or year.

    `records` reads a table. Who delivers an action, and the like, is among them, where people
    write "Maths lead" as well as a name.
    """
    for table, names in _NAMES:
        for record in records(table):
            yield from (record[name] for name in names)
            yield from _people(record)


def _people(record: Record) -> Iterator[str]:
    """The people who stand in a record's own fields, and in its tables."""
    for path in record.document:
        field = record.table.fields.get(path)
        if field is None:
            continue
        kind, stored = field.kind, record.stored(field)
        if isinstance(kind, PersonKind | PeopleKind):
            yield from kind.typed(stored).split("\n")
        elif isinstance(kind, RowsKind):
            columns = [column for column in kind.columns.values() if _of_people(column)]
            for row in kind.decode(stored):
                for column in columns:
                    yield from row.plain(column).split("\n")


def _of_people(column: Field[object]) -> bool:
    return isinstance(column.kind, PersonKind | PeopleKind) or column.offers is Offers.PEOPLE
