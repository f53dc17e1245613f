"""`due` and `owed`, as a nightly mail and a person at the shell see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.paperwork import review
from store.records.editing import setting
from tests.support.a_register import as_formerly, reopened, the_review
from tests.support.command_line import Shell

SCHOOLS = "EstablishmentName,URN\nBirch Primary,100001\nHeath Primary,100002\n"
KEYS = ["review", "school", "stage", "step", "owner", "due", "state", "days_late", "reason"]


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    """A register with two schools; it is Monday 23 November 2026."""
    csv = tmp_path / "schools.csv"
    csv.write_text(SCHOOLS, encoding="utf-8")
    shell.done("schools", "import", str(csv), "--yes")
    return shell


@pytest.fixture
def begun(shell: Shell) -> Shell:
    """A review of Friday 20 November of which only the visit and one chase are known."""
    shell.done("new", "--school", "birch", "--date", "20/11/26", "--lead", "Joan Mason")
    shell.done(
        "set", "PR-2026-001", "visit.date=20/11/26", "stage_1_override=On paper",
        'chased=[{"date": "2026-11-02", "person": "Joan Mason", "items": "Summary completed"},'
        ' {"date": "2026-11-09", "person": "Joan Mason", "items": "x\\nsummary completed, soon"},'
        ' {"date": "2026-11-16", "person": "Joan Mason", "items": "Summary"}]',
    )  # fmt: skip
    return shell


def test_due_is_a_list_of_objects_with_what_a_mail_needs(begun: Shell) -> None:
    found = begun.done("due", "--json").records()
    assert all(list(one) == KEYS for one in found)
    assert found == [
        {
            "review": "PR-2026-001", "school": "Birch Primary", "stage": 2,
            "step": "summary_completed", "owner": "Lead Reviewer", "due": "2026-11-20",
            "state": "late", "days_late": 1, "reason": "on the day of the review, Fri 20 Nov 2026",
        },
        {
            "review": "PR-2026-001", "school": "Birch Primary", "stage": 3, "step": "feedback",
            "owner": "Lead Reviewer", "due": "2026-11-20", "state": "late", "days_late": 1,
            "reason": "on the day of the review, Fri 20 Nov 2026",
        },
        {
            "review": "PR-2026-001", "school": "Birch Primary", "stage": 3,
            "step": "summary_sent", "owner": "Lead Reviewer", "due": "2026-11-27",
            "state": "due", "days_late": 0,
            "reason": "5 working days after the feedback, which is due on Fri 20 Nov 2026",
        },
        {
            "review": "PR-2026-001", "school": "Birch Primary", "stage": 3,
            "step": "workshop_agreed", "owner": "Improvement Champions", "due": "2026-11-27",
            "state": "due", "days_late": 0,
            "reason": "7 days after the review on Fri 20 Nov 2026",
        },
    ]  # fmt: skip


def steps(shell: Shell, *arguments: str) -> list[object]:
    return [one["step"] for one in shell.done("due", "--json", *arguments).records()]


def test_days_says_how_far_ahead_to_look(begun: Shell) -> None:
    assert steps(begun, "--days", "0") == ["summary_completed", "feedback"]
    assert steps(begun, "--days", "3") == ["summary_completed", "feedback"]
    assert steps(begun, "--days", "4") == steps(begun)
    assert "workshop" in steps(begun, "--days", "11")


def test_late_is_only_what_is_late_however_far_it_looks(begun: Shell) -> None:
    assert steps(begun, "--late") == ["summary_completed", "feedback"]
    assert steps(begun, "--late", "--days", "60") == ["summary_completed", "feedback"]


def test_a_flag_stands_with_the_reason(begun: Shell) -> None:
    begun.done("set", "consortium", 'school_holidays=[{"from": "2026-11-27", "name": "Inset"}]')
    found = begun.done("due", "--json").records()
    assert str(found[-1]["reason"]).endswith("; in the school holidays (Inset)")
    assert "; in the school holidays (Inset))" in begun.done("due").out


@pytest.mark.parametrize("command", ["due", "owed"])
def test_nothing_due_is_no_error_and_no_word(shell: Shell, command: str) -> None:
    answer = shell.done(command)
    assert (answer.out, answer.err) == ("", "")
    assert shell.done(command, "--json").json == []


def test_a_review_that_is_to_come_is_not_due_yet(shell: Shell) -> None:
    shell.done("new", "--school", "birch", "--date", "1/6/27")
    assert shell.done("due", "--json").json == []
    assert shell.done("due", "--late", "--json").json == []


def test_due_says_it_in_lines_for_people(begun: Shell) -> None:
    lines = begun.done("due").out.splitlines()
    assert lines[0] == (
        "PR-2026-001  Birch Primary: Summary completed, Lead Reviewer, due Fri 20 Nov 2026, "
        "1 working day late (on the day of the review, Fri 20 Nov 2026)"
    )
    assert lines[2].endswith(
        "due Fri 27 Nov 2026 (5 working days after the feedback, which is due on Fri 20 Nov 2026)"
    )


def test_days_late_are_one_or_several_and_none_on_the_weekend_after(begun: Shell) -> None:
    begun.done("set", "PR-2026-001", "date=19/11/26")
    assert "Thu 19 Nov 2026, 2 working days late (" in begun.done("due").out
    begun.done("set", "PR-2026-001", "date=22/11/26")
    assert "Sun 22 Nov 2026, 1 working day late (" in begun.done("due").out
    begun.done(
        "set", "PR-2026-001", "date=20/11/26",
    )  # fmt: skip
    begun.done("set", "consortium", 'closures=[{"from": "2026-11-23", "name": "Move"}]')
    assert "Fri 20 Nov 2026, late since then (" in begun.done("due").out


def test_what_is_due_today_says_so(begun: Shell) -> None:
    begun.done("set", "PR-2026-001", "date=23/11/26")
    assert "due Mon 23 Nov 2026, today (on the day of the review" in begun.done("due").out


def test_a_review_whose_school_has_no_name_can_be_late_too(begun: Shell) -> None:
    with reopened(begun.path) as register:
        as_formerly(register, setting(the_review(register), review.SCHOOL_NAME, ""))
    assert begun.done("due").out.startswith("PR-2026-001  no school yet: ")


def test_owed_is_grouped_by_person_with_earlier_chases_beside_what_they_asked_for(
    begun: Shell,
) -> None:
    found = begun.done("owed", "--json").records()
    assert [one["person"] for one in found] == [
        "Joan Mason", "Improvement Champions of Birch Primary",
    ]  # fmt: skip
    owes = found[0]["owes"]
    assert isinstance(owes, list)
    first = owes[0]
    assert isinstance(first, dict)
    assert list(first) == [*KEYS, "chased"]
    assert first["chased"] == ["2026-11-02", "2026-11-09"]
    assert found[0]["chased"] == ["2026-11-02", "2026-11-09", "2026-11-16"]
    assert [one["chased"] for one in owes[1:] if isinstance(one, dict)] == [[], []]
    lines = begun.done("owed").out.splitlines()
    assert lines[0] == "Joan Mason, chased 2 Nov, 9 Nov, 16 Nov"
    assert lines[1].startswith("  PR-2026-001  Birch Primary: Summary completed")
    assert lines[1].endswith(" chased 2 Nov, 9 Nov")
    assert "chased" not in lines[-1]


def test_owed_by_somebody_is_their_list_alone(begun: Shell) -> None:
    found = begun.done("owed", "--by", "mason", "--json").records()
    assert [one["person"] for one in found] == ["Joan Mason"]
    assert begun.done("owed", "--by", "nobody", "--json").json == []


@pytest.mark.parametrize("days", ["-1", "soon", "99999"])
def test_days_that_are_no_number_of_days_are_wrong_usage(shell: Shell, days: str) -> None:
    answer = shell.run("due", "--days", days)
    assert answer.status == 2
    assert "--days" in answer.err


def test_asking_changes_nothing(begun: Shell) -> None:
    before = begun.files()
    begun.done("due")
    begun.done("owed", "--json")
    assert begun.files() == before


def test_the_evaluation_of_the_year_is_listed_once_under_the_years_name(begun: Shell) -> None:
    begun.done("new", "--school", "heath", "--date", "1/6/27")
    begun.done("set", "2026-27", "evaluation.due=24/11/26")
    [found] = [one for one in begun.done("due", "--json").records() if one["stage"] == 5]
    assert (found["review"], found["school"], found["step"]) == ("2026-27", "", "evaluation")
    assert "2026-27  The partnership’s evaluation, management group, due Tue 24 Nov 2026" in (
        begun.done("due").out
    )
    text = begun.done("owed", "--by", "management", "--message").out
    assert text.count("evaluation") == 1
    assert "\nSchool year 2026–27\n- The partnership’s evaluation: is due on Tue 24 Nov" in text
    assert "noted on 2026-27" in begun.done("owed", "--by", "management", "--chased").out
