"""What is owed across the register, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.changes.chase_and_forward import noting_chase
from store.field_values import Json, Name
from store.open_register import create_register
from store.paperwork.field import Owner
from store.progress.outlook import Outlook
from store.progress.owed import Owing, by_person, chased_before, owing, people_of
from store.records.change import making
from store.register.register import Register
from store.schedule.step_standing import StepState
from store.schedule.why_due import schedule_of
from tests.support.a_register import as_formerly
from tests.support.a_schedule import school_review
from tests.support.today import TODAY


def person(name: str, key: int | None = None) -> Json:
    return {"name": name, "person": key}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register with two people and no review yet."""
    made = create_register(
        tmp_path / "register.json", "Tiptree", user="office", today=lambda: TODAY
    )
    made.apply(
        [
            making("schools", {"name": "Birch"}),
            making("people", {"name": "Joan Mason", "email": "joan@birch.example"}),
            making("people", {"name": "Joan Mason", "email": "other@heath.example"}),
        ]
    )
    with made:
        yield made


def review(register: Register, **fields: Json) -> None:
    document = {path.replace("__", "."): value for path, value in fields.items()}
    first: dict[str, Json] = {"school": 1, "school_name": "Birch", "status": "open"}
    register.apply([making("reviews", {**first, **document})])


def keys(found: list[Owing]) -> list[str]:
    return [one.standing.step.key for one in found]


STAGE_1_DONE: dict[str, Json] = {
    "plan__data_shared__date": "2026-10-29",
    "plan__meeting__date": "2026-11-05",
    "plan__timetable__date": "2026-11-11",
    "improvement_champions": [person("Priya Nair"), person("Sam Cole")],
}


def test_owed_is_what_is_late_or_due_the_late_first(register: Register) -> None:
    review(register, date="2026-12-07")
    review(register, date="2026-11-20", **STAGE_1_DONE)
    found = owing(register)
    assert [(one.id, one.standing.step.key, str(one.standing.state)) for one in found] == [
        ("PR-2026-002", "visit", "late"),
        ("PR-2026-002", "summary_completed", "late"),
        ("PR-2026-002", "feedback", "late"),
        ("PR-2026-001", "champions_booked", "due today"),
        ("PR-2026-001", "data_sharing", "due today"),
        ("PR-2026-002", "summary_sent", "due"),
        ("PR-2026-002", "workshop_agreed", "due"),
        ("PR-2026-001", "meeting", "due"),
    ]


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_a_closed_or_cancelled_review_is_in_nobodys_list(register: Register, status: str) -> None:
    review(register, date="2026-10-01", status=status, status_reason="x")
    assert owing(register) == []


def test_a_review_without_a_status_is_open(register: Register) -> None:
    as_formerly(register, [making("reviews", {"school": 1, "date": "2026-11-20"})])
    assert owing(register)


def test_within_some_days_is_what_is_due_in_them_and_everything_late(register: Register) -> None:
    review(register, date="2026-12-07", **STAGE_1_DONE)
    assert keys(owing(register, timedelta(days=13))) == []
    assert keys(owing(register, timedelta(days=14))) == ["visit", "summary_completed", "feedback"]
    review(register, date="2026-11-13", **STAGE_1_DONE)
    none_ahead = owing(register, timedelta(days=0))
    assert {one.standing.state for one in none_ahead} == {StepState.LATE}
    assert keys(none_ahead)[-1] == "workshop_agreed"


def test_who_owes_a_step_is_whom_the_review_names() -> None:
    of = school_review(
        {
            "school_name": "Birch",
            "headteacher": person("Grace Lowe"),
            "lead_reviewer": person("Joan Mason", 1),
            "improvement_champions": [person("Priya Nair"), person("Sam Cole")],
        }
    )
    assert people_of(of, Owner.HEADTEACHER) == (Name("Grace Lowe"),)
    assert people_of(of, Owner.LEAD_REVIEWER) == (Name("Joan Mason", 1),)
    assert people_of(of, Owner.CHAMPIONS) == (Name("Priya Nair"), Name("Sam Cole"))
    assert people_of(of, Owner.OFFICE) == (Name("Consortium Office"),)
    assert people_of(of, Owner.MANAGEMENT_GROUP) == (Name("Management group"),)


def test_who_owes_a_step_is_the_owners_title_while_nobody_is_named() -> None:
    nobody = school_review({"school_name": "Birch"})
    assert people_of(nobody, Owner.HEADTEACHER) == (Name("Headteacher of Birch"),)
    assert people_of(nobody, Owner.LEAD_REVIEWER) == (Name("Lead Reviewer of Birch"),)
    assert people_of(nobody, Owner.CHAMPIONS) == (Name("Improvement Champions of Birch"),)
    assert people_of(school_review({"id": "PR-2026-001"}), Owner.HEADTEACHER) == (
        Name("Headteacher of PR-2026-001"),
    )


def test_ruling_18_a_headteacher_nobody_named_goes_by_the_reviews_own_label() -> None:
    labelled = school_review({"school_name": "Birch", "headteacher_label": "Head of school"})
    assert people_of(labelled, Owner.HEADTEACHER) == (Name("Head of school of Birch"),)


def test_what_two_share_is_in_the_list_of_each(register: Register) -> None:
    review(register, date="2026-11-13", **STAGE_1_DONE)
    found = {one.name: one for one in by_person(register, owing(register))}
    assert keys(list(found["Priya Nair"].owes)) == keys(list(found["Sam Cole"].owes))
    assert "workshop_agreed" in keys(list(found["Sam Cole"].owes))


