"""`export`: documents as files, into a folder or to standard output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from store.custody_way import Whom
from store.dates.school_year import school_year
from store.documents.exporting import blank_document, document_of
from store.documents.files import Document, export_all
from store.documents.filled import Filled, documents_filled
from store.documents.formats import STANDARD
from store.documents.forms import FORMS, Form, context_of_year, contexts_of
from store.records import Record
from store.register.errors import Refused
from store.register.finding import review_by_id
from tui.commands.listing import Year
from tui.commands.options import Options
from tui.commands.speaking import say, say_document, tell

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
@click.option("--heads", is_flag=True, help="A form with its head filled in and the rest blank.")
@click.option(
    "--mail",
    type=click.Choice([str(whom) for whom in Whom]),
    help="A draft for a mail program (.eml) to them, the document attached.",
)
@click.option(
    "--to", "folder", required=True, metavar="FOLDER|-", help="Where; - is standard output."
)
@click.pass_obj
def export(
    options: Options,
    reviews: tuple[str, ...],
    key: str,
    year: int | None,
    blank: bool,
    heads: bool,
    mail: str | None,
    folder: str,
) -> None:
    """Export documents and print the paths of their files.

    A document is of one or several reviews; register is of a school year, and so is calendar
    (.ics) when no REVIEW is named.
    """
    if options.confined and folder != _OUTPUT:
        raise Refused("This login exports to standard output alone: --to -")
    form = FORMS[key]
    filled = Filled.BLANK if blank else Filled.HEAD if heads else Filled.AS_IT_STANDS
    _refuse_misuse(form, reviews, year, blank, mail is not None)
    if heads and (blank or not reviews):
        raise click.UsageError("--heads is of a REVIEW, and goes without --blank.")
    if mail:
        documents = list(_drafts(options, form, reviews, year, filled, Whom(mail)))
    elif blank:
        documents = [blank_document(form)]
    else:
        documents = list(_documents(options, form, reviews, year, filled))
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
    form: Form, reviews: tuple[str, ...], year: int | None, blank: bool, mail: bool
) -> None:
    if blank and ((reviews and not mail) or year):
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
    options: Options, form: Form, reviews: tuple[str, ...], year: int | None, filled: Filled
) -> Iterator[Document]:
    register = options.reading()
    if not reviews:
        context = context_of_year(register, year or school_year(register.today))
        yield document_of(form, context)
        return
    found = {record.key: record for record in (review_by_id(register, one) for one in reviews)}
    if filled is not Filled.AS_IT_STANDS:
        for record in found.values():
            yield from documents_filled(register, [form], record, 0, STANDARD, filled)
        return
    for context in contexts_of(register, found.values()):
        yield document_of(form, context)


def _drafts(
    options: Options,
    form: Form,
    reviews: tuple[str, ...],
    year: int | None,
    filled: Filled,
    whom: Whom,
) -> Iterator[Document]:
    """A draft for each review, or for the year, and to whom it is on standard error."""
    from store.documents.covering import (
        Covering,
        addressed_words,
        addressees,
        covering_document,
    )

    register = options.reading()
    when = year or school_year(register.today)
    named = {record.key: record for record in (review_by_id(register, one) for one in reviews)}
    of: list[Record | None] = [*named.values()] or [None]
    for found in of:
        if found is None and whom is Whom.SCHOOL:
            raise Refused("What is of a school year goes to the management group: --mail group")
        documents = documents_filled(register, [form], found, when, STANDARD, filled)
        to = addressees(register, found, whom)
        sent = Covering((form,), tuple(documents), found, when, filled)
        tell(addressed_words(to, whom))
        yield covering_document(sent, to, whom, register.consortium)
