"""An action followed across the years: where it began, what came of it, where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from store.dates.school_years import school_year, year_name
from store.errors import Refused
from store.impact.plans import Plans, Reference, on_one_line, plan_rows, reference
from store.paperwork import review
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import Row
from store.paperwork.stages import support
from store.records.record import Record


class LaterAnswer(Struct, frozen=True):
    """What a later Summary said of an action."""

    review: str
    outcome: str
    sentence: str

    def __str__(self) -> str:
        said = f"{self.review} says: {self.outcome or 'no outcome chosen'}"
        return f"{said}. {self.sentence}" if self.sentence else f"{said}."


class PlanStep(Struct, frozen=True):
    """An action in the plan of one review; `row` is None where it is no longer in that plan."""

    of: Reference
    review: Record
    row: Row | None
    support: tuple[Row, ...]
    said: tuple[LaterAnswer, ...]


class Chain(Struct, frozen=True):
    """An action from the plan it began in to the last it was carried into."""

    steps: tuple[PlanStep, ...]

    @property
    def now(self) -> str:
        """Where it is now, in a sentence."""
        last = self.steps[-1]
        if last.said:
            answer = last.said[-1]
            said = answer.outcome or "answered without an outcome"
            return f"{said.capitalize()}, {answer.review} says."
        if last.row is None:
            return f"No longer in the plan of {last.review.id}, and not answered for."
        outcome = last.row[action_plan.OUTCOME]
        if outcome:
            return f"{outcome.capitalize()}, by the plan of {last.review.id}."
        return f"In the plan of {last.review.id}; nothing is said of it yet."


def chain(plans: Plans, of: Reference) -> Chain:
    """The chain an action belongs to, whichever of its plans it is named in.

    Raises:
        Refused: when there is no such review, or neither its plan nor an answer has such a row.
    """
    record = plans.by_id(of.review)
    if record is None:
        raise Refused(f"There is no review {of.review}.")
    reviews = plans.of_school(record[review.SCHOOL])
    if all(other.key != record.key for other in reviews):  # a cancelled one is followed, too
        reviews.append(record)
    steps = tuple(_steps(plans, reviews, _origin(plans, of)))
    if plans.row(of) is None and not any(step.of == of and step.said for step in steps):
        rows = ", ".join(row.id for row in plan_rows(record))
        there = f"its plan has {rows}" if rows else "it has no plan yet"
        raise Refused(f"{of.review} has no action {of.row}; {there}.")
    return Chain(steps)


def told_in_lines(followed: Chain) -> Iterator[tuple[str, list[str]]]:
    """The chain in words: a heading and lines for each plan, then where the action is now."""
    for number, step in enumerate(followed.steps):
        day = step.review[review.DATE_OF_REVIEW]
        when = f", {year_name(school_year(day))}" if day else ""
        begun = "Began in" if number == 0 else "Carried into"
        yield f"{begun} {step.of}{when}", list(_lines(step))
    yield "Now", [followed.now]


def supported(record: Record, row_id: str) -> tuple[Row, ...]:
    """The support given for a row of a review's plan."""
    return tuple(
        row
        for row in record[support.SUPPORT]
        if row[support.SUPPORT_ACTION].strip().casefold() == row_id.casefold()
    )


def support_words(row: Row) -> str:
    """Support in one line: where from, by whom, since when, its state, the note."""
    columns = (
        support.SUPPORT_WHO,
        support.SUPPORT_FROM,
        support.SUPPORT_STATE,
        support.SUPPORT_NOTE,
    )
    source = row[support.SUPPORT_SOURCE]
    first = f"{source}. {row.plain(support.SUPPORT_SOURCE)}" if source else ""
    said = (first, *(on_one_line(row.plain(column)) for column in columns))
    return " · ".join(part for part in said if part) or "nothing said yet"


def _lines(step: PlanStep) -> Iterator[str]:
    if step.row is None:
        yield "No longer in the plan."
    else:
        yield on_one_line(step.row[action_plan.ACTION]) or "(no action written)"
        if outcome := step.row[action_plan.OUTCOME]:
            yield f"The plan says: {outcome}."
    yield from (f"Support: {support_words(row)}" for row in step.support)
    yield from map(str, step.said)


def _origin(plans: Plans, of: Reference) -> Reference:
    """Where the action began, as far back as it can be followed."""
    seen = {of}
    while (row := plans.row(of)) is not None:
        before = reference(row[action_plan.FROM])
        if before is None or before in seen or plans.by_id(before.review) is None:
            break
        seen.add(before)
        of = before
    return of


def _steps(plans: Plans, reviews: list[Record], origin: Reference) -> Iterator[PlanStep]:
    """The action's steps in the order they were carried; both, where it was carried twice."""
    ahead, seen = [origin], {origin}
    while ahead:
        of = ahead.pop(0)
        record = plans.by_id(of.review)
        if record is None:
            continue
        said = tuple(_said(reviews, of))
        yield PlanStep(of, record, plans.row(of), supported(record, of.row), said)
        for other in reviews:
            for row in other[action_plan.ROWS]:
                carried = Reference(other.id, row.id)
                if reference(row[action_plan.FROM]) == of and carried not in seen:
                    seen.add(carried)
                    ahead.append(carried)


def _said(reviews: list[Record], of: Reference) -> Iterator[LaterAnswer]:
    for record in reviews:
        for row in record[summary.PREVIOUS]:
            if reference(row[summary.PREVIOUS_ACTION]) == of:
                sentence = on_one_line(row[summary.PREVIOUS_SENTENCE])
                yield LaterAnswer(record.id, row[summary.PREVIOUS_OUTCOME] or "", sentence)
