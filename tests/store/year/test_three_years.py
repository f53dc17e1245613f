"""Three years of one consortium: opened, reviewed, achieved, closed, reported; sums by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.documents.page import PageRow
from store.documents.pages.report import year_report
from store.documents.pages.themes import page
from store.documents.scopes import year_scope
from store.errors import Refused
from store.field_values import Json
from store.impact.answers import CARRIED, answers, carrying
from store.impact.followed_action import chain
from store.impact.plans import Reference, plans_of
from store.open_register import open_register
from store.paperwork import consortium, review
from store.paperwork.forms import action_plan, summary
from store.paperwork.tables import REVIEWS, SCHOOLS, YEARS
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from store.report.year_report import YearReport
from store.year.closing import cancelling, closing
from store.year.opening import opening
from tests.support.a_team import Consortium

Plan = list[tuple[str, str]]
OVERRULED: dict[str, Json] = {f"stage_{number}_override": "as agreed" for number in range(1, 6)}


class Office:
    """The office of a consortium of six schools, on the day it is."""

    def __init__(self, folder: Path) -> None:
        self.day = date(2024, 9, 2)
        ours = Consortium(folder, self.day)
        for name in ours.people:
            ours.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
        ours.register.close()
        self.register = open_register(folder / "register.json", today=lambda: self.day)
        listed: Json = ["Reading", "Maths", "Writing"]
        self.register.apply(setting(self.register.consortium, consortium.THEME_LIST, listed))

    def opens(self, year: int) -> dict[str, str]:
        """Open a year; the day of each review that is made, empty for none."""
        found = opening(self.register, year)
        self.register.apply(found.changes)
        return {
            one.team.host.name: one.when.day.isoformat() if one.when.day else ""
            for one in found.reviews
        }

    def the(self, school: str) -> Record:
        """The latest review of a school."""
        found = [one for one in self.register.records(REVIEWS) if one[review.SCHOOL_NAME] == school]
        return found[-1]

    def set(self, school: str, values: dict[str, Json]) -> None:
        """Set fields of the latest review of a school."""
        found = self.the(school)
        self.register.apply(
            [c for path, v in values.items() for c in setting(found, REVIEWS.field(path), v)]
        )

    def holds(self, school: str, day: str, sent: str, theme: str, plan: Plan) -> None:
        """A review is held, its Summary sent, its plan made, with what came of each action."""
        rows: list[Json] = [{"action": action, "outcome": outcome} for action, outcome in plan]
        self.set(school, {
            "date": day, "visit.date": day, "feedback.date": day, "summary.custody.sent": sent,
            "themes": [theme], "action_plan.rows": rows, "summary.development": [theme],
        })  # fmt: skip

    def answers(self, school: str, said: dict[str, str]) -> None:
        """Say what came of each action the latest review lists of the last plan, by its words."""
        found = answers(self.the(school), plans_of(self.register))
        listed = [one for one in found if one.row is None]
        assert [one.action for one in listed] == [*said]
        self.set(school, {
            "summary.previous": [
                {"action": one.named, "outcome": said[one.action]} for one in listed
            ]
        })  # fmt: skip

    def carries(self, school: str) -> list[str]:
        """Carry on each action that may be; the plan as it is then. The others are refused."""
        for row in self.the(school)[summary.PREVIOUS]:
            named = row[summary.PREVIOUS_ACTION]
            if row[summary.PREVIOUS_OUTCOME] in CARRIED:
                self.register.apply([carrying(self.the(school), named, plans_of(self.register))])
            else:
                with pytest.raises(Refused):
                    carrying(self.the(school), named, plans_of(self.register))
        return [row[action_plan.ACTION] for row in self.the(school)[action_plan.ROWS]]

    def came_of(self, school: str, plan: dict[str, str]) -> None:
        """Say in the latest plan of a school what came of each of its actions."""
        found = self.the(school)
        rows = {row[action_plan.ACTION]: row for row in found[action_plan.ROWS]}
        assert [*rows] == [*plan]
        said: list[Json] = [
            {"id": rows[words].id, **rows[words].cells, "outcome": outcome}
            for words, outcome in plan.items()
        ]
        self.set(school, {"action_plan.rows": said})

    def years_of(self, review_id: str, row: str) -> tuple[list[str], str]:
        """The rows an action went through over the years, and where it stands now."""
        found = chain(plans_of(self.register), Reference(review_id, row))
        return [str(step.of) for step in found.steps], found.now

    def closes(self, year: int) -> tuple[list[str], list[str]]:
        """Close a year; the schools whose reviews are closed, and whose stay open."""
        found = closing(self.register, year)
        self.register.apply(found.changes)
        return (
            [one[review.SCHOOL_NAME] for one in found.complete],
            [one.review[review.SCHOOL_NAME] for one in found.others],
        )

    def report(self, year: int) -> YearReport:
        return year_report(year_scope(self.register, year))

    def themes(self, year: int) -> list[tuple[str, ...]]:
        """The rows of the themes paper, without their bars."""
        grid = next(page(year_scope(self.register, year)).tables)
        cells = [row.cells for row in grid.rows if isinstance(row, PageRow)]
        return [(theme, schools, *actions) for theme, schools, _, *actions in cells]


def counts(report: YearReport, title: str) -> dict[str, int]:
    """The figures of a part that count something."""
    part = next(part for part in report.parts if part.title == title)
    return {figure.words: figure.count for figure in part.figures if figure.count}


def sent(report: YearReport) -> tuple[int, list[int]]:
    """How many Summaries were sent on time, and how late the others were."""
    step = next(one for one in report.steps if one.step.key == "summary_sent")
    return step.on_time.count, sorted(one.days for one in step.late.counted)


REVIEWED, OUTCOMES = "Reviews", "Actions of the Action Plans, by outcome"
BY_THEME, AREAS = "Reviews by theme", "Areas for development by theme"


def first_year(office: Office) -> None:
    """2024–25: nobody has a last review; one is cancelled, one does not come to a date."""
    names = ("Birch", "Copford", "Heath", "Layer", "Monkwick", "Stanway")
    assert office.opens(2024) == dict.fromkeys(names, "")
    # Day 0 and 5 working days: Tue 12 Nov → Tue 19; Tue 4 Feb → Tue 11, sent Thu 13: 2 late;
    # Tue 13 May → Tue 20; Tue 10 Jun → Tue 17, sent Wed 18: 1 late.
    office.holds("Birch", "2024-11-12", "2024-11-19", "Reading",
                 [("Phonics", "achieved"), ("Books", "not achieved")])  # fmt: skip
    office.holds("Copford", "2025-02-04", "2025-02-13", "Reading", [("Talk", "achieved")])
    office.holds("Heath", "2025-05-13", "2025-05-20", "Maths", [("Number", "partly achieved")])
    office.holds("Monkwick", "2025-06-10", "2025-06-18", "Reading", [("Visits", "dropped")])
    office.set("Layer", {"date": "2025-03-06"})
    office.register.apply(cancelling(office.the("Layer"), "The head is ill"))
    for school in ("Birch", "Copford"):
        office.set(school, OVERRULED)
    office.day = date(2025, 7, 15)
    assert office.closes(2024) == (["Birch", "Copford"], ["Heath", "Monkwick", "Stanway"])


def second_year(office: Office) -> None:
    """2025–26: what was not achieved is planned again, and achieved."""
    office.day = date(2025, 9, 1)
    # The Tuesdays nearest to 12 Nov 2025, 4 Feb, 13 May and 10 Jun 2026; Layer's was cancelled,
    # and Stanway has one that still has no date.
    assert office.opens(2025) == {
        "Birch": "2025-11-11", "Copford": "2026-02-03", "Heath": "2026-05-12", "Layer": "",
        "Monkwick": "2026-06-09",
    }  # fmt: skip
    # Due Tue 18 Nov, Tue 10 Feb (sent Wed 11: 1 late), Tue 19 May, Tue 16 Jun, Thu 16 Oct.
    # Thu 5 Mar → Thu 12 Mar; sent Thu 9 Apr: 1, 5, 5, 4 before Good Friday, 3 after Easter: 18.
    office.holds("Birch", "2025-11-11", "2025-11-18", "Reading", [("Books", "achieved")])
    office.holds("Copford", "2026-02-03", "2026-02-11", "Maths",
                 [("Times tables", "achieved"), ("Talk in Maths", "in progress")])  # fmt: skip
    office.holds("Heath", "2026-05-12", "2026-05-15", "Maths", [("Fractions", "achieved")])
    office.holds("Layer", "2026-03-05", "2026-04-09", "Maths", [("Number", "not started")])
    office.holds("Monkwick", "2026-06-09", "2026-06-16", "Writing", [])
    office.holds("Stanway", "2025-10-09", "2025-10-16", "Writing", [])
    for school in ("Birch", "Heath", "Layer", "Monkwick", "Stanway"):
        office.set(school, OVERRULED)
    evaluation: dict[str, Json] = {"evaluation.date": "2026-07-01"}
    office.register.apply([making(YEARS.name, evaluation, 2025)])
    office.day = date(2026, 7, 15)
    assert office.closes(2025) == (
        ["Stanway", "Birch", "Layer", "Heath", "Monkwick"], ["Copford"],
    )  # fmt: skip


def third_year(office: Office) -> None:
    """2026–27: every school has a last review; all Summaries are sent in time."""
    office.day = date(2026, 9, 1)
    days = {
        "Birch": "2026-11-10", "Copford": "2027-02-02", "Heath": "2027-05-11",
        "Layer": "2027-03-04", "Monkwick": "2027-06-08", "Stanway": "2026-10-08",
    }  # fmt: skip
    assert office.opens(2026) == days
    assert opening(office.register, 2026).changes == ()
    for school, day in days.items():
        plan: Plan = [("Number", "achieved")] if school == "Layer" else []
        office.holds(school, day, day, "Maths", plan)
    office.day = date(2027, 7, 15)


def test_three_years_are_what_was_done_in_them(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.register:
        first_year(office)
        second_year(office)
        third_year(office)
        first, second, third = (office.report(year) for year in (2024, 2025, 2026))
        assert counts(first, REVIEWED) == {
            "in the register for the year": 4, "held": 4, "closed": 2, "cancelled": 1,
        }  # fmt: skip
        assert counts(second, REVIEWED) == {
            "in the register for the year": 6, "held": 6, "closed": 5,
        }  # fmt: skip
        assert counts(third, REVIEWED) == {"in the register for the year": 6, "held": 6}
        assert sent(first) == (2, [1, 2])
        assert sent(second) == (4, [1, 18])
        assert sent(third) == (6, [])
        assert counts(first, OUTCOMES) == {
            "achieved": 2, "not achieved": 1, "partly achieved": 1, "dropped": 1,
        }  # fmt: skip
        assert counts(second, OUTCOMES) == {"not started": 1, "in progress": 1, "achieved": 3}
        assert counts(third, OUTCOMES) == {"achieved": 1}
        for part in (BY_THEME, AREAS):  # each review has one theme, and one area for development
            assert counts(first, part) == {"Reading": 3, "Maths": 1}
            assert counts(second, part) == {"Maths": 3, "Writing": 2, "Reading": 1}
            assert counts(third, part) == {"Maths": 6}
        # Reading: two actions of Birch, one of Copford, one of Monkwick; two of them achieved.
        assert office.themes(2024) == [("Reading", "3", "4", "2")]
        # Maths: two of Copford, one of Heath, one of Layer; Reading and Writing are three schools.
        assert office.themes(2025) == [("Maths", "3", "4", "2"), ("Other themes", "3", "1", "1")]
        assert office.themes(2026) == [("Maths", "6", "1", "1")]
        assert len(office.register.keys(REVIEWS)) == 6 + 5 + 6  # as they were made, year by year


def test_what_is_still_owed_shows_in_the_year_it_was_left_in(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.register:
        first_year(office)
        found = office.report(2024)
        # Stanway had no date: it counts in the year that is going on.
        assert counts(found, REVIEWED)["without a date"] == 1
        workshop = next(one for one in found.steps if one.step.key == "workshop")
        assert [office.register.record(REVIEWS, one.review)[review.SCHOOL_NAME]
                for one in workshop.still_late.counted] == ["Heath", "Monkwick"]  # fmt: skip
        # Tue 13 May + 14 = Tue 27 May; late since: 28–30 May 3, June 21, 1–15 July 11: 35.
        # Tue 10 June + 14 = Tue 24 June: 25–30 June 4, 1–15 July 11: 15.
        assert [one.days for one in workshop.still_late.counted] == [35, 15]


def test_what_was_planned_is_carried_achieved_and_reported(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.register:
        office.opens(2024)
        plan = [("Phonics", "not achieved"), ("Books", "achieved"), ("Club", "dropped")]
        office.holds("Birch", "2024-11-12", "2024-11-19", "Reading", plan)
        office.holds("Heath", "2025-05-13", "2025-05-20", "Maths",
                     [("Number", "partly achieved"), ("Visits", "not achieved")])  # fmt: skip
        first = office.the("Birch").id

        office.day = date(2025, 9, 1)
        office.opens(2025)
        birch, heath = office.the("Birch"), office.register.record(SCHOOLS, 3)
        office.register.apply(setting(heath, consortium.SCHOOL_NAME, "Heath Academy"))
        office.holds("Birch", "2025-11-11", "2025-11-18", "Reading", [])
        office.answers("Birch", {"Phonics": "not achieved", "Books": "achieved", "Club": "dropped"})
        assert office.carries("Birch") == ["Phonics"]
        office.came_of("Birch", {"Phonics": "partly achieved"})
        office.holds("Heath", "2026-05-12", "2026-05-15", "Maths", [("Fractions", "achieved")])
        office.answers("Heath", {"Number": "partly achieved", "Visits": "not achieved"})
        assert office.carries("Heath") == ["Fractions", "Number", "Visits"]
        office.came_of(
            "Heath", {"Fractions": "achieved", "Number": "achieved", "Visits": "not started"}
        )

        office.day = date(2026, 9, 1)
        office.opens(2026)
        office.holds("Birch", "2026-11-10", "2026-11-17", "Reading", [])
        office.answers("Birch", {"Phonics": "partly achieved"})
        assert office.carries("Birch") == ["Phonics"]
        office.came_of("Birch", {"Phonics": "achieved"})
        third = office.the("Birch").id
        office.answers(
            "Heath Academy", {"Fractions": "achieved", "Number": "achieved", "Visits": "dropped"}
        )
        assert office.carries("Heath Academy") == []

        reports = [office.report(year) for year in (2024, 2025, 2026)]
        # Birch three and Heath two; Birch one carried; Heath one of its own and two carried.
        assert [counts(one, OUTCOMES) for one in reports] == [
            {"achieved": 1, "partly achieved": 1, "not achieved": 2, "dropped": 1},
            {"not started": 1, "achieved": 2, "partly achieved": 1},
            {"achieved": 1},
        ]
        assert [sum(counts(one, OUTCOMES).values()) for one in reports] == [5, 4, 1]
        assert office.years_of(first, "r1") == (
            [f"{first} r1", f"{birch.id} r1", f"{third} r1"],
            f"Achieved, by the plan of {third}.",
        )
        assert office.years_of(third, "r1") == office.years_of(first, "r1")
