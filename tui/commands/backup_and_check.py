"""`backup`, `restore` and `check`: copies of the register, and whether it is whole."""

from __future__ import annotations

from pathlib import Path

import click

from store.dates.school_years import school_year
from store.errors import Refused
from store.open_register import open_register
from store.paperwork.tables import REVIEWS, TABLES
from store.register.change_in_words import record_name
from tui.options import Options
from tui.printing import say, tell


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def backup(options: Options, folder: Path | None) -> None:
    """Make a consistent copy, its history with it, while others work.

    Without FOLDER it goes beside the register's own daily ones.
    """
    if folder is None and options.read_only:
        raise Refused("With --read-only nothing is written beside the register; give a FOLDER.")
    say(str(options.reading().backup(folder)))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--last-good", is_flag=True, help="Bring back the last whole state of a damaged one.")
@click.pass_obj
def restore(options: Options, file: Path | None, last_good: bool) -> None:
    """Put the backup FILE in the register's place; what it replaces is kept."""
    from store.engine.files.restoring import restored, restored_last_good

    if (file is None) is not last_good:
        raise click.UsageError("Give the FILE of a backup, or --last-good.")
    if options.read_only:
        raise Refused("Nothing can be restored with --read-only.")
    if file is None:
        done = restored_last_good(options.path, options.user)
    else:
        done = restored(options.path, file, options.user)
    say(f"The register stands at change {done.seq:,} now.")
    tell(f"What was there is kept as {done.kept}.")


@click.command()
@click.option(
    "--wording", is_flag=True, help="Hold the empty forms against the official paperwork instead."
)
@click.pass_context
def check(ctx: click.Context, wording: bool) -> None:
    """Read everything, verify every checksum and hash, and say what is wrong."""
    if wording:
        ctx.exit(_check_wording())
    from store.engine.files.checking import checked_register

    options: Options = ctx.obj
    checked = checked_register(options.path)
    for line in checked.read:
        say(line)
    for line in (*checked.wrong, *checked.advice):
        tell(line)
    if checked.sound:
        say("Nothing is wrong.")
        _tell_warnings(options)
    ctx.exit(0 if checked.sound else 1)


def _tell_warnings(options: Options) -> None:
    """Say what does not fit on any record, of reviews of this school year and later ones."""
    from store.warnings.all_warnings import warnings_of

    register = open_register(options.path, today=options.today, read_only=True)
    year = school_year(register.today)
    reviews = (line.key for line in register.lines() if line.year(register.today) >= year)
    records = [
        *(record for table in TABLES.values() if table is not REVIEWS
          for record in register.records(table)),
        *(register.record(REVIEWS, key) for key in reviews),
    ]  # fmt: skip
    for record in records:
        for warning in warnings_of(register, record):
            tell(f"{record_name(record)}: {warning.sentence}")


def _check_wording() -> int:
    """Say how the empty forms differ from the paper; 1 if any does."""
    from store.documents.all_documents import REVIEW_FORMS
    from store.documents.wording_check import differences
    from store.paperwork.official_text import official_text

    text = official_text()
    forms = [form for form in REVIEW_FORMS.values() if form.empty]
    differing = [each for form in forms for each in differences(form.key, form.blank, text)]
    for difference in differing:
        tell(str(difference))
    if not differing:
        say(
            f"{', '.join(form.key for form in forms)}: nothing differs from the official paperwork."
        )
    return 1 if differing else 0
