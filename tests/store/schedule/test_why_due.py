"""When each step is due, and why, by the rulings: their numbers stand in the tests' names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.field_values import Json
from store.paperwork.field import Owner
from store.paperwork.stages import feedback, support
from store.paperwork.steps import STEP, STEPS
from store.schedule.why_due import due
from tests.support.a_schedule import CHAMPIONS, day, due_of, periods, schedule, school_review

R, E = "2026-11-12", "2026-11-13"
ONE_DAY: dict[str, Json] = {"date": R}
TWO_DAYS: dict[str, Json] = {"date": R, "end_date": E}
WORKED: dict[str, Json] = {
    **TWO_DAYS,
    "improvement_champions": CHAMPIONS,
    "feedback.date": "2026-11-16",
    "summary.custody.received": "2026-11-18",
    "workshop.agreed_date": "2026-11-25",
    "workshop.date": "2026-11-26",
    "action_plan.custody.received": "2026-12-01",
    "audit.chase": "2027-03-05",
    "follow_up.due": "2027-02-25",
    "impact.reviewed.due": "2027-06-11",
    "impact.shared.due": "2027-06-18",
}

OFFICE, HEAD, LEAD, CHAMPS, GROUP = (
    Owner.OFFICE, Owner.HEADTEACHER, Owner.LEAD_REVIEWER, Owner.CHAMPIONS, Owner.MANAGEMENT_GROUP,
)  # fmt: skip
TABLE: list[tuple[str, int, Owner, str | None, str]] = [
    ("champions_booked", 1, OFFICE, "2026-10-29", "improvement_champions"),
    ("data_sharing", 1, HEAD, "2026-10-29", "plan.data_shared.date"),
    ("meeting", 1, LEAD, "2026-11-05", "plan.meeting.date"),
    ("timetable", 1, HEAD, "2026-11-11", "plan.timetable.date"),
    ("visit", 2, LEAD, R, "visit.date"),
    ("summary_completed", 2, LEAD, E, "summary.custody.completed"),
    ("feedback", 3, LEAD, E, "feedback.date"),
    ("summary_sent", 3, LEAD, "2026-11-23", "summary.custody.sent or summary.custody.received"),
    ("summary_forwarded", 3, OFFICE, "2026-11-19",
     "summary.custody.to_school and summary.custody.to_group"),
    ("workshop_agreed", 3, CHAMPS, "2026-11-20", "workshop.agreed_date or workshop.date"),
    ("workshop", 3, CHAMPS, "2026-11-25", "workshop.date"),
    ("plan_completed", 3, CHAMPS, "2026-11-26", "action_plan.custody.completed"),
    ("plan_sent", 3, CHAMPS, "2026-12-03",
     "action_plan.custody.sent or action_plan.custody.received"),
    ("plan_forwarded", 3, OFFICE, "2026-12-02",
     "action_plan.custody.to_school and action_plan.custody.to_group"),
    ("audit", 4, HEAD, "2027-03-05", "audit.returned"),
    ("support", 4, HEAD, None, ""),
    ("follow_up", 4, CHAMPS, "2027-02-25", "follow_up.date"),
    ("impact_reviewed", 5, HEAD, "2027-06-11", "impact.reviewed.date"),
    ("impact_shared", 5, HEAD, "2027-06-18", "impact.shared.date"),
    ("audit_updated", 5, HEAD, None, "audit.updated"),
    ("evaluation", 5, GROUP, "2027-07-01", "evaluation.date"),
]  # fmt: skip
"""The rulings' table of steps: key, stage, owner, when WORKED makes it due, what ends it."""


