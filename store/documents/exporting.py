"""What is exported: documents of a review, of a year, or an empty form, with their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.dates.school_years import year_name, years_name
from store.documents.all_documents import Form
from store.documents.calendar.ics import ICS
from store.documents.files import Document, PendingDocument, file_name
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.pages.head import school_name
from store.documents.scopes import (
    Context,
    context_of,
    context_of_consortium,
    context_of_year,
    context_of_years,
)
from store.errors import Refused
from store.paperwork import review
from store.records.record import Record
from store.register.register import Register


def name_of(form: Form, context: Context, written: Format = STANDARD) -> str:
    """The name of a document's file: id, school, form, date of the review; or form and when."""
    suffix = ICS.suffix if form.calendar else written.kind.suffix
    if context.year is not None:
        year = year_name(context.year).replace("–", "-")
        return file_name(form.key, year, suffix=suffix)
    if context.years:
        return file_name(form.key, years_name(context.years).replace("–", "-"), suffix=suffix)
    if context.today is not None:
        return file_name(form.key, context.today.isoformat(), suffix=suffix)
    return whose_name(form.key, context, suffix)


def whose_name(what: str, context: Context, suffix: str) -> str:
    """A name that says what something is, and of which review."""
    found = context.review
    day = found[review.DATE_OF_REVIEW]
    when = day.isoformat() if day else "undated"
    return file_name(f"{found.id} {school_name(context)}", what, when, suffix=suffix)


def document_of(form: Form, context: Context, written: Format = STANDARD) -> Document:
    """A form of the review, or of the school year, of `context`, in a format.

    Raises:
        Refused: when the form cannot be had in that format.
    """
    return coming_of(form, context, written).made


def coming_of(form: Form, context: Context, written: Format = STANDARD) -> PendingDocument:
    """The same, to be made when its turn has come; its name is known at once.

    Raises:
        Refused: when the form cannot be had in that format.
    """
    name = name_of(form, context, written)
    if calendar := form.calendar:
        if written is not STANDARD:
            form.page_of(context)
        return PendingDocument(name, ICS, lambda: calendar(context).encode())
    _refuse_no_list(form, written)
    return PendingDocument(name, written.kind, lambda: written.write(form.page_of(context)))


def documents_of(
    register: Register,
    forms: Iterable[Form],
    found: Record | None,
    year: int,
    written: Format = STANDARD,
    years: Sequence[int] = (),
) -> list[Document]:
    """These forms of a review; without one, of a school year, or of several `years` in order.

    Raises:
        Refused: when a form is of a review and none is given, or cannot be had in that format.
    """
    documents: list[Document] = []
    for form in forms:
        if form.of_a_review and found is not None:
            context = context_of(register, found)
        elif form.of_a_year:
            context = context_of_year(register, year)
        elif form.of_years:
            context = context_of_years(register, years or (year,))
        elif form.of_the_consortium:
            context = context_of_consortium(register)
        else:
            raise Refused(f"The {form.title} is of one review; say which.")
        documents.append(document_of(form, context, written))
    return documents


def blank_document(form: Form, written: Format = STANDARD) -> Document:
    """The empty form.

    Raises:
        Refused: when there is none, or none in that format.
    """
    return blank_coming(form, written).made


def blank_coming(form: Form, written: Format = STANDARD) -> PendingDocument:
    """The same, to be made when its turn has come.

    Raises:
        Refused: when there is none, or none in that format.
    """
    page = form.blank
    _refuse_no_list(form, written)
    name = file_name(form.key, "blank", suffix=written.kind.suffix)
    return PendingDocument(name, written.kind, lambda: written.write(page))


def _refuse_no_list(form: Form, written: Format) -> None:
    if written.of_lists and not form.a_list:
        raise Refused(f"The {form.title} is no list: it has no {written.title}.")
