"""Where a review stands, by the rulings: what each stage lacks, and when it is complete."""

from __future__ import annotations

from datetime import date

import pytest

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.forms import summary
from store.paperwork.stages import plan
from store.paperwork.steps import STEP, STEPS
from store.paperwork.tables import REVIEWS, SCHOOLS, YEARS
from store.records.record import Record, SchoolReview, checked
from store.schedule.stage_progress import (
    Mark,
    StageState,
    done,
    done_on,
    first_incomplete,
    item_state,
    stage_states,
    unsigned,
    waited_for,
)

RECEIVED: dict[str, Json] = {f"{item.path}.state": "received" for item in plan.PAPERWORK}
SUMMARY_SIGNED: list[Json] = [
    {"id": f"r{n}", "role": role, "name": "A", "date": "2026-11-12"}
    for n, role in enumerate(("Lead reviewer", "Headteacher", "Governor"), start=1)
]
PLAN_SIGNED: list[Json] = [
    {"id": f"r{n}", "role": role, "name": "A", "date": "2026-11-26"}
    for n, role in enumerate(("Improvement Champions", "Headteacher", "Governor"), start=1)
]
CHAMPIONS: list[Json] = [{"name": "A", "person": None}, {"name": "B", "person": None}]
STAGE_1: dict[str, Json] = {
    **RECEIVED,
    "improvement_champions": CHAMPIONS,
    "plan.data_shared.date": "2026-10-29",
    "plan.meeting.date": "2026-11-05",
    "plan.timetable.date": "2026-11-11",
}
STAGE_2: dict[str, Json] = {
    "visit.date": "2026-11-12",
    "summary.custody.completed": "2026-11-12",
    "summary.signed": SUMMARY_SIGNED,
}
STAGE_3: dict[str, Json] = {
    "feedback.date": "2026-11-12",
    "summary.custody.received": "2026-11-16",
    "summary.custody.to_school": "2026-11-17",
    "summary.custody.to_group": "2026-11-18",
    "workshop.date": "2026-11-26",
    "action_plan.custody.completed": "2026-11-26",
    "action_plan.custody.sent": "2026-11-27",
    "action_plan.custody.to_school": "2026-11-30",
    "action_plan.custody.to_group": "2026-11-30",
    "action_plan.signed": PLAN_SIGNED,
}
STAGE_4: dict[str, Json] = {
    "audit.returned": "2026-12-10",
    "follow_up.date": "2027-02-04",
    "status": "closed",
}
STAGE_5: dict[str, Json] = {
    "impact.reviewed.date": "2027-06-10",
    "impact.shared.date": "2027-06-17",
    "audit.updated": "2027-06-24",
}
STAGES = (STAGE_1, STAGE_2, STAGE_3, STAGE_4, STAGE_5)
EVALUATED = checked(YEARS, 2026, {"evaluation.date": "2027-07-01"})


def school_review(
    *documents: dict[str, Json], character: str = "", year: Record | None = None
) -> SchoolReview:
    document: dict[str, Json] = {}
    for part in documents:
        document |= part
    fields: dict[str, Json] = {consortium.RELIGIOUS_CHARACTER.path: character} if character else {}
    return SchoolReview(checked(REVIEWS, 1, document), Record(SCHOOLS, 1, fields), year)


def stage(number: int, of: SchoolReview) -> StageState:
    return stage_states(of)[number - 1]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_stage_is_complete_when_all_of_its_steps_are_done(number: int) -> None:
    of = school_review(STAGES[number - 1])
    assert stage(number, of) == StageState(number, Mark.DONE, ())
    others = [state.mark for state in stage_states(of) if state.number != number]
    assert Mark.DONE not in others


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_stage_is_not_complete_without_any_one_thing_it_needs(number: int) -> None:
    for path in STAGES[number - 1]:
        rest = {kept: value for kept, value in STAGES[number - 1].items() if kept != path}
        if path.startswith(("plan.paperwork.siams", "summary.custody.received")):
            continue
        found = stage(number, school_review(rest, year=EVALUATED))
        assert found.mark is Mark.BEGUN, path
        assert found.missing, path


def test_a_review_with_nothing_in_it_has_begun_no_stage() -> None:
    states = stage_states(school_review())
    assert [state.mark for state in states] == [Mark.NOT_BEGUN] * 5
    assert [state.tbc for state in states] == [False, False, False, False, True]
    assert first_incomplete(states) == 1


def test_a_stage_says_what_it_lacks_in_the_order_of_its_steps() -> None:
    of = school_review({"plan.meeting.date": "2026-11-05", "plan.paperwork.sef.state": "received"})
    assert stage(1, of).mark is Mark.BEGUN
    assert stage(1, of).missing == (
        STEP["champions_booked"].words,
        "Data Shared",
        "Any relative Data (waiting)",
        "SDP/SIP (waiting)",
        "Last OfSTED Report (waiting)",
        "Last HT report to Governors (waiting)",
        "Last Peer to Peer Summary Overview and Action Plan (Summary waiting)",
        "Last Peer to Peer Summary Overview and Action Plan (Action Plan waiting)",
        "Timetable for the day",
    )


def test_one_champion_is_not_two() -> None:
    one = school_review(STAGE_1, {"improvement_champions": CHAMPIONS[:1]})
    assert stage(1, one).missing == (STEP["champions_booked"].words,)


