"""How fields stand to each other: a warning each, which goes when it is resolved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.warnings.all_warnings import warnings_of
from store.warnings.dates import dates_of_review
from tests.support.a_review import FILLED, HALF, filled, people, person, register_at
from tests.support.today import TODAY

TEAM: dict[str, Json] = {
    "date": "2026-11-26",
    "lead_reviewer": person("Joan Mason"),
    "other_reviewers": people("Ravi Patel", "Ellen O’Brien"),
    "improvement_champions": people("Priya Nair", "Sam Cole"),
}


def found_in(values: dict[str, Json], *lines: ReviewLine) -> list[tuple[str, str]]:
    record = Record(REVIEWS, 1, {**TEAM, **values})
    return [(one.address, one.sentence) for one in dates_of_review(record, lines, TODAY)]


def test_a_review_that_fits_together_has_none(tmp_path: Path) -> None:
    assert found_in({}) == []
    with register_at(tmp_path) as register:
        found = filled(register, FILLED)
        assert warnings_of(register, found) == ()


@pytest.mark.parametrize(
    ("values", "address", "sentence"),
    [
        (
            {"end_date": "2026-11-25"},
            "end_date",
            "The last day of the review, on Wed 25 Nov 2026, is before the review begins, on Thu "
            "26 Nov 2026.",
        ),
        (
            {"visit.date": "2026-11-25"},
            "visit.date",
            "The day the review was carried out, on Wed 25 Nov 2026, is before the review begins, "
            "on Thu 26 Nov 2026.",
        ),
        (
            {"visit.date": "2026-11-27", "feedback.date": "2026-11-26"},
            "feedback.date",
            "The feedback, on Thu 26 Nov 2026, is before the visit, on Fri 27 Nov 2026.",
        ),
        (
            {"feedback.date": "2026-11-25"},
            "feedback.date",
            "The feedback, on Wed 25 Nov 2026, is before the review begins, on Thu 26 Nov 2026.",
        ),
        (
            {"workshop.agreed_date": "2026-11-25"},
            "workshop.agreed_date",
            "The agreed workshop, on Wed 25 Nov 2026, is before the review ends, on Thu 26 Nov "
            "2026.",
        ),
        (
            {"end_date": "2026-11-27", "workshop.date": "2026-11-26"},
            "workshop.date",
            "The workshop, on Thu 26 Nov 2026, is before the review ends, on Fri 27 Nov 2026.",
        ),
        (
            {"summary.custody.completed": "2026-11-27", "summary.custody.sent": "2026-11-26"},
            "summary.custody.sent",
            "The Summary was sent on Thu 26 Nov 2026, before it was completed, on Fri 27 Nov 2026.",
        ),
    ],
)
def test_what_comes_before_what_it_follows_is_said(
    values: dict[str, Json], address: str, sentence: str
) -> None:
    assert found_in(values) == [(address, sentence)]
    resolved = dict.fromkeys(values, "2026-11-27")
    assert found_in({**resolved}) == []


@pytest.mark.parametrize(
    ("values", "address", "said"),
    [
        ({"date": "2076-11-26"}, "date", "is more than 2 years away; check the year."),
        ({"follow_up.due": "2076-02-01"}, "follow_up.due", "Sat 1 Feb 2076 is more than 2 years"),
        ({"plan.meeting.date": "2016-11-19"}, "plan.meeting.date", "from the review on Thu 26 Nov"),
        ({"date": None, "audit.chase": "2029-01-01"}, "audit.chase", "2 years from today; check"),
        (
            {"action_plan.rows": [{"id": "r2", "action": "Read", "deadline": "2062-03-26"}]},
            "action_plan.rows.r2.deadline",
            "Sun 26 Mar 2062 is more than 2 years",
        ),
    ],
)
def test_a_day_that_is_years_away_is_asked_about(
    values: dict[str, Json], address: str, said: str
) -> None:
    [(where, sentence)] = found_in(values)
    assert where == address
    assert said in sentence


def test_two_years_to_the_day_are_not_far_nor_is_an_old_review() -> None:
    assert found_in({"follow_up.due": "2028-11-26"}) == []
    assert len(found_in({"follow_up.due": "2028-11-27"})) == 1
    assert found_in({"date": "2028-02-29", "follow_up.due": "2030-02-28"}) == []
    assert found_in({"date": "2014-11-26"}) == []


def test_a_second_review_of_a_school_in_a_year_is_said() -> None:
    lines = (
        ReviewLine(1, "PR-2026-001", 1, date=date(2026, 11, 26)),
        ReviewLine(2, "PR-2026-002", 1, date=date(2027, 8, 31)),
        ReviewLine(3, "PR-2026-003", 1, date=date(2027, 9, 1)),
        ReviewLine(4, "PR-2026-004", 1, date=date(2026, 9, 1), status="cancelled"),
        ReviewLine(5, "PR-2026-005", 2, date=date(2026, 11, 26)),
        ReviewLine(6, "PR-2026-006", 1, date=None),
        ReviewLine(7, "PR-2026-007", 1, date=date(2026, 9, 1), status="closed"),
    )
    assert found_in({"school": 1, "school_name": "Birch"}, *lines) == [
        ("date", "Birch has PR-2026-002 and PR-2026-007 in 2026–27 as well (ruling 35).")
    ]
    assert found_in({"school": 3}, *lines) == []


def test_a_cancelled_review_has_none(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, {**HALF, **TEAM, "end_date": "2026-11-25"})
        assert warnings_of(register, found) != ()
        reason = setting(found, review.STATUS_REASON, "Flood")
        register.apply([*reason, *setting(found, review.STATUS, "cancelled")])
        assert warnings_of(register, register.record(REVIEWS, found.key)) == ()


def test_nothing_of_it_is_refused_and_it_goes_when_it_is_resolved(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, {**HALF, **TEAM, "end_date": "2026-11-25"})
        [one] = warnings_of(register, found)
        register.apply(setting(found, REVIEWS.field(one.address), "2026-11-27"))
        found = register.record(REVIEWS, found.key)
        assert warnings_of(register, found) == ()
