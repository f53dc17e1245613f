"""`reschedule`: what moves when a review is moved; and, when that is wanted, moving it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from store.dates.reasons import many
from store.dates.typed import echo
from store.paperwork import review
from store.paperwork.kinds import DATE
from store.register.assigning import ended
from store.register.errors import Refused
from store.register.finding import review_by_id
from store.register.register import Register
from store.register.rescheduling import Moving, moving
from store.register.written import value_written
from store.values import Unacceptable
from tui.commands.options import Options
from tui.commands.speaking import say, tell


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
        found = _shown(register, target, day, until)
        if not found.changes:
            tell("Nothing was changed; it was so already.")
            return
        register.apply(found.changes)
        say(f"{found.review.id} is on {_span(found)} now.")


def _shown(register: Register, target: str, day: str, until: str) -> Moving:
    record = review_by_id(register, target)
    try:
        first = DATE.decode(value_written(register, DATE, day))
        last = DATE.decode(value_written(register, DATE, until))
        if first is None:
            raise Unacceptable("there is no date here; write one, for example 12/11/26")
        found = moving(register, record, first, last)
    except Unacceptable as error:
        raise Refused(f"{review.DATE_OF_REVIEW.label}: {ended(str(error))}") from None
    for line in lines(found):
        say(line)
    return found


def lines(found: Moving) -> Iterator[str]:
    """What a moving means, in lines."""
    was = found.review.plain(review.DATE_OF_REVIEW) or "no date"
    yield f"{found.review.id}  {found.review[review.SCHOOL_NAME]}: {was} → {_span(found)}"
    for shift in found.shifts:
        before, after = (
            echo(due.day) if due.day else "no date" for due in (shift.before, shift.after)
        )
        yield f"  {shift.step.words}: {before} → {after} ({shift.after.sentence})"
    for hit in found.hits:
        yield f"  {echo(hit.day)} is not an ordinary day: {hit.why}."
    for one in found.bookings:
        yield f"  {one.name} is booked on {echo(one.day)}: {one.review} {one.school}, {one.role}."
    for standing in found.late:
        since = echo(standing.due.day) if standing.due.day else ""
        late = many(standing.days_late, "working day")
        yield f"  Late already: {standing.step.words}, due {since}, {late} late."
    for notice in found.notices:
        yield f"  {notice}"


def _span(found: Moving) -> str:
    return " to ".join(echo(day) for day in dict.fromkeys((found.first, found.last)))
