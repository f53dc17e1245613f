"""The paper's LEAD REVIEWER AUDIT PROFORMA as a document: a view of what the stages record."""

from __future__ import annotations

from collections.abc import Sequence

from store.documents.blocks import document, heading, table
from store.documents.context import Context
from store.documents.escaping import paragraph
from store.documents.head import date_of_review, school_name, status_and_id, titled
from store.paperwork import audit as paper
from store.paperwork import review
from store.paperwork.field import Activity
from store.values import Name

REVIEWERS_PRINTED = 2
"""The paper prints 1. and 2. under "Other reviewers"."""


def write(context: Context) -> str:
    """The Audit Proforma: its head, its grid in the paper's order, the paper's closing sentences.

    A text that the paper has run across the grid stands under a heading between two parts of it.
    """
    title, line = titled(paper.TITLE, status_and_id(context))
    blocks = [title, line, _head(context)]
    rows: list[list[str]] = []
    for part in paper.GRID:
        if isinstance(part, Activity):
            rows.append(_row(part, context))
        else:
            blocks += [table(paper.COLUMNS, rows), heading(2, part.wording)]
            blocks.append(paragraph(context.review[part]))
            rows = []
    blocks.append(table(paper.COLUMNS, rows))
    blocks += (paragraph(sentence) for sentence in paper.GUIDANCE)
    return document(blocks)


def _head(context: Context) -> str:
    found = context.review
    others = [str(name) for name in found[review.OTHER_REVIEWERS]]
    others += [""] * (REVIEWERS_PRINTED - len(others))
    numbered = (f"{number}. {name}".rstrip() for number, name in enumerate(others, start=1))
    return table(
        [review.SCHOOL_NAME.wording, school_name(context)],
        [
            [review.DATE_OF_REVIEW.wording, date_of_review(context)],
            [review.LEAD_REVIEWER.wording, found.plain(review.LEAD_REVIEWER)],
            [review.OTHER_REVIEWERS.wording, "\n".join(numbered)],
            [
                review.IMPROVEMENT_CHAMPIONS.wording,
                "\n".join(str(name) for name in found[review.IMPROVEMENT_CHAMPIONS]),
            ],
        ],
    )


def _row(activity: Activity, context: Context) -> list[str]:
    found = context.review
    return [activity.wording, _counted(found[activity.present]), found.plain(activity.date)]


def _counted(present: Sequence[Name]) -> str:
    """The names, one under the other, and their count (ruling 19)."""
    return "\n".join([*map(str, present), f"({len(present)})"]) if present else ""
