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
    found = owing(register, None if days is None else timedelta(days=days))
    if late:
        found = [one for one in found if one.standing.state is StepState.LATE]
    if as_json:
        say_json([as_object(one) for one in found])
        return
    for one in found:
        say(sentence(one))


def as_object(one: Owing) -> dict[str, Json]:
    """What is owed, as `due --json` and `owed --json` print it.

    What is owed for a school year has the year as its `review` (2026-27), and no school.
    """
    due_on = one.standing.due.day
    return {
        "review": one.id,
        "school": one.school,
        "stage": one.standing.step.stage,
        "step": one.standing.step.key,
        "owner": str(one.standing.step.owner),
        "due": due_on.isoformat() if due_on else None,
        "state": str(one.standing.state),
        "days_late": one.standing.days_late,
        "reason": one.standing.due.sentence,
    }


def sentence(one: Owing) -> str:
    """What is owed, in a line."""
    whose = "" if one.of_the_year else f"{one.school or 'no school yet'}: "
    return (
        f"{one.id}  {whose}{one.standing.step.words}, {one.standing.step.owner}, "
        f"{when_due(one.standing)} ({one.standing.due.sentence})"
    )
