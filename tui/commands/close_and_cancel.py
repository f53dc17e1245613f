"""`close` and `cancel`: a review at its end, or one that is not to be."""

from __future__ import annotations

import click

from store.errors import Refused
from store.paperwork import review
from store.register.finding import review_by_id
from store.year.closing import cancelling, closing_one
from tui.options import Options
from tui.printing import tell


@click.command()
@click.argument("target", metavar="REVIEW")
@click.option("--anyway", is_flag=True, help="Close it although it lacks something.")
@click.pass_obj
def close(options: Options, target: str, anyway: bool) -> None:
    """Close a review that is complete: its support has run its course."""
    with options.writing() as register:
        record = review_by_id(register, target)
        try:
            changes = closing_one(register, record, anyway)
        except Refused as error:
            hint = (
                "" if record[review.STATUS] == "cancelled" else " --anyway closes it all the same."
            )
            raise Refused(f"{error}{hint}") from None
        if not changes:
            tell(f"{record.id} is closed already.")
            return
        register.apply(changes)
        tell(f"{record.id} is closed.")


@click.command()
@click.argument("target", metavar="REVIEW")
@click.argument("reason")
@click.pass_obj
def cancel(options: Options, target: str, reason: str) -> None:
    """Cancel a review, with the REASON; it stays in the register, and its id is not used again."""
    with options.writing() as register:
        record = review_by_id(register, target)
        changes = cancelling(record, reason)
        if not changes:
            tell(f"{record.id} is cancelled for that already.")
            return
        register.apply(changes)
        tell(f"{record.id} is cancelled.")
