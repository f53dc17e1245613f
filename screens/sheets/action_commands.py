"""What can be done with an action from a screen: carry it on, follow it."""

from __future__ import annotations

from screens.base.page import Page
from screens.sheets.action_history import ActionHistory
from store.errors import RegisterError
from store.impact.answers import carrying
from store.impact.followed_action import chain
from store.impact.plans import plans_of, reference
from store.paperwork.forms import action_plan
from store.records.record import Record


def carry(page: Page, review: Record, named: str) -> None:
    """Carry the action `named` ("PR-2025-003 r2") into the plan of a review, and say so."""
    if not named:
        page.say("Go to an action of the last plan: it is carried from there.")
        return
    register = page.session.register
    try:
        register.apply([carrying(review, named, plans_of(register))])
    except RegisterError as error:
        page.say(str(error))
        return
    row = len(register.record(review.table, review.key)[action_plan.ROWS])
    page.say(f"Carried into the plan, row {row}; {page.undo_key} takes it back.")


def follow(page: Page, named: str) -> None:
    """Open the chain of the action `named`, or say why there is none."""
    of = reference(named)
    if of is None:
        page.say("Go to an action of a plan: it is followed from there.")
        return
    try:
        chain(plans_of(page.session.register), of)
    except RegisterError as error:
        page.say(str(error))
        return
    page.app.push_screen(ActionHistory(page.session, of))
