"""How a step stands on a day: due, late, done, and what is never late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.field_values import Json
from store.paperwork.steps import STEP, STEPS
from store.schedule.stage_progress import Mark, stage_states
from store.schedule.step_standing import (
    StepState,
    by_urgency,
    most_urgent,
    outstanding,
    standings,
)
from tests.support.a_review import FILLED
from tests.support.a_schedule import CHAMPIONS, day, periods, schedule, school_review, stands

R = "2026-11-12"
REVIEW: dict[str, Json] = {"date": R}


@pytest.mark.parametrize(
    ("today", "state", "days_late"),
    [
        ("2026-10-21", StepState.TO_COME, 0),
        ("2026-10-22", StepState.DUE, 0),
        ("2026-10-28", StepState.DUE, 0),
        ("2026-10-29", StepState.DUE_TODAY, 0),
        ("2026-10-30", StepState.LATE, 1),
        ("2026-10-31", StepState.LATE, 1),
        ("2026-11-02", StepState.LATE, 2),
        ("2026-11-12", StepState.LATE, 10),
    ],
)
def test_a_step_is_to_come_then_due_then_late(today: str, state: StepState, days_late: int) -> None:
    found = stands("data_sharing", REVIEW, today)  # due on Thursday 29 October
    assert (found.state, found.days_late) == (state, days_late)


def test_lateness_is_counted_in_working_days() -> None:
    over_easter = stands("visit", {"date": "2026-04-02"}, "2026-04-08")
    assert (over_easter.state, over_easter.days_late) == (StepState.LATE, 2)
    closed: dict[str, Json] = {"closures": periods(("2026-04-07", "2026-04-07", "Move"))}
    assert stands("visit", {"date": "2026-04-02"}, "2026-04-08", closed).days_late == 1


def test_what_was_due_on_friday_is_late_on_saturday_by_no_working_day() -> None:
    found = stands("visit", {"date": "2026-11-13"}, "2026-11-14")
    assert (found.state, found.days_late) == (StepState.LATE, 0)


def test_a_step_whose_review_has_no_date_is_not_yet_possible() -> None:
    assert stands("data_sharing", {}, R).state is StepState.NOT_YET_POSSIBLE
    assert stands("summary_forwarded", REVIEW, R).state is StepState.NOT_YET_POSSIBLE


def test_what_was_done_in_time_is_done() -> None:
    for done in ("2026-10-20", "2026-10-29"):
        found = stands("data_sharing", {**REVIEW, "plan.data_shared.date": done}, "2027-06-01")
        assert (found.state, found.done_on) == (StepState.DONE, day(done))
        assert not found.owed


def test_what_was_done_late_says_by_how_much_and_does_not_nag() -> None:
    document: dict[str, Json] = {**REVIEW, "plan.data_shared.date": "2026-11-02"}
    found = stands("data_sharing", document, "2027-06-01")
    assert (found.state, found.days_late, found.owed) == (StepState.DONE_LATE, 2, False)


def test_what_is_done_without_a_day_of_its_own_is_done() -> None:
    found = stands("champions_booked", {**REVIEW, "improvement_champions": CHAMPIONS}, "2027-06-01")
    assert (found.state, found.done_on) == (StepState.DONE, None)


def test_a_workshop_is_agreed_for_a_day_and_not_on_it() -> None:
    for field in ("workshop.agreed_date", "workshop.date"):
        found = stands("workshop_agreed", {**REVIEW, field: "2026-12-07"}, "2027-06-01")
        assert (found.state, found.done_on, found.days_late) == (StepState.DONE, None, 0)


def test_ruling_17_one_champion_is_not_two() -> None:
    assert isinstance(CHAMPIONS, list)
    one: dict[str, Json] = {**REVIEW, "improvement_champions": CHAMPIONS[:1]}
    assert stands("champions_booked", one, "2026-10-30").state is StepState.LATE
    three: dict[str, Json] = {**REVIEW, "improvement_champions": [*CHAMPIONS, CHAMPIONS[0]]}
    assert stands("champions_booked", three, "2026-10-30").state is StepState.DONE


@given(st.dates(date(2026, 9, 1), date(2028, 9, 1)))
def test_what_is_done_never_nags(today: date) -> None:
    filled = {
        path: value
        for path, value in FILLED.items()
        if path not in ("status", "status_reason") and not path.endswith("_override")
        and STEP_FIELDS.get(path)
    }  # fmt: skip
    of = school_review({**filled, "date": R, "improvement_champions": CHAMPIONS})
    assert [one.step.key for one in standings(of, schedule(), today) if one.owed] == []


STEP_FIELDS = {
    field.path: True for step in STEPS for alternative in step.done_by for field in alternative
} | {"date": True, "audit.chase": True, "follow_up.due": True, "impact.reviewed.due": True}


# Ruling 6.


def workshop(today: str, **fields: str) -> tuple[StepState, int]:
    document: dict[str, Json] = {**REVIEW, **{f"workshop.{k}": v for k, v in fields.items()}}
    found = stands("workshop", document, today)
    return found.state, found.days_late


def test_ruling_6_a_workshop_nobody_agreed_on_is_late_after_the_target() -> None:
    assert workshop("2026-11-26") == (StepState.DUE_TODAY, 0)
    assert workshop("2026-11-27") == (StepState.LATE, 1)


def test_ruling_6_agreed_within_four_weeks_it_is_late_only_after_the_agreed_day() -> None:
    assert workshop("2026-12-01", agreed_date="2026-12-07") == (StepState.DUE, 0)
    assert workshop("2026-12-07", agreed_date="2026-12-07") == (StepState.DUE_TODAY, 0)
    assert workshop("2026-12-08", agreed_date="2026-12-07") == (StepState.LATE, 1)


def test_ruling_6_agreed_beyond_four_weeks_it_is_late_when_they_are_over() -> None:
    assert workshop("2026-12-10", agreed_date="2026-12-17") == (StepState.DUE, 0)
    assert workshop("2026-12-11", agreed_date="2026-12-17") == (StepState.LATE, 1)
    assert workshop("2026-12-17", agreed_date="2026-12-17") == (StepState.LATE, 5)


@pytest.mark.parametrize(
    ("held", "state", "days_late"),
    [
        ("2026-11-16", StepState.DONE, 0),
        ("2026-11-26", StepState.DONE, 0),
        ("2026-11-27", StepState.DONE, 0),
        ("2026-12-10", StepState.DONE, 0),
        ("2026-12-11", StepState.DONE_LATE, 11),
    ],
)
def test_ruling_6_held_within_four_weeks_it_was_not_late(
    held: str, state: StepState, days_late: int
) -> None:
    assert workshop("2027-06-01", date=held) == (state, days_late)


# Ruling 9.


@pytest.mark.parametrize(
    ("sent", "received", "state"),
    [
        ("2026-11-19", "2026-11-25", StepState.DONE),
        ("", "2026-11-19", StepState.DONE),
        ("", "2026-11-20", StepState.DONE_LATE),
        ("2026-11-20", "2026-11-20", StepState.DONE_LATE),
        ("2026-11-20", "", StepState.DONE_LATE),
    ],
)
def test_ruling_9_the_senders_clock_stops_at_sent_or_at_received_if_that_is_all(
    sent: str, received: str, state: StepState
) -> None:
    document: dict[str, Json] = {**REVIEW, "feedback.date": R}
    if sent:
        document["summary.custody.sent"] = sent
    if received:
        document["summary.custody.received"] = received
    assert stands("summary_sent", document, "2026-12-01").state is state


def test_ruling_9_forwarding_is_done_when_both_have_it_and_late_by_the_later() -> None:
    came: dict[str, Json] = {**REVIEW, "summary.custody.received": "2026-11-16"}
    one: dict[str, Json] = {**came, "summary.custody.to_school": "2026-11-17"}
    assert stands("summary_forwarded", one, "2026-11-18").state is StepState.LATE
    both: dict[str, Json] = {**one, "summary.custody.to_group": "2026-11-19"}
    found = stands("summary_forwarded", both, "2026-11-25")
    assert (found.state, found.done_on) == (StepState.DONE_LATE, day("2026-11-19"))
    assert found.days_late == 2


# Rulings 10 to 13, 30 and 32: what has no deadline, and what owes nothing.


def test_ruling_10_support_is_ongoing_and_done_when_the_review_is_closed() -> None:
    assert stands("support", REVIEW, "2027-12-01").state is StepState.ONGOING
    closed: dict[str, Json] = {**REVIEW, "status": "closed"}
    assert stands("support", closed, "2027-12-01").state is StepState.DONE
    cancelled: dict[str, Json] = {**REVIEW, "status": "cancelled"}
    assert stands("support", cancelled, "2027-12-01").state is StepState.NOT_APPLICABLE


def test_ruling_10_stage_4_is_complete_only_when_the_review_is_closed() -> None:
    all_but: dict[str, Json] = {
        **REVIEW, "audit.returned": "2027-03-04", "follow_up.date": "2027-02-24",
    }  # fmt: skip
    assert stage_states(school_review(all_but))[3].mark is Mark.BEGUN
    assert stage_states(school_review({**all_but, "status": "closed"}))[3].mark is Mark.DONE


@pytest.mark.parametrize("key", ["impact_reviewed", "impact_shared", "audit_updated", "evaluation"])
@pytest.mark.parametrize("today", ["2026-11-12", "2036-11-12", "2099-01-01"])
def test_ruling_11_tbc_is_never_late(key: str, today: str) -> None:
    found = stands(key, REVIEW, today)
    assert (found.state, found.owed, found.days_late) == (StepState.TBC, False, 0)


def test_ruling_11_dated_it_can_be_late() -> None:
    document: dict[str, Json] = {**REVIEW, "impact.reviewed.due": "2027-06-10"}
    assert stands("impact_reviewed", document, "2027-06-14").days_late == 2
    year: dict[str, Json] = {"evaluation.due": "2027-07-01"}
    assert stands("evaluation", REVIEW, "2027-07-02", year=year).state is StepState.LATE
    done: dict[str, Json] = {**year, "evaluation.date": "2027-07-05"}
    assert stands("evaluation", REVIEW, "2027-09-01", year=done).state is StepState.DONE_LATE


@pytest.mark.parametrize("key", ["audit", "follow_up"])
def test_rulings_12_and_13_without_a_day_they_are_never_late(key: str) -> None:
    found = stands(key, REVIEW, "2036-11-12")
    assert (found.state, found.due.day) == (StepState.TO_COME, None)


def test_ruling_30_the_updated_proforma_is_done_when_it_came() -> None:
    document: dict[str, Json] = {**REVIEW, "audit.returned": "2027-03-04"}
    assert stands("audit_updated", document, "2028-01-01").state is StepState.TBC
    updated: dict[str, Json] = {**document, "audit.updated": "2027-06-17"}
    assert stands("audit_updated", updated, "2028-01-01").state is StepState.DONE


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_a_closed_or_cancelled_review_owes_nothing(status: str) -> None:
    of = school_review({**REVIEW, "status": status, "impact.reviewed.due": "2027-06-10"})
    found = standings(of, schedule(), day("2030-01-01"))
    assert not any(one.owed for one in found)
    assert most_urgent(found) is None
    assert list(outstanding(of, schedule(), day("2030-01-01"))) == []
    assert stands("visit", {**REVIEW, "status": status}, "2030-01-01").state is (
        StepState.NOT_APPLICABLE
    )


@pytest.mark.parametrize("stage", range(1, 6))
def test_ruling_32_a_stage_that_counts_as_complete_owes_nothing(stage: int) -> None:
    of = school_review(
        {**REVIEW, f"stage_{stage}_override": "Done on paper"}, {"evaluation.due": R}
    )
    for one in standings(of, schedule(), day("2030-01-01")):
        assert (one.state is StepState.NOT_APPLICABLE) == (one.step.stage == stage), one.step.key


def test_ruling_32_what_was_done_in_such_a_stage_stays_done() -> None:
    document: dict[str, Json] = {**REVIEW, "stage_2_override": "On paper", "visit.date": R}
    assert stands("visit", document, "2030-01-01").state is StepState.DONE


def test_missing_signatures_and_papers_hold_open_the_stage_and_not_the_step() -> None:
    document: dict[str, Json] = {
        **REVIEW, "plan.data_shared.date": "2026-10-29", "summary.custody.completed": R,
    }  # fmt: skip
    assert stands("data_sharing", document, "2026-12-01").state is StepState.DONE
    assert stands("summary_completed", document, "2026-12-01").state is StepState.DONE
    states = stage_states(school_review(document))
    assert any("waiting" in words for words in states[0].missing)
    assert "Summary signed: Governor" in states[1].missing


# One late thing does not hide another.


def test_one_late_thing_does_not_hide_another() -> None:
    found = standings(school_review(REVIEW), schedule(), day("2026-11-16"))
    late = [one.step.key for one in found if one.state is StepState.LATE]
    assert late == [
        "champions_booked", "data_sharing", "meeting", "timetable", "visit", "summary_completed",
        "feedback",
    ]  # fmt: skip
    assert [one.step.key for one in by_urgency(found)][: len(late)] == late


def test_the_most_urgent_is_what_has_been_late_longest_then_what_is_due_first() -> None:
    found = standings(school_review(REVIEW), schedule(), day("2026-10-20"))
    first = most_urgent(found)
    assert first is not None
    assert (first.step.key, first.state) == ("champions_booked", StepState.TO_COME)
    assert most_urgent(standings(school_review({}), schedule(), day(R))) is None


def test_a_workshop_that_became_late_before_its_agreed_day_is_sorted_by_when_it_did() -> None:
    document: dict[str, Json] = {
        **REVIEW, "workshop.agreed_date": "2027-02-01", "follow_up.due": "2026-12-20",
    }  # fmt: skip
    found = by_urgency(standings(school_review(document), schedule(), day("2027-01-04")))
    keys = [one.step.key for one in found]
    assert keys.index("workshop") < keys.index("follow_up")


DAYS = st.dates(date(2026, 9, 1), date(2027, 8, 31))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Json]:
    document: dict[str, Json] = {"date": draw(DAYS).isoformat()}
    for path in draw(st.sets(st.sampled_from(sorted(STEP_FIELDS)))):
        document[path] = CHAMPIONS if path == "improvement_champions" else draw(DAYS).isoformat()
    return {path: document[path] for path in document if not path.startswith("evaluation")}


@given(documents(), DAYS)
def test_outstanding_is_what_standings_says_without_the_rest(
    document: dict[str, Json], today: date
) -> None:
    of, calendar = school_review(document), schedule()
    over = (StepState.DONE, StepState.DONE_LATE, StepState.NOT_APPLICABLE)
    expected = [
        one
        for one in standings(of, calendar, today)
        if one.state not in over and not one.step.of_the_year
    ]
    assert list(outstanding(of, calendar, today)) == expected


@given(documents(), DAYS, st.integers(0, 60))
def test_what_is_late_stays_late_until_it_is_done(
    document: dict[str, Json], today: date, days: int
) -> None:
    of, calendar = school_review(document), schedule()
    later = {one.step.key: one for one in standings(of, calendar, today + timedelta(days=days))}
    for one in standings(of, calendar, today):
        if one.state is StepState.LATE:
            assert later[one.step.key].state is StepState.LATE
            assert later[one.step.key].days_late >= one.days_late


@given(documents(), DAYS)
def test_only_what_is_past_its_day_is_late(document: dict[str, Json], today: date) -> None:
    for one in standings(school_review(document), schedule(), today):
        limit = one.due.late_after or one.due.day
        assert (one.state is StepState.LATE) <= (limit is not None and today > limit)
        assert one.days_late == 0 or one.state in (StepState.LATE, StepState.DONE_LATE)


def test_every_step_has_its_standing_in_the_order_of_the_schedule() -> None:
    found = standings(school_review(REVIEW), schedule(), day(R))
    assert [one.step for one in found] == list(STEPS)
    assert stands("visit", REVIEW, R).step is STEP["visit"]
