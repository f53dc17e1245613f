"""`reschedule`: what moves when a review is moved; and, when that is wanted, moving it."""

from __future__ import annotations

import click

from store.changes.reschedule import MOVES, ReviewMove, heading, lines, moving, span
from store.changes.written_values import value_written
from store.errors import Refused
from store.field_values import Unacceptable
from store.paperwork import review
from store.paperwork.field_kinds import DATE
from store.register.finding import review_by_id
from store.register.register import Register
from store.text import ended
from tui.options import Options
from tui.printing import say, tell


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("target", metavar="REVIEW")
@click.argument("day", metavar="DATE")
@click.option("--until", default="", metavar="DATE", help="Its last day; else it stays as long.")
@click.option("--yes", is_flag=True, help="Move it.")
@click.pass_obj
def reschedule(options: Options, target: str, day: str, until: str, yes: bool) -> None:
    """Show what moves when a review is moved to another day; with --yes move it."""
    if not yes:
        _shown(options.reading(), target, day, until)
        tell("Nothing was changed; add --yes to move it.")
        return
    with options.writing() as register:
        move = _shown(register, target, day, until)
        if not move.changes:
            tell("Nothing was changed; it was so already.")
            return
        register.apply(move.changes)
        say(f"{move.review.id} is on {span(move)} now.")


def _shown(register: Register, target: str, day: str, until: str) -> ReviewMove:
    record = review_by_id(register, target)
    try:
        first = DATE.decode(value_written(register, DATE, day))
        last = DATE.decode(value_written(register, DATE, until))
        if first is None:
            raise Unacceptable("there is no date here; write one, for example 12/11/26")
        move = moving(register, record, first, last)
    except Unacceptable as error:
        raise Refused(f"{review.DATE_OF_REVIEW.label}: {ended(str(error))}") from None
    say(heading(move))
    for line in lines(move):
        group = "" if line.group == MOVES else f"{line.group}: "
        say(f"  {group}{line.whole}")
    return move
