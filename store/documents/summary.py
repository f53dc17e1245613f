"""The paper's PEER REVIEW SUMMARY TEMPLATE as a document."""

from __future__ import annotations

from store.documents.context import Context
from store.documents.head import headed
from store.documents.page import Answer, Block, Heading, Page, Row, Table, Words
from store.documents.signed import signed
from store.paperwork import summary as paper
from store.paperwork.rows import RowsKind

_GUIDANCE = tuple(Words(sentence) for sentence in paper.GUIDANCE)
_IMPACT = Heading(2, paper.IMPACT.wording)
_REVIEW = Heading(2, paper.REVIEW_HEADING)
_BULLETS = tuple(
    (Heading(3, field.wording), field) for field in (paper.STRENGTHS, paper.DEVELOPMENT)
)


def page(context: Context) -> Page:
    """The Summary; four bullets at least while it is still to be filled (ruling 23)."""
    review = context.review
    at_least = 0 if review[paper.CUSTODY.completed] else paper.BULLETS_PRINTED
    blocks: list[Block] = [
        *_GUIDANCE,
        Answer(_IMPACT, paper.IMPACT.path, review[paper.IMPACT]),
        _previous(context),
        _REVIEW,
    ]
    for heading, field in _BULLETS:
        blocks.append(Answer(heading, field.path, review[field], at_least))
    blocks += signed(context, paper.SIGNATURES, paper.CONTENT)
    return headed(paper.TITLE, context, blocks, "summary")


def _previous(context: Context) -> Table:
    """What came of each action of the previous plan, where the register keeps it."""
    kind = paper.PREVIOUS.kind
    assert isinstance(kind, RowsKind)
    rows = [row for row in context.review[paper.PREVIOUS] if not row.empty]
    columns = list(kind.columns.values())
    paths = ("", *kind.columns)
    return Table(
        ("No.", *(column.wording for column in columns)),
        tuple(
            Row((str(number), *(row.plain(column) for column in columns)), paths, row.id)
            for number, row in enumerate(rows, start=1)
        ),
        paper.PREVIOUS.path,
        paths,
        (1, 4, 3, 6),
    )
