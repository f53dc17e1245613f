"""`year`: a school year opened, and what is complete in one closed."""

from __future__ import annotations

import click

from store.dates.school_years import year_name
from store.register.register import Register
from store.year.closing import Closing, closing
from store.year.opening import Opening, opening
from tui.commands.parameters import Year
from tui.options import Options
from tui.printing import say, tell

_UNCHANGED = "Nothing was changed; add --yes to do it."


@click.group()
def year() -> None:
    """A school year as a whole."""


@year.command("open")
@click.argument("which", metavar="YEAR", type=Year())
@click.option("--yes", is_flag=True, help="Make the reviews, as one change.")
@click.pass_obj
def open_year(options: Options, which: int, yes: bool) -> None:
    """Make the reviews of a school year: one for each open member school without one in it.

    Without --yes they are shown. 2027 is 2027-28.
    """
    if not yes:
        if _opening(options.reading(), which).reviews:
            tell(_UNCHANGED)
        return
    with options.writing() as register:
        if changes := _opening(register, which).changes:
            register.apply(changes)
            tell(f"{year_name(which)} is open; peer-review undo takes it back.")


@year.command()
@click.argument("which", metavar="YEAR", type=Year())
@click.option("--yes", is_flag=True, help="Close them, as one change.")
@click.pass_obj
def close(options: Options, which: int, yes: bool) -> None:
    """Close every review of a school year that is complete; the others are named.

    Complete is one that lacks nothing but the end of its support, which closing is. Without --yes
    they are shown.
    """
    if not yes:
        if _closing(options.reading(), which).complete:
            tell(_UNCHANGED)
        return
    with options.writing() as register:
        if changes := _closing(register, which).changes:
            register.apply(changes)
            tell("They are closed; peer-review undo takes it back.")


def _opening(register: Register, which: int) -> Opening:
    year_opened = opening(register, which)
    for opened in year_opened.reviews:
        say(opened.line)
        for words in opened.team.broken:
            tell(f"! {opened.team.host.name}: {words}")
    for words in year_opened.left_out:
        tell(f"Not made: {words}.")
    for words in year_opened.notices:
        tell(f"! {words}")
    tell(year_opened.heading)
    return year_opened


def _closing(register: Register, which: int) -> Closing:
    year_closed = closing(register, which)
    for words in year_closed.lines:
        say(words)
    for still_open in year_closed.others:
        tell(f"Stays open: {still_open.line}")
    tell(year_closed.heading)
    return year_closed
