"""The register of a school year: every review of it in one table, with its five stages."""

from __future__ import annotations

from store.dates.school_years import year_name
from store.documents.page import DocumentPage, PageRow, PageTable, Words
from store.documents.pages.head import date_of_review, joined, school_name
from store.documents.scopes import YearScope
from store.paperwork import review
from store.paperwork.steps import STAGES, TBC
from store.records.record import SchoolReview
from store.schedule.stage_progress import StageState, stage_states

TITLE = "Register of peer reviews"
COLUMNS = (
    "Review",
    review.SCHOOL_NAME.wording,
    review.DATE_OF_REVIEW.wording,
    review.LEAD_REVIEWER.wording,
    *(f"{stage.number} {stage.short}" for stage in STAGES),
    "Status",
)


def page(scope: YearScope) -> DocumentPage:
    """The table of the year's reviews, in the order of their dates."""
    year = year_name(scope.year)
    reviews = len(scope.school_reviews)
    count = {0: "No reviews.", 1: "1 review."}.get(reviews, f"{reviews} reviews.")
    rows = tuple(_row(school_review) for school_review in scope.school_reviews)
    grid = PageTable(COLUMNS, rows, weights=(3, 5, 3, 4, *(2 for _ in STAGES), 2))
    return DocumentPage(
        f"{TITLE} {year}", joined(scope.name, year), (Words(count), grid), landscape=True
    )


def _row(school_review: SchoolReview) -> PageRow:
    record = school_review.review
    return PageRow(
        (
            record.id,
            school_name(school_review),
            date_of_review(record),
            record.plain(review.LEAD_REVIEWER),
            *(_mark(state) for state in stage_states(school_review)),
            record.plain(review.STATUS),
        )
    )


def _mark(state: StageState) -> str:
    """How far a stage has got, in words; "overruled" where the office counts it as complete."""
    if state.overruled and state.missing:
        return f"{state.mark} (overruled)"
    return TBC if state.tbc else state.mark
