"""What came of the last plan, held against that plan: nothing that was said is ever lost."""

from __future__ import annotations

from collections.abc import Iterator

from store.impact.answers import AnswerState, answers
from store.impact.plans import Plans, Reference, reference
from store.paperwork.forms import summary
from store.records.record import Record
from store.warnings.warning import Warning


def answer_warnings(record: Record, plans: Plans) -> Iterator[Warning]:
    """Answers that are not of the review's last plan, and those that are given twice."""
    seen: dict[Reference, str] = {}
    given = [(answer, answer.row) for answer in answers(record, plans) if answer.row is not None]
    for number, (answer, row) in enumerate(given, start=1):
        address = f"{summary.PREVIOUS.path}.{row.id}.{summary.PREVIOUS_ACTION.path}"
        if answer.standing in (AnswerState.GONE, AnswerState.OTHER, AnswerState.ANOTHER_SCHOOL):
            yield Warning(
                address, f"Row {number}, {answer.named}: {answer.standing}; what was said stays."
            )
        named = reference(answer.named)
        if named is None:
            continue
        if named in seen:
            yield Warning(address, f"Row {number}: {named} is answered in {seen[named]} as well.")
        seen.setdefault(named, f"row {number}")
