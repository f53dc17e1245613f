"""Closures and school holidays read from a file: a CSV, or an .ics as councils publish them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from store.dates.days import FIRST_YEAR, LAST_YEAR, LONDON, ONE_DAY
from store.dates.typed_dates import NotADate, echo, read_date
from store.errors import RegisterError, Unreadable
from store.imports.csv_text import decoded, rows
from store.paperwork.field_kinds import shown
from store.schedule.working_days import Period
from store.text import LINE_LIMIT, clean_line

SIZE_LIMIT = 5_000_000
"""Bytes: a file of many years of holidays has some thousands."""
_COLUMNS = {
    "from": ("from", "start", "startdate", "begins", "first", "firstday", "date"),
    "until": ("until", "to", "end", "enddate", "ends", "last", "lastday"),
    "name": ("name", "summary", "subject", "description", "title", "what", "holiday", "term"),
}
"""The headings a column can have, small and without spaces."""
_WANTED = "from, until, name (for example 21/12/2026, 1/1/2027, Christmas holidays)"


class PeriodsFile(Struct, frozen=True):
    """The ranges in the file's order, and sentences about what was left out or altered."""

    periods: tuple[Period, ...]
    notices: tuple[str, ...]


def periods_at(path: Path, today: date) -> PeriodsFile:
    """The ranges of the file at `path`, as `read_periods` reads them.

    Raises:
        RegisterError: when it cannot be read, or no ranges from it; it says that nothing changed.
    """
    try:
        return read_periods(path.expanduser().read_bytes(), today)
    except Unreadable as error:
        raise RegisterError(f"{path}: {error} Nothing was changed.") from None
    except OSError as error:
        raise RegisterError(f"{path} cannot be read: {error.strerror}.") from None
    except (RuntimeError, ValueError) as error:  # no such user's home; a name with a NUL in it
        raise RegisterError(f"{path} cannot be read: {str(error).rstrip('.')}.") from None


def read_periods(raw: bytes, today: date) -> PeriodsFile:
    """The ranges of a CSV file (from, until, name; day first) or of an .ics.

    A row without `until` is one day. Dates are read as people in England write them, one without
    a year as the nearest to `today`. All of the file is taken or none: a range that is left out
    unseen would be counted as working days.

    Raises:
        Unreadable: when it is neither, or a date in it is none, or a range runs backwards.
    """
    if len(raw) > SIZE_LIMIT:
        raise Unreadable(f"This file has {len(raw):,} bytes; at most {SIZE_LIMIT:,} are read.")
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        periods, notices = _of_calendar(raw)
    else:
        periods, notices = _of_csv(decoded(raw), today), []
    if not periods:
        raise Unreadable(f"No days were found in this file; it needs {_WANTED}.")
    return PeriodsFile(tuple(dict.fromkeys(periods)), tuple(notices))


def _of_csv(text: str, today: date) -> list[Period]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    numbered_rows = list(rows(text, delimiter))
    if not numbered_rows:
        raise Unreadable(f"This file is empty; it needs {_WANTED}.")
    places = _places(numbered_rows[0][1])
    if places is None:
        places = {"from": 0, "until": 1, "name": 2}
    else:
        numbered_rows = numbered_rows[1:]
    return [_of_row(line, cells, places, today) for line, cells in numbered_rows]


def _places(headings: Sequence[str]) -> dict[str, int] | None:
    """Which cell of a row is which column; None when the first row has no headings."""
    keys = ["".join(heading.casefold().split()) for heading in headings]
    indices = {
        column: next((index for index, key in enumerate(keys) if key in names), None)
        for column, names in _COLUMNS.items()
    }
    places = {column: index for column, index in indices.items() if index is not None}
    return places if "from" in places else None


def _of_row(line: int, cells: Sequence[str], places: dict[str, int], today: date) -> Period:
    row = {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
    name, until = row.get("name", ""), row.get("until", "")
    if len(name) > LINE_LIMIT:
        raise Unreadable(f"Line {line}: {_too_long(name)}")
    try:
        first = read_date(row["from"], today)
        last = read_date(until, today) if until else first
    except NotADate as error:
        raise Unreadable(f"Line {line}: {error} A row is {_WANTED}.") from None
    return _period(first, last, name, f"Line {line}")


def _of_calendar(raw: bytes) -> tuple[list[Period], list[str]]:
    """The events of an .ics, each as whole days in London."""
    import icalendar  # only for an .ics: it costs more than a start

    try:
        calendars = icalendar.Calendar.from_ical(raw, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, RecursionError) as error:
        why = shown(" ".join(str(error).split()), 80)
        raise Unreadable(f"This calendar cannot be read: {why}.") from None
    periods: list[Period] = []
    notices: list[str] = []
    for number, event in enumerate(events, start=1):
        name = clean_line(str(event.get("SUMMARY", "")))
        where = f"Event {number}" + (f" ({name[:40]})" if name else "")
        if len(name) > LINE_LIMIT:
            raise Unreadable(f"{where}: {_too_long(name)}")
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            notices.append(f"{where} was left out: it is cancelled.")
            continue
        if "RRULE" in event or "RDATE" in event:
            notices.append(f"{where} repeats; only its first time was taken.")
        first, last = _days_of(event, where)
        periods.append(_period(first, last, name, where))
    return periods, notices


def _days_of(event: object, where: str) -> tuple[date, date]:
    """The first and the last day of an event: DTEND is exclusive (RFC 5545, 3.6.1)."""
    import icalendar  # as above

    assert isinstance(event, icalendar.cal.Component)
    start = getattr(event.get("DTSTART"), "dt", None)
    end = getattr(event.get("DTEND"), "dt", None)
    length = getattr(event.get("DURATION"), "dt", None)
    if not isinstance(start, date):
        raise Unreadable(f"{where} has no day it begins on.")
    first = _day(start)
    try:
        if end is None and isinstance(length, timedelta):
            end = start + length
        if not isinstance(end, date) or end == start:
            return first, first
        timed = isinstance(end, datetime)
        just_before = end - (timedelta(microseconds=1) if timed else ONE_DAY)
    except OverflowError:
        raise Unreadable(f"{where} ends beyond the year {LAST_YEAR}.") from None
    return first, _day(just_before)


def _day(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date()


def _period(first: date, last: date, name: str, where: str) -> Period:
    for day in (first, last):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unreadable(
                f"{where}: the year {day.year} is not between {FIRST_YEAR} and {LAST_YEAR}; check "
                "the year."
            )
    if last < first:
        raise Unreadable(
            f"{where}: the range runs backwards, from {echo(first)} until {echo(last)}; exchange "
            "the two, or check the years."
        )
    return Period(first, last, name)


def _too_long(name: str) -> str:
    return (
        f"the name has {len(name):,} characters, more than {LINE_LIMIT}; is a quotation mark never "
        "closed?"
    )