def test_paper_that_does_not_exist_or_does_not_apply_is_not_waited_for() -> None:
    first_review: dict[str, Json] = {
        "plan.paperwork.summary.state": "none exists",
        "plan.paperwork.action_plan.state": "none exists",
        "plan.paperwork.ofsted.state": "not applicable",
    }
    assert stage(1, school_review(STAGE_1, first_review)).mark is Mark.DONE


def test_the_optional_self_review_is_not_waited_for() -> None:
    waiting: dict[str, Json] = {"plan.paperwork.self_review.state": "waiting"}
    assert stage(1, school_review(STAGE_1, waiting)).mark is Mark.DONE


@pytest.mark.parametrize(
    ("character", "state"),
    [
        ("Church of England", "waiting"),
        ("Methodist", "waiting"),
        ("Church of England/Methodist", "waiting"),
        ("Roman Catholic/church of england", "waiting"),
        ("Roman Catholic", "not applicable"),
        ("", "not applicable"),
    ],
)
def test_the_siams_report_is_asked_for_by_religious_character(character: str, state: str) -> None:
    of = school_review(character=character)
    assert item_state(plan.SIAMS, of) == state
    assert (plan.SIAMS in list(waited_for(of))) == (state == "waiting")


def test_what_is_said_of_the_siams_report_overrules_the_religious_character() -> None:
    asked = school_review({"plan.paperwork.siams.state": "waiting"}, character="Jewish")
    excused = school_review({"plan.paperwork.siams.state": "not applicable"}, character="Methodist")
    assert item_state(plan.SIAMS, asked) == "waiting"
    assert item_state(plan.SIAMS, excused) == "not applicable"
    assert item_state(plan.SIAMS, SchoolReview(asked.review)) == "waiting"


def test_a_missing_signature_holds_the_stage_open_but_not_the_step() -> None:
    of = school_review(STAGE_2, {"summary.signed": SUMMARY_SIGNED[:2]})
    assert done(STEP["summary_completed"], of)
    assert stage(2, of) == StageState(2, Mark.BEGUN, ("Summary signed: Governor",))


def test_a_signature_without_a_date_is_none() -> None:
    undated: Json = [{"id": "r1", "role": "Governor", "name": "A"}]
    of = school_review({"summary.signed": undated})
    assert list(unsigned(summary.SIGNATURES, of.review)) == [
        "Lead reviewer", "Headteacher", "Governor",
    ]  # fmt: skip


def test_sent_or_received_ends_the_senders_step_but_forwarding_needs_both_dates() -> None:
    received = school_review({"summary.custody.received": "2026-11-16"})
    assert done(STEP["summary_sent"], received)
    assert not done(STEP["summary_forwarded"], received)
    one = school_review({"summary.custody.to_school": "2026-11-17"})
    assert not done(STEP["summary_forwarded"], one)
    assert done_on(STEP["summary_forwarded"], one) is None
    assert done_on(STEP["summary_forwarded"], school_review(STAGE_3)) == date(2026, 11, 18)


def test_a_workshop_that_was_held_had_been_agreed() -> None:
    assert done(STEP["workshop_agreed"], school_review({"workshop.date": "2026-11-26"}))
    agreed = school_review({"workshop.agreed_date": "2026-11-26"})
    assert done(STEP["workshop_agreed"], agreed)
    assert not done(STEP["workshop"], agreed)


def test_support_is_ongoing_until_the_review_is_closed() -> None:
    for status in ("open", "cancelled"):
        of = school_review(STAGE_4, {"status": status})
        assert stage(4, of) == StageState(4, Mark.BEGUN, ("School-to-school support",))
    assert done(STEP["support"], school_review({"status": "closed"}))


def test_the_years_evaluation_ends_the_last_stage_of_every_review_of_that_year() -> None:
    without = stage(5, school_review(STAGE_5))
    assert without.mark is Mark.BEGUN
    assert without.missing == ("The partnership’s evaluation",)
    assert stage(5, school_review(STAGE_5, year=EVALUATED)) == StageState(5, Mark.DONE, ())
    assert done_on(STEP["evaluation"], school_review(year=EVALUATED)) == date(2027, 7, 1)
    assert done_on(STEP["evaluation"], school_review()) is None


def test_the_years_evaluation_alone_does_not_begin_a_reviews_last_stage() -> None:
    found = stage(5, school_review(year=EVALUATED))
    assert (found.mark, found.tbc) == (Mark.NOT_BEGUN, True)


def test_a_stage_is_to_be_confirmed_no_more_once_something_of_it_is_dated() -> None:
    found = stage(5, school_review({"impact.reviewed.due": "2027-06-01"}))
    assert (found.mark, found.tbc) == (Mark.BEGUN, False)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_an_overruled_stage_is_complete_and_still_shows_what_is_missing(number: int) -> None:
    of = school_review({review.OVERRIDES[number - 1].path: "Done on paper in 2019"})
    found = stage(number, of)
    assert found.mark is Mark.DONE
    assert found.overruled == "Done on paper in 2019"
    assert found.missing
    others = [state.mark for state in stage_states(of) if state.number != number]
    assert others == [Mark.NOT_BEGUN] * 4


def test_the_first_incomplete_stage_is_none_when_all_are_complete() -> None:
    full = school_review(*STAGES, year=EVALUATED)
    assert first_incomplete(stage_states(full)) is None
    assert all(done(step, full) for step in STEPS)
    assert first_incomplete(stage_states(school_review(STAGE_1, STAGE_2, year=EVALUATED))) == 3
