"""Schools read from a CSV file: the extract of "Get Information About Schools", or one like it.

Columns are matched by name, in any order; of the extract's 150 or so these are read, and only
the school's name is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from store.csv_text import Unreadable, decoded, rows
from store.text import LINE_LIMIT

# What is read, and the headings it can have: the extract's own first, then a plain one.
_COLUMNS = {
    "name": ("EstablishmentName", "name", "school"),
    "urn": ("URN",),
    "phase": ("PhaseOfEducation (name)", "PhaseOfEducation", "phase"),
    "religious_character": ("ReligiousCharacter (name)", "ReligiousCharacter"),
    "pupils": ("NumberOfPupils", "pupils"),
    "town": ("Town",),
    "postcode": ("Postcode",),
    "telephone": ("TelephoneNum", "telephone"),
    "headteacher": ("Headteacher",),
    "title": ("HeadTitle (name)", "HeadTitle"),
    "first_name": ("HeadFirstName",),
    "last_name": ("HeadLastName",),
    "status": ("EstablishmentStatus (name)", "EstablishmentStatus"),
    "close_date": ("CloseDate",),
}
_NO_RELIGION = ("", "does not apply", "none")
_URN = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})?")  # a school has fewer than a million pupils
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


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
    short_name: str = ""
    email: str = ""


class SchoolsFile(msgspec.Struct, frozen=True):
    """The schools of a file in its order, and sentences about what was not taken as it stands."""

    schools: tuple[SchoolFacts, ...]
    notices: tuple[str, ...]


def read_schools(raw: bytes, today: date) -> SchoolsFile:
    """The schools of a CSV file: UTF-8 or Windows-1252; commas, semicolons or tabs.

    A school is closed when the file says so or its closing date is before `today`. Rows without
    a name, with a value over 500 characters or with a URN seen before are left out, each with a
    notice that names its line; a URN that is no number is left out of its row, with a notice.

    Raises:
        Unreadable: the file is empty, no CSV, or has no column with the schools' names.
    """
    headings, records = _table(decoded(raw))
    places = _places(headings)
    schools: list[SchoolFacts] = []
    notices: list[str] = []
    lines: dict[str, int] = {}  # where each URN was first seen
    for line, cells in records:
        row = {field: cells[at] if at < len(cells) else "" for field, at in places.items()}
        reason = _left_out(row, lines)
        if reason:
            notices.append(f"Line {line} was left out: {reason}")
            continue
        lines.setdefault(_urn(row), line)
        notices += [f"Line {line}: {doubt}" for doubt in _doubts(row, cells[len(headings) :])]
        schools.append(_facts(row, today))
    closed = sum(not school.open for school in schools)
    if closed:
        notices.append(f"{closed} of {len(schools)} schools {_plural(closed, 'is', 'are')} closed.")
    if not schools:
        notices.append("No school was found below the headings.")
    return SchoolsFile(tuple(schools), tuple(notices))


def _table(text: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The headings, and the rows below them, each with its line's number."""
    if not text.strip(",; \t\r\n"):
        raise Unreadable("This file is empty; choose the CSV file with the schools.")
    best: list[str] = []
    unread: Unreadable | None = None
    for delimiter in ",;\t":
        records = rows(text, delimiter)
        try:
            _, headings = next(records, (0, []))
        except Unreadable as error:  # of another delimiter the quotation marks may be right
            unread = unread or error
            continue
        if "name" in _places(headings):
            return headings, records
        best = max(best, headings, key=len)
    if unread is not None and not best:
        raise unread
    found = ", ".join(f"'{heading[:40]}'" for heading in best[:12] if heading)
    more = f" and {len(best) - 12} more" if len(best) > 12 else ""
    raise Unreadable(
        "No column is called 'EstablishmentName' (or 'name', or 'school'); "
        f"the first line has {found or 'none'}{more}. Name the column with the schools' names so."
    )


def _places(headings: list[str]) -> dict[str, int]:
    """The fields of the headings found, and the place of each."""
    at: dict[str, int] = {}
    for place, heading in enumerate(headings):
        at.setdefault(_key(heading), place)
    found = {
        field: [at[_key(name)] for name in names if _key(name) in at]
        for field, names in _COLUMNS.items()
    }
    return {field: places[0] for field, places in found.items() if places}


def _key(heading: str) -> str:
    return "".join(heading.casefold().split())


def _left_out(row: dict[str, str], lines: dict[str, int]) -> str:
    """Why a row is left out, or nothing. `lines`: where each URN was first seen."""
    for field, value in row.items():
        if len(value) > LINE_LIMIT:
            what = f"its '{_COLUMNS[field][0]}' has {len(value):,} characters"
            return f"{what}, more than {LINE_LIMIT}; is a quotation mark never closed?"
    if not row["name"]:
        return "it names no school."
    urn = _urn(row)
    if urn and urn in lines:
        return f"its URN, {urn}, is that of line {lines[urn]} already."
    return ""


def _doubts(row: dict[str, str], surplus: list[str]) -> Iterator[str]:
    """What of a row could not be taken as it stands. `surplus`: cells without a heading."""
    if count := len([cell for cell in surplus if cell]):
        cells = f"{count} {_plural(count, 'cell', 'cells')}"
        yield f"{cells} too many; is a comma in a name without quotation marks round the name?"
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
        open=not row.get("status", "").casefold().startswith("closed")
        and (closed is None or closed >= today),
    )


def _urn(row: dict[str, str]) -> str:
    """The URN of a row, which is digits; empty without one."""
    urn = row.get("urn", "")
    return urn if _URN.fullmatch(urn) else ""


def _day(written: str) -> date | None:
    """The day written as `31-08-2026` (the extract's way) or `2026-08-31`."""
    found = _DAY_FIRST.fullmatch(written)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(written)
    except ValueError:
        return None


def _plural(count: int, one: str, several: str) -> str:
    return one if count == 1 else several
