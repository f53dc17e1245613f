"""The paper's PEER REVIEW SUMMARY TEMPLATE as a document."""

from __future__ import annotations

from store.documents.page import Answer, Block, DocumentPage, Heading, PageRow, PageTable, Words
from store.documents.pages.head import headed
from store.documents.pages.signatures import signed
from store.documents.scopes import ReviewScope
from store.field_values import Json
from store.impact.answers import PlanAnswer, answers
from store.impact.plans import NO_LAST_REVIEW
from store.paperwork.forms import summary as paper
from store.paperwork.rows import RowsKind

_GUIDANCE = tuple(Words(sentence) for sentence in paper.GUIDANCE)
_IMPACT = Heading(2, paper.IMPACT.wording)
_REVIEW = Heading(2, paper.REVIEW_HEADING)
_OUTCOMES = Words(
    f"{paper.PREVIOUS_OUTCOME.wording}: {', '.join(paper.FINAL[:-1])} or {paper.FINAL[-1]}."
)
_SOMETIMES = (_OUTCOMES.text, NO_LAST_REVIEW)
_BULLETS = tuple(
    (Heading(3, field.wording), field) for field in (paper.STRENGTHS, paper.DEVELOPMENT)
)


def page(scope: ReviewScope) -> DocumentPage:
    """The Summary; four bullets at least while it is still to be filled (ruling 23)."""
    review = scope.review
    at_least = 0 if review[paper.CUSTODY.completed] else paper.BULLETS_PRINTED
    blocks: list[Block] = [
        *_GUIDANCE,
        Answer(_IMPACT, paper.IMPACT.path, review[paper.IMPACT], sometimes=_SOMETIMES),
        *_previous(scope),
        _REVIEW,
    ]
    for heading, field in _BULLETS:
        blocks.append(Answer(heading, field.path, review[field], at_least))
    blocks += signed(scope, paper.SIGNATURES, paper.CONTENT)
    return headed(paper.TITLE, scope, blocks, "summary")


def _previous(scope: ReviewScope) -> list[Block]:
    """What came of each action of the last plan, or that there was no plan.

    An action nobody has answered for yet has room for the answer, and the choices there are.
    """
    kind = paper.PREVIOUS.kind
    assert isinstance(kind, RowsKind)
    columns = list(kind.columns.values())
    listed = [answer for answer in answers(scope.review, scope.plans) if not _empty(answer)]
    none = "" if scope.blank else scope.plans.last(scope.review).sentence
    said: list[Block] = [Words(none)] if none else []
    if not listed:
        head = ("No.", *(column.wording for column in columns))
        return [*said, PageTable(head, (), paper.PREVIOUS.path, ("", *kind.columns), (1, 4, 3, 6))]
    paths = ("", paper.PREVIOUS_OUTCOME.path, paper.PREVIOUS_SENTENCE.path)
    table = PageTable(
        tuple(column.wording for column in columns),
        tuple(_row(answer, paths) for answer in listed),
        paper.PREVIOUS.path,
        paths,
        (6, 3, 6),
    )
    if any(answer.row is None or not answer.row[paper.PREVIOUS_OUTCOME] for answer in listed):
        said.append(_OUTCOMES)
    return [*said, table]


def _row(answer: PlanAnswer, paths: tuple[str, ...]) -> PageRow:
    """A row; when the form comes back, its action says which row it is."""
    made: dict[str, Json] = {paper.PREVIOUS_ACTION.path: answer.named}
    if answer.row is None:
        return PageRow((answer.words, "", ""), paths, made=made)
    cells = (answer.row.plain(paper.PREVIOUS_OUTCOME), answer.row.plain(paper.PREVIOUS_SENTENCE))
    return PageRow((answer.words, *cells), paths, answer.row.id, made)


def _empty(answer: PlanAnswer) -> bool:
    return answer.row is not None and answer.row.empty
