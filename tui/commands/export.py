"""`export`: documents as files, into a folder, as one file, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click
from msgspec.structs import replace

from store.documents.all_documents import FORMS, PACKS, Filled
from store.documents.calendar.ics import ICS
from store.documents.files import PendingDocument, exporting_to
from store.documents.formats.all_formats import FORMATS
from store.errors import Refused
from store.exports.export_request import ExportRequest, Misused
from store.exports.exporting import Export, export_of, made_in_turn
from store.exports.zip_file import ZIP, zipped
from store.progress.document_trail import Recipient
from store.report.figures import BAR
from tui.commands.long_work import progress_line, stoppable
from tui.commands.parameters import Year, Years
from tui.options import Options
from tui.printing import bar_here, say, say_document, tell

_OUTPUT = "-"
"""The place that means standard output."""
_SUFFIXES = {*(each.kind.suffix for each in FORMATS.values()), ICS.suffix, ZIP.suffix}
ENDED_BY = 128
"""What a shell adds to the number of the signal that has ended a program, for its status."""


@click.command()
@click.argument("reviews", metavar="[REVIEW]...", nargs=-1)
@click.option(
    "--form", "key", type=click.Choice([*FORMS, *PACKS]), required=True, help="Which document."
)
@click.option(
    "--format",
    "format_key",
    type=click.Choice(list(FORMATS)),
    help="Which format; md unless it is said. csv is of lists alone.",
)
@click.option(
    "--year",
    type=Year(),
    help="The school year of register, report, themes, calendar, matrix, load or release; else "
    "today's. Of any other form: every review of that year.",
)
@click.option(
    "--years",
    type=Years(),
    metavar="FIRST-LAST",
    help="The school years of matrix, load or release: 2024-2026.",
)
@click.option("--blank", is_flag=True, help="The empty form.")
@click.option("--heads", is_flag=True, help="A form with its head filled in and the rest blank.")
@click.option(
    "--version",
    type=click.IntRange(1, 999),
    metavar="NUMBER",
    help="Of audit: the frozen copy of that number, as it was returned.",
)
@click.option(
    "--mail",
    type=click.Choice([str(recipient) for recipient in Recipient]),
    help="A draft for a mail program (.eml) to them, the document attached.",
)
@click.option(
    "--zip",
    "as_zip",
    is_flag=True,
    help="All of it as one zip, which packs to a FILE or - are, and several to a FILE.zip.",
)
@click.option(
    "--to",
    required=True,
    metavar="FOLDER|FILE|-",
    help="Where; a FILE ends as its format does; - is standard output.",
)
@click.pass_context
def export(
    ctx: click.Context,
    reviews: tuple[str, ...],
    key: str,
    format_key: str | None,
    year: int | None,
    years: range | None,
    blank: bool,
    heads: bool,
    version: int | None,
    mail: str | None,
    as_zip: bool,
    to: str,
) -> None:
    """Export documents and print the paths of their files.

    A document is of one or several reviews; register, report and themes (the paper without names)
    are of a school year, and so is calendar (.ics) when no REVIEW is named; schools, people and
    owed are of today. Who reviewed whom (matrix), each person's load and the release are of one or
    several school years. A pack is the three forms and the schedule, in a folder of its own or, to
    a FILE or -, in a zip; in a feedback-pack the forms have their heads filled in and the rest
    blank.
    """
    options: Options = ctx.obj
    if options.confined and to != _OUTPUT:
        raise Refused("This login exports to standard output alone: --to -")
    if heads and blank:
        raise click.UsageError("Give --heads or --blank, not both.")
    pack = PACKS.get(key)
    request = ExportRequest(
        forms=pack.forms if pack else (FORMS[key],),
        pack=pack,
        reviews=reviews,
        year=year,
        years=tuple(years or ()),
        version=version,
        written=FORMATS[format_key] if format_key else None,
        filled=Filled.BLANK if blank else Filled.HEAD if heads else Filled.AS_IT_STANDS,
        as_zip=as_zip,
        mail_to=Recipient(mail) if mail else None,
        bar=bar_here() if sys.stdout.isatty() and not mail else BAR,
    )
    try:
        export = export_of(options.reading, request)
    except Misused as error:
        raise click.UsageError(str(error)) from None
    documents = list(export.documents)
    for note in export.notes:
        tell(note)
    if len(documents) > 1 and _names_a_zip(to):
        export = replace(export, kind=ZIP, binary=True)
    if to == _OUTPUT:
        _to_output(export, documents)
        return
    ctx.exit(_written(*_placed(export, documents, to, as_zip)))


def _to_output(export: Export, documents: Sequence[PendingDocument]) -> None:
    """One document, or packs as a zip, to whatever reads it; nothing binary to a terminal."""
    if export.binary and sys.stdout.isatty():
        raise Refused(
            f"A {export.kind.suffix} file is nothing that a terminal shows; give --to a folder or "
            "a file, or send it on: --to - > FILE"
        )
    if export.kind is ZIP:
        say_document(_zip(export, documents))
        return
    if len(documents) > 1:
        raise Refused(
            "One document goes to standard output, not several; give --to a folder, or one review."
        )
    say_document(documents[0].data())


def _zip(export: Export, documents: Sequence[PendingDocument]) -> bytes:
    with progress_line(len(documents), "documents") as tell_of:
        return zipped(made_in_turn(documents), export.whose, tell_of)


def _names_a_zip(to: str) -> bool:
    return to.casefold().endswith(ZIP.suffix) and not Path(to).is_dir()


def _placed(
    export: Export, documents: Sequence[PendingDocument], to: str, as_zip: bool
) -> tuple[Path, Sequence[PendingDocument]]:
    """The folder it goes into, and what is written there: as it is, a zip, or the file named.

    Raises:
        Refused: when it cannot be that file.
    """
    try:
        path = Path(to).expanduser()
    except RuntimeError as error:
        raise Refused(f"{to} leads nowhere: {str(error).rstrip('.')}.") from None
    suffix = path.suffix.casefold()
    if suffix not in _SUFFIXES or to.endswith("/") or path.is_dir():
        if not as_zip:
            return path, documents
        path /= f"{export.name}{ZIP.suffix}"
    elif suffix != export.kind.suffix:
        raise Refused(
            f"{to} cannot be that file: what is exported ends in {export.kind.suffix}. Say another "
            "--format, name it otherwise, or give --to a folder."
        )
    if export.kind is ZIP:
        data = _zip(export, documents)
        return path.parent, [PendingDocument(path.name, ZIP, lambda: data)]
    if len(documents) > 1:
        raise Refused(
            f"{to} is one file, and these are {len(documents):,} documents; give --to a folder."
        )
    return path.parent, [replace(documents[0], name=path.name)]


def _written(folder: Path, documents: Sequence[PendingDocument]) -> int:
    """Write all, or until it is stopped; the exit status."""
    done: list[Path] = []
    going = exporting_to(folder, documents)
    with (
        progress_line(len(documents), "documents") as tell_of,
        stoppable() as stopped,
        closing(going),
    ):
        for path in going:
            if path:
                done.append(path)
                tell_of(len(done))
            if stopped():
                break
    for path in done:
        say(str(path))
    if len(done) == len(documents):
        return 0
    tell(f"Stopped: {len(done):,} of {len(documents):,} documents were written.")
    return ENDED_BY + stopped()
