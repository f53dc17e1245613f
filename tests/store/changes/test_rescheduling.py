"""Moving a review: what moves is shown first, and one list of changes does it and undoes it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.changes.reschedule import ReviewMove, moving
from store.field_values import Json, Unacceptable
from store.open_register import open_register
from store.paperwork import consortium, deadlines, review
from store.paperwork.steps import STEP
from store.paperwork.tables import PEOPLE, REVIEWS
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from store.register.finding import school_review_of
from store.register.register import Register
from store.schedule.why_due import due, schedule_of
from tests.support.a_review import HALF, filled, people, person, register_at
from tests.support.command_line import Shell

DAY = date(2026, 12, 3)


def shifts(found: ReviewMove) -> dict[str, tuple[date | None, date | None]]:
    return {one.step.key: (one.before.day, one.after.day) for one in found.shifts}


def moved(register: Register, found: Record, day: date, end: date | None = None) -> Record:
    register.apply(moving(register, found, day, end).changes)
    return register.record(REVIEWS, found.key)


def test_each_due_date_that_moves_is_shown_before_and_after(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = moving(register, filled(register, HALF), DAY)
        assert shifts(found) == {
            "champions_booked": (date(2026, 11, 12), date(2026, 11, 19)),
            "meeting": (date(2026, 11, 19), date(2026, 11, 26)),
            "timetable": (date(2026, 11, 25), date(2026, 12, 2)),
            "visit": (date(2026, 11, 26), DAY),
            "summary_completed": (date(2026, 11, 26), DAY),
            "feedback": (date(2026, 11, 26), DAY),
            "summary_sent": (date(2026, 12, 3), date(2026, 12, 10)),
            "workshop_agreed": (date(2026, 12, 3), date(2026, 12, 10)),
            "workshop": (date(2026, 12, 10), date(2026, 12, 17)),
            "plan_completed": (date(2026, 12, 10), date(2026, 12, 17)),
            "plan_sent": (date(2026, 12, 17), date(2026, 12, 24)),
        }  # data_sharing is done and moves no more
        assert [one.step.key for one in found.late] == ["champions_booked", "meeting"]
        assert not found.days_in_the_way
        assert not found.bookings
        assert "7 days before the review on Thu 3 Dec 2026" in found.shifts[1].after.reason


def test_only_what_is_counted_from_the_day_moves(tmp_path: Path) -> None:
    agreed: dict[str, Json] = {"workshop.agreed_date": "2026-12-10", "feedback.date": "2026-11-26"}
    with register_at(tmp_path) as register:
        found = moving(register, filled(register, {**HALF, **agreed}), DAY)
        assert not {"summary_sent", "workshop", "plan_completed", "plan_sent"} & set(shifts(found))


def test_asking_changes_nothing_and_moving_is_one_list_that_is_undone(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        before = filled(register, {**HALF, "end_date": "2026-11-27"})
        seq = register.seq
        found = moving(register, before, DAY)
        assert register.seq == seq
        register.apply(found.changes)
        after = register.record(REVIEWS, before.key)
        assert (after[review.DATE_OF_REVIEW], after[review.END_DATE]) == (DAY, date(2026, 12, 4))
        register.undo()
        assert register.record(REVIEWS, before.key) == before


def test_a_review_stays_as_long_as_it_was_unless_it_is_said(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, HALF)
        assert moved(register, found, DAY)[review.END_DATE] is None
        longer = moved(register, register.record(REVIEWS, 1), DAY, date(2026, 12, 7))
        assert longer[review.END_DATE] == date(2026, 12, 7)
        shorter = moved(register, longer, DAY, DAY)
        assert shorter[review.END_DATE] is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.none() | st.integers(0, 5),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_moving_there_and_back_changes_nothing(
    tmp_path: Path, first: date, length: int | None, there: date
) -> None:
    path = tmp_path / "register.json"
    values: dict[str, Json] = {**HALF, "date": first.isoformat()}
    if length is not None:
        values["end_date"] = (first + timedelta(days=length)).isoformat()
    with open_register(path) if path.exists() else register_at(tmp_path) as register:
        before = filled(register, values)
        assert moved(register, moved(register, before, there), first) == before
        assert moving(register, before, first).changes == ()
        assert moving(register, before, first).shifts == ()


def test_closures_weekends_and_school_holidays_of_the_whole_span_are_named(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        closed: Json = [{"from": "2026-12-21", "until": "2026-12-21", "name": "Flood"}]
        away: Json = [{"from": "2026-12-21", "until": "2027-01-01", "name": "Christmas"}]
        settings_now = register.consortium
        register.apply(
            [
                *setting(settings_now, consortium.CLOSURES, closed),
                *setting(settings_now, consortium.SCHOOL_HOLIDAYS, away),
            ]
        )
        found = filled(register, HALF)
        days = moving(register, found, date(2026, 12, 20), date(2026, 12, 22)).days_in_the_way
        assert [(day.day.day, day.why) for day in days] == [
            (20, "a Sunday"),
            (21, "Flood"),
            (21, "school holidays: Christmas"),
            (22, "school holidays: Christmas"),
        ]
        assert [day.why for day in moving(register, found, date(2026, 12, 25)).days_in_the_way] == [
            "Christmas Day",
            "school holidays: Christmas",
        ]


def test_people_who_are_booked_elsewhere_are_named_over_the_whole_span(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, HALF)  # Joan Mason, Ravi Patel, Priya Nair
        others: list[dict[str, Json]] = [
            {"date": "2026-12-02", "end_date": "2026-12-03", "lead_reviewer": person("joan mason")},
            {"date": "2026-12-04", "other_reviewers": people("Ravi Patel", "Nobody Else")},
            {"date": "2026-10-05", "workshop.agreed_date": "2026-12-04",
             "improvement_champions": people("Priya Nair", "Sam Cole")},
            {"date": "2026-12-05", "lead_reviewer": person("Joan Mason")},
            {"date": "2026-12-03", "lead_reviewer": person("Joan Mason"), "status": "cancelled",
             "status_reason": "Snow"},
        ]  # fmt: skip
        ids = [filled(register, {"school_name": "Elm", **values}).id for values in others]
        booked = moving(register, found, DAY, date(2026, 12, 4)).bookings
        assert [(one.name, one.day.day, one.review, one.role) for one in booked] == [
            ("joan mason", 3, ids[0], "Lead Reviewer"),
            ("Ravi Patel", 4, ids[1], "reviewer"),
            ("Priya Nair", 4, ids[2], "workshop"),
        ]


def test_a_headteacher_who_hosts_that_day_is_booked_too(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, {"date": "2026-11-26", "lead_reviewer": person("Ann Head")})
        host = {"date": DAY.isoformat(), "headteacher": person("Ann Head")}
        other = filled(register, {"school_name": "Elm", **host, "governors": people("Jo Finch")})
        [booked] = moving(register, found, DAY).bookings
        assert (booked.name, booked.review, booked.role) == (
            "Ann Head",
            other.id,
            "host Headteacher",
        )
        back = moving(register, other, date(2026, 11, 26)).bookings
        assert [(one.name, one.role) for one in back] == [("Ann Head", "Lead Reviewer")]


def test_two_people_of_one_name_in_the_directory_are_two(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        register.apply([making(PEOPLE.name, {"name": "Ann Lee"}) for _ in range(2)])
        one: Json = {"name": "Ann Lee", "person": 1}
        found = filled(register, {"date": "2026-11-26", "lead_reviewer": one})
        for key in (1, 2):
            lead: Json = {"name": "A. Lee" if key == 1 else "Ann Lee", "person": key}
            filled(register, {"date": DAY.isoformat(), "lead_reviewer": lead})
        assert [one.name for one in moving(register, found, DAY).bookings] == ["A. Lee"]


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        ("2026-12-02", "which is then before the review ends."),
        ("2026-12-08", "earlier than the schedule’s window from Thu 10 Dec 2026."),
        ("2026-12-15", None),
        ("2026-12-21", "later than the schedule’s window to Thu 17 Dec 2026."),
        ("2027-01-04", "after the proforma’s 4 weeks, which end on Thu 31 Dec 2026."),
    ],
)
def test_the_agreed_workshop_stays_and_it_is_said_when_it_no_longer_fits(
    agreed: str, said: str | None, tmp_path: Path
) -> None:
    with register_at(tmp_path) as register:
        found = moving(register, filled(register, {**HALF, "workshop.agreed_date": agreed}), DAY)
        assert "workshop" not in {change.field.partition(".")[0] for change in found.changes}
        stays = [one for one in found.notices if one.startswith("The workshop stays agreed for")]
        assert (stays[0].endswith(said) and len(stays) == 1) if said else stays == []


def test_the_workshop_is_measured_by_the_days_the_consortium_has_set_as_due_says_them(
    tmp_path: Path,
) -> None:
    with register_at(tmp_path) as register:
        register.apply(setting(register.consortium, deadlines.WORKSHOP_LATEST.field, 42))
        agreed: dict[str, Json] = {**HALF, "workshop.agreed_date": "2027-01-18"}
        record = filled(register, agreed)
        notices = moving(register, record, DAY).notices
        after = "after the consortium’s 42 days, which end on Thu 14 Jan 2027"
        assert f"The workshop stays agreed for Mon 18 Jan 2027, which is then {after}." in notices
        moved_to = school_review_of(register, moved(register, record, DAY))
        assert after in due(STEP["workshop"], moved_to, schedule_of(register.consortium)).sentence


def test_what_would_no_longer_fit_together_is_said_and_what_never_did_is_not(
    tmp_path: Path,
) -> None:
    values: dict[str, Json] = {**HALF, "feedback.date": "2026-11-27", "visit.date": "2026-11-25"}
    with register_at(tmp_path) as register:
        notices = moving(register, filled(register, values), date(2026, 11, 24)).notices
        assert notices == ()
        filled(register, {"school": 1, "school_name": "Birch", "date": "2027-11-02"})
        first = register.record(REVIEWS, 1)
        [second] = [
            one for one in moving(register, first, date(2027, 10, 5)).notices if "ruling 35" in one
        ]
        assert second == "Heath Primary School has PR-2026-002 in 2027–28 as well (ruling 35)."


def test_an_end_before_its_start_or_a_day_the_register_does_not_keep_is_refused(
    tmp_path: Path,
) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, {**HALF, "end_date": "2026-11-27"})
        with pytest.raises(Unacceptable, match="Wed 2 Dec 2026, is before the first, Thu 3 Dec"):
            moving(register, found, DAY, date(2026, 12, 2))
        with pytest.raises(Unacceptable, match="the year 2101 is not between 1990 and 2100"):
            moving(register, found, date(2101, 1, 1))
        with pytest.raises(Unacceptable, match="the year 2101"):
            moving(register, found, date(2100, 12, 31))  # its second day would be in 2101


def test_an_undated_review_is_given_its_first_day(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = moving(register, filled(register, {"school_name": "Elm"}), DAY)
        assert shifts(found)["visit"] == (None, DAY)
        register.apply(found.changes)
        assert register.record(REVIEWS, 1)[review.DATE_OF_REVIEW] == DAY


def test_what_the_year_owes_is_not_what_the_review_is_late_with(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, HALF)
        register.apply([making("years", {"evaluation.due": "2026-11-20"}, 2026)])
        assert [one.step.key for one in moving(register, found, DAY).late] == [
            "champions_booked",
            "meeting",
        ]


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    with register_at(tmp_path) as register:
        filled(register, HALF)
    return shell


def test_the_command_shows_first_and_moves_only_when_told_to(shell: Shell) -> None:
    before = shell.files()
    shown = shell.done("reschedule", "PR-2026-001", "3 dec")
    assert shown.err == "Nothing was changed; add --yes to move it.\n"
    assert shell.files() == before
    assert "Heath Primary School: Thu 26 Nov 2026 → Thu 3 Dec 2026" in shown.out
    assert "Pre-Review Meeting: Thu 19 Nov 2026 → Thu 26 Nov 2026 (7 days before" in shown.out
    assert "Late already: Pre-Review Meeting, due Thu 19 Nov 2026, 2 working days late." in (
        shown.out
    )
    done = shell.done("reschedule", "PR-2026-001", "3 dec", "--until", "4 dec", "--yes")
    assert done.out.endswith("PR-2026-001 is on Thu 3 Dec 2026 to Fri 4 Dec 2026 now.\n")
    assert shell.done("show", "PR-2026-001", "--json").record()["end_date"] == "2026-12-04"
    again = shell.done("reschedule", "PR-2026-001", "3 dec", "--yes")
    assert again.err == "Nothing was changed; it was so already.\n"


def test_bad_input_is_refused_in_a_sentence(shell: Shell) -> None:
    for day, said in (
        ("31 feb", "There is no 31 February"),
        ("soon", "'soon' is not a date"),
        (" ", "there is no date here"),
    ):
        assert said in shell.refused("reschedule", "PR-2026-001", day, "--yes")
    assert "is before the first" in shell.refused(
        "reschedule", "PR-2026-001", "3 dec", "--until", "2 dec", "--yes"
    )
    assert "There is no review" in shell.refused("reschedule", "PR-2026-009", "3 dec")