@pytest.mark.parametrize(("key", "stage", "owner", "when", "done_by"), TABLE)
def test_a_step_is_as_the_rulings_table_has_it(
    key: str, stage: int, owner: Owner, when: str | None, done_by: str
) -> None:
    step = STEP[key]
    assert (step.stage, step.owner) == (stage, owner)
    ends = [" and ".join(field.path for field in fields) for fields in step.done_by]
    assert " or ".join(ends) == done_by
    found = due(step, school_review(WORKED, {"evaluation.due": "2027-07-01"}), schedule())
    assert found.day == (day(when) if when else None)
    assert found.reason
    assert found.paper
    assert 1 <= found.ruling <= 35


def test_the_steps_are_those_of_the_table_in_its_order() -> None:
    assert [step.key for step in STEPS] == [row[0] for row in TABLE]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("champions_booked", "14 days before the review on Thu 12 Nov 2026"),
        ("data_sharing", "14 days before the review on Thu 12 Nov 2026"),
        ("meeting", "7 days before the review on Thu 12 Nov 2026"),
        ("timetable", "1 day before the review on Thu 12 Nov 2026"),
        ("visit", "on the day of the review, Thu 12 Nov 2026"),
        ("summary_completed", "on the review’s last day, Fri 13 Nov 2026"),
        ("feedback", "on the review’s last day, Fri 13 Nov 2026"),
        ("summary_sent", "5 working days after the feedback on Mon 16 Nov 2026"),
        ("summary_forwarded", "1 working day after the Summary came, on Wed 18 Nov 2026"),
        ("workshop_agreed", "7 days after the review’s last day, Fri 13 Nov 2026"),
        ("plan_completed", "on the day of the workshop, Thu 26 Nov 2026"),
        ("plan_sent", "5 working days after the workshop on Thu 26 Nov 2026"),
        ("plan_forwarded", "1 working day after the Action Plan came, on Tue 1 Dec 2026"),
        ("audit", "the day that was set"),
        ("support", "ongoing; done when the review is closed"),
        ("audit_updated", "TBC: the paper leaves it open until a day is set"),
    ],
)
def test_a_due_date_says_why(key: str, reason: str) -> None:
    assert due_of(key, WORKED).reason == reason


@pytest.mark.parametrize("key", [step.key for step in STEPS])
def test_a_review_without_a_date_says_what_is_missing(key: str) -> None:
    found = due_of(key, {})
    assert found.day is None
    if STEP[key].rule in (STEP["visit"].rule, STEP["feedback"].rule, STEP["data_sharing"].rule):
        assert found.reason == "not yet possible: the review has no date yet"


def test_what_cannot_be_counted_yet_names_what_it_waits_for() -> None:
    assert due_of("summary_sent", {}).reason == (
        "not yet possible: neither the feedback nor the review has a date yet"
    )
    assert due_of("plan_sent", {}).reason == (
        "not yet possible: neither the workshop nor the review has a date yet"
    )
    assert due_of("summary_forwarded", ONE_DAY).reason == (
        "not yet possible: the Summary has not come to the Consortium Office yet"
    )
    assert due_of("plan_forwarded", ONE_DAY).reason == (
        "not yet possible: the Action Plan has not come to the Consortium Office yet"
    )


# Rulings 1 to 5, counted from R or E.


def test_ruling_3_the_timetable_is_due_the_day_before_as_printed() -> None:
    found = due_of("timetable", {"date": "2026-11-16"})  # a Monday
    assert found.day == day("2026-11-15")
    assert found.paper == "On the day before of the review"
    assert found.flags == (
        "not a working day (a Sunday), the nearest one before it is Fri 13 Nov 2026",
    )


def test_ruling_3_by_a_setting_it_is_due_the_last_working_day_before() -> None:
    by_working_day: dict[str, Json] = {"timings.timetable_day": "last working day"}
    monday = due_of("timetable", {"date": "2026-11-16"}, by_working_day)
    assert monday.day == day("2026-11-13")
    assert monday.reason == "the last working day before the review on Mon 16 Nov 2026"
    assert monday.flags == ()
    assert due_of("timetable", ONE_DAY, by_working_day).day == day("2026-11-11")
    after_easter = due_of("timetable", {"date": "2026-04-07"}, by_working_day)
    assert after_easter.day == day("2026-04-02")
    as_printed: dict[str, Json] = {"timings.timetable_day": "as printed"}
    assert due_of("timetable", {"date": "2026-11-16"}, as_printed).day == day("2026-11-15")


