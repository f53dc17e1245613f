"""The paper's LEAD REVIEWER AUDIT PROFORMA as a document: a view of what the stages record."""

from __future__ import annotations

from collections.abc import Sequence

from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Words,
)
from store.documents.pages.head import (
    date_of_review,
    identity_of,
    joined,
    school_name,
    status_and_id,
)
from store.documents.scopes import ReviewScope
from store.field_values import Name
from store.paperwork import review
from store.paperwork.field import Activity, Field
from store.paperwork.forms import audit as paper

REVIEWERS_PRINTED = 2
"""The paper prints 1. and 2. under "Other reviewers"."""


def page(scope: ReviewScope) -> DocumentPage:
    """The Audit Proforma: its head, its grid in the paper's order, the closing sentences."""
    record = scope.review
    rows: list[PageRow | Answer] = []
    for part in paper.GRID:
        if isinstance(part, Activity):
            rows.append(_row(part, scope))
        else:
            rows.append(Answer(Heading(2, part.wording), part.path, record[part]))
    grid = PageTable(paper.COLUMNS, tuple(rows), weights=(5, 4, 3))
    sentences = (Words(sentence) for sentence in paper.GUIDANCE)
    line = joined(*status_and_id(scope))
    blocks: list[Block] = [_head(scope), grid, *sentences]
    return DocumentPage(paper.TITLE, line, tuple(blocks), identity_of("audit", scope))


def _head(scope: ReviewScope) -> Pairs:
    record = scope.review
    others = [str(name) for name in record[review.OTHER_REVIEWERS]]
    others += [""] * (REVIEWERS_PRINTED - len(others))
    numbered = (f"{number}. {name}".rstrip() for number, name in enumerate(others, start=1))
    champions = (str(name) for name in record[review.IMPROVEMENT_CHAMPIONS])
    said: tuple[tuple[Field[object], str], ...] = (
        (review.SCHOOL_NAME, school_name(scope.school_review)),
        (review.DATE_OF_REVIEW, date_of_review(scope.review)),
        (review.LEAD_REVIEWER, record.plain(review.LEAD_REVIEWER)),
        (review.OTHER_REVIEWERS, "\n".join(numbered)),
        (review.IMPROVEMENT_CHAMPIONS, "\n".join(champions)),
    )
    return Pairs(tuple(PageRow((field.wording, text), ("", field.path)) for field, text in said))


def _row(activity: Activity, scope: ReviewScope) -> PageRow:
    record = scope.review
    return PageRow(
        (activity.wording, _counted(record[activity.present]), record.plain(activity.date)),
        ("", activity.present.path, activity.date.path),
    )


def _counted(present: Sequence[Name]) -> str:
    """The names, one under the other, and their count (ruling 19)."""
    return "\n".join([*map(str, present), f"({len(present)})"]) if present else ""
