"""A school at a glance: its short name, its reviews over the years, people and open actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from store.paperwork import consortium, review
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import Row
from store.paperwork.tables import PEOPLE, REVIEWS
from store.records.record import Record, SchoolReview
from store.records.review_line import ReviewLine
from store.register.register import Register


class OpenAction(Struct, frozen=True):
    """An action of a school's plan that is not over yet: the review, and the plan's row."""

    review: Record
    row: Row


def reviews_of(register: Register, school: int) -> list[ReviewLine]:
    """Every review of a school, the newest first; those without a date come before them."""
    lines = [line for line in register.lines() if line.school == school]
    return sorted(lines, key=lambda line: (line.date or date.max, line.id), reverse=True)


def people_of_school(register: Register, school: int) -> list[Record]:
    """The people of the directory who belong to a school, by name; leavers come last."""
    people = [
        person for person in register.records(PEOPLE) if person[consortium.PERSON_SCHOOL] == school
    ]
    return sorted(
        people,
        key=lambda person: (
            has_left(person, register.today),
            person[consortium.PERSON_NAME].casefold(),
        ),
    )


def has_left(person: Record, today: date) -> bool:
    """Whether a person's time has ended before today."""
    until = person[consortium.PERSON_UNTIL]
    return until is not None and until < today


def open_actions(register: Register, school: int) -> Iterator[OpenAction]:
    """The open actions of the school's latest plan, and of the plans of its open reviews.

    An action is over when its row has a final outcome, or when a Summary of one of the school's
    reviews names it ("PR-2025-003 r2") with one.
    """
    reviews = [
        register.record(REVIEWS, line.key)
        for line in reviews_of(register, school)
        if line.status != "cancelled"
    ]
    ended = {
        " ".join(row[summary.PREVIOUS_ACTION].casefold().split())
        for record in reviews
        for row in record[summary.PREVIOUS]
        if row[summary.PREVIOUS_OUTCOME] in summary.FINAL
    }
    latest = True
    for record in reviews:
        rows = [row for row in record[action_plan.ROWS] if not row.empty]
        if latest or record[review.STATUS] == "open":
            for row in rows:
                named = f"{record.id} {row.id}".casefold()
                if row[action_plan.OUTCOME] not in summary.FINAL and named not in ended:
                    yield OpenAction(record, row)
        latest = latest and not rows


_SHORTER = (
    ("Church of England", "CofE"),
    ("Roman Catholic", "RC"),
    ("Voluntary Aided", "VA"),
    ("Voluntary Controlled", "VC"),
    ("Community Primary", "Primary"),
    (" and Nursery", ""),
    (" School", ""),
)


def short_name(school_review: SchoolReview) -> str:
    """The short name the office gave the school; else the name it was reviewed under, shortened.

    "Birch Church of England Voluntary Aided Primary School" becomes "Birch CofE VA Primary".
    """
    name = school_review.review[review.SCHOOL_NAME]
    if school_review.school and school_review.school[consortium.SCHOOL_NAME] == name:
        return school_review.school[consortium.SHORT_NAME] or shortened(name)
    return shortened(name)


def shortened(name: str) -> str:
    """A school's name with the customary abbreviations."""
    for long, short in _SHORTER:
        name = name.replace(long, short)
    return " ".join(name.split())