def test_ruling_3_the_number_of_days_holds_for_the_last_working_day_too() -> None:
    def by(days: int) -> tuple[date | None, str]:
        settings: dict[str, Json] = {
            "timings.timetable_day": "last working day", "timings.timetable": days,
        }  # fmt: skip
        found = due_of("timetable", {"date": "2026-11-17"}, settings)
        return found.day, found.reason

    assert by(3) == (
        day("2026-11-13"),
        "the last working day at least 3 days before the review on Tue 17 Nov 2026",
    )
    assert by(0) == (
        day("2026-11-17"),
        "the last working day up to the day of the review, Tue 17 Nov 2026",
    )


def test_rulings_4_and_5_summary_and_feedback_are_due_on_the_last_day() -> None:
    for key in ("summary_completed", "feedback"):
        assert due_of(key, ONE_DAY).day == day(R)
        assert due_of(key, TWO_DAYS).day == day(E)
        assert due_of(key, {"date": R, "end_date": R}).reason == (
            "on the day of the review, Thu 12 Nov 2026"
        )


# Ruling 6: the workshop's window, E + 7 to E + 14, and E + 28.

BOTH = "the schedule says “1-2 weeks after the review”, the proforma “within 2 – 4 weeks”"


def workshop(field: str, days: int) -> dict[str, Json]:
    return {**TWO_DAYS, field: (day(E) + timedelta(days=days)).isoformat()}


def test_ruling_6_the_target_is_the_end_of_the_window_and_the_reason_quotes_both() -> None:
    found = due_of("workshop", TWO_DAYS)
    assert (found.earliest, found.day) == (day("2026-11-20"), day("2026-11-27"))
    assert found.reason == f"7 to 14 days after the review’s last day, Fri 13 Nov 2026; {BOTH}"
    assert found.flags == ()


@pytest.mark.parametrize("field", ["workshop.date", "workshop.agreed_date"])
@pytest.mark.parametrize(
    ("days", "flag"),
    [
        (6, "earlier than the schedule, which begins on Fri 20 Nov 2026"),
        (7, ""),
        (14, ""),
        (17, "later than the schedule, within the proforma’s 4 weeks"),
        (28, "later than the schedule, within the proforma’s 4 weeks"),
        (31, "after the proforma’s 4 weeks, which end on Fri 11 Dec 2026"),
    ],
)
def test_ruling_6_a_workshop_is_told_where_it_lies_in_the_window(
    field: str, days: int, flag: str
) -> None:
    assert due_of("workshop", workshop(field, days)).flags == ((flag,) if flag else ())


def test_ruling_6_the_agreed_date_is_the_due_date_once_there_is_one() -> None:
    found = due_of("workshop", workshop("workshop.agreed_date", 20))
    assert found.day == found.late_after == day("2026-12-03")
    assert found.reason == (
        f"the agreed date, 20 days after the review’s last day, Fri 13 Nov 2026; {BOTH}"
    )


def test_ruling_6_a_date_agreed_beyond_four_weeks_is_late_when_they_are_over() -> None:
    found = due_of("workshop", workshop("workshop.agreed_date", 35))
    assert (found.day, found.late_after) == (day("2026-12-18"), day("2026-12-11"))


def test_ruling_6_a_date_agreed_before_the_review_is_said_to_be_before_it() -> None:
    found = due_of("workshop", workshop("workshop.agreed_date", -3))
    assert found.reason.startswith("the agreed date, 3 days before the review’s last day")
    on_it = due_of("workshop", workshop("workshop.agreed_date", 0))
    assert on_it.reason.startswith("the agreed date, on the review’s last day, Fri 13 Nov 2026")


