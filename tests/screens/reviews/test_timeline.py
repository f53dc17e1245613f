"""A review along the weeks: read without colour, and every line by the same days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from screens.reviews.timeline import TODAY, legend, timeline
from screens.widgets.marks import ASCII, ROUND, Marks
from store.dates.days import MONTHS
from store.field_values import Json
from store.schedule.step_standing import standings
from tests.support.a_schedule import day, schedule, school_review

BEGUN: dict[str, Json] = {
    "date": "2026-11-26",
    "plan.data_shared.date": "2026-11-10",
    "plan.meeting.date": "2026-11-20",
}


def drawn(today: str, width: int = 79, marks: Marks = ROUND) -> list[str]:
    found = standings(school_review(BEGUN), schedule(), day(today))
    return timeline(found, day(today), width, marks)


def columns(line: str, sign: str) -> list[int]:
    return [at for at, shown in enumerate(line) if shown == sign]


def test_today_stands_in_one_column_down_all_five_stages() -> None:
    lines = drawn("2026-11-23")
    assert len(lines) == 6
    assert [line[1] for line in lines[1:]] == list("12345")
    places = {tuple(columns(line, TODAY)) for line in lines[1:]}
    assert len(places) == 1
    assert len(next(iter(places))) == 1


@pytest.mark.parametrize("marks", [ROUND, ASCII])
def test_done_done_late_late_and_to_come_have_a_sign_of_their_own(marks: Marks) -> None:
    plan, review, *_ = drawn("2026-11-23", marks=marks)[1:]
    first = plan.index("!")  # champions booked: nobody is, and it was due on 12 November
    assert columns(plan, marks.done) == [first - 2]  # the data, on the 10th
    assert columns(plan, marks.begun) == [first + 8]  # the meeting, a day late
    assert columns(plan, marks.not_begun) == [first + 13]  # the timetable, on the 25th
    assert columns(review, marks.not_begun) == [first + 14]
    assert len({marks.done, marks.begun, marks.not_begun, "!", TODAY}) == 5
    assert all(f"{sign} " in legend(marks) for sign in (marks.done, marks.begun, "!", TODAY))


@pytest.mark.parametrize("width", [30, 39, 79, 119])
def test_every_line_fits_however_many_days_there_are(width: int) -> None:
    for today in ("2026-11-23", "2029-01-01"):
        lines = drawn(today, width)
        assert lines
        assert all(len(line) <= width for line in lines)


def test_a_review_without_a_day_has_no_weeks() -> None:
    found = standings(school_review({}), schedule(), date(2026, 11, 23))
    assert timeline(found, date(2026, 11, 23), 79, ROUND) == []


def test_a_month_is_named_wherever_its_name_fits_whole_and_nowhere_else() -> None:
    ends_at_the_edge = False
    for number in range(365):
        today = (date(2026, 11, 23) + timedelta(days=number)).isoformat()
        months, *stages = drawn(today)
        assert set(months.split()) <= {name[:3] for name in MONTHS}, today
        ends_at_the_edge = ends_at_the_edge or len(months.rstrip()) == len(stages[0])
    assert ends_at_the_edge
