"""The register of a school year: every review of it in one table, with its five stages."""

from __future__ import annotations

from store.dates.school_year import year_name
from store.documents.blocks import document, table
from store.documents.context import Context
from store.documents.escaping import paragraph
from store.documents.head import date_of_review, school_name, titled
from store.paperwork import review
from store.paperwork.steps import STAGES
from store.stages import StageState, Whole, stage_states

TITLE = "Register of peer reviews"
COLUMNS = (
    "Review",
    review.SCHOOL_NAME.wording,
    review.DATE_OF_REVIEW.wording,
    review.LEAD_REVIEWER.wording,
    *(f"{stage.number} {stage.short}" for stage in STAGES),
    "Status",
)


def write(context: Context) -> str:
    """The table of the year's reviews, in the order of their dates."""
    year = year_name(context.year) if context.year is not None else ""
    reviews = len(context.wholes)
    count = {0: "No reviews.", 1: "1 review."}.get(reviews, f"{reviews} reviews.")
    title, line = titled(f"{TITLE} {year}", [*filter(None, [context.consortium]), year])
    rows = (_row(whole) for whole in context.wholes)
    return document([title, line, paragraph(count), table(COLUMNS, rows)])


def _row(whole: Whole) -> list[str]:
    one = Context((whole,))
    found = whole.review
    return [
        found.id,
        school_name(one),
        date_of_review(one),
        found.plain(review.LEAD_REVIEWER),
        *(_mark(state) for state in stage_states(whole)),
        found.plain(review.STATUS),
    ]


def _mark(state: StageState) -> str:
    """How far a stage has got, in words; "overruled" where the office counts it as complete."""
    if state.overruled and state.missing:
        return f"{state.mark} (overruled)"
    return "TBC" if state.tbc else state.mark
