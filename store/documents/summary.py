"""The paper's PEER REVIEW SUMMARY TEMPLATE as a document."""

from __future__ import annotations

from store.documents.blocks import bullets, document, heading, table
from store.documents.context import Context
from store.documents.escaping import paragraph
from store.documents.head import head
from store.documents.signed import signed
from store.paperwork import summary as paper
from store.paperwork.rows import RowsKind


def write(context: Context) -> str:
    """The Summary; four bullets at least while it is still to be filled (ruling 23)."""
    review = context.review
    at_least = 0 if review[paper.CUSTODY.completed] else paper.BULLETS_PRINTED
    blocks = [
        *head(paper.TITLE, context),
        *(paragraph(sentence) for sentence in paper.GUIDANCE),
        heading(2, paper.IMPACT.wording),
        paragraph(review[paper.IMPACT]),
        _previous(context),
        heading(2, paper.REVIEW_HEADING),
    ]
    for field in (paper.STRENGTHS, paper.DEVELOPMENT):
        blocks += [heading(3, field.wording), bullets(review[field], at_least)]
    blocks += signed(context, paper.SIGNATURES, paper.CONTENT)
    return document(blocks)


def _previous(context: Context) -> str:
    """What came of each action of the previous plan, where the register keeps it."""
    kind = paper.PREVIOUS.kind
    assert isinstance(kind, RowsKind)
    rows = [row for row in context.review[paper.PREVIOUS] if not row.empty]
    columns = list(kind.columns.values())
    return table(
        ["No.", *(column.wording for column in columns)],
        (
            [str(number), *(row.plain(column) for column in columns)]
            for number, row in enumerate(rows, start=1)
        ),
    )
