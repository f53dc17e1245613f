"""An action that was not achieved, or not all of it, carried into the new plan."""

from __future__ import annotations

from store.errors import Refused
from store.impact.plans import Plans
from store.impact.reference import reference
from store.paperwork.forms import action_plan, summary
from store.records.change import Change
from store.records.editing import adding_row
from store.records.record import Record

CARRIED = ("not achieved", "partly achieved")
"""Outcomes after which an action may be carried on."""


def carrying(found: Record, named: str, plans: Plans) -> Change:
    """The change that adds the action `named` ("PR-2025-003 r2") to a review's plan.

    The new row has the action's words and where it comes from; by whom and until when is for the
    workshop to say.

    Raises:
        Refused: when it was achieved or dropped, is not answered for, stands in the plan already,
            or is in no plan any more.
    """
    of = reference(named)
    if of is None:
        raise Refused(f"“{named}” names no row of a plan, so there is nothing to carry.")
    outcomes = [
        row[summary.PREVIOUS_OUTCOME]
        for row in found[summary.PREVIOUS]
        if reference(row[summary.PREVIOUS_ACTION]) == of
    ]
    outcome = outcomes[-1] if outcomes else None
    if outcome is None:
        raise Refused(f"Say first what came of {of}: not achieved or partly achieved is carried.")
    if outcome not in CARRIED:
        raise Refused(f"{of} is {outcome}; not achieved or partly achieved is carried.")
    for number, row in enumerate(found[action_plan.ROWS], start=1):
        if reference(row[action_plan.FROM]) == of:
            raise Refused(f"{of} is in the plan of {found.id} already, in row {number}.")
    its = plans.row(of)
    if its is None or not its[action_plan.ACTION]:
        raise Refused(f"{of} is no longer in its plan: write the action into the new plan by hand.")
    cells = {
        action_plan.ACTION.path: its[action_plan.ACTION],
        action_plan.FROM.path: str(of),
    }
    return adding_row(found, action_plan.ROWS, cells)