def test_ruling_6_a_workshop_can_be_agreed_before_the_review_has_a_date() -> None:
    found = due_of("workshop", {"workshop.agreed_date": "2026-11-26"})
    assert (found.day, found.reason) == (day("2026-11-26"), f"the agreed date; {BOTH}")


def test_ruling_6_counts_from_the_last_day_and_from_the_first_where_it_is_the_only_one() -> None:
    assert due_of("workshop", ONE_DAY).day == day("2026-11-26")
    assert due_of("workshop", TWO_DAYS).day == day("2026-11-27")


def test_ruling_6_a_consortium_with_its_own_weeks_is_told_of_its_own() -> None:
    own: dict[str, Json] = {"timings.workshop_latest": 35}
    found = due_of("workshop", workshop("workshop.date", 31), own)
    assert found.flags == ("later than the schedule, within the consortium’s 35 days",)
    swapped: dict[str, Json] = {"timings.workshop_from": 20, "timings.workshop_latest": 3}
    found = due_of("workshop", TWO_DAYS, swapped)
    assert (found.earliest, found.day, found.late_after) == (day("2026-11-27"),) * 3
    assert found.reason.startswith("14 days after")


# Rulings 7 to 9: the way of the documents.


@pytest.mark.parametrize(
    ("given", "sent", "skipped"),
    [
        ("2026-03-30", "2026-04-08", "; skipped Good Friday 3 Apr and Easter Monday 6 Apr"),
        ("2026-04-30", "2026-05-08", "; skipped Early May bank holiday 4 May"),
        ("2022-05-30", "2022-06-08",
         "; skipped Spring bank holiday 2 Jun and Queen’s Platinum Jubilee 3 Jun"),
        ("2025-12-18", "2025-12-29", "; skipped Christmas Day 25 Dec and Boxing Day 26 Dec"),
    ],
)  # fmt: skip
def test_ruling_7_five_working_days_as_in_the_examples(given: str, sent: str, skipped: str) -> None:
    found = due_of("summary_sent", {"feedback.date": given})
    assert found.day == day(sent)
    assert found.reason.startswith("5 working days after the feedback on ")
    assert found.reason.endswith(skipped)
    assert found.flags == ()


def test_the_first_example_reads_as_the_administrator_is_to_read_it() -> None:
    assert due_of("summary_sent", {"feedback.date": "2026-03-30"}).reason == (
        "5 working days after the feedback on Mon 30 Mar 2026; "
        "skipped Good Friday 3 Apr and Easter Monday 6 Apr"
    )


def test_the_fourth_example_is_flagged_when_that_week_is_in_the_school_holidays() -> None:
    away: dict[str, Json] = {
        "school_holidays": periods(("2025-12-22", "2026-01-02", "Christmas holidays"))
    }
    found = due_of("summary_sent", {"feedback.date": "2025-12-18"}, away)
    assert found.day == day("2025-12-29")
    assert found.flags == ("in the school holidays (Christmas holidays)",)
    assert found.sentence == f"{found.reason}; {found.flags[0]}"


def test_ruling_7_until_feedback_has_a_date_its_due_date_counts() -> None:
    found = due_of("summary_sent", TWO_DAYS)
    assert found.day == day("2026-11-20")
    assert found.reason == "5 working days after the feedback, which is due on Fri 13 Nov 2026"


def test_ruling_8_the_plan_counts_from_the_workshop_held_then_agreed_then_targeted() -> None:
    held = {**TWO_DAYS, "workshop.agreed_date": "2026-11-25", "workshop.date": "2026-12-02"}
    agreed: dict[str, Json] = {**TWO_DAYS, "workshop.agreed_date": "2026-11-25"}
    for document, on, sent, words in (
        (held, "2026-12-02", "2026-12-09", "the workshop on Wed 2 Dec 2026"),
        (agreed, "2026-11-25", "2026-12-02", "the workshop, which is agreed for Wed 25 Nov 2026"),
        (TWO_DAYS, "2026-11-27", "2026-12-04", "the workshop, which is due on Fri 27 Nov 2026"),
    ):
        assert due_of("plan_completed", document).day == day(on)
        found = due_of("plan_sent", document)
        assert (found.day, found.reason) == (day(sent), f"5 working days after {words}")


