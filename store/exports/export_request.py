"""What is to be exported: which documents, of what, in which format, how far filled."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from store.documents.all_documents import (
    CalendarForm,
    ConsortiumForm,
    Filled,
    Form,
    Pack,
    ReviewForm,
    YearForm,
    YearsForm,
    refuse_without_blank,
)
from store.documents.formats.all_formats import FORMATS, STANDARD, Format
from store.errors import Refused
from store.progress.document_trail import Recipient
from store.report.figures import BAR


class Misused(Refused):
    """A request that makes no sense; the sentence says what to give on the command line."""


class ExportRequest(Struct, frozen=True, kw_only=True):
    """What is to be exported, as the screens and the command line ask for it.

    `forms` are exported for the `reviews` (their ids), for a school `year` (a form about a review
    then for each review of that year), for several school `years` in order, or for the consortium
    today. A `pack` has its own forms. `version` is the number of a frozen copy of the proforma.
    `named` stands for the reviews in the name of their folder.

    `written` is None where nobody chose a format. With `mail_to` each document is attached to a
    draft. `bar` is the character bars are drawn with.
    """

    forms: tuple[Form, ...]
    pack: Pack | None = None
    reviews: tuple[str, ...] = ()
    year: int | None = None
    years: tuple[int, ...] = ()
    version: int | None = None
    named: str = ""
    written: Format | None = None
    filled: Filled = Filled.AS_IT_STANDS
    as_zip: bool = False
    mail_to: Recipient | None = None
    bar: str = BAR

    @property
    def key(self) -> str:
        """Its name on the command line."""
        return self.pack.key if self.pack else self.forms[0].key

    @property
    def format(self) -> Format:
        """The format it is written in."""
        return self.written or STANDARD

    @property
    def filling(self) -> Filled:
        """How far its forms are filled, which a pack decides itself."""
        only_heads = self.pack is not None and self.pack.only_heads
        return Filled.HEAD if only_heads else self.filled

    @property
    def of_each_review(self) -> bool:
        """Whether it has documents about single reviews."""
        return bool(self.reviews) or any(isinstance(form, ReviewForm) for form in self.forms)

    @property
    def formats(self) -> list[Format]:
        """The formats in which all of it can be exported; none for a calendar."""
        return [
            written
            for written in FORMATS.values()
            if all(_can_be(form, written) for form in self.forms)
        ]

    @property
    def fillings(self) -> list[Filled]:
        """How far its forms can be filled; a pack decides itself, and a year has no blank form."""
        if self.pack or self.version is not None:
            return [self.filling]
        fitting = [filled for filled in Filled if all(map(filled.fits, self.forms))]
        return [filled for filled in fitting if self.reviews or filled is not Filled.BLANK]

    def arguments(self) -> Iterator[str]:
        """The arguments that make `export` on the command line give the same, without `--to`."""
        blank = self.filled is Filled.BLANK
        if not blank or self.mail_to:
            yield from self.reviews
            if self.year is not None:
                yield f"--year {self.year}"
            if self.years:
                yield f"--years {self.years[0]}-{self.years[-1]}"
        yield f"--form {self.key}"
        if self.format is not STANDARD:
            yield f"--format {self.format.key}"
        if blank or (self.filled is Filled.HEAD and not self.pack):
            yield "--blank" if blank else "--heads"
        if self.version is not None:
            yield f"--version {self.version}"
        if self.mail_to:
            yield f"--mail {self.mail_to}"
        if self.as_zip:
            yield "--zip"


def refuse_misuse(request: ExportRequest) -> None:
    """Refuse a request that makes no sense, or asks for a document that does not exist.

    Raises:
        Misused: when it makes no sense.
        Refused: when there is no such document.
    """
    if request.written:
        for form in request.forms:
            if isinstance(form, CalendarForm):
                raise Refused(f"The {form.title} is an .ics file and has no other format.")
    blank, heads = (request.filled is filling for filling in (Filled.BLANK, Filled.HEAD))
    if request.years and (request.year or request.reviews or blank):
        raise Misused("Give --years alone, without REVIEW, --year or --blank.")
    if request.version is not None:
        if request.key != "audit" or blank or heads or request.mail_to or request.year:
            raise Misused("--version is of --form audit and of reviews, and of no other.")
        if not request.reviews:
            raise Misused("--version needs a REVIEW.")
    elif request.mail_to and request.pack:
        raise Misused("--mail attaches one document: a pack is no form.")
    elif blank and not request.mail_to:
        _refuse_as_blank(request)
    else:
        _refuse_scope(request)
        if heads and request.pack:
            raise Misused("--heads is of one form; the pack of forms so is feedback-pack.")
        for form in request.forms:
            if not request.filled.fits(form):
                raise Refused(
                    f"The {form.title} is no form to fill in: it is exported as it stands."
                )
    for form in request.forms:
        if not isinstance(form, CalendarForm) and not _can_be(form, request.format):
            raise Refused(f"The {form.title} is no list: it has no {request.format.title}.")


def _refuse_as_blank(request: ExportRequest) -> None:
    if request.reviews or request.year:
        raise Misused("--blank is of no review and of no year.")
    if request.pack and request.pack.only_heads:
        raise Refused("A feedback-pack has the heads filled in; the empty forms are --form pack.")
    for form in request.forms:
        refuse_without_blank(form)


def _refuse_scope(request: ExportRequest) -> None:
    """Refuse forms that are not about the reviews or years that are named."""
    for form in request.forms:
        if request.year and isinstance(form, ConsortiumForm):
            raise Misused(f"--form {form.key} is of today: it has no --year and no REVIEW.")
        if request.reviews and isinstance(form, YearForm | YearsForm):
            raise Misused(f"--form {form.key} is of a school year; use --year, and no REVIEW.")
        if request.reviews and isinstance(form, ConsortiumForm):
            raise Misused(f"--form {form.key} is of the consortium, and of no REVIEW.")
        if request.years and not isinstance(form, YearsForm):
            raise Misused("--years belongs to --form matrix, load and release.")
    if request.reviews and request.year:
        raise Misused("Give a REVIEW or --year, not both.")
    if request.of_each_review and not (request.reviews or request.year):
        raise Misused(
            "Say of which REVIEW, for example PR-2026-014, or --year for all of a school year."
        )


def _can_be(form: Form, written: Format) -> bool:
    """Whether a document can be written in a format."""
    if isinstance(form, ReviewForm | YearForm | YearsForm | ConsortiumForm):
        return form.a_list or not written.of_lists
    return False
