"""Opening a school year: what is made, on which day, for whom; twice; and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS, SCHOOLS, TABLES
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from store.register.finding import school_reviews_of_year
from store.register.register import Register
from store.schedule.working_days import OfficeCalendar, Period
from store.year.closing import cancelling
from store.year.opening import Opening, opening
from store.year.proposed_day import proposed_day
from tests.support.a_register import as_formerly, path_of
from tests.support.a_team import SCHOOL_NAMES, Consortium
from tests.support.command_line import Shell

HALF_TERM = OfficeCalendar((), (Period(date(2027, 10, 25), date(2027, 10, 29), "half term"),))
ROLES: Json = ["lead reviewer", "reviewer", "Improvement Champion"]


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Consortium]:
    made = Consortium(tmp_path)
    for name in made.people:
        made.tell(name, roles=ROLES)
    yield made
    made.register.close()


def contents(register: Register) -> dict[str, list[tuple[int, object]]]:
    """Every record of the register, by table."""
    return {
        name: [(record.key, record.document) for record in register.records(table)]
        for name, table in TABLES.items()
    }


def opened(register: Register, year: int = 2027) -> Opening:
    found = opening(register, year)
    if found.changes:
        register.apply(found.changes)
    return found


def of_school(register: Register, key: int) -> list[Record]:
    return [one for one in register.records(REVIEWS) if one[review.SCHOOL] == key]


@pytest.mark.parametrize(
    ("last", "day", "reason"),
    [
        # Thu 12 Nov 2026: the same day of 2027 is a Friday, the Thursday before it is nearest.
        ("2026-11-12", "2027-11-11", "a year after the last review, Thu 12 Nov 2026"),
        # Two years ago: Thu 14 Nov 2025 is a Friday; 14 Nov 2027 a Sunday.
        ("2025-11-14", "2027-11-12", "2 years after the last review, Fri 14 Nov 2025"),
        # Wed 28 Oct 2026: Wed 27 Oct 2027 is in half term; Fri 22 is as far as Mon 1 Nov.
        ("2026-10-28", "2027-10-22", "moved from Wed 27 Oct 2027, half term"),
        # Thu 29 Oct 2026: Thu 28 Oct 2027 is in half term; Mon 1 Nov is nearer than Fri 22 Oct.
        ("2026-10-29", "2027-11-01", "moved from Thu 28 Oct 2027, half term"),
        # Mon 3 May 2027: Mon 1 May 2028 is a bank holiday; Fri 28 Apr is further than Tue 2 May.
        ("2027-05-03", "2028-05-02", "moved from Mon 1 May 2028, Early May"),
        # 29 February has no day of its own in 2027.
        ("2024-02-29", "2028-03-02", "4 years after"),
        # Tue 1 Sep 2026: Tue 31 Aug 2027 is nearest, but of the year before.
        ("2026-09-01", "2027-09-07", "a year after"),
    ],
)  # fmt: skip
def test_the_day_is_a_year_on_the_same_weekday_and_moved_with_its_reason(
    last: str, day: str, reason: str
) -> None:
    found = proposed_day(date.fromisoformat(last), 2027, HALF_TERM)
    assert found.day == date.fromisoformat(day)
    assert reason in found.reason


def test_no_day_is_proposed_without_a_last_review_nor_after_the_school_closes() -> None:
    assert proposed_day(None, 2027, HALF_TERM).day is None
    last = date(2026, 11, 12)
    closes = proposed_day(last, 2027, HALF_TERM, until=date(2027, 11, 5))
    assert (closes.day, closes.reason) == (
        None,
        "the school closes on Fri 5 Nov 2027, before Thu 11 Nov 2027",
    )
    assert proposed_day(last, 2027, HALF_TERM, until=date(2027, 11, 11)).day == date(2027, 11, 11)


def test_where_every_day_is_taken_no_day_is_proposed() -> None:
    closed = OfficeCalendar((Period(date(2027, 1, 1), date(2028, 12, 31), "closed"),), ())
    found = proposed_day(date(2026, 11, 12), 2027, closed)
    assert found.day is None
    assert "no working day" in found.reason


def test_each_open_member_school_gets_a_review_and_nothing_is_copied(ours: Consortium) -> None:
    register = ours.register
    ours.review(
        "Birch", "2026-11-12", headteacher_label="Head of school", end_date="2026-11-13",
        note="Ring before nine", themes=["Maths"], governors=[ours.named("Peter Finch")],
    )  # fmt: skip
    birch = register.record(SCHOOLS, ours.schools["Birch"])
    register.apply(setting(birch, consortium.SCHOOL_HEADTEACHER, ours.named("Grace Lowe")))
    register.apply(setting(birch, consortium.SCHOOL_NAME, "Birch Academy"))
    ours.school("Far away", member=False)
    found = opened(register)
    assert [one.team.host.name for one in found.reviews] == ["Birch Academy", *SCHOOL_NAMES[1:]]
    assert found.left_out == ()
    new = of_school(register, ours.schools["Birch"])[-1]
    assert set(new.document) == {
        "id", "school", "school_name", "date", "headteacher", "status", "lead_reviewer",
        "other_reviewers", "improvement_champions",
    }  # fmt: skip
    assert new[review.SCHOOL_NAME] == "Birch Academy"
    assert new[review.DATE_OF_REVIEW] == date(2027, 11, 11)
    assert new.plain(review.HEADTEACHER) == "Grace Lowe"
    assert new[review.STATUS] == "open"
    proposed = next(one.team for one in found.reviews if one.team.host.school == birch.key)
    names = [seat.name.name for seat in proposed.seats if seat.name]
    team = [new[review.LEAD_REVIEWER], *new[review.OTHER_REVIEWERS]]
    assert [one.name for one in team if one] == names[: len(team)]
    assert "Grace Lowe" not in names
    copford = of_school(register, ours.schools["Copford"])[-1]
    assert copford[review.DATE_OF_REVIEW] is None


def test_opening_is_one_list_and_undoing_it_leaves_nothing(ours: Consortium) -> None:
    ours.review("Birch", "2026-11-12")
    before, seq = contents(ours.register), ours.register.seq
    opened(ours.register)
    assert ours.register.seq == seq + 1
    assert contents(ours.register) != before
    ours.register.undo()
    assert contents(ours.register) == before
    assert len(opening(ours.register, 2027).reviews) == len(SCHOOL_NAMES)


def test_without_a_member_school_there_is_nothing_to_open_and_it_says_why(tmp_path: Path) -> None:
    with create_register(tmp_path / "empty.json", "Ours") as register:
        found = opening(register, 2027)
    assert found.heading == "There is no member school to open 2027–28 for."
    assert found.changes == ()


def test_opening_twice_adds_nothing_and_says_so(ours: Consortium) -> None:
    for name in SCHOOL_NAMES[:4]:
        ours.review(name, "2026-11-12")
    assert len(opened(ours.register).reviews) == 6
    after = contents(ours.register)
    again = opened(ours.register)
    assert (again.reviews, again.changes) == ((), ())
    assert again.heading == "2027–28 is open already: no school is without a review in it."
    assert "Birch has PR-2026-005 on Thu 11 Nov 2027" in again.left_out
    assert "Monkwick has PR-2026-009, which has no date yet" in again.left_out
    assert contents(ours.register) == after


def test_a_cancelled_review_is_none_and_a_closed_one_is_one(ours: Consortium) -> None:
    birch = ours.review("Birch", "2027-11-11")
    ours.review("Heath", "2027-11-18", status="closed")
    ours.register.apply(cancelling(birch, "Made by mistake"))
    names = [one.team.host.name for one in opened(ours.register).reviews]
    assert "Birch" in names
    assert "Heath" not in names


def test_schools_that_join_or_leave_in_the_middle_of_the_year(ours: Consortium) -> None:
    register = ours.register
    for name in SCHOOL_NAMES:
        ours.review(name, "2026-11-12")

    def tell(name: str, **said: Json) -> None:
        school = register.record(SCHOOLS, ours.schools[name])
        register.apply(
            [c for path, v in said.items() for c in setting(school, SCHOOLS.field(path), v)]
        )

    tell("Birch", member=False)
    tell("Copford", status="closed")
    tell("Heath", closed="2027-08-31")
    tell("Layer", closed="2027-10-22")
    tell("Monkwick", closed="2028-01-31")
    found = opened(register)
    assert {one.team.host.name: one.when.day for one in found.reviews} == {
        "Layer": None,
        "Monkwick": date(2027, 11, 11),
        "Stanway": date(2027, 11, 11),
    }
    assert found.left_out == (
        "Copford is closed",
        "Heath closes on Tue 31 Aug 2027, before the year begins",
    )
    ours.school("Tiptree")
    joined = opened(register)
    assert [one.team.host.name for one in joined.reviews] == ["Tiptree"]
    assert len(of_school(register, ours.schools["Birch"])) == 1


def test_two_reviews_of_a_school_in_the_year_are_a_warning(ours: Consortium) -> None:
    ours.review("Birch", "2027-11-11")
    ours.review("Birch", "2028-03-02")
    assert opening(ours.register, 2027).notices[0] == (
        "Birch has PR-2026-001 and PR-2026-002 in 2027–28 (ruling 35)."
    )


def test_a_year_that_is_over_is_opened_with_a_warning(ours: Consortium) -> None:
    over = "2025–26 is over: its reviews would be made after the year has ended."
    assert opening(ours.register, 2025).notices[0] == over
    assert over not in opening(ours.register, 2026).notices


def test_reviews_opened_without_a_date_count_in_the_year_they_were_opened_for(
    ours: Consortium,
) -> None:
    ours.review("Birch", "2026-11-12")
    register = ours.register
    opened(register)
    assert [one.review[review.SCHOOL_NAME] for one in school_reviews_of_year(register, 2027)] == [
        *SCHOOL_NAMES
    ]
    assert len(school_reviews_of_year(register, 2026)) == 1
    layer = of_school(register, ours.schools["Layer"])[-1]
    assert (layer[review.DATE_OF_REVIEW], layer[review.FOR_YEAR]) == (None, 2027)
    assert len(opened(register, 2028).reviews) == len(SCHOOL_NAMES)  # that year has its own
    assert opened(register).changes == opened(register, 2028).changes == ()
    register.apply(
        setting(register.record(REVIEWS, layer.key), review.DATE_OF_REVIEW, "2028-10-03")
    )
    assert len(school_reviews_of_year(register, 2027)) == len(SCHOOL_NAMES) - 1  # the date says it


def test_days_proposed_without_the_years_school_holidays_say_so(ours: Consortium) -> None:
    ours.review("Birch", "2026-10-28")
    assert opening(ours.register, 2027).notices == (
        "The school holidays of 2027–28 are not in the settings: the days are proposed without "
        "them.",
    )
    away: list[Json] = [
        {"from": "2027-07-22", "until": "2027-09-03", "name": "Summer"},
        {"from": "2027-10-25", "until": "2027-10-29", "name": "Half term"},
    ]
    settings = ours.register.consortium
    ours.register.apply(setting(settings, consortium.SCHOOL_HOLIDAYS, away[:1]))
    assert len(opening(ours.register, 2027).notices) == 1
    ours.register.apply(setting(ours.register.consortium, consortium.SCHOOL_HOLIDAYS, away))
    found = opening(ours.register, 2027)
    assert found.notices == ()
    assert found.reviews[0].when.day == date(2027, 10, 22)


def test_who_has_left_by_the_proposed_day_is_not_proposed(ours: Consortium) -> None:
    for name in SCHOOL_NAMES:
        ours.review(name, "2026-11-12")
    ours.tell("Joan Mason", until="2027-10-31")
    names = {
        seat.name.name
        for one in opening(ours.register, 2027).reviews
        for seat in one.team.seats
        if seat.name
    }
    assert names
    assert "Joan Mason" not in names


@pytest.fixture
def shell(
    ours: Consortium, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    ours.review("Birch", "2026-11-12")
    ours.register.close()
    return Shell(path_of(ours.register), capsys, monkeypatch)


def test_the_command_shows_first_then_makes_them_and_undo_takes_them_back(shell: Shell) -> None:
    before = shell.files()
    shown = shell.done("year", "open", "2027")
    assert shown.out.startswith("Birch: Thu 11 Nov 2027 (a year after the last review, ")
    assert shown.err.endswith(
        "2027–28: 6 reviews to be made.\nNothing was changed; add --yes to do it.\n"
    )
    assert shell.files() == before
    shell.done("year", "open", "2027-28", "--yes")
    assert len(shell.done("list", "--json").records()) == 7
    assert len(shell.done("list", "--year", "2027", "--json").records()) == 6
    again = shell.done("year", "open", "2027", "--yes")
    assert again.out == ""
    assert "2027–28 is open already" in again.err
    shell.done("undo")
    assert len(shell.done("list", "--json").records()) == 1
    assert shell.run("year", "open", "soon").status == 2


def test_closing_and_cancelling_on_the_shell(shell: Shell) -> None:
    lacks = shell.refused("close", "PR-2026-001")
    assert lacks.startswith("PR-2026-001 still lacks: Data Shared; ")
    assert lacks.endswith(" --anyway closes it all the same.")
    shown = shell.done("year", "close", "2026", "--yes")
    assert shown.out == ""
    assert "Stays open: PR-2026-001 Birch: Data Shared; " in shown.err
    assert "School-to-school support" not in shown.err
    overruled = [f"stage_{number}_override=as agreed" for number in (1, 2, 3, 4)]
    shell.done("set", "PR-2026-001", *overruled, "impact.reviewed.date=2027-06-01")
    shell.done("set", "PR-2026-001", "impact.shared.date=2027-06-02", "audit.updated=2027-06-03")
    assert "The partnership’s evaluation" in shell.done("year", "close", "2026").err
    shell.done("set", "2026-27", "evaluation.date=2027-07-01")
    assert shell.done("year", "close", "2026").out == "PR-2026-001 Birch\n"
    shell.done("year", "close", "2026", "--yes")
    assert shell.done("list", "--json").records()[0]["status"] == "closed"
    assert shell.done("close", "PR-2026-001").err == "PR-2026-001 is closed already.\n"
    assert "a reason is needed" in shell.refused("cancel", "PR-2026-001", " ")
    shell.done("cancel", "PR-2026-001", "Made by mistake")
    assert shell.done("list", "--json").records()[0]["status"] == "cancelled"
    assert "is cancelled; there is nothing to close" in shell.refused("close", "PR-2026-001")
    assert "no review “PR-2026-777”" in shell.refused("cancel", "PR-2026-777", "x")


def test_one_that_lacks_something_is_closed_when_it_is_to_be(shell: Shell) -> None:
    assert shell.done("close", "PR-2026-001", "--anyway").err == "PR-2026-001 is closed.\n"


def test_a_school_that_goes_meanwhile_leaves_the_others(ours: Consortium) -> None:
    """A review of a school that is no longer in the register bears on nobody else."""
    gone = making(REVIEWS.name, {"school_name": "Gone", "status": "open"})
    as_formerly(ours.register, [gone])
    assert len(opening(ours.register, 2027).reviews) == len(SCHOOL_NAMES)