def test_ruling_9_forwarding_is_flagged_when_it_passes_the_papers_five_days() -> None:
    given: dict[str, Json] = {"feedback.date": "2026-11-12"}  # five working days end on the 19th
    in_time = due_of("summary_forwarded", {**given, "summary.custody.received": "2026-11-18"})
    assert (in_time.day, in_time.flags) == (day("2026-11-19"), ())
    past = due_of("summary_forwarded", {**given, "summary.custody.received": "2026-11-19"})
    assert past.day == day("2026-11-20")
    assert past.flags == ("past the paper’s 5 working days, which ended on Thu 19 Nov 2026",)


def test_ruling_9_the_action_plan_is_forwarded_by_its_own_clock() -> None:
    held: dict[str, Json] = {"workshop.date": "2026-11-26"}  # five working days end on 3 December
    in_time = due_of("plan_forwarded", {**held, "action_plan.custody.received": "2026-12-02"})
    assert in_time.flags == ()
    past = due_of("plan_forwarded", {**held, "action_plan.custody.received": "2026-12-04"})
    assert past.day == day("2026-12-07")
    assert past.flags == ("past the paper’s 5 working days, which ended on Thu 3 Dec 2026",)


def test_ruling_9_a_consortium_with_its_own_number_of_days_is_held_to_it() -> None:
    document: dict[str, Json] = {
        "feedback.date": "2026-11-12", "summary.custody.received": "2026-11-19",
    }  # fmt: skip
    assert due_of("summary_forwarded", document, {"timings.summary_sent": 6}).flags == ()
    found = due_of("summary_forwarded", document, {"timings.summary_sent": 2})
    assert found.flags == ("past the consortium’s 2 working days, which ended on Mon 16 Nov 2026",)


# Rulings 10 to 15.


def test_ruling_10_support_has_no_deadline() -> None:
    assert due_of("support", WORKED).day is None


@pytest.mark.parametrize("key", ["impact_reviewed", "impact_shared", "audit_updated", "evaluation"])
def test_ruling_11_the_last_stage_prints_tbc_until_somebody_dates_it(key: str) -> None:
    found = due_of(key, TWO_DAYS)
    assert found.day is None
    assert found.reason.startswith("TBC")


@pytest.mark.parametrize("key", ["audit", "follow_up"])
def test_rulings_12_and_13_no_due_date_unless_one_is_set(key: str) -> None:
    found = due_of(key, TWO_DAYS)
    assert (found.day, found.reason) == (None, "no day is set, and the paper gives none")
    field = {"audit": support.AUDIT_CHASE, "follow_up": support.FOLLOW_UP_DUE}[key]
    assert due_of(key, {**TWO_DAYS, field.path: "2027-02-25"}).day == day("2027-02-25")


@pytest.mark.parametrize(
    ("settings", "flag"),
    [
        ({"closures": periods(("2026-11-05", "2026-11-05", "Move"))},
         "not a working day (Move), the nearest one before it is Wed 4 Nov 2026"),
        ({"school_holidays": periods(("2026-11-02", "2026-11-06", "Half term"))},
         "in the school holidays (Half term)"),
        ({"school_holidays": periods(("2026-11-02", "2026-11-06", ""))},
         "in the school holidays"),
    ],
)  # fmt: skip
def test_ruling_14_a_date_on_a_day_off_is_kept_and_flagged(
    settings: dict[str, Json], flag: str
) -> None:
    found = due_of("meeting", ONE_DAY, settings)
    assert found.day == day("2026-11-05")
    assert found.flags == (flag,)


