"""The paper's LEAD REVIEWER AUDIT PROFORMA as a document: a view of what the stages record."""

from __future__ import annotations

from collections.abc import Sequence

from store.documents.page import Answer, Block, Heading, Page, Pairs, Row, Table, Words
from store.documents.pages.head import date_of_review, front_of, joined, school_name, status_and_id
from store.documents.scopes import Context
from store.paperwork import review
from store.paperwork.field import Activity, Field
from store.paperwork.forms import audit as paper
from store.values import Name

REVIEWERS_PRINTED = 2
"""The paper prints 1. and 2. under "Other reviewers"."""


def page(context: Context) -> Page:
    """The Audit Proforma: its head, its grid in the paper's order, the closing sentences."""
    found = context.review
    rows: list[Row | Answer] = []
    for part in paper.GRID:
        if isinstance(part, Activity):
            rows.append(_row(part, context))
        else:
            rows.append(Answer(Heading(2, part.wording), part.path, found[part]))
    grid = Table(paper.COLUMNS, tuple(rows), weights=(5, 4, 3))
    sentences = (Words(sentence) for sentence in paper.GUIDANCE)
    line = joined(status_and_id(context))
    blocks: list[Block] = [_head(context), grid, *sentences]
    return Page(paper.TITLE, line, tuple(blocks), front_of("audit", context))


def _head(context: Context) -> Pairs:
    found = context.review
    others = [str(name) for name in found[review.OTHER_REVIEWERS]]
    others += [""] * (REVIEWERS_PRINTED - len(others))
    numbered = (f"{number}. {name}".rstrip() for number, name in enumerate(others, start=1))
    champions = (str(name) for name in found[review.IMPROVEMENT_CHAMPIONS])
    said: tuple[tuple[Field[object], str], ...] = (
        (review.SCHOOL_NAME, school_name(context)),
        (review.DATE_OF_REVIEW, date_of_review(context)),
        (review.LEAD_REVIEWER, found.plain(review.LEAD_REVIEWER)),
        (review.OTHER_REVIEWERS, "\n".join(numbered)),
        (review.IMPROVEMENT_CHAMPIONS, "\n".join(champions)),
    )
    return Pairs(tuple(Row((field.wording, text), ("", field.path)) for field, text in said))


def _row(activity: Activity, context: Context) -> Row:
    found = context.review
    return Row(
        (activity.wording, _counted(found[activity.present]), found.plain(activity.date)),
        ("", activity.present.path, activity.date.path),
    )


def _counted(present: Sequence[Name]) -> str:
    """The names, one under the other, and their count (ruling 19)."""
    return "\n".join([*map(str, present), f"({len(present)})"]) if present else ""
