"""`closures`: days on which the office is closed, and school holidays, from a file."""

from __future__ import annotations

from pathlib import Path

import click

from store.changes.consortium_settings import adding_periods, words_of_adding
from store.paperwork.consortium import CLOSURES, SCHOOL_HOLIDAYS
from tui.options import Options
from tui.printing import say, tell


@click.group()
def closures() -> None:
    """Closures of the Consortium Office, and school holidays."""


@closures.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--school-holidays", "holidays", is_flag=True, help="They are school holidays.")
@click.pass_obj
def import_closures(options: Options, file: Path, holidays: bool) -> None:
    """Add the days of a CSV file (from, until, name) or an .ics that are not there yet.

    All of the file is taken, or none of it.
    """
    from store.imports.closures_file import periods_at

    closures_read = periods_at(file, options.today())
    for notice in closures_read.notices:
        tell(notice)
    field = SCHOOL_HOLIDAYS if holidays else CLOSURES
    with options.writing() as register:
        changes = adding_periods(register.consortium, field, closures_read.periods)
        if changes:
            register.apply(changes)
    say(words_of_adding(field, closures_read.periods, changes))
