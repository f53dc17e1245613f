"""Records by what people call them: an id, a name, a URN, a school year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from store.dates.days import FIRST_YEAR, LAST_YEAR
from store.dates.school_years import year_counted, year_name
from store.errors import Refused
from store.matching import folded, matches
from store.paperwork import consortium, review
from store.paperwork.field_kinds import shown
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS, Table
from store.records.record import Record, SchoolReview
from store.register.register import Register
from store.text import clean_line

_YEAR = re.compile(r"([0-9]{4})(?:\s*[-–/]\s*([0-9]{2}|[0-9]{4}))?")
_NEAR = 3
"""How many near ones a refusal names, at most."""


def review_by_id(register: Register, text: str) -> Record:
    """The review of an id, in any case (`pr-2026-014`).

    Raises:
        Refused: when there is none, naming near ones.
    """
    wanted = clean_line(text).upper()
    lines = register.lines()
    for line in lines:
        if line.id == wanted:
            return register.record(REVIEWS, line.key)
    near = _close(wanted, [line.id for line in lines])
    hint = f"; did you mean {_either(near)}?" if near else "."
    raise Refused(f"There is no review {shown(text)}{hint}")


def school_named(register: Register, text: str) -> Record:
    """The school of a URN, a key, a name, or a part of a name that only one school has.

    Case, accents and white space make no difference. A whole name or short name is preferred to the
    beginning of one, that to the beginnings of words, and those to any other part.

    Raises:
        Refused: when there is none, or several; naming up to three.
    """
    names = (consortium.SCHOOL_NAME, consortium.SHORT_NAME)
    wanted = clean_line(text)
    if wanted.isascii() and wanted.isdecimal():
        schools = list(register.records(SCHOOLS))
        if matching := [school for school in schools if school[consortium.URN] == wanted]:
            return _only(matching, text)
        if matching := [school for school in schools if school.key == int(wanted)]:
            return matching[0]
    return _by_name(
        register, SCHOOLS, text, lambda school: [school[name] for name in names if school[name]]
    )


def people_named(register: Register, text: str) -> list[Record]:
    """Everybody of the directory with exactly this name, in any case."""
    wanted = clean_line(text).casefold()
    return [
        person
        for person in register.records(PEOPLE)
        if person[consortium.PERSON_NAME].casefold() == wanted
    ]


def person_named(register: Register, text: str) -> Record | None:
    """The one person of the directory with exactly this name, in any case; None without one."""
    people = people_named(register, text)
    return people[0] if len(people) == 1 else None


def year_record(register: Register, year: int) -> Record | None:
    """The record of a school year, named by the year of its September; None when it has none."""
    return register.find(YEARS, year)


def year_of(record: Record, today: date) -> int:
    """The school year a review counts in, as of `today`."""
    return year_counted(record[review.DATE_OF_REVIEW], record[review.FOR_YEAR], today)


def school_review_of(register: Register, record: Record) -> SchoolReview:
    """A review with its school and its school year's record."""
    school = record[review.SCHOOL]
    year = year_of(record, register.today)
    return SchoolReview(
        record,
        register.find(SCHOOLS, school) if school else None,
        year_record(register, year),
    )


def reviews_of_year(register: Register, year: int) -> list[Record]:
    """Every review of a school year (that of its September), by date, then by id.

    Those without a date come last.
    """
    lines = [line for line in register.lines() if line.year(register.today) == year]
    lines.sort(key=lambda line: (line.date or date.max, line.key))
    return [register.record(REVIEWS, line.key) for line in lines]


def school_reviews_of_year(register: Register, year: int) -> tuple[SchoolReview, ...]:
    """The reviews of a school year, each with its school and the year's record."""
    return tuple(school_review_of(register, record) for record in reviews_of_year(register, year))


def read_year(text: str) -> int | None:
    """The school year of `2026`, `2026-27`, `2026–27` or `2026/27`; None when it is none."""
    match = _YEAR.fullmatch(clean_line(text))
    if not match:
        return None
    first, last = int(match[1]), match[2]
    if last and int(last) % 100 != (first + 1) % 100:
        return None
    return first if FIRST_YEAR <= first <= LAST_YEAR else None


def record_named(register: Register, text: str) -> Record:
    """The record a command means.

    `PR-2026-014` is a review; `2026-27` a school year (empty as long as nothing is kept of it);
    `consortium` the consortium; `school:` and `person:` are followed by a name or a key, and
    `school:` also by a URN.

    Raises:
        Refused: when there is none, or several.
    """
    word, colon, rest = text.partition(":")
    kind = word.strip().casefold()
    if colon and kind == "school":
        return school_named(register, rest)
    if colon and kind == "person":
        return _person(register, rest)
    if not colon and kind == "consortium":
        return register.consortium
    if (year := read_year(text)) is not None:
        return year_record(register, year) or Record(YEARS, year, {})
    if kind.startswith("pr-"):
        return review_by_id(register, text)
    raise Refused(
        f"{shown(text)} names no record; give a review (PR-2026-014), a school year "
        f"({year_name(2026)}), school:NAME, person:NAME or consortium."
    )


def _person(register: Register, text: str) -> Record:
    wanted = clean_line(text)
    if wanted.isascii() and wanted.isdecimal():
        return register.record(PEOPLE, int(wanted))
    return _by_name(register, PEOPLE, text, lambda person: [person[consortium.PERSON_NAME]])


def _by_name(
    register: Register, table: Table, text: str, names: Callable[[Record], Sequence[str]]
) -> Record:
    wanted = _spaced(text)
    if not wanted:
        raise Refused(f"Which {table.singular} is not said; give its name.")
    records = list(register.records(table))

    def those(fits: Callable[[str], bool]) -> list[Record]:
        return [record for record in records if any(fits(_spaced(name)) for name in names(record))]

    for fits in (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted + " "),
        lambda name: name.startswith(wanted),
        lambda name: _begins_words(wanted, name),
        lambda name: matches(wanted, name),
    ):
        if matching := those(fits):
            return _only(matching, text)
    near = _close(wanted, [_spaced(name) for record in records for name in names(record)])
    called = [names(record)[0] for record in those(lambda name: name in near)]
    hint = f"; did you mean {_either(called)}?" if called else "."
    raise Refused(f"There is no {table.singular} called {shown(text)}{hint}")


def _only(matching: Sequence[Record], text: str) -> Record:
    if len(matching) == 1:
        return matching[0]
    table = matching[0].table
    number = consortium.URN if table is SCHOOLS else None
    listed = [
        record.plain(consortium.SCHOOL_NAME)
        + (f" (URN {record[number]})" if number and record[number] else f" ({record.key})")
        for record in matching[:_NEAR]
    ]
    more = f", and {len(matching) - _NEAR} more" if len(matching) > _NEAR else ""
    raise Refused(
        f"{shown(text)} can be {len(matching)} {'people' if table is PEOPLE else 'schools'}: "
        f"{', '.join(listed)}{more}. Write more of the name, or the number."
    )


def _begins_words(wanted: str, name: str) -> bool:
    """Whether every word of `wanted` begins a word of the name: "mary" is not in "primary"."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def _spaced(text: str) -> str:
    return " ".join(folded(clean_line(text)).split())


def _close(wanted: str, names: Sequence[str]) -> list[str]:
    from difflib import get_close_matches  # only a refusal needs it, and a start is faster

    return get_close_matches(wanted[:60], names, _NEAR, 0.6)


def _either(names: Iterable[str]) -> str:
    *first, last = list(names)[:_NEAR]
    return f"{', '.join(first)} or {last}" if first else last
