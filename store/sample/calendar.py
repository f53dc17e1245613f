"""The sample's school year: its holidays, its days of term, and when each review is.

Everything falls on a Tuesday, Wednesday or Thursday of a term, which no bank holiday does.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

_WEEKDAYS = (1, 2, 3)
_ONE = timedelta(days=1)


class Holiday(NamedTuple):
    """A school holiday, first and last day."""

    first: date
    last: date
    name: str


def holidays(year: int) -> tuple[Holiday, ...]:
    """The school holidays of the school year that begins in September of `year`."""
    after = year + 1
    return (
        Holiday(date(year, 10, 24), date(year, 11, 1), "Autumn half term"),
        Holiday(date(year, 12, 19), date(after, 1, 4), "Christmas"),
        Holiday(date(after, 2, 13), date(after, 2, 21), "Spring half term"),
        Holiday(date(after, 3, 30), date(after, 4, 14), "Easter"),
        Holiday(date(after, 5, 24), date(after, 6, 1), "Summer half term"),
        Holiday(date(after, 7, 21), date(after, 9, 3), "Summer"),
    )


def term_day(day: date) -> date:
    """`day`, or the first day of term after it."""
    while not _in_term(day):
        day += _ONE
    return day


def term_day_before(day: date) -> date:
    """`day`, or the last day of term before it."""
    while not _in_term(day):
        day -= _ONE
    return day


def review_days(year: int) -> tuple[date, ...]:
    """The 24 days of a school year's reviews, from late September to early July."""
    terms = (
        (date(year, 9, 22), 6.5, 11),
        (date(year + 1, 1, 12), 9, 7),
        (date(year + 1, 4, 21), 12, 6),
    )
    days: list[date] = []
    for first, apart, count in terms:
        for place in range(count):
            day = term_day(first + timedelta(days=round(place * apart) + place % 3))
            days.append(day if day not in days else term_day(day + _ONE))
    return tuple(days)


def _in_term(day: date) -> bool:
    return day.weekday() in _WEEKDAYS and not any(
        holiday.first <= day <= holiday.last
        for year in (day.year - 1, day.year)
        for holiday in holidays(year)
    )
