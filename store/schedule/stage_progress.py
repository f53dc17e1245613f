"""How far a review has got, stage by stage: worked out from the record, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from store.paperwork import consortium, review
from store.paperwork.field import Field, Item
from store.paperwork.field_kinds import DATE
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import Row, RowsKind
from store.paperwork.sent_and_signed import SIGNED_DATE, Signatures
from store.paperwork.stages import plan
from store.paperwork.steps import STAGES, Ongoing, Step
from store.records.record import Record, SchoolReview

WAITING = "waiting"
NOT_APPLICABLE = "not applicable"


class Mark(StrEnum):
    """How far a stage, or a step, has got."""

    DONE = "done"
    BEGUN = "begun"
    NOT_BEGUN = "not begun"


class StageState(Struct, frozen=True):
    """How far a stage has got, what it still needs, and why it counts as complete nevertheless.

    `tbc` says that it has not begun and the paper leaves its time to be confirmed.
    """

    number: int
    mark: Mark
    missing: tuple[str, ...]
    overruled: str = ""
    tbc: bool = False


def stage_states(school_review: SchoolReview) -> tuple[StageState, ...]:
    """The five states (ruling 32: complete when all steps are done; can be overruled)."""
    return tuple(_state(school_review, stage.number) for stage in STAGES)


def first_incomplete(states: tuple[StageState, ...]) -> int | None:
    """The first stage that is not complete; None when all are."""
    return next((state.number for state in states if state.mark is not Mark.DONE), None)


def done(step: Step, school_review: SchoolReview) -> bool:
    """Whether a step's own fields end it."""
    if isinstance(step.rule, Ongoing):
        return school_review.review[review.STATUS] == "closed"
    # Plain loops: this is asked of every step of every review, each time a list is drawn.
    for alternative in step.done_by:
        for field in alternative:
            if not _filled(field, step, school_review):
                break
        else:
            return True
    return False


def done_on(step: Step, school_review: SchoolReview) -> date | None:
    """The day a step was done, where a date says so: the later one where two do."""
    return day_given(step, school_review) if step.dated else None


def day_given(step: Step, school_review: SchoolReview) -> date | None:
    """The date that ended a step, even where it is not the day it was done on (`Step.dated`)."""
    record = school_review.year if step.of_the_year else school_review.review
    for alternative in step.done_by:
        days = [DATE.decode(record.stored(field)) for field in alternative] if record else []
        known = [day for day in days if day]
        if days and len(known) == len(days):
            return max(known)
    return None


def item_state(item: Item, school_review: SchoolReview) -> str:
    """Where one of the papers stands: as recorded, else waited for.

    The SIAMS report is asked for where the school has a Church of England or Methodist character
    (ruling 26).
    """
    if recorded := school_review.review[item.state]:
        return recorded
    if item is plan.SIAMS and not _has_siams(school_review.school):
        return NOT_APPLICABLE
    return WAITING


def waited_for(school_review: SchoolReview) -> Iterator[Item]:
    """The papers that are still waited for."""
    return (item for item in plan.PAPERWORK if item_state(item, school_review) == WAITING)


def unsigned(signatures: Signatures, record: Record) -> Iterator[str]:
    """The roles whose signature a form still lacks (ruling 20: outstanding, not an error)."""
    rows = signed_rows(signatures, record)
    for role in signatures.roles:
        if not any(row[signatures.role] == role and row[SIGNED_DATE] for row in rows):
            yield role


def signed_rows(signatures: Signatures, record: Record) -> tuple[Row, ...]:
    """The signatures given on a form."""
    kind = signatures.field.kind
    assert isinstance(kind, RowsKind)
    return kind.decode(record.stored(signatures.field))


def _state(school_review: SchoolReview, number: int) -> StageState:
    missing = tuple(_missing(school_review, number))
    overruled = school_review.review[review.OVERRIDES[number - 1]]
    if overruled or not missing:
        return StageState(number, Mark.DONE, missing, overruled)
    begun = _begun(school_review, number)
    mark = Mark.BEGUN if begun else Mark.NOT_BEGUN
    return StageState(number, mark, missing, tbc=number == 5 and not begun)


def _missing(school_review: SchoolReview, number: int) -> Iterator[str]:
    for step in STAGES[number - 1].steps:
        if not done(step, school_review):
            yield step.words
        if step.key == "data_sharing":
            for item in waited_for(school_review):
                yield f"{item.wording} ({_last_of(item)}waiting)"
        if step.key == "summary_completed":
            yield from _signatures_missing("Summary", summary.SIGNATURES, school_review)
        if step.key == "plan_completed":
            yield from _signatures_missing("Action Plan", action_plan.SIGNATURES, school_review)


def _last_of(item: Item) -> str:
    """Which of the two items that share the paper's one line is meant."""
    names = {plan.LAST_SUMMARY: "Summary ", plan.LAST_ACTION_PLAN: "Action Plan "}
    return names.get(item, "")


def _signatures_missing(
    form: str, signatures: Signatures, school_review: SchoolReview
) -> Iterator[str]:
    for role in unsigned(signatures, school_review.review):
        yield f"{form} signed: {role}"


def _begun(school_review: SchoolReview, number: int) -> bool:
    fields = school_review.review.table.fields
    if any(
        path in fields and fields[path].stage == number for path in school_review.review.document
    ):
        return True
    return any(
        done(step, school_review) for step in STAGES[number - 1].steps if not step.of_the_year
    )


def _filled(field: Field[object], step: Step, school_review: SchoolReview) -> bool:
    record = school_review.year if step.of_the_year else school_review.review
    if record is None:
        return False
    value = record.stored(field)
    if isinstance(value, list):
        return len(value) >= step.at_least
    return value != field.kind.empty


def _has_siams(school: Record | None) -> bool:
    character = school[consortium.RELIGIOUS_CHARACTER].casefold() if school else ""
    return "church of england" in character or "methodist" in character
