"""Schools read from a CSV file: the extract of "Get Information About Schools", or one like it.

Columns are matched by name, in any order; of the extract's 150 or so some are read, and only
the school's name is needed. The file is read row by row: of 52,000 rows no more is held at a time
than one, and the schools that are wanted of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from store.errors import Unreadable
from store.imports.csv_text import encoding_of, lines_of, records
from store.imports.school_columns import COLUMNS, no_names, not_there, places, renamed
from store.text import LINE_LIMIT, clean_line

_NO_RELIGION = ("", "does not apply", "none")
_URN = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})?")  # a school has fewer than a million pupils
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_ROWS_BETWEEN = 500
"""Rows read before it is told again how far the reading is."""


class SchoolFacts(msgspec.Struct, frozen=True):
    """What a schools file says of one school; what it does not say is empty."""

    name: str
    urn: str = ""
    phase: str = ""
    religious_character: str = ""
    pupils: int | None = None
    town: str = ""
    postcode: str = ""
    telephone: str = ""
    headteacher: str = ""
    open: bool = True
    email: str = ""
    close_date: date | None = None


class SchoolsFile(msgspec.Struct, frozen=True):
    """The wanted schools of a file in its order, and what else is to be said of it.

    `notices` are sentences about what was left out or altered; `rows` is how many schools the file
    has, wanted or not; `lacking` names the extract's columns that it does not have.
    """

    schools: tuple[SchoolFacts, ...]
    notices: tuple[str, ...]
    rows: int = 0
    lacking: tuple[str, ...] = ()


def _every(_school: SchoolFacts) -> bool:
    return True


def quietly(_done: int, _total: int) -> None:
    """Ignore how far the reading has got."""


def read_schools(
    file: BinaryIO,
    today: date,
    *,
    wanted: Callable[[SchoolFacts], bool] = _every,
    tell: Callable[[int, int], None] = quietly,
) -> SchoolsFile:
    """The schools of a CSV file: UTF-8 or Windows-1252; commas, semicolons or tabs.

    A school is closed when the file says so or its closing date is before `today`. Rows without
    a name, with a value over 500 characters or with a URN seen before are left out, each with a
    notice that names its line; a URN that is no number is left out of its row, with a notice.

    `wanted` says of each school whether it is among those that are given back. `tell` hears now
    and then how many bytes of how many have been read; what it raises ends the reading.

    Raises:
        Unreadable: the file is empty, no CSV, or has no column with the schools' names.
    """
    total = file.seek(0, 2)
    headings, delimiter = headings_of(file)
    at = places(headings)
    schools: list[SchoolFacts] = []
    notices = renamed(headings)
    lines: dict[str, int] = {}  # where each URN was first seen
    read = closed = 0
    rows = records(lines_of(file, encoding_of(file)), delimiter)
    next(rows)
    for number, (line, cells) in enumerate(rows):
        if number % _ROWS_BETWEEN == 0:
            tell(file.tell(), total)
        row = {
            field: clean_line(cells[index]) if index < len(cells) else ""
            for field, index in at.items()
        }
        reason = _left_out(row, lines)
        if reason:
            notices.append(f"Line {line} was left out: {reason}")
            continue
        lines.setdefault(_urn(row), line)
        school = _facts(row, today)
        read += 1
        if not wanted(school):
            continue
        closed += not school.open
        notices += [f"Line {line}: {doubt}" for doubt in _doubts(row, cells, len(headings))]
        schools.append(school)
    tell(total, total)
    if closed:
        one_of = f"{closed:,} of {len(schools):,} schools"
        notices.append(f"{one_of} {_plural(closed, 'is', 'are')} closed.")
    if not read:
        notices.append("No school was found below the headings.")
    return SchoolsFile(tuple(schools), tuple(notices), read, not_there(headings))


def headings_of(file: BinaryIO) -> tuple[list[str], str]:
    """The headings of a file, and the delimiter of its columns.

    Raises:
        Unreadable: as `read_schools` does, of what can be seen without reading the rows.
    """
    encoding = encoding_of(file)
    best: list[str] = []
    unread: Unreadable | None = None
    for delimiter in ",;\t":
        try:
            _, cells = next(records(lines_of(file, encoding), delimiter), (0, []))
        except Unreadable as error:  # of another delimiter the quotation marks may be right
            unread = unread or error
            continue
        headings = [clean_line(heading) for heading in cells]
        if "name" in places(headings):
            return headings, delimiter
        best = max(best, headings, key=len)
    if not "".join(best).strip(",;") and unread is None:
        raise Unreadable("This file is empty; choose the CSV file with the schools.")
    if unread is not None and not best:
        raise unread
    raise Unreadable(no_names(best))


def _left_out(row: dict[str, str], lines: dict[str, int]) -> str:
    """Why a row is left out; empty when it is taken. `lines` has where each URN was first seen."""
    for field, value in row.items():
        if len(value) > LINE_LIMIT:
            what = f"its '{COLUMNS[field][0]}' has {len(value):,} characters"
            return f"{what}, more than {LINE_LIMIT}; is a quotation mark never closed?"
    if not row["name"]:
        return "it names no school."
    urn = _urn(row)
    if urn and urn in lines:
        return f"its URN, {urn}, is that of line {lines[urn]} already."
    return ""


def _doubts(row: dict[str, str], cells: list[str], headings: int) -> Iterator[str]:
    """What in a row could not be taken as it is; `headings` is how many cells it should have."""
    if len(cells) < headings:
        short = headings - len(cells)
        yield (
            f"{short} {_plural(short, 'cell', 'cells')} too few; what would stand there is not "
            "changed."
        )
    if count := len([cell for cell in cells[headings:] if cell.strip()]):
        several = f"{count} {_plural(count, 'cell', 'cells')}"
        yield f"{several} too many; is a comma in a name without quotation marks round the name?"
    urn = row.get("urn", "")
    if urn and not _urn(row):
        yield f"its URN, '{urn}', is not a number and was not taken."
    pupils = row.get("pupils", "")
    if pupils and not _NUMBER.fullmatch(pupils):
        yield f"the number of pupils, '{pupils}', is not a number and was not taken."
    closed = row.get("close_date", "")
    if closed and _day(closed) is None:
        yield f"the closing date, '{closed}', is not a date like 31-08-2026 and was not taken."


def _facts(row: dict[str, str], today: date) -> SchoolFacts:
    religion = row.get("religious_character", "")
    pupils = row.get("pupils", "")
    head = " ".join(filter(None, (row.get(part) for part in ("title", "first_name", "last_name"))))
    closed = _day(row.get("close_date", ""))
    return SchoolFacts(
        name=row["name"],
        urn=_urn(row),
        phase=row.get("phase", ""),
        religious_character="" if religion.casefold() in _NO_RELIGION else religion,
        pupils=int(pupils.replace(",", "")) if _NUMBER.fullmatch(pupils) else None,
        town=row.get("town", ""),
        postcode=row.get("postcode", ""),
        telephone=row.get("telephone", ""),
        headteacher=row.get("headteacher") or head,
        email=row.get("email", ""),
        close_date=closed,
        open=not row.get("status", "").casefold().startswith("closed")
        and (closed is None or closed >= today),
    )


def _urn(row: dict[str, str]) -> str:
    """The URN of a row, which is digits; empty without one."""
    urn = row.get("urn", "")
    return urn if _URN.fullmatch(urn) else ""


def _day(written: str) -> date | None:
    """The day written as `31-08-2026` (the extract's way) or `2026-08-31`."""
    match = _DAY_FIRST.fullmatch(written)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(written)
    except ValueError:
        return None


def _plural(count: int, singular: str, plural: str) -> str:
    return singular if count == 1 else plural
