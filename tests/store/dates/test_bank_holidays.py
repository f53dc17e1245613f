"""England's bank holidays: the table in the tree against two that were made without it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import holidays
import pytest

from store.dates import bank_holidays
from store.dates.bank_holidays import ANNOUNCED_UNTIL, BANK_HOLIDAYS
from store.schedule.working_days import OfficeCalendar
from tests.support.places import ROOT

ANNOUNCED = """
2015: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2016: 01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27
2017: 01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26
2018: 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26
2019: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26
2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
"""
"""The days the government announced for England, typed from its list and from nothing else."""


def announced() -> dict[int, list[date]]:
    years = {}
    for line in ANNOUNCED.strip().splitlines():
        year, _, days = line.partition(": ")
        years[int(year)] = [date.fromisoformat(f"{year}-{day}") for day in days.split()]
    return years


def on_weekdays(year: int) -> list[date]:
    return sorted(day for day in BANK_HOLIDAYS if day.year == year and day.weekday() < 5)


@pytest.mark.parametrize("year", announced())
def test_the_weekdays_off_are_those_the_government_announced(year: int) -> None:
    assert on_weekdays(year) == announced()[year]


def test_the_table_is_announced_for_as_long_as_it_says() -> None:
    assert date(max(announced()), 12, 31) == ANNOUNCED_UNTIL


@pytest.mark.parametrize("year", range(2015, 2036))
def test_the_table_has_the_days_of_the_library(year: int) -> None:
    library = holidays.country_holidays("GB", subdiv="ENG", years=year)
    assert {day for day in BANK_HOLIDAYS if day.year == year} == set(library)


def test_the_table_reaches_from_2010_to_2050() -> None:
    assert (min(BANK_HOLIDAYS).year, max(BANK_HOLIDAYS).year) == (2010, 2050)


def test_the_table_in_the_tree_is_what_the_script_writes(tmp_path: Path) -> None:
    target = tmp_path / "bank_holidays.py"
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_bank_holidays.py"), str(target)],
        check=True,
        timeout=60,
    )
    assert target.read_bytes() == Path(bank_holidays.__file__).read_bytes()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2020-05-08", "Early May bank holiday"),
        ("2022-06-02", "Spring bank holiday"),
        ("2022-06-03", "Queen’s Platinum Jubilee"),
        ("2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("2023-05-08", "Coronation of King Charles III"),
        ("2021-12-27", "Christmas Day (substitute day)"),
        ("2021-12-28", "Boxing Day (substitute day)"),
        ("2023-01-02", "New Year’s Day (substitute day)"),
        ("2026-04-03", "Good Friday"),
        ("2026-08-31", "Summer bank holiday"),
    ],
)
def test_a_bank_holiday_has_the_name_people_know_it_by(day: str, name: str) -> None:
    assert OfficeCalendar().closed_for(date.fromisoformat(day)) == name


def test_a_moved_bank_holiday_leaves_its_old_day_a_working_day() -> None:
    assert OfficeCalendar().is_working(date(2020, 5, 4))
    assert OfficeCalendar().is_working(date(2022, 5, 30))
