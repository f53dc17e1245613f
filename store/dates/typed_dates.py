"""Dates as people in England write them, day first, and as the register writes them back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from store.dates.days import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS
from store.text import clean_line

_HALF_A_YEAR = timedelta(days=184)
_RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}
_FORMS = "for example 12/11/26, 12 nov, fri or +14"

_WEEKDAY_ALONE = re.compile(r"(?:(last|next) )?([a-z]+)")
_WEEKDAY_BEFORE = re.compile(r"([a-z]{3,})\.? (?=.*[0-9])(.+)")
_DAYS = re.compile(r"([+\u2212-]) ?([0-9]{1,6}) ?(?:d|days?|(?P<weeks>w|weeks?))?")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([-/. ])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})([-/. ])(?P<month>[0-9]{1,2})(?:\2(?P<year>[0-9]{1,6}))?"
)
_DIGITS = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})")
"""No eight digits are also a year, a month and a day: 19, 20 and 21 are no months."""
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NAME = r"(?P<name>[a-z]{3,})\.?"
_YEAR = r"(?:[ /.-]?'?(?P<year>[0-9]{1,6}))?"
_DAY_NAME = re.compile(rf"{_ORDINAL}[ /.-]?(?:of )?{_NAME}{_YEAR}")
_NAME_DAY = re.compile(rf"{_NAME}[ /.-]?{_ORDINAL}(?:(?<=[a-z])|(?=[ /.'-])|\Z){_YEAR}")


class NotADate(ValueError):
    """What was typed is no date; the message is a sentence that says why and what to do."""


def read_date(typed: str, today: date) -> date:
    """The date somebody typed.

    Read are `12/11/26` (day first; also with dots, dashes or spaces, or `121126` and `12112026`
    with nothing), `12 nov`, `12th November 2026`, `nov 12`, `2026-11-12`, a weekday before any of
    these, `today`, `tomorrow`, `yesterday`, `+14` and `-3` (days from `today`), `+2w` and `-1w`
    (weeks), `fri` (the next one after `today`) and `last fri` (the last one before it). Years of
    two digits are 2000 to 2099. Without a year it is the day nearest to `today`.

    Raises:
        NotADate: what was typed is none of these, or no day between 1990 and 2100.
    """
    text = " ".join(clean_line(typed).replace(",", " ").lower().split())
    if not text:
        raise NotADate(f"There is no date here; write one, {_FORMS}.")
    day = _from_today(text, today)
    if day is None:
        day = _on_its_weekday(text, today)
    return _in_range(day)


@lru_cache(4_000)
def echo(day: date) -> str:
    """`day` as `Thu 12 Nov 2026`; `read_date` takes it back."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def short(day: date) -> str:
    """`day` as `12 Nov 26`, for narrow columns; `read_date` takes it back from 2000 on."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year % 100:02}"


def _from_today(text: str, today: date) -> date | None:
    """A date said relative to `today`, or None."""
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    if match := _DAYS.fullmatch(text):
        days = int(match[2]) * (7 if match["weeks"] else 1) * (1 if match[1] == "+" else -1)
        try:
            return today + timedelta(days=days)
        except OverflowError:
            raise NotADate(f"{_quoted(text)} is too far away; write the date itself.") from None
    match = _WEEKDAY_ALONE.fullmatch(text)
    weekday = _index(match[2], WEEKDAYS) if match else None
    if match is None or weekday is None:
        return None
    if match[1] == "next":
        raise NotADate(
            f"{_quoted(text)} can mean two days; write {WEEKDAYS[weekday][:3].lower()} for the "
            "coming one, or the date."
        )
    if match[1] == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _on_its_weekday(text: str, today: date) -> date:
    """A written date; the weekday before it, if there is one, has to be its own."""
    match = _WEEKDAY_BEFORE.fullmatch(text)
    weekday = _index(match[1], WEEKDAYS) if match else None
    if match is None or weekday is None:
        return _written(text, today)
    day = _written(match[2], today)
    if day.weekday() != weekday:
        raise NotADate(
            f"{_long(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}; "
            "write the date again, with or without the weekday."
        )
    return day


def _written(text: str, today: date) -> date:
    """A date of day, month and perhaps year."""
    match = _YEAR_FIRST.fullmatch(text) or _NUMBERS.fullmatch(text) or _DIGITS.fullmatch(text)
    if match:
        month = int(match["month"])
        if not 1 <= month <= 12:
            first = "write the day first, for example 12/11/26"
            if match.re is _YEAR_FIRST:
                first = "after a year comes the month, for example 2026-11-12"
            raise NotADate(f"{_quoted(text)} has month {month}; {first}.")
    elif match := _DAY_NAME.fullmatch(text) or _NAME_DAY.fullmatch(text):
        index = _index(match["name"], MONTHS)
        if index is None:
            raise NotADate(f"{_quoted(match['name'])} is not a month; write a date, {_FORMS}.")
        month = index + 1
    else:
        raise NotADate(f"{_quoted(text)} is not a date; write one, {_FORMS}.")
    day = int(match["day"])
    if match["year"] is None:
        return _nearest(day, month, today)
    return _day(day, month, _year(match["year"]))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return 2000 + year
    if len(digits) != 4:
        raise NotADate(f"The year {_quoted(digits)} does not have two or four digits.")
    _year_in_range(year)
    return year


def _nearest(day: int, month: int, today: date) -> date:
    """The day of this day and month that is nearest to `today`, at most half a year away."""
    longest = _days_in(2000, month)
    if not 1 <= day <= longest:
        raise NotADate(
            f"There is no {day} {MONTHS[month - 1]}: {MONTHS[month - 1]} has {longest} days."
        )
    candidates = [
        date(year, month, day)
        for year in (today.year + 1, today.year, today.year - 1)  # of two as near, the coming one
        if day <= _days_in(year, month)
    ]
    nearest = min(candidates, key=lambda candidate: abs(candidate - today), default=None)
    if nearest is None or abs(nearest - today) > _HALF_A_YEAR:
        raise NotADate(
            f"No {day} {MONTHS[month - 1]} is within half a year of today; write the year too."
        )
    return nearest


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange  # only for a typed date: a start is faster without it

    return monthrange(year, month)[1]


def _day(day: int, month: int, year: int) -> date:
    longest = _days_in(year, month)
    if not 1 <= day <= longest:
        name, leap = MONTHS[month - 1], f" {year}" if (day, month) == (29, 2) else ""
        raise NotADate(f"There is no {day} {name}{leap}: {name}{leap} has {longest} days.")
    return date(year, month, day)


def _in_range(day: date) -> date:
    _year_in_range(day.year)
    return day


def _year_in_range(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(
            f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}; check the year."
        )


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """The index of the name that begins with `word`, of three letters or more; None for none."""
    word = {"weds": "wed"}.get(word, word)
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(names) if name.lower().startswith(word)), None)


def _quoted(text: str) -> str:
    return f"'{text[:39]}\u2026'" if len(text) > 40 else f"'{text}'"


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
