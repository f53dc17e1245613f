"""Each kind of document with the name of its file, to be made when its turn comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from store.dates.school_years import year_name, years_name
from store.documents.all_documents import (
    CalendarForm,
    ConsortiumForm,
    Filled,
    Pack,
    ReviewForm,
    YearForm,
    YearsForm,
)
from store.documents.calendar.ics import ICS
from store.documents.files import PendingDocument, file_name
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.page import DocumentPage
from store.documents.pages.head import school_name
from store.documents.scopes import (
    CalendarScope,
    ConsortiumScope,
    ReviewScope,
    YearScope,
    YearsScope,
    heads_only,
)
from store.paperwork import review
from store.records.record import SchoolReview
from store.versions.version import page_of, version_numbered

_TO_FILL_IN = " - to fill in"
"""At the end of the file's name of a form with its head alone: it replaces no filled one."""


def review_document(
    form: ReviewForm,
    scope: ReviewScope,
    written: Format = STANDARD,
    filled: Filled = Filled.AS_IT_STANDS,
) -> PendingDocument:
    """A document about a review; its name has id, school, document and date of the review."""
    if filled is Filled.BLANK:
        return blank_document(form, written)
    of = heads_only(scope) if filled is Filled.HEAD else scope
    name = review_name(form.key, scope.school_review)
    if filled is Filled.HEAD:
        name += _TO_FILL_IN
    return _pending(name, lambda: form.page(of), written)


def pack_documents(pack: Pack, scope: ReviewScope, written: Format) -> list[PendingDocument]:
    """The documents of a pack, in a subfolder; its schedule is whole, never only a head."""
    folder = review_name(pack.key, scope.school_review)
    head = heads_only(scope) if pack.only_heads else scope
    documents = [
        review_document(form, head if form.returns else scope, written) for form in pack.forms
    ]
    return [replace(document, folder=folder) for document in documents]


def blank_document(form: ReviewForm, written: Format = STANDARD) -> PendingDocument:
    """The empty form.

    Raises:
        Refused: when there is none.
    """
    page = form.blank
    return _pending(file_name(form.key, "blank", suffix=""), lambda: page, written)


def year_document(form: YearForm, scope: YearScope, written: Format = STANDARD) -> PendingDocument:
    """A document about a school year."""
    name = file_name(form.key, year_in_names(scope.year), suffix="")
    return _pending(name, lambda: form.page(scope), written)


def years_document(
    form: YearsForm, scope: YearsScope, written: Format = STANDARD
) -> PendingDocument:
    """A list over several school years."""
    years = years_name(scope.years).replace("–", "-")
    return _pending(file_name(form.key, years, suffix=""), lambda: form.page(scope), written)


def consortium_document(
    form: ConsortiumForm, scope: ConsortiumScope, written: Format = STANDARD
) -> PendingDocument:
    """A list of the consortium; its name has today's date."""
    name = file_name(form.key, scope.register.today.isoformat(), suffix="")
    return _pending(name, lambda: form.page(scope), written)


def calendar_document(form: CalendarForm, scope: CalendarScope) -> PendingDocument:
    """A calendar of a review or of a school year."""
    if scope.year is None:
        name = review_name(form.key, scope.school_reviews[0], ICS.suffix)
    else:
        name = file_name(form.key, year_in_names(scope.year), suffix=ICS.suffix)
    return PendingDocument(name, ICS, lambda: form.write(scope))


def version_document(
    school_review: SchoolReview, number: int, today: date, written: Format = STANDARD
) -> PendingDocument:
    """A frozen copy of a review's proforma.

    Raises:
        Refused: when there is no such version.
    """
    record = school_review.review
    version = version_numbered(record, number)
    name = review_name(f"audit version {number}", school_review)
    return _pending(name, lambda: page_of(version, record, today), written)


def review_name(what: str, school_review: SchoolReview, suffix: str = "") -> str:
    """A file name with a review's id, school and date."""
    record = school_review.review
    day = record[review.DATE_OF_REVIEW]
    when = day.isoformat() if day else "undated"
    return file_name(f"{record.id} {school_name(school_review)}", what, when, suffix=suffix)


def year_in_names(year: int) -> str:
    """A school year in the name of a file: 2026-27."""
    return year_name(year).replace("–", "-")


def _pending(name: str, page: Callable[[], DocumentPage], written: Format) -> PendingDocument:
    return PendingDocument(
        f"{name}{written.kind.suffix}", written.kind, lambda: written.write(page())
    )
