"""What speaks against a team, each with its reason; and what speaks against nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.field_values import Name
from store.paperwork import review
from store.paperwork.stages import feedback
from store.paperwork.tables import PEOPLE
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from store.teams.members import Member
from store.warnings.team import TeamContext, objections, team_warnings
from tests.support.a_team import Consortium

DAY = "2026-11-26"


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Consortium]:
    found = Consortium(tmp_path)
    with found.register:
        yield found


def said(register: Register, found: Record) -> list[tuple[str, str]]:
    return [(one.address, one.sentence) for one in team_warnings(register, found)]


def test_nothing_speaks_against_a_team_of_other_schools(ours: Consortium) -> None:
    assert said(ours.register, ours.review("Birch", DAY)) == []


@pytest.mark.parametrize(
    ("team", "sentence"),
    [
        (["Joan Mason"], "The team has 1 member, the Lead Reviewer among them; the paper says 3-4"),
        (["Joan Mason", "A"], "The team has 2 members, the Lead Reviewer among them"),
        (["Joan Mason", "A", "B"], ""),
        (["Joan Mason", "A", "B", "C"], ""),
        (["Joan Mason", "A", "B", "C", "D"], "The team has 5 members"),
    ],
)
def test_the_lead_counts_and_three_or_four_are_the_team(
    ours: Consortium, team: list[str], sentence: str
) -> None:
    found = said(ours.register, ours.review("Birch", DAY, team))
    assert len(found) == (1 if sentence else 0)
    assert all(where == "other_reviewers" and sentence in words for where, words in found)


def test_the_schools_size_stands_beside_the_size_of_its_team(ours: Consortium) -> None:
    ours.school("Great Tey", pupils=61)
    [(_, sentence)] = said(ours.register, ours.review("Great Tey", DAY, ["Joan Mason", "A"]))
    assert sentence == (
        "The team has 2 members, the Lead Reviewer among them; the paper says 3-4, depending on "
        "the size of the school: 61 pupils (ruling 16)."
    )


def test_champions_are_two_and_nobody_is_named_in_two_places(ours: Consortium) -> None:
    one = ours.review("Birch", DAY, champions=["Priya Nair"])
    assert said(ours.register, one) == [
        ("improvement_champions", "There is one Improvement Champion; the paper says two "
         "(ruling 17).")
    ]  # fmt: skip
    three = ours.review("Birch", "2025-11-26", ["X", "Y", "Z"], ["A", "B", "C"])
    assert (
        "There are 3 Improvement Champions; the paper says two" in said(ours.register, three)[0][1]
    )
    both = ours.review("Heath", "2024-11-26", ["Joan Mason", "A", "B"], ["Sam Cole", "a"])
    assert said(ours.register, both) == [
        ("improvement_champions", "a is an Improvement Champion and one of the team as well.")
    ]
    twice = ours.review("Heath", "2023-11-26", ["Joan Mason", "A", "B", "JOAN MASON"])
    assert ("other_reviewers", "JOAN MASON is named twice in the team.") in said(
        ours.register, twice
    )


def test_nobody_named_yet_is_no_warning(ours: Consortium) -> None:
    assert said(ours.register, ours.review("Birch", DAY, [], [])) == []


def test_a_cancelled_review_has_none(ours: Consortium) -> None:
    found = ours.review("Birch", DAY, ["A"], status="cancelled", status_reason="Snow")
    assert said(ours.register, found) == []


def test_a_reviewer_of_the_reviewed_school_is_told(ours: Consortium) -> None:
    found = ours.review("Birch", DAY, ["Joan Mason", "Grace Lowe", "Ellen Reed"])
    assert said(ours.register, found) == [
        ("other_reviewers", "Grace Lowe is of Birch, the reviewed school itself.")
    ]
    lead = ours.review("Copford", "2025-01-16", ["Joan Mason", "Ravi Patel", "Ellen Reed"])
    assert said(ours.register, lead) == [
        ("lead_reviewer", "Joan Mason is of Copford, the reviewed school itself.")
    ]


def test_a_champion_of_a_reviewing_school_is_told(ours: Consortium) -> None:
    ours.person("Mo Khan", school=ours.schools["Heath"])
    found = ours.review("Birch", DAY, champions=["Priya Nair", "Mo Khan"])
    assert said(ours.register, found) == [
        ("improvement_champions", "Mo Khan is of Heath, a reviewing school (Ravi Patel).")
    ]


def test_two_schools_that_review_each_other_in_one_year_are_told_on_both(ours: Consortium) -> None:
    there = ours.review("Heath", "2027-03-04", ["Grace Lowe", "Ellen Reed", "X"])
    here = ours.review("Birch", DAY)
    assert said(ours.register, here) == [
        (
            "other_reviewers",
            f"Heath (Ravi Patel) is reviewed by Birch in 2026–27 ({there.id}): the two schools "
            "would review each other in one year.",
        )
    ]
    assert [where for where, _ in said(ours.register, there)] == ["lead_reviewer"]


def test_reviewing_each_other_in_two_years_is_no_warning(ours: Consortium) -> None:
    ours.review("Heath", "2027-09-02", ["Grace Lowe", "Ellen Reed", "X"])
    assert said(ours.register, ours.review("Birch", "2027-08-31")) == []


def test_the_same_pair_again_is_told_with_when_it_last_was(ours: Consortium) -> None:
    ours.review("Birch", "2023-11-16", ["Ravi Patel", "X", "Y"])
    last = ours.review("Birch", "2025-01-16", ["Z", "Ravi Patel", "X"])
    assert said(ours.register, ours.review("Birch", DAY)) == [
        (
            "other_reviewers",
            f"Heath (Ravi Patel) reviewed Birch in 2024–25 ({last.id}): the same pair again.",
        )
    ]


def test_a_cancelled_review_is_no_pair_and_books_nobody(ours: Consortium) -> None:
    ours.review(
        "Birch", "2024-11-21", ["Ravi Patel", "X", "Y"], status="cancelled", status_reason="Snow"
    )
    ours.review(
        "Heath", DAY, ["Grace Lowe", "Ravi Patel", "Y"], status="cancelled", status_reason="Snow"
    )
    assert said(ours.register, ours.review("Birch", DAY)) == []


def test_whose_school_it_was_then_counts_and_not_whose_it_is_now(ours: Consortium) -> None:
    ours.review("Birch", "2024-11-21", ["Ravi Patel", "X", "Y"])
    ours.tell(
        "Ravi Patel",
        earlier=[{"school": ours.schools["Stanway"], "until": "2025-08-31", "role": "reviewer"}],
    )
    assert said(ours.register, ours.review("Birch", DAY)) == []


def test_somebody_booked_twice_on_a_day_is_told_on_both(ours: Consortium) -> None:
    other = ours.review("Stanway", DAY, ["X", "Y", "Ravi Patel"], ["V", "W"])
    found = ours.review("Birch", DAY)
    assert said(ours.register, found) == [
        (
            "other_reviewers",
            f"Ravi Patel is booked on Thu 26 Nov 2026: {other.id} Stanway, reviewer.",
        )
    ]
    assert "PR-" in said(ours.register, other)[0][1]


def test_a_workshop_books_its_champions(ours: Consortium) -> None:
    other = ours.review("Stanway", "2026-11-12", ["X", "Y", "Z"], ["Ravi Patel", "W"])
    ours.register.apply(setting(other, feedback.WORKSHOP_AGREED_DATE, DAY))
    found = ours.review("Birch", DAY)
    assert said(ours.register, found) == [
        (
            "other_reviewers",
            f"Ravi Patel is booked on Thu 26 Nov 2026: {other.id} Stanway, workshop.",
        )
    ]


def test_a_day_before_or_after_books_nobody(ours: Consortium) -> None:
    ours.review("Stanway", "2026-11-25", ["X", "Y", "Ravi Patel"], ["V", "W"])
    ours.review("Monkwick", "2026-11-27", ["X", "Y", "Ravi Patel"], ["V", "W"])
    assert said(ours.register, ours.review("Birch", DAY)) == []


def test_somebody_who_has_left_is_told_and_one_who_leaves_that_day_is_not(ours: Consortium) -> None:
    ours.tell("Ravi Patel", until="2026-11-25")
    ours.tell("Ellen Reed", until=DAY)
    ours.tell("Sam Cole", **{"from": "2027-01-04"})
    assert said(ours.register, ours.review("Birch", DAY)) == [
        ("other_reviewers", "Ravi Patel has left: in the directory until Wed 25 Nov 2026."),
        (
            "improvement_champions",
            "Sam Cole is in the directory only from Mon 4 Jan 2027, after the review.",
        ),
    ]


def test_two_people_of_one_name_are_kept_apart(ours: Consortium) -> None:
    namesake = ours.person("Ravi Patel", school=ours.schools["Birch"])
    assert namesake != ours.register.keys(PEOPLE)[1]
    unlinked = ours.review("Birch", DAY, ["X", "Y", "Z"])
    context = TeamContext.of(ours.register, unlinked)
    anybody = Member(review.OTHER_REVIEWERS, "", Name("Ravi Patel", None))
    assert list(objections(context, anybody)) == []  # whose of the two it is, nobody knows
    this = Member(review.OTHER_REVIEWERS, "", Name("Ravi Patel", namesake))
    assert [one.short for one in objections(context, this)] == ["own school"]