def test_ruling_14_a_bank_holiday_is_named_and_the_working_day_before_it_suggested() -> None:
    found = due_of("meeting", {"date": "2026-04-13"})  # seven days before it is Easter Monday
    assert found.day == day("2026-04-06")
    assert found.flags == (
        "not a working day (Easter Monday), the nearest one before it is Thu 2 Apr 2026",
    )


def test_ruling_14_an_office_that_is_closed_for_good_is_suggested_no_day() -> None:
    closed: dict[str, Json] = {"closures": periods(("2000-01-01", "2100-12-31", "For good"))}
    assert due_of("meeting", ONE_DAY, closed).flags == ("not a working day (For good)",)


def test_ruling_15_release_is_a_row_for_each_champion_and_no_deadline() -> None:
    effort = "This will require half a day of release for the IC"
    assert effort in feedback.RELEASE.guidance
    assert effort not in [step.timing for step in STEPS]


def test_ruling_17_the_champions_are_booked_two_weeks_before() -> None:
    assert due_of("champions_booked", ONE_DAY).day == day("2026-10-29")


def test_ruling_30_the_updated_proforma_is_tbc() -> None:
    assert due_of("audit_updated", WORKED).ruling == 30


# What a count passes over, and how far ahead it can be trusted.


def test_days_of_a_closure_in_a_row_are_named_once() -> None:
    closed: dict[str, Json] = {"closures": periods(("2026-12-17", "2027-01-01", "Christmas"))}
    found = due_of("summary_sent", {"feedback.date": "2026-12-16"}, closed)
    assert found.day == day("2027-01-08")
    assert found.reason.endswith(
        "skipped Christmas 17 to 24 Dec, Christmas Day 25 Dec, Boxing Day (substitute day) 28 Dec, "
        "Christmas 29 to 31 Dec and New Year’s Day 1 Jan"
    )


def test_two_closures_with_a_working_day_between_them_are_named_apart() -> None:
    closed: dict[str, Json] = {
        "closures": periods(("2026-11-17", "", "Move"), ("2026-11-19", "", "Move"))
    }
    found = due_of("summary_sent", {"feedback.date": "2026-11-16"}, closed)
    assert found.reason.endswith("skipped Move 17 Nov and Move 19 Nov")


def test_a_closure_from_one_month_to_the_next_names_both() -> None:
    closed: dict[str, Json] = {"closures": periods(("2026-11-27", "2026-12-02", "Move"))}
    found = due_of("summary_sent", {"feedback.date": "2026-11-26"}, closed)
    assert found.reason.endswith("skipped Move 27 Nov to 2 Dec")


@pytest.mark.parametrize("key", ["summary_sent", "meeting", "workshop"])
def test_beyond_what_is_announced_a_due_date_says_so(key: str) -> None:
    found = due_of(key, {"date": "2028-03-02"})
    assert "bank holidays not yet announced" in found.flags
    assert "bank holidays not yet announced" not in due_of(key, {"date": "2027-03-04"}).flags


def test_no_day_is_named_where_the_office_is_closed_for_good() -> None:
    """A count of working days never ends on a closure."""
    closed: Json = periods(("2026-11-13", "2066-11-13", "Christmas"))
    found = due_of("summary_sent", {"date": "2026-11-12"}, {"closures": closed})
    assert found.day is None
    assert found.reason == (
        "5 working days after the feedback, which is due on Thu 12 Nov 2026, and the office is "
        "closed for years from then: see the closures"
    )


@pytest.mark.parametrize(
    ("set_to", "flag"),
    [
        ("2026-12-25", "not a working day (Christmas Day), the nearest one before it is"),
        ("2034-03-01", "bank holidays not yet announced"),
    ],
)
def test_a_day_that_was_set_is_flagged_as_any_other(set_to: str, flag: str) -> None:
    found = due_of("follow_up", {"date": "2026-11-12", "follow_up.due": set_to})
    assert found.day == day(set_to)
    assert flag in "; ".join(found.flags)
