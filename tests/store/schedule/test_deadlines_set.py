"""What the consortium's settings do to due dates, and what holds for any dates at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.field_values import Json
from store.paperwork.deadlines import TIMINGS
from store.paperwork.steps import STEP, STEPS
from store.schedule.why_due import due
from tests.store.schedule.test_why_due import TWO_DAYS, WORKED
from tests.support.a_schedule import due_of, periods, schedule, school_review


@pytest.mark.parametrize(
    ("timing", "key"),
    [
        ("champions_booked", "champions_booked"),
        ("data_sharing", "data_sharing"),
        ("meeting", "meeting"),
        ("timetable", "timetable"),
        ("workshop_agreed", "workshop_agreed"),
        ("workshop_target", "workshop"),
        ("workshop_target", "plan_completed"),
        ("summary_sent", "summary_sent"),
        ("plan_sent", "plan_sent"),
        ("forwarded", "summary_forwarded"),
        ("forwarded", "plan_forwarded"),
    ],
)
def test_each_timing_is_a_setting(timing: str, key: str) -> None:
    came: dict[str, Json] = {
        **TWO_DAYS,
        "summary.custody.received": "2026-11-16",
        "action_plan.custody.received": "2026-11-30",
    }
    paper = {one.field.path: one.days for one in TIMINGS}[f"timings.{timing}"]
    usual = due_of(key, came)
    assert due_of(key, came, {f"timings.{timing}": paper}) == usual
    changed = due_of(key, came, {f"timings.{timing}": paper + 3})
    assert changed.day != usual.day
    assert changed.reason != usual.reason


@pytest.mark.parametrize("key", ["summary_sent", "plan_sent", "meeting", "summary_forwarded"])
def test_a_timing_of_no_days_is_the_day_itself(key: str) -> None:
    none: dict[str, Json] = {
        f"timings.{name}": 0 for name in ("summary_sent", "plan_sent", "meeting", "forwarded")
    }
    found = due_of(key, WORKED, none)
    assert found.reason.startswith("on the day ")
    assert " 0 " not in found.reason


def test_a_timings_help_says_what_the_paper_says_and_where_it_is_silent() -> None:
    helps = {one.field.path.removeprefix("timings."): one.field.help for one in TIMINGS}
    assert helps["timetable"] == "The paper: 1 day. Empty means the same."
    assert helps["summary_sent"] == "The paper: 5 working days. Empty means the same."
    assert helps["forwarded"].startswith("The paper is silent; ruling 9: 1 working day.")
    assert helps["champions_booked"].startswith("The paper is silent; ")


DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        **{one.field.path: st.integers(0, 40) for one in TIMINGS},
        "timings.timetable_day": st.sampled_from(["as printed", "last working day"]),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Json]:
    start = draw(DAYS)
    document: dict[str, Json] = {"date": start.isoformat()}
    for path in (
        "feedback.date", "workshop.agreed_date", "workshop.date", "summary.custody.received",
        "action_plan.custody.received",
    ):  # fmt: skip
        if draw(st.booleans()):
            document[path] = (start + timedelta(days=draw(st.integers(-10, 60)))).isoformat()
    return document


@st.composite
def closures(draw: st.DrawFn) -> Json:
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(DAYS)
        last = first + timedelta(days=draw(st.integers(-3, 40)))
        rows.append((first.isoformat(), last.isoformat(), "Closed"))
    return periods(*rows)


@given(documents(), SETTINGS, closures(), st.integers(0, 400))
def test_a_later_review_never_gives_an_earlier_due_date(
    document: dict[str, Json], settings: dict[str, Json], closed: Json, days: int
) -> None:
    calendar = schedule({**settings, "closures": closed})
    start = date.fromisoformat(str(document["date"]))
    moved = {**document, "date": (start + timedelta(days=days)).isoformat()}
    for step in STEPS:
        before = due(step, school_review(document), calendar).day
        after = due(step, school_review(moved), calendar).day
        assert (before is None) == (after is None)
        assert before is None or after is None or after >= before, step.key


@given(documents(), SETTINGS, DAYS)
def test_moving_a_review_there_and_back_changes_nothing(
    document: dict[str, Json], settings: dict[str, Json], elsewhere: date
) -> None:
    calendar = schedule(settings)
    before = [due(step, school_review(document), calendar) for step in STEPS]
    moved = {**document, "date": elsewhere.isoformat()}
    back = {**moved, "date": document["date"]}
    assert [due(step, school_review(back), calendar) for step in STEPS] == before


@given(documents(), SETTINGS, closures())
def test_a_due_date_in_working_days_is_a_working_day(
    document: dict[str, Json], settings: dict[str, Json], closed: Json
) -> None:
    settings = {path: days for path, days in settings.items() if days}
    calendar = schedule({**settings, "closures": closed})
    for key in ("summary_sent", "summary_forwarded", "plan_sent", "plan_forwarded"):
        found = due(STEP[key], school_review(document), calendar)
        assert found.day is None or calendar.calendar.is_working(found.day)


@given(documents(), SETTINGS, closures())
def test_every_reason_is_a_clean_sentence(
    document: dict[str, Json], settings: dict[str, Json], closed: Json
) -> None:
    calendar = schedule({**settings, "closures": closed})
    for step in STEPS:
        sentence = due(step, school_review(document), calendar).sentence
        assert not any(odd in sentence for odd in ("{", "}", "None", " 1 days", "  ", "'", "-1"))
        assert sentence == sentence.strip(" ;")
