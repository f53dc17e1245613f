"""How the rows of a table are listed, where other fields or reviews say what they are of."""

from __future__ import annotations

from screens.widgets.rows_editor import Listing
from store.impact.answers import answers
from store.impact.plans import on_one_line, plans_of
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import support
from store.records.record import Record
from store.register.register import Register

NO_PLAN = "No plan of a last review: F5 adds a row."
UNSAID = "not answered"
_PLAIN = Listing()


def listing(register: Register, record: Record, field: Field[object]) -> Listing:
    """How the rows of a field of a record are listed.

    The Summary lists the actions of the last plan, answered or not; Stage 4 says an action's words
    beside its row.
    """
    if field is summary.PREVIOUS:
        return _previous(register, record)
    if field is support.SUPPORT:
        return Listing(support.SUPPORT_ACTION.path, words=_actions(record))
    return _PLAIN


def _previous(register: Register, record: Record) -> Listing:
    plans = plans_of(register)
    listed = answers(record, plans)
    column = summary.PREVIOUS_ACTION.path
    words = {
        one.named if one.row is None else one.row.plain(summary.PREVIOUS_ACTION): one.words
        for one in listed
    }
    to_fill = tuple({column: one.named} for one in listed if one.row is None)
    empty = _PLAIN.empty if plans.last(record).review else NO_PLAN
    return Listing(column, summary.PREVIOUS_OUTCOME.path, UNSAID, words, to_fill, empty)


def _actions(record: Record) -> dict[str, str]:
    """The actions of a plan by what a row of support names them by."""
    said = {
        row.id: f"{row.id}: {on_one_line(row[action_plan.ACTION])}"
        for row in record[action_plan.ROWS]
        if row[action_plan.ACTION]
    }
    there = {row.id for row in record[action_plan.ROWS]}
    for row in record[support.SUPPORT]:
        named = row[support.SUPPORT_ACTION]
        if named and named not in there:
            said[named] = f"{named} (no longer in the plan)"
    return said
