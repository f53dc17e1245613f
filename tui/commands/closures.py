"""`closures`: days on which the office is closed, and school holidays, from a file."""

from __future__ import annotations

from pathlib import Path

import click

from store.paperwork.consortium import CLOSURES, SCHOOL_HOLIDAYS
from store.register.errors import RegisterError
from store.register.periods import adding_periods
from tui.commands.options import Options
from tui.commands.speaking import say, tell


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
    from store.periods_file import UnreadablePeriods, read_periods

    try:
        found = read_periods(file.read_bytes(), options.today())
    except UnreadablePeriods as error:
        raise RegisterError(f"{file}: {error} Nothing was changed.") from None
    except OSError as error:
        raise RegisterError(f"{file} cannot be read: {error.strerror}.") from None
    for notice in found.notices:
        tell(notice)
    field = SCHOOL_HOLIDAYS if holidays else CLOSURES
    with options.writing() as register:
        changes = adding_periods(register.consortium, field, found.periods)
        if changes:
            register.apply(changes)
    there = len(found.periods) - len(changes)
    say(f"{field.label}: {len(changes)} added, {there} there already.")
