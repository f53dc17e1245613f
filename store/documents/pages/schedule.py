"""The schedule of one review: its steps, the paper's timings in words, due dates, what is done."""

from __future__ import annotations

from collections.abc import Iterator

from store.dates.typed_dates import echo
from store.documents.page import Block, DocumentPage, Heading, PageRow, PageTable, Points, Words
from store.documents.pages.head import headed
from store.documents.scopes import ReviewScope
from store.paperwork.field import Owner
from store.paperwork.steps import STAGES, TBC, Ongoing, Stage, Step, WhenSet
from store.schedule.stage_progress import Mark, StageState, day_given, done, stage_states
from store.schedule.step_standing import ANY_DAY, StepState, standing_of
from store.schedule.why_due import Schedule, schedule_of
from store.text import capital

TITLE = "Review Schedule"
COLUMNS = ("Step", "Who answers for it", "When, by the paper", "Due", "Done")
NOT_YET = "not yet"


def page(scope: ReviewScope) -> DocumentPage:
    """The five stages, each with its state, its steps, and what else is still needed."""
    blocks: list[Block] = []
    schedule = schedule_of(scope.settings)
    for stage, state in zip(STAGES, stage_states(scope.school_review), strict=True):
        blocks.append(Heading(2, stage.title))
        if not scope.blank:
            blocks.append(Words(_state(state)))
        rows = tuple(_row(step, scope, schedule) for step in stage.steps)
        blocks.append(PageTable(COLUMNS, rows, weights=(4, 3, 4, 3, 3)))
        if not scope.blank:
            blocks += _also_missing(stage, state)
    return headed(TITLE, scope, blocks)


def _state(state: StageState) -> str:
    if state.overruled:
        return f"Counts as complete because: {state.overruled}"
    if state.mark is Mark.DONE:
        return "Complete."
    return "Begun." if state.mark is Mark.BEGUN else "Not begun."


def _also_missing(stage: Stage, state: StageState) -> Iterator[Block]:
    """What a stage still needs besides the steps in its table: papers and signatures."""
    steps = {step.words for step in stage.steps}
    if also := [words for words in state.missing if words not in steps]:
        yield Words("Also missing:")
        yield Points(tuple(also))


def _row(step: Step, scope: ReviewScope, schedule: Schedule) -> PageRow:
    owner = scope.headteacher if step.owner is Owner.HEADTEACHER else step.owner.value
    due_cell = "" if scope.blank else _due(step, scope, schedule)
    done_cell = "" if scope.blank else _done(step, scope)
    return PageRow((step.words, capital(owner), _when(step), due_cell, done_cell))


def _when(step: Step) -> str:
    """The paper's words; TBC for its "tbc" (ruling 11), and for the updated Audit Proforma too."""
    return TBC if isinstance(step.rule, WhenSet) and step.rule.tbc else step.timing


def _due(step: Step, scope: ReviewScope, schedule: Schedule) -> str:
    """The day it is due; TBC until one is set where the paper leaves it open (ruling 11).

    A step that is not done and no longer asked for says so instead (ruling 32).
    """
    standing = standing_of(step, scope.school_review, schedule, ANY_DAY)
    if standing.state in (StepState.TBC, StepState.NOT_APPLICABLE):
        return str(standing.state)
    return echo(standing.due.day) if standing.due.day else ""


def _done(step: Step, scope: ReviewScope) -> str:
    if not done(step, scope.school_review):
        return "ongoing" if isinstance(step.rule, Ongoing) else NOT_YET
    if isinstance(step.rule, Ongoing):
        return "the review is closed"
    day = day_given(step, scope.school_review)
    if day is None:
        return "yes"
    return echo(day) if step.dated else f"for {echo(day)}"
