"""School years, named by the year of the September they begin in, and their three terms.

Every day of a school year lies in one of its terms, holidays too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from store.dates.days import ONE_DAY

SEPTEMBER = 9


def school_year(day: date) -> int:
    """The school year a day lies in, as the year of its September."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a school year, within the years a date can be of."""
    return _first_of(year), _first_of(year + 1) - ONE_DAY


def _first_of(year: int) -> date:
    return date(min(max(year, date.min.year), date.max.year), SEPTEMBER, 1)


def year_counted(day: date | None, opened_for: int | None, today: date) -> int:
    """The school year a review counts in: that of its date, whatever it was opened for.

    Without a date it is the year it was opened for; once that is over, or where there is none, the
    year of today, for what has no date yet is still to come.
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


class Term(Struct, frozen=True):
    """A term: its name with its year, its first day, its last."""

    name: str
    first: date
    last: date


def terms(year: int) -> tuple[Term, Term, Term]:
    """The terms of a school year: until Christmas, until Easter, until the summer is over."""
    good_friday = easter(year + 1) - 2 * ONE_DAY
    return (
        Term(f"Autumn term {year}", date(year, SEPTEMBER, 1), date(year, 12, 31)),
        Term(f"Spring term {year + 1}", date(year + 1, 1, 1), good_friday - ONE_DAY),
        Term(f"Summer term {year + 1}", good_friday, date(year + 1, SEPTEMBER, 1) - ONE_DAY),
    )


def term_of(day: date) -> Term:
    """The term a day lies in."""
    return next(term for term in terms(school_year(day)) if day <= term.last)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus as Meeus and others give it)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - corrected + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
