"""The head of a document: its title, the line under it (ruling 31), what it carries."""

from __future__ import annotations

from store.dates.typed_dates import echo
from store.documents.page import BETWEEN, GAP, Block, Front, Page
from store.documents.scopes import Context
from store.paperwork import consortium, review


def headed(
    title: str, context: Context, blocks: list[Block], form: str = "", *, landscape: bool = False
) -> Page:
    """A page of one review; `form` is the name of one that may come back filled in."""
    front = front_of(form, context) if form else None
    return Page(title, line(context), tuple(blocks), front, landscape)


def line(context: Context) -> str:
    """The line under a title: school, date, Lead Reviewer, status, the review's id."""
    parts = [
        f"{review.SCHOOL_NAME.wording}: {school_name(context) or GAP}",
        f"{review.DATE_OF_REVIEW.wording}: {date_of_review(context) or GAP}",
        f"{review.LEAD_REVIEWER.wording}: {context.review.plain(review.LEAD_REVIEWER) or GAP}",
    ]
    return joined([*parts, *status_and_id(context)])


def joined(parts: list[str]) -> str:
    """The parts of the line under a title, as one line."""
    return BETWEEN.join(parts)


def front_of(form: str, context: Context) -> Front:
    """What a form carries so that it finds its way back; an empty one only says which it is."""
    if context.blank:
        return Front(form)
    return Front(form, context.register, context.review.id, context.revision, context.heads_only)


def status_and_id(context: Context) -> list[str]:
    """That a review is closed or cancelled, if it is; its id; nothing for an empty form."""
    if context.blank:
        return []
    status = context.review[review.STATUS]
    said = [f"Status: {status}"] if status in ("closed", "cancelled") else []
    return [*said, context.review.id]


def school_name(context: Context) -> str:
    """The name the school had when it was reviewed, or has."""
    school = context.school_review.school
    now = school[consortium.SCHOOL_NAME] if school else ""
    return context.review[review.SCHOOL_NAME] or now


def date_of_review(context: Context) -> str:
    """The day of the review, or the first and the last; empty when it has none."""
    first, last = context.review[review.DATE_OF_REVIEW], context.review[review.END_DATE]
    days = [day for day in (first, last) if day]
    return " to ".join(echo(day) for day in dict.fromkeys(days))
