"""The paper's PEER REVIEW ACTION PLAN TEMPLATE as a document."""

from __future__ import annotations

from store.documents.blocks import document, table
from store.documents.context import Context
from store.documents.escaping import paragraph
from store.documents.head import head
from store.documents.signed import signed
from store.paperwork import action_plan as paper
from store.paperwork.field import Field
from store.paperwork.rows import Row

PRINTED: tuple[Field[object], ...] = (paper.ACTION, paper.TIMING, paper.WHO, paper.COMMENTS)
"""The paper's four columns; the others stand after them, where a row has something in them."""
FURTHER: tuple[Field[object], ...] = (paper.DEADLINE, paper.SOURCE, paper.OUTCOME)


def write(context: Context) -> str:
    """The Action Plan; five rows at least while it is still to be filled (ruling 23)."""
    *sources, broken_off = paper.SOURCES_PRINTED
    sentence = [paper.SOURCES_SENTENCE, *sources, f"{broken_off} {paper.SENTENCE_ENDS}"]
    return document(
        [
            *head(paper.TITLE, context),
            *(paragraph(sentence) for sentence in paper.GUIDANCE),
            paragraph("\n".join(sentence)),
            _actions(context),
            *signed(context, paper.SIGNATURES, paper.CONTENT),
        ]
    )


def _actions(context: Context) -> str:
    rows = list(context.review[paper.ROWS])
    if context.review[paper.CUSTODY.completed]:
        rows = [row for row in rows if not row.empty]
    else:
        rows += [Row("", {})] * (paper.ROWS_PRINTED - len(rows))
    further = [column for column in FURTHER if any(column.path in row.cells for row in rows)]
    columns = [*PRINTED, *further]
    return table(
        ["No.", *(column.wording for column in columns)],
        (
            [str(number), *(_cell(row, column) for column in columns)]
            for number, row in enumerate(rows, start=1)
        ),
    )


def _cell(row: Row, column: Field[object]) -> str:
    """A cell; where support comes from has the letter it has in the paper's sentence."""
    letter = row[paper.SOURCE] if column is paper.SOURCE else None
    return f"{letter}. {row.plain(column)}" if letter else row.plain(column)
