"""The paper's PEER REVIEW ACTION PLAN TEMPLATE as a document."""

from __future__ import annotations

from store.documents.page import DocumentPage, PageRow, PageTable, Words
from store.documents.pages.head import headed
from store.documents.pages.signatures import signed
from store.documents.scopes import ReviewScope
from store.paperwork import rows as stored
from store.paperwork.field import Field
from store.paperwork.forms import action_plan as paper

PRINTED: tuple[Field[object], ...] = (paper.ACTION, paper.TIMING, paper.WHO, paper.COMMENTS)
"""The paper's four columns; the others stand after them, where a row has something in them."""
FURTHER: tuple[Field[object], ...] = (
    paper.DEADLINE,
    paper.SOURCE,
    paper.OUTCOME,
    paper.FROM,
)


def page(scope: ReviewScope) -> DocumentPage:
    """The Action Plan; five rows at least while it is still to be filled (ruling 23)."""
    *sources, broken_off = paper.SOURCES_PRINTED
    sentence = [paper.SOURCES_SENTENCE, *sources, f"{broken_off} {paper.SENTENCE_ENDS}"]
    return headed(
        paper.TITLE,
        scope,
        [
            *(Words(sentence) for sentence in paper.GUIDANCE),
            Words("\n".join(sentence)),
            _actions(scope),
            *signed(scope, paper.SIGNATURES, paper.CONTENT),
        ],
        "action-plan",
        landscape=True,
    )


def _actions(scope: ReviewScope) -> PageTable:
    rows = list(scope.review[paper.ROWS])
    if scope.review[paper.CUSTODY.completed]:
        rows = [row for row in rows if not row.empty]
    else:
        rows += [stored.Row("", {})] * (paper.ROWS_PRINTED - len(rows))
    further = [column for column in FURTHER if any(column.path in row.cells for row in rows)]
    columns = [*PRINTED, *further]
    paths = ("", *(column.path for column in columns))
    return PageTable(
        ("No.", *(column.wording for column in columns)),
        tuple(
            PageRow((str(number), *(_cell(row, column) for column in columns)), paths, row.id)
            for number, row in enumerate(rows, start=1)
        ),
        paper.ROWS.path,
        paths,
        (1, 6, 5, 5, 6, *(3 for _ in further)),
    )


def _cell(row: stored.Row, column: Field[object]) -> str:
    """A cell; where support comes from has the letter it has in the paper's sentence."""
    letter = row[paper.SOURCE] if column is paper.SOURCE else None
    return f"{letter}. {row.plain(column)}" if letter else row.plain(column)
