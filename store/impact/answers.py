"""What came of each action of the last plan: the answers that were given, and those still to come.

What is still to come is stored nowhere: it is what the last plan has and nobody has answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from store.errors import Refused
from store.impact.plans import LastPlan, Plans, Reference, on_one_line, reference
from store.paperwork import review
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import Row
from store.records.change import Change
from store.records.editing import adding_row
from store.records.record import Record


class AnswerState(StrEnum):
    """How an answer stands to the last plan; the words are what is said behind its action."""

    OF_THE_PLAN = ""
    GONE = "no longer in the plan"
    OTHER = "not of the last plan"
    ANOTHER_SCHOOL = "of another school’s plan"
    UNKNOWN = "names no row of a plan"


class PlanAnswer(Struct, frozen=True):
    """An action of a plan and what came of it; `row` is None while nobody has answered.

    `named` is what the answer names, as it is stored: `PR-2025-003 r2`; `action` its words.
    """

    named: str
    action: str
    row: Row | None = None
    standing: AnswerState = AnswerState.OF_THE_PLAN

    @property
    def words(self) -> str:
        """The action in words, with the review and the row, and how it stands to the plan."""
        said = [self.named] if self.action else []
        said += (
            [self.standing] if self.standing and self.standing is not AnswerState.UNKNOWN else []
        )
        where = f" ({', '.join(said)})" if said else ""
        return f"{self.action or self.named}{where}"


def answers(record: Record, plans: Plans) -> tuple[PlanAnswer, ...]:
    """A review's answers in order, then the actions of its last plan that have none yet."""
    last = plans.last(record)
    given = tuple(_given(row, record, last, plans) for row in record[summary.PREVIOUS])
    answered = {reference(answer.named) for answer in given}
    return (
        *given,
        *(answer for answer in _to_come(last) if reference(answer.named) not in answered),
    )


def _to_come(last: LastPlan) -> Iterator[PlanAnswer]:
    if last.review is None:
        return
    for row in last.rows:
        named = str(Reference(last.review.id, row.id))
        yield PlanAnswer(named, on_one_line(row[action_plan.ACTION]))


def _given(row: Row, record: Record, last: LastPlan, plans: Plans) -> PlanAnswer:
    said = row[summary.PREVIOUS_ACTION]
    named = reference(said)
    of = plans.by_id(named.review) if named else None
    if named is None or of is None:
        return PlanAnswer(said, "", row, AnswerState.UNKNOWN)
    its = plans.row(named)
    action = on_one_line(its[action_plan.ACTION]) if its else ""
    if its is None:
        standing = AnswerState.GONE
    elif of[review.SCHOOL] != record[review.SCHOOL]:
        standing = AnswerState.ANOTHER_SCHOOL
    elif last.review is None or last.review.id != of.id:
        standing = AnswerState.OTHER
    else:
        standing = AnswerState.OF_THE_PLAN
    return PlanAnswer(str(named), action, row, standing)


CARRIED = ("not achieved", "partly achieved")
"""Outcomes after which an action may be carried on."""


def carrying(record: Record, named: str, plans: Plans) -> Change:
    """The change that adds the action `named` ("PR-2025-003 r2") to a review's plan.

    The new row has the action's words and where it comes from; who does it, and by when, is decided
    at the workshop.

    Raises:
        Refused: when it was achieved or dropped, has no answer yet, is in the plan already, or is
            no longer in any plan.
    """
    of = reference(named)
    if of is None:
        raise Refused(f"“{named}” names no row of a plan, so there is nothing to carry.")
    outcomes = [
        row[summary.PREVIOUS_OUTCOME]
        for row in record[summary.PREVIOUS]
        if reference(row[summary.PREVIOUS_ACTION]) == of
    ]
    outcome = outcomes[-1] if outcomes else None
    if outcome is None:
        raise Refused(f"Say first what came of {of}: not achieved or partly achieved is carried.")
    if outcome not in CARRIED:
        raise Refused(f"{of} is {outcome}; not achieved or partly achieved is carried.")
    for number, row in enumerate(record[action_plan.ROWS], start=1):
        if reference(row[action_plan.FROM]) == of:
            raise Refused(f"{of} is in the plan of {record.id} already, in row {number}.")
    its = plans.row(of)
    if its is None or not its[action_plan.ACTION]:
        raise Refused(f"{of} is no longer in its plan: write the action into the new plan by hand.")
    cells = {
        action_plan.ACTION.path: its[action_plan.ACTION],
        action_plan.FROM.path: str(of),
    }
    return adding_row(record, action_plan.ROWS, cells)
