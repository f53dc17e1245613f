"""The terms of a school year: no day in two of them, none in neither."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates.bank_holidays import BANK_HOLIDAYS
from store.dates.school_years import easter, school_year, term_of, terms

ONE = timedelta(days=1)


def test_easter_is_the_sunday_after_the_bank_holiday_good_friday() -> None:
    fridays = [day for day, name in BANK_HOLIDAYS.items() if name == "Good Friday"]
    assert len(fridays) == 41
    assert [easter(day.year) - 2 * ONE for day in fridays] == fridays


@pytest.mark.parametrize(
    ("year", "day"), [(1990, "04-15"), (2000, "04-23"), (2008, "03-23"), (2100, "03-28")]
)
def test_easter_beyond_the_table(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_one_term_of_its_own_school_year(day: date) -> None:
    found = terms(school_year(day))
    assert [term for term in found if term.first <= day <= term.last] == [term_of(day)]
    assert (found[0].first.month, found[0].first.day) == (9, 1)
    assert found[0].last + ONE == found[1].first
    assert found[1].last + ONE == found[2].first
    assert term_of(found[2].last + ONE).name == f"Autumn term {school_year(day) + 1}"
