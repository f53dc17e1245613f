"""`export`: documents as files, into a folder, as one file, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from store.documents.all_documents import FORMS
from store.documents.calendar.ics import ICS
from store.documents.files import Document, PendingDocument, exporting_to
from store.documents.filled import Filled
from store.documents.formats.all_formats import FORMATS, STANDARD
from store.documents.packs import PACKS, ZIP, zipped
from store.errors import Refused
from store.progress.document_trail import Recipient
from tui.commands.asked import Asked, asked_of, blank_of, drafts_of
from tui.commands.long_work import stoppable, told_of
from tui.commands.parameters import Year, Years
from tui.commands.versions import versions_asked
from tui.options import Options
from tui.printing import say, say_document, tell

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
    "--format", "format_key", type=click.Choice(list(FORMATS)),
    help="Which format; md unless it is said. csv is of lists alone.",
)  # fmt: skip
@click.option(
    "--year", type=Year(),
    help="The school year of register, report, themes, calendar, matrix, load or release; else "
    "today's. Of any other form: every review of that year.",
)  # fmt: skip
@click.option(
    "--years", type=Years(), metavar="FIRST-LAST",
    help="The school years of matrix, load or release: 2024-2026.",
)  # fmt: skip
@click.option("--blank", is_flag=True, help="The empty form.")
@click.option("--heads", is_flag=True, help="A form with its head filled in and the rest blank.")
@click.option(
    "--version", type=click.IntRange(1, 999), metavar="NUMBER",
    help="Of audit: the frozen copy of that number, as it was returned.",
)  # fmt: skip
@click.option(
    "--mail",
    type=click.Choice([str(whom) for whom in Recipient]),
    help="A draft for a mail program (.eml) to them, the document attached.",
)
@click.option(
    "--zip",
    "as_zip",
    is_flag=True,
    help="All of it as one zip, which packs to a FILE or - are, and several to a FILE.zip.",
)
@click.option(
    "--to", required=True, metavar="FOLDER|FILE|-",
    help="Where; a FILE ends as its format does; - is standard output.",
)  # fmt: skip
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
    written = FORMATS[format_key] if format_key else STANDARD
    if format_key and key in FORMS and FORMS[key].calendar:
        raise Refused(f"The {FORMS[key].title} is an .ics file and has no other format.")
    if heads and blank:
        raise click.UsageError("Give --heads or --blank, not both.")
    if years and (year or reviews or blank):
        raise click.UsageError("Give --years alone, without REVIEW, --year or --blank.")
    filled = Filled.BLANK if blank else Filled.HEAD if heads else Filled.AS_IT_STANDS
    if version is not None:
        if key != "audit" or blank or heads or mail or year:
            raise click.UsageError("--version is of --form audit and of reviews, and of no other.")
        asked = versions_asked(options, written, reviews, version)
    elif mail:
        asked = drafts_of(options, key, written, reviews, year, filled, Recipient(mail))
    elif blank:
        asked = blank_of(key, written, reviews, year)
    else:
        asked = asked_of(options, key, written, reviews, year, filled, years or ())
    if as_zip or (len(asked.coming) > 1 and _names_a_zip(to)):
        asked = asked.as_zip
    if to == _OUTPUT:
        _to_output(asked)
        return
    folder, coming = _placed(asked, to, as_zip)
    ctx.exit(_written(folder, coming))


def _to_output(asked: Asked) -> None:
    """One document, or packs as a zip, to whatever reads it; nothing binary to a terminal."""
    if asked.binary and sys.stdout.isatty():
        raise Refused(
            f"A {asked.kind.suffix} file is nothing that a terminal shows; give --to a folder or "
            "a file, or send it on: --to - > FILE"
        )
    if asked.zipped:
        say_document(_zip(asked))
        return
    if len(asked.coming) > 1:
        raise Refused(
            "One document goes to standard output, not several; give --to a folder, or one review."
        )
    say_document(asked.coming[0].data())


def _zip(asked: Asked) -> bytes:
    """What was asked for as one zip, in which the papers of a single review have no folder."""
    alone = len({one.folder for one in asked.coming}) == 1
    with told_of(len(asked.coming), "documents") as tell_of:

        def each() -> Iterator[Document]:
            for done, one in enumerate(asked.coming, start=1):
                yield replace(one.made, folder="") if alone else one.made
                tell_of(done)

        return zipped(each(), asked.whose)


def _names_a_zip(to: str) -> bool:
    return to.casefold().endswith(ZIP.suffix) and not Path(to).is_dir()


def _placed(asked: Asked, to: str, as_zip: bool) -> tuple[Path, Sequence[PendingDocument]]:
    """The folder that what was asked for goes into, and it: as it is, a zip, or the file named.

    Raises:
        Refused: when it cannot be that file.
    """
    try:
        there = Path(to).expanduser()
    except RuntimeError as error:
        raise Refused(f"{to} leads nowhere: {str(error).rstrip('.')}.") from None
    suffix = there.suffix.casefold()
    if suffix not in _SUFFIXES or to.endswith("/") or there.is_dir():
        if not as_zip:
            return there, asked.coming
        there /= f"{asked.name}{ZIP.suffix}"
    elif suffix != asked.kind.suffix:
        raise Refused(
            f"{to} cannot be that file: what is exported ends in {asked.kind.suffix}. Say another "
            "--format, name it otherwise, or give --to a folder."
        )
    if asked.zipped:
        data = _zip(asked)
        return there.parent, [PendingDocument(there.name, ZIP, lambda: data)]
    if len(asked.coming) > 1:
        raise Refused(
            f"{to} is one file, and these are {len(asked.coming):,} documents; give --to a folder."
        )
    return there.parent, [replace(asked.coming[0], name=there.name)]


def _written(folder: Path, coming: Sequence[PendingDocument]) -> int:
    """Write all, or until it is stopped; the exit status."""
    done: list[Path] = []
    going = exporting_to(folder, coming)
    with told_of(len(coming), "documents") as tell_of, stoppable() as stopped, closing(going):
        for path in going:
            if path:
                done.append(path)
                tell_of(len(done))
            if stopped():
                break
    for path in done:
        say(str(path))
    if len(done) == len(coming):
        return 0
    tell(f"Stopped: {len(done):,} of {len(coming):,} documents were written.")
    return ENDED_BY + stopped()
