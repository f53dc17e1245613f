"""`export`: documents as files, into a folder or to standard output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from store.dates.school_year import school_year
from store.documents.exporting import blank_document, document_of
from store.documents.files import Document, export_all
from store.documents.forms import FORMS, Form, context_of_year, contexts_of
from store.register.errors import Refused
from store.register.finding import review_by_id
from tui.commands.listing import Year
from tui.commands.options import Options
from tui.commands.speaking import say, say_document

_OUTPUT = "-"
"""The folder that means standard output."""


@click.command()
@click.argument("reviews", metavar="[REVIEW]...", nargs=-1)
@click.option(
    "--form", "key", type=click.Choice(list(FORMS)), required=True, help="Which document."
)
@click.option(
    "--year", type=Year(), help="The school year of --form register or calendar; else today's."
)
@click.option("--blank", is_flag=True, help="The empty form.")
@click.option(
    "--to", "folder", required=True, metavar="FOLDER|-", help="Where; - is standard output."
)
@click.pass_obj
def export(
    options: Options, reviews: tuple[str, ...], key: str, year: int | None, blank: bool, folder: str
) -> None:
    """Export documents and print the paths of their files.

    A document is of one or several reviews; register is of a school year, and so is calendar
    (.ics) when no REVIEW is named.
    """
    if options.confined and folder != _OUTPUT:
        raise Refused("This login exports to standard output alone: --to -")
    form = FORMS[key]
    _refuse_misuse(form, reviews, year, blank)
    documents = [blank_document(form)] if blank else list(_documents(options, form, reviews, year))
    if folder == _OUTPUT:
        if len(documents) > 1:
            raise Refused(
                "One document goes to standard output, not several; give --to a folder, or one "
                "review."
            )
        say_document(documents[0].data)
        return
    try:
        there = Path(folder).expanduser()
    except RuntimeError as error:
        raise Refused(f"{folder} leads nowhere: {str(error).rstrip('.')}.") from None
    for path in export_all(there, documents):
        say(str(path))


def _refuse_misuse(form: Form, reviews: tuple[str, ...], year: int | None, blank: bool) -> None:
    if blank and (reviews or year):
        raise click.UsageError("--blank is of no review and of no year.")
    if year and not form.of_a_year:
        raise click.UsageError("--year belongs to --form register and --form calendar.")
    if reviews and not form.of_a_review:
        raise click.UsageError(f"--form {form.key} is of a school year; use --year, and no REVIEW.")
    if reviews and year:
        raise click.UsageError("Give a REVIEW or --year, not both.")
    if not (blank or form.of_a_year or reviews):
        raise click.UsageError("Say of which REVIEW, for example PR-2026-014.")


def _documents(
    options: Options, form: Form, reviews: tuple[str, ...], year: int | None
) -> Iterator[Document]:
    register = options.reading()
    if not reviews:
        context = context_of_year(register, year or school_year(register.today))
        yield document_of(form, context)
        return
    found = {record.key: record for record in (review_by_id(register, one) for one in reviews)}
    for context in contexts_of(register, found.values()):
        yield document_of(form, context)
