"""`export`: documents as files, into a folder or to standard output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from store.dates.school_year import school_year
from store.documents.exporting import blank_document, document_of, documents_of
from store.documents.files import Document, export_all
from store.documents.formats import FORMATS, STANDARD, Format
from store.documents.forms import FORMS, Form, contexts_of
from store.register.errors import Refused
from store.register.finding import review_by_id
from tui.commands.listing import Year, Years
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
    "--format", "format_key", type=click.Choice(list(FORMATS)),
    help="Which format; md unless it is said. csv is of lists alone.",
)  # fmt: skip
@click.option(
    "--year", type=Year(),
    help="The school year of register, calendar, matrix, load or release; else today's.",
)  # fmt: skip
@click.option(
    "--years", type=Years(), metavar="FIRST-LAST",
    help="The school years of matrix, load or release: 2024-2026.",
)  # fmt: skip
@click.option("--blank", is_flag=True, help="The empty form.")
@click.option(
    "--to", "folder", required=True, metavar="FOLDER|-", help="Where; - is standard output."
)
@click.pass_obj
def export(
    options: Options,
    reviews: tuple[str, ...],
    key: str,
    format_key: str | None,
    year: int | None,
    years: range | None,
    blank: bool,
    folder: str,
) -> None:
    """Export documents and print the paths of their files.

    A document is of one or several reviews; register is of a school year, and so is calendar
    (.ics) when no REVIEW is named. Who reviewed whom (matrix), each person's load and the release
    are of one or several school years; schools, people, owed and expertise are of today.
    """
    if options.confined and folder != _OUTPUT:
        raise Refused("This login exports to standard output alone: --to -")
    form = FORMS[key]
    written = FORMATS[format_key] if format_key else STANDARD
    _refuse_misuse(form, reviews, year, years, blank)
    if blank:
        documents = [blank_document(form, written)]
    else:
        documents = list(_documents(options, form, written, reviews, year, years))
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


def _refuse_misuse(
    form: Form, reviews: tuple[str, ...], year: int | None, years: range | None, blank: bool
) -> None:
    if blank and (reviews or year or years):
        raise click.UsageError("--blank is of no review and of no year.")
    if year and years:
        raise click.UsageError("Give --year or --years, not both.")
    if years and not form.of_years:
        raise click.UsageError("--years belongs to --form matrix, load and release.")
    if year and not (form.of_a_year or form.of_years):
        raise click.UsageError(
            "--year belongs to --form register, calendar, matrix, load and release."
        )
    if reviews and not form.of_a_review:
        whose = "of today; give" if form.of_the_consortium else "of a school year; use --year, and"
        raise click.UsageError(f"--form {form.key} is {whose} no REVIEW.")
    if reviews and year:
        raise click.UsageError("Give a REVIEW or --year, not both.")
    if form.of_a_review and not (blank or form.of_a_year or reviews):
        raise click.UsageError("Say of which REVIEW, for example PR-2026-014.")


def _documents(
    options: Options,
    form: Form,
    written: Format,
    reviews: tuple[str, ...],
    year: int | None,
    years: range | None,
) -> Iterator[Document]:
    register = options.reading()
    if not reviews:
        of = year or school_year(register.today)
        yield from documents_of(register, [form], None, of, written, years or ())
        return
    found = {record.key: record for record in (review_by_id(register, one) for one in reviews)}
    for context in contexts_of(register, found.values()):
        yield document_of(form, context, written)
