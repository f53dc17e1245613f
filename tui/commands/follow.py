"""`follow`: an action across the years."""

from __future__ import annotations

import click

from store.errors import Refused
from store.impact.followed_action import chain, told_in_lines
from store.impact.plans import Reference, plans_of
from store.paperwork.rows import is_row_id
from store.register.finding import review_by_id
from tui.options import Options
from tui.printing import say


@click.command()
@click.argument("review")
@click.argument("row")
@click.pass_obj
def follow(options: Options, review: str, row: str) -> None:
    """Follow an action across the years.

    REVIEW is the review in whose plan it stands, ROW the row's id (PR-2026-003 r2): where it
    began, each plan it was carried into, the support it had, what came of it, where it is now.
    """
    register = options.reading()
    record = review_by_id(register, review)
    row_id = row.strip().lower()
    if not is_row_id(row_id):
        raise Refused(f"“{row[:20]}” is not the id of a row of a plan; write r1, r2, …")
    for head, lines in told_in_lines(chain(plans_of(register), Reference(record.id, row_id))):
        say(head)
        for line in lines:
            say(f"  {line}")
