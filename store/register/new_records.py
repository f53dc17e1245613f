"""New records as changes: a review of a school, a school year's record."""

from __future__ import annotations

from datetime import date

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.tables import REVIEWS
from store.records.change import Change, making
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register


def new_review(school: Record, day: date | None = None, lead: Json = None) -> list[Change]:
    """The changes that begin a review of a school; they make it a member if it is none.

    `day` is the date of the review, `lead` the Lead Reviewer as a stored person or a name.
    """
    document: dict[str, Json] = {
        review.SCHOOL.path: school.key,
        review.SCHOOL_NAME.path: school[consortium.SCHOOL_NAME],
        review.DATE_OF_REVIEW.path: day.isoformat() if day else None,
        review.LEAD_REVIEWER.path: lead,
        review.HEADTEACHER.path: school.stored(consortium.SCHOOL_HEADTEACHER),
        review.STATUS.path: "open",
    }
    membership = setting(school, consortium.MEMBER, True)
    return [*membership, making(REVIEWS.name, {path: v for path, v in document.items() if v})]


def choosing_school(record: Record, school: Record) -> list[Change]:
    """The changes that make a review one of `school`; the name it had then comes with it."""
    return [
        *setting(record, review.SCHOOL, school.key),
        *setting(record, review.SCHOOL_NAME, school[consortium.SCHOOL_NAME]),
    ]


def first_making(register: Register, record: Record) -> list[Change]:
    """The change that has to go first when a record (a school year's) is not there yet."""
    there = register.find(record.table, record.key)
    return [] if there else [making(record.table.name, {}, record.key)]
