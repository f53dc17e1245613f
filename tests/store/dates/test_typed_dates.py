"""Dates are read the way people in England write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.dates.days import london_today
from store.dates.typed_dates import NotADate, echo, read_date, short
from tests.support.today import TODAY

THE_12TH = date(2026, 11, 12)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def refusal(typed: str, today: date = TODAY) -> str:
    with pytest.raises(NotADate) as refused:
        read_date(typed, today)
    return str(refused.value)


@pytest.mark.parametrize(
    "typed",
    [
        "12/11/26",
        "12/11/2026",
        "12.11.26",
        "12-11-26",
        "12 11 26",
        "121126",
        "12112026",
        "thu 121126",
        "12/11",
        "12.11",
        "12 nov",
        "12 nov 26",
        "12th November 2026",
        "12th of November, 2026",
        "12nov26",
        "12-Nov-2026",
        "12 Nov. '26",
        "nov 12",
        "Nov 12 2026",
        "November 12th, 2026",
        "NOV 12TH 26",
        "2026-11-12",
        "2026/11/12",
        "  12/11/26\t",
        "Thu 12 Nov 2026",
        "thursday, 12/11",
        "thurs 12 nov",
        "Thu. 12/11/26",
        "Thu 2026-11-12",
        "-11",
        "\u221211",
        "- 11",
    ],
)
def test_the_twelfth_of_november_is_read_however_it_is_written(typed: str) -> None:
    assert read_date(typed, TODAY) == THE_12TH


def test_a_date_typed_day_first_is_read_day_first() -> None:
    assert read_date("3/4/26", TODAY) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("today", 0),
        ("Tomorrow", 1),
        ("yesterday", -1),
        ("+14", 14),
        ("-3", -3),
        ("+2w", 14),
        ("-1w", -7),
        ("\u22121 w", -7),
        ("+1 week", 7),
        ("+ 3 weeks", 21),
        ("+5 days", 5),
        ("+5d", 5),
    ],
)
def test_days_and_weeks_are_counted_from_today(typed: str, days: int) -> None:
    assert read_date(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("weds", date(2026, 11, 25)),
        ("mon", date(2026, 11, 30)),
        ("sun", date(2026, 11, 29)),
        ("last fri", date(2026, 11, 20)),
        ("last mon", date(2026, 11, 16)),
        ("last tuesday", date(2026, 11, 17)),
    ],
)
def test_a_weekday_is_the_next_one_and_last_the_one_before(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


def test_next_friday_is_refused_because_it_means_two_days() -> None:
    assert "two days" in refusal("next fri")


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("3 jan", TODAY, date(2027, 1, 3)),
        ("30 dec", date(2026, 1, 5), date(2025, 12, 30)),
        ("23/5", TODAY, date(2027, 5, 23)),
        ("24/5", TODAY, date(2027, 5, 24)),
        ("25/5", TODAY, date(2026, 5, 25)),
        ("29 feb", date(2027, 12, 1), date(2028, 2, 29)),
    ],
)
def test_a_date_without_a_year_is_the_nearest_one(typed: str, today: date, day: date) -> None:
    assert read_date(typed, today) == day


@given(days, days)
def test_a_day_without_a_year_is_never_more_than_half_a_year_away(day: date, today: date) -> None:
    assume((day.day, day.month) != (29, 2))  # can be two years away
    assume(1991 <= today.year <= 2099)  # the nearest can be a year that is refused
    read = read_date(f"{day.day}/{day.month}", today)
    assert (read.day, read.month) == (day.day, day.month)
    assert abs(read - today) <= timedelta(days=183)


def test_years_of_two_digits_are_of_this_century() -> None:
    assert read_date("1/1/00", TODAY) == date(2000, 1, 1)
    assert read_date("1/1/99", TODAY) == date(2099, 1, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31 nov", "There is no 31 November: November has 30 days."),
        ("31/11/26", "There is no 31 November: November has 30 days."),
        ("0/11/26", "There is no 0 November: November has 30 days."),
        ("29/2/26", "There is no 29 February 2026: February 2026 has 28 days."),
        ("29 feb", "No 29 February is within half a year of today; write the year too."),
        ("31/13/26", "'31/13/26' has month 13; write the day first, for example 12/11/26."),
        ("11/25/2026", "'11/25/2026' has month 25; write the day first, for example 12/11/26."),
        (
            "2026-25-11",
            "'2026-25-11' has month 25; after a year comes the month, for example 2026-11-12.",
        ),
        (
            "Fri 12 Nov 2026",
            "12 November 2026 is a Thursday, not a Friday; "
            "write the date again, with or without the weekday.",
        ),
        ("1/1/1989", "The year 1989 is not between 1990 and 2100; check the year."),
        ("1/1/2101", "The year 2101 is not between 1990 and 2100; check the year."),
        ("+40000", "The year 2136 is not between 1990 and 2100; check the year."),
        ("311326", "'311326' has month 13; write the day first, for example 12/11/26."),
        ("20261112", "'20261112' has month 26; write the day first, for example 12/11/26."),
        ("320126", "There is no 32 January: January has 31 days."),
        ("+999999w", "'+999999w' is too far away; write the date itself."),
        ("12/11/202", "The year '202' does not have two or four digits."),
        ("12 foo", "'foo' is not a month; write a date, for example 12/11/26, 12 nov, fri or +14."),
        ("", "There is no date here; write one, for example 12/11/26, 12 nov, fri or +14."),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong(typed: str, sentence: str) -> None:
    assert refusal(typed) == sentence


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "nov 2026",
        "12/11-26",
        "12",
        "12/",
        "+",
        "mon 3",
        "fr",
        "1/2/3/4",
        "\u0661/\u0662",
        "+999999",
        "12/11/1234567",
        "12 nov 2026 x",
        "x" * 10_000,
    ],
)
def test_anything_else_is_refused_with_an_example_or_a_reason(typed: str) -> None:
    sentence = refusal(typed)
    assert sentence.endswith(".")
    assert len(sentence) < 130


@given(st.one_of(st.text(), st.text("0123456789/-. +'thnovfridaw", max_size=12)))
def test_anything_typed_is_a_day_in_range_or_refused(typed: str) -> None:
    try:
        day = read_date(typed, TODAY)
    except NotADate:
        return
    assert 1990 <= day.year <= 2100


@given(days)
def test_digits_alone_are_day_month_year_and_nothing_else(day: date) -> None:
    assert read_date(day.strftime("%d%m%Y"), TODAY) == day
    if 2000 <= day.year <= 2099:
        assert read_date(day.strftime("%d%m%y"), TODAY) == day
    with pytest.raises(NotADate):
        read_date(day.strftime("%Y%m%d"), TODAY)


@given(st.integers(-900, 900))
def test_weeks_are_seven_days(weeks: int) -> None:
    assert read_date(f"{weeks:+}w", TODAY) == read_date(f"{weeks * 7:+}", TODAY)


@given(days, days)
def test_a_date_written_back_is_read_as_itself(day: date, today: date) -> None:
    assert read_date(echo(day), today) == day
    assert read_date(day.isoformat(), today) == day
    if 2000 <= day.year <= 2099:
        assert read_date(short(day), today) == day


def test_dates_are_written_in_english_and_short() -> None:
    assert echo(THE_12TH) == "Thu 12 Nov 2026"
    assert short(THE_12TH) == "12 Nov 26"
    assert short(date(2005, 3, 1)) == "1 Mar 05"


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_london(now: datetime, day: date) -> None:
    assert london_today(now) == day


def test_without_a_moment_it_is_today_in_london() -> None:
    before = london_today(datetime.now(UTC))
    assert before <= london_today() <= london_today(datetime.now(UTC))
