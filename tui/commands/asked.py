"""What `export` was asked for: which documents, of what, in which format."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click

from store.dates.school_years import school_year, year_name
from store.documents.all_documents import FORMS, Form
from store.documents.calendar.ics import ICS
from store.documents.exporting import blank_coming, coming_of
from store.documents.files import FileKind, PendingDocument, file_name
from store.documents.filled import Filled, documents_filled
from store.documents.formats.all_formats import Format
from store.documents.many_reviews import papers_of_each
from store.documents.packs import PACK, PACKS, ZIP
from store.documents.scopes import (
    Context,
    context_of_consortium,
    context_of_year,
    context_of_years,
    contexts_of,
)
from store.errors import Refused
from store.progress.document_trail import Recipient
from store.records.record import Record
from store.register.finding import review_by_id
from store.register.register import Register
from tui.options import Options
from tui.printing import bar_here, tell


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents asked for, each still to be made.

    `kind` is that of the one file they can become, a zip where they are packs; `whose` says whose
    they are within it, `name` what a zip of them is called. Of a `binary` one nothing goes to a
    terminal.
    """

    coming: Sequence[PendingDocument]
    kind: FileKind
    binary: bool
    whose: str = ""
    name: str = "documents"

    @property
    def as_zip(self) -> Asked:
        """The same as one zip."""
        return replace(self, kind=ZIP, binary=True)

    @property
    def zipped(self) -> bool:
        """Whether they become one file as a zip."""
        return self.kind is ZIP


def asked_of(
    options: Options,
    key: str,
    written: Format,
    reviews: Sequence[str],
    year: int | None,
    filled: Filled = Filled.AS_IT_STANDS,
    years: Sequence[int] = (),
) -> Asked:
    """The documents of some reviews, of those of a year, of a year or `years`, or of today.

    Forms of reviews are `filled` so far.

    Raises:
        click.UsageError: when that makes no sense.
        Refused: when it cannot be had.
    """
    form = FORMS.get(key)
    _refuse_misuse(form, key, reviews, year)
    if years and not (form and form.of_years):
        raise click.UsageError("--years belongs to --form matrix, load and release.")
    if filled is Filled.HEAD and form is None:
        raise click.UsageError("--heads is of one form; the pack of forms so is feedback-pack.")
    if filled is Filled.HEAD and form and not filled.fits(form):
        raise Refused(f"The {form.title} is no form to fill in: it is exported as it stands.")
    register = options.reading()
    if form and not reviews and _of_no_review(form):
        return _one(form, _context(register, form, year, years), written)
    contexts = list(contexts_of(register, _records(register, reviews, year)))
    coming = list(papers_of_each(key, contexts, written, filled))
    ids = [context.review.id for context in contexts]
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    which = year_name(year).replace("–", "-") if year else f"{ids[0]}{more}"
    name = file_name(key, which, suffix="")
    asked = Asked(coming, ZIP, True, name if year else ", ".join(ids), name)
    return replace(asked, kind=_kind(form, written), binary=written.binary) if form else asked


def blank_of(key: str, written: Format, reviews: Sequence[str], year: int | None) -> Asked:
    """The empty form; of a pack the empty form of each in it.

    Raises:
        click.UsageError: when that makes no sense.
        Refused: when there is none.
    """
    if reviews or year:
        raise click.UsageError("--blank is of no review and of no year.")
    if key in FORMS:
        return Asked([blank_coming(FORMS[key], written)], written.kind, written.binary)
    if PACKS[key].only_heads:
        raise Refused("A feedback-pack has the heads filled in; the empty forms are --form pack.")
    empty = (blank_coming(FORMS[form], written) for form in PACK)
    return Asked([replace(one, folder=f"{key} - blank") for one in empty], ZIP, True, "blank")


def drafts_of(
    options: Options,
    key: str,
    written: Format,
    reviews: Sequence[str],
    year: int | None,
    filled: Filled,
    whom: Recipient,
) -> Asked:
    """A draft for a mail program for each review, or for the year, with the document attached.

    To whom each is is told on standard error.

    Raises:
        click.UsageError: when that makes no sense.
        Refused: when it cannot be had.
    """
    from store.documents.messages.chase_message import EML
    from store.documents.messages.covering_message import (
        Covering,
        addressed_words,
        addressees,
        covering_document,
    )

    form = FORMS.get(key)
    if form is None:
        raise click.UsageError("--mail attaches one document: a pack is no form.")
    _refuse_misuse(form, key, reviews, year)
    register = options.reading()
    when = year or school_year(register.today)
    of: list[Record | None] = [None]
    if form.of_a_review and (reviews or not form.of_a_year):
        of = [*_records(register, reviews, year)]
    drafts: list[PendingDocument] = []
    for found in of:
        if found is None and whom is Recipient.SCHOOL:
            raise Refused("What is of no review goes to the management group: --mail group")
        documents = documents_filled(register, [form], found, when, written, filled)
        to = addressees(register, found, whom)
        tell(addressed_words(to, whom))
        sent = Covering((form,), tuple(documents), found, when, filled)
        drafts.append(PendingDocument.of(covering_document(sent, to, whom, register.consortium)))
    return Asked(drafts, EML, False)


def _refuse_misuse(form: Form | None, key: str, reviews: Sequence[str], year: int | None) -> None:
    of_a_review = form is None or form.of_a_review
    if year and form and form.of_the_consortium:
        raise click.UsageError(f"--form {key} is of today: it has no --year and no REVIEW.")
    if reviews and not of_a_review:
        which = (
            "a school year; use --year, and no REVIEW"
            if form and (form.of_a_year or form.of_years)
            else ("the consortium, and of no REVIEW")
        )
        raise click.UsageError(f"--form {key} is of {which}.")
    if reviews and year:
        raise click.UsageError("Give a REVIEW or --year, not both.")
    if not (reviews or year) and (form is None or not _of_no_review(form)):
        raise click.UsageError(
            "Say of which REVIEW, for example PR-2026-014, or --year for all of a school year."
        )


def _one(form: Form, context: Context, written: Format) -> Asked:
    return Asked([coming_of(form, context, written)], _kind(form, written), written.binary)


def _kind(form: Form, written: Format) -> FileKind:
    return ICS if form.calendar else written.kind


def _of_no_review(form: Form) -> bool:
    return form.of_a_year or form.of_years or form.of_the_consortium


def _context(register: Register, form: Form, year: int | None, years: Sequence[int]) -> Context:
    if form.of_the_consortium:
        return context_of_consortium(register)
    of = year or school_year(register.today)
    if form.of_years:
        return context_of_years(register, years or (of,))
    found = context_of_year(register, of)
    return replace(found, bar=bar_here()) if sys.stdout.isatty() else found


def _records(register: Register, reviews: Sequence[str], year: int | None) -> Iterator[Record]:
    """The reviews that are named, each once; else those of the year.

    Raises:
        Refused: when there is none.
    """
    if year is None:
        found = {record.key: record for record in (review_by_id(register, one) for one in reviews)}
        yield from found.values()
        return
    school_reviews = context_of_year(register, year).school_reviews
    if not school_reviews:
        raise Refused(f"There is no review in {year_name(year)}; nothing was exported.")
    yield from (school_review.review for school_review in school_reviews)
