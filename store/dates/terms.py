"""The three terms of a school year, as people speak of them; holidays lie in the term they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from store.dates.school_years import SEPTEMBER, school_year

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its name with its year, its first day, its last."""

    name: str
    first: date
    last: date


def terms(year: int) -> tuple[Term, Term, Term]:
    """The terms of a school year: until Christmas, until Easter, until the summer is over."""
    good_friday = easter(year + 1) - 2 * ONE
    return (
        Term(f"Autumn term {year}", date(year, SEPTEMBER, 1), date(year, 12, 31)),
        Term(f"Spring term {year + 1}", date(year + 1, 1, 1), good_friday - ONE),
        Term(f"Summer term {year + 1}", good_friday, date(year + 1, SEPTEMBER, 1) - ONE),
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
