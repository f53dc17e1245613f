"""School years: each is named by the year of the September it begins in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

SEPTEMBER = 9


def school_year(day: date) -> int:
    """The school year a day lies in, as the year of its September."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a school year; one beyond all calendars has none."""
    return _first_of(year), _first_of(year + 1) - timedelta(days=1)


def _first_of(year: int) -> date:
    return date(min(max(year, date.min.year), date.max.year), SEPTEMBER, 1)


def year_counted(day: date | None, opened_for: int | None, today: date) -> int:
    """The school year a review counts in: that of its date, whatever it was opened for.

    Without a date it is the year it was opened for until that is over, then, or without one,
    today's: what has no date yet is still to come.
    """
    return school_year(day) if day else max(opened_for or 0, school_year(today))


def year_name(year: int) -> str:
    """A school year as people write it: 2026–27."""
    return f"{year}–{(year + 1) % 100:02d}"


def years_name(years: Sequence[int]) -> str:
    """School years in order as people write them: 2024–25 to 2026–27; 2026–27 when it is one."""
    first, last = year_name(years[0]), year_name(years[-1])
    return first if first == last else f"{first} to {last}"


def year_id(year: int) -> str:
    """A school year as commands take and print it, with a hyphen that is typed: 2026-27."""
    return f"{year}-{(year + 1) % 100:02d}"
