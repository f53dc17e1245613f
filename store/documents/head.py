"""The head of a document: its title, and the line under it that says whose it is (ruling 31)."""

from __future__ import annotations

from store.dates.typed import echo
from store.documents.blocks import heading
from store.documents.context import Context
from store.documents.escaping import inline
from store.paperwork import consortium, review

GAP = "……………"
"""Stands, in the line under a title, where something is still to be filled in."""
BETWEEN = " · "
"""Stands between the parts of the line under a title; the last part says whose it is."""


def head(title: str, context: Context) -> tuple[str, str]:
    """The title, and the line under it: school, date, Lead Reviewer, status, the review's id."""
    parts = [
        f"{review.SCHOOL_NAME.wording}: {school_name(context) or GAP}",
        f"{review.DATE_OF_REVIEW.wording}: {date_of_review(context) or GAP}",
        f"{review.LEAD_REVIEWER.wording}: {context.review.plain(review.LEAD_REVIEWER) or GAP}",
    ]
    return titled(title, [*parts, *status_and_id(context)])


def titled(title: str, parts: list[str]) -> tuple[str, str]:
    """A title, and the line of these parts under it."""
    return heading(1, title), inline(BETWEEN.join(parts))


def status_and_id(context: Context) -> list[str]:
    """That a review is closed or cancelled, if it is; its id; nothing for an empty form."""
    if context.blank:
        return []
    status = context.review[review.STATUS]
    said = [f"Status: {status}"] if status in ("closed", "cancelled") else []
    return [*said, context.review.id]


def school_name(context: Context) -> str:
    """The name the school had when it was reviewed, or has."""
    school = context.whole.school
    now = school[consortium.SCHOOL_NAME] if school else ""
    return context.review[review.SCHOOL_NAME] or now


def date_of_review(context: Context) -> str:
    """The day of the review, or the first and the last; empty when it has none."""
    first, last = context.review[review.DATE_OF_REVIEW], context.review[review.END_DATE]
    days = [day for day in (first, last) if day]
    return " to ".join(echo(day) for day in dict.fromkeys(days))
