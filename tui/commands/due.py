"""`due`: what is due and late, for a nightly mail."""

from __future__ import annotations

from datetime import timedelta

import click

from store.field_values import Json
from store.progress.owed import Owing, owing
from store.schedule.step_standing import StepState, when_due
from tui.options import Options
from tui.printing import say, say_json


@click.command()
@click.option("--days", type=click.IntRange(0, 3660), help="What is due within so many days.")
@click.option("--late", is_flag=True, help="Only what is late.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def due(options: Options, days: int | None, late: bool, as_json: bool) -> None:
    """List what is due within seven days, or late: the most urgent first."""
    register = options.reading()
    debts = owing(register, None if days is None else timedelta(days=days))
    if late:
        debts = [debt for debt in debts if debt.standing.state is StepState.LATE]
    if as_json:
        say_json([as_object(debt) for debt in debts])
        return
    for debt in debts:
        say(sentence(debt))


def as_object(debt: Owing) -> dict[str, Json]:
    """What is owed, as `due --json` and `owed --json` print it.

    What is owed for a school year has the year as its `review` (2026-27), and no school.
    """
    due_on = debt.standing.due.day
    return {
        "review": debt.id,
        "school": debt.school,
        "stage": debt.standing.step.stage,
        "step": debt.standing.step.key,
        "owner": str(debt.standing.step.owner),
        "due": due_on.isoformat() if due_on else None,
        "state": str(debt.standing.state),
        "days_late": debt.standing.days_late,
        "reason": debt.standing.due.sentence,
    }


def sentence(debt: Owing) -> str:
    """What is owed, in a line."""
    whose = "" if debt.of_the_year else f"{debt.school or 'no school yet'}: "
    return (
        f"{debt.id}  {whose}{debt.standing.step.words}, {debt.standing.step.owner}, "
        f"{when_due(debt.standing)} ({debt.standing.due.sentence})"
    )
