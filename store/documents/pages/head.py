"""The head of a document: its title, the line under it (ruling 31), what it carries."""

from __future__ import annotations

from store.dates.typed_dates import echo
from store.documents.page import BETWEEN, GAP, Block, DocumentPage, FormIdentity
from store.documents.scopes import ReviewScope
from store.paperwork import consortium, review
from store.records.record import Record, SchoolReview


def headed(
    title: str, scope: ReviewScope, blocks: list[Block], form: str = "", *, landscape: bool = False
) -> DocumentPage:
    """A page of one review; `form` is the name of one that may come back filled in."""
    identity = identity_of(form, scope) if form else None
    return DocumentPage(title, line(scope), tuple(blocks), identity, landscape)


def line(scope: ReviewScope) -> str:
    """The line under a title: school, date, Lead Reviewer, status, the review's id."""
    return joined(
        f"{review.SCHOOL_NAME.wording}: {school_name(scope.school_review) or GAP}",
        f"{review.DATE_OF_REVIEW.wording}: {date_of_review(scope.review) or GAP}",
        f"{review.LEAD_REVIEWER.wording}: {scope.review.plain(review.LEAD_REVIEWER) or GAP}",
        *status_and_id(scope),
    )


def joined(*parts: str) -> str:
    """The line under a title, made of those of its parts that are not empty."""
    return BETWEEN.join(filter(None, parts))


def identity_of(form: str, scope: ReviewScope) -> FormIdentity:
    """What a form carries so that it finds its way back; an empty one only says which it is."""
    if scope.blank:
        return FormIdentity(form)
    return FormIdentity(form, scope.register, scope.review.id, scope.revision, scope.heads_only)


def status_and_id(scope: ReviewScope) -> list[str]:
    """That a review is closed or cancelled, if it is; its id; nothing for an empty form."""
    if scope.blank:
        return []
    status = scope.review[review.STATUS]
    said = [f"Status: {status}"] if status in ("closed", "cancelled") else []
    return [*said, scope.review.id]


def school_name(school_review: SchoolReview) -> str:
    """The name the school had when it was reviewed, or has."""
    school = school_review.school
    now = school[consortium.SCHOOL_NAME] if school else ""
    return school_review.review[review.SCHOOL_NAME] or now


def date_of_review(record: Record) -> str:
    """The day of the review, or the first and the last; empty when it has none."""
    first, last = record[review.DATE_OF_REVIEW], record[review.END_DATE]
    days = [day for day in (first, last) if day]
    return " to ".join(echo(day) for day in dict.fromkeys(days))
