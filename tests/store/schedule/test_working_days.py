"""Working days: Monday to Friday less bank holidays less the register's closures."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.field_values import Json
from store.paperwork.tables import SETTINGS
from store.records.record import checked
from store.schedule.working_days import OfficeCalendar, Period, announced, calendar_of
from tests.support.a_schedule import day, periods

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2014, 2038))
ONE = timedelta(days=1)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(1, 60)


@st.composite
def ranges(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 40))), "Closed")


@st.composite
def near(draw: st.DrawFn, most: int = 3) -> tuple[date, OfficeCalendar]:
    """A day, and a calendar whose closures lie about it, across one another too."""
    start = draw(DAYS)
    closures = []
    for _ in range(draw(st.integers(0, most))):
        first = start + timedelta(days=draw(st.integers(-60, 90)))
        closures.append(Period(first, first + timedelta(days=draw(st.integers(0, 30))), "Closed"))
    return start, OfficeCalendar(tuple(closures))


def works(at: date, calendar: OfficeCalendar) -> bool:
    """Whether a day is a working day, by the library and by nothing of ours."""
    closed = any(one.first <= at <= one.last for one in calendar.closures)
    return at.weekday() < 5 and at not in ENGLAND and not closed


def counted(start: date, until: date, calendar: OfficeCalendar) -> int:
    return sum(
        works(start + timedelta(days=number), calendar)
        for number in range(1, (until - start).days + 1)
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-30", "2026-04-08"),
        ("2026-04-30", "2026-05-08"),
        ("2022-05-30", "2022-06-08"),
        ("2025-12-18", "2025-12-29"),
    ],
)
def test_five_working_days_end_where_the_rulings_say(start: str, end: str) -> None:
    assert OfficeCalendar().after(day(start), 5).day == day(end)
    assert OfficeCalendar().between(day(start), day(end)) == 5


def test_day_0_counts_for_nothing_even_on_a_sunday() -> None:
    assert OfficeCalendar().after(day("2026-11-22"), 1).day == day("2026-11-23")
    assert OfficeCalendar().after(day("2026-11-23"), 1).day == day("2026-11-24")
    assert OfficeCalendar().after(day("2026-11-22"), 0).day == day("2026-11-22")


def test_a_count_names_the_weekdays_it_skipped_and_no_weekend() -> None:
    assert OfficeCalendar().after(day("2026-03-30"), 5).skipped == (
        (day("2026-04-03"), "Good Friday"),
        (day("2026-04-06"), "Easter Monday"),
    )


@given(near(), COUNTS)
def test_a_count_never_ends_on_a_closure_a_weekend_or_a_bank_holiday(
    found: tuple[date, OfficeCalendar], count: int
) -> None:
    start, calendar = found
    assert works(calendar.after(start, count).day, calendar)


@given(near(), COUNTS)
def test_what_a_count_makes_of_a_day_is_counted_back(
    found: tuple[date, OfficeCalendar], count: int
) -> None:
    start, calendar = found
    assert calendar.between(start, calendar.after(start, count).day) == count


@given(near(), st.integers(0, 200))
def test_days_between_are_those_counted_one_by_one(
    found: tuple[date, OfficeCalendar], length: int
) -> None:
    start, calendar = found
    until = start + timedelta(days=length)
    assert calendar.between(start, until) == counted(start, until, calendar)


@given(DAYS, DAYS)
def test_there_are_no_working_days_up_to_a_day_that_is_not_later(one: date, other: date) -> None:
    assert OfficeCalendar().between(max(one, other), min(one, other)) == 0


@given(near(), st.integers(0, 60), st.integers(0, 20))
def test_a_later_start_or_a_longer_count_never_ends_earlier(
    found: tuple[date, OfficeCalendar], count: int, later: int
) -> None:
    start, calendar = found
    end = calendar.after(start, count).day
    assert calendar.after(start + timedelta(days=later), count).day >= end
    assert calendar.after(start, count + later).day >= end


@given(near())
def test_the_working_day_before_is_the_nearest_one(found: tuple[date, OfficeCalendar]) -> None:
    start, calendar = found
    before = calendar.before(start)
    assert before < start
    assert works(before, calendar)
    assert counted(before, start - ONE, calendar) == 0


@given(near(), DAYS)
def test_a_day_is_a_working_day_as_the_library_has_it(
    found: tuple[date, OfficeCalendar], other: date
) -> None:
    for at in (found[0], other):
        assert found[1].is_working(at) == works(at, found[1])


def closing(*closures: tuple[str, str, str]) -> OfficeCalendar:
    document: dict[str, Json] = {"closures": periods(*closures)}
    return calendar_of(checked(SETTINGS, 1, document))


def test_closures_that_overlap_count_once() -> None:
    calendar = closing(("2026-11-09", "2026-11-11", "Move"), ("2026-11-10", "2026-11-12", "Paint"))
    assert calendar.between(day("2026-11-06"), day("2026-11-13")) == 1
    assert calendar.after(day("2026-11-06"), 1).day == day("2026-11-13")


def test_a_closure_over_a_bank_holiday_takes_its_day_once() -> None:
    calendar = closing(("2026-12-24", "2027-01-01", "Christmas"))
    assert calendar.between(day("2026-12-23"), day("2027-01-04")) == 1
    assert calendar.after(day("2026-12-23"), 1).day == day("2027-01-04")


def test_a_row_that_runs_backwards_closes_nothing() -> None:
    calendar = closing(("2026-11-12", "2026-11-10", "Backwards"))
    assert calendar.closures == ()
    assert calendar.is_working(day("2026-11-11"))


@pytest.mark.parametrize("row", [("2026-11-11", "", "x"), ("", "2026-11-11", "x")])
def test_a_row_with_one_of_its_days_is_that_day(row: tuple[str, str, str]) -> None:
    calendar = closing(row)
    assert not calendar.is_working(day("2026-11-11"))
    assert calendar.is_working(day("2026-11-10"))
    assert calendar.is_working(day("2026-11-12"))


def test_a_row_without_a_day_closes_nothing() -> None:
    assert closing(("", "", "To be said")).closures == ()


def test_a_closure_of_years_is_counted_to_its_end() -> None:
    calendar = closing(("2026-01-01", "2028-12-31", "Rebuilding"))
    assert calendar.after(day("2025-12-31"), 1).day == day("2029-01-02")
    assert calendar.between(day("2025-12-31"), day("2029-01-02")) == 1


def test_an_office_that_is_closed_for_good_ends_a_count_all_the_same() -> None:
    calendar = closing(("2026-01-01", "2100-12-31", "For good"))
    assert calendar.after(day("2026-02-01"), 1).given_up
    assert not calendar.after(day("2025-12-01"), 5).given_up
    assert calendar.before(day("2099-01-01")) < day("2099-01-01")


def test_school_holidays_are_working_days_with_a_name() -> None:
    document: dict[str, Json] = {
        "school_holidays": periods(
            ("2026-10-26", "2026-10-30", "Half term"), ("2026-09-01", "", "")
        )
    }
    calendar = calendar_of(checked(SETTINGS, 1, document))
    assert calendar.is_working(day("2026-10-28"))
    assert calendar.school_holiday(day("2026-10-28")) == "Half term"
    assert calendar.school_holiday(day("2026-09-01")) == "school holidays"
    assert calendar.school_holiday(day("2026-10-31")) == ""


def test_a_day_off_says_why() -> None:
    calendar = closing(("2026-11-11", "2026-11-11", ""), ("2026-11-14", "2026-11-14", "Move"))
    assert calendar.closed_for(day("2026-11-11")) == "a closure of the office"
    assert calendar.closed_for(day("2026-11-14")) == "Move"
    assert calendar.closed_for(day("2026-11-15")) == "a Sunday"
    assert calendar.closed_for(day("2026-11-16")) == ""


def test_bank_holidays_are_announced_up_to_a_day() -> None:
    assert announced(day("2027-12-31"))
    assert not announced(day("2028-01-01"))


@given(st.lists(ranges(), max_size=4), DAYS)
def test_closures_take_working_days_and_give_none(closures: list[Period], at: date) -> None:
    assert OfficeCalendar(tuple(closures)).is_working(at) <= OfficeCalendar().is_working(at)