def test_whoever_owes_the_most_urgent_comes_first(register: Register) -> None:
    review(register, date="2026-11-24", **STAGE_1_DONE, lead_reviewer=person("Ann Due"))
    review(register, date="2026-11-20", **STAGE_1_DONE, lead_reviewer=person("Zoe Late"))
    names = [one.name for one in by_person(register, owing(register))]
    assert names.index("Zoe Late") < names.index("Ann Due")


def test_one_person_can_be_asked_for_by_a_part_of_the_name_in_any_case(register: Register) -> None:
    review(register, date="2026-11-20", lead_reviewer=person("Zoë O’Brien"))
    review(register, date="2026-11-20", lead_reviewer=person("Ann Reed"))
    found = owing(register)
    for asked in ("zoe o'brien", "OBRIEN", "Zoë"):
        assert [one.name for one in by_person(register, found, asked)] == ["Zoë O’Brien"]
    assert by_person(register, found, "nobody") == []


def test_somebody_of_the_directory_has_their_address(register: Register) -> None:
    review(register, date="2026-11-20", lead_reviewer=person("Joan Mason", 1))
    [joan] = by_person(register, owing(register), "joan")
    assert joan.email == "joan@birch.example"


def test_two_people_of_one_name_are_two(register: Register) -> None:
    review(register, date="2026-11-20", lead_reviewer=person("Joan Mason", 1))
    review(register, date="2026-11-20", lead_reviewer=person("Joan Mason", 2))
    found = by_person(register, owing(register), "joan")
    assert [one.email for one in found] == ["joan@birch.example", "other@heath.example"]
    assert [{owed.id for owed in one.owes} for one in found] == [
        {"PR-2026-001"}, {"PR-2026-002"},
    ]  # fmt: skip


def test_one_person_spelt_in_two_ways_is_one(register: Register) -> None:
    review(register, date="2026-11-20", lead_reviewer=person("Joan Mason", 1))
    review(register, date="2026-11-20", lead_reviewer=person("J. Mason", 1))
    review(register, date="2026-11-20", lead_reviewer=person("joan mason"))
    [joan] = by_person(register, owing(register), "mason")
    assert {one.id for one in joan.owes} == {"PR-2026-001", "PR-2026-002", "PR-2026-003"}


def test_somebody_who_is_both_champions_owes_a_step_once(register: Register) -> None:
    twice: Json = [person("Priya Nair"), person("Priya Nair")]
    review(register, **{**STAGE_1_DONE, "improvement_champions": twice}, date="2026-11-13")
    [priya] = by_person(register, owing(register), "priya")
    assert keys(list(priya.owes)).count("workshop_agreed") == 1


def test_earlier_chases_of_a_person_are_known_by_their_days() -> None:
    rows: Json = [
        {"id": "r1", "date": "2026-11-02", "person": "Grace Lowe"},
        {"id": "r2", "date": "2026-11-05", "person": "Joan Mason"},
        {"id": "r3", "date": "2026-11-09", "person": "Grace Lowe"},
        {"id": "r4", "person": "Grace Lowe"},
    ]
    record = school_review({"chased": rows}).review
    assert chased_before(record, "Grace Lowe") == (date(2026, 11, 2), date(2026, 11, 9))


def test_the_evaluation_of_the_year_is_owed_once_by_the_management_group(
    register: Register,
) -> None:
    review(register, date="2026-09-10")
    review(register, date="2026-10-01", **STAGE_1_DONE)
    register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2026)])
    [group] = by_person(register, owing(register), "management")
    assert [(one.id, one.school, one.title) for one in group.owes] == [
        ("2026-27", "", "School year 2026–27")
    ]
    assert keys(list(group.owes)) == ["evaluation"]
    assert group.owes[0].standing.days_late == 1


def test_the_evaluation_is_owed_whatever_has_become_of_the_years_reviews(
    register: Register,
) -> None:
    review(register, date="2026-09-10", status="closed", status_reason="x")
    review(register, date="2026-10-01", status="cancelled", status_reason="x")
    register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2026)])
    register.apply([making("years", {"evaluation.due": "2026-11-25"}, 2025)])
    register.apply(
        [making("years", {"evaluation.due": "2026-11-20", "evaluation.date": "2026-11-20"}, 2024)]
    )
    assert [one.id for one in owing(register)] == ["2026-27", "2025-26"]


def test_a_chase_for_the_evaluation_is_noted_on_the_year(register: Register) -> None:
    register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2026)])
    [group] = by_person(register, owing(register), "management")
    register.apply(noting_chase(register, group, TODAY))
    [again] = by_person(register, owing(register), "management")
    assert again.chased == (TODAY,)
    assert noting_chase(register, again, TODAY) == []


def test_what_is_late_stands_by_the_day_that_was_missed_not_by_one_agreed_for_later(
    register: Register,
) -> None:
    done: dict[str, Json] = {f"stage_{stage}_override": "On paper" for stage in (1, 2, 4, 5)}
    review(register, date="2026-11-20", **STAGE_1_DONE, **done)
    review(
        register, date="2026-10-05", workshop__agreed_date="2026-12-10", **done,
        feedback__date="2026-10-05", summary__custody__sent="2026-10-05",
    )  # fmt: skip
    found = owing(register)
    assert [(one.id, one.standing.step.key) for one in found if one.standing.missed] == [
        ("PR-2026-002", "workshop"), ("PR-2026-001", "feedback"),
    ]  # fmt: skip
    schedule = schedule_of(register.consortium)
    agreed, plain = (Outlook(one.school_review, schedule, TODAY) for one in found[:2])
    assert agreed.urgency < plain.urgency
    assert agreed.urgency == (False, False, date(2026, 11, 2))
