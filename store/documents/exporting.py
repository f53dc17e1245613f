"""What is exported: documents of a review, of a year, or an empty form, with their names."""

from __future__ import annotations

from collections.abc import Iterable

from store.dates.school_year import year_name
from store.documents.context import Context, context_of, context_of_year
from store.documents.files import Document, file_name
from store.documents.forms import FORMS, Form
from store.documents.head import school_name
from store.paperwork import review
from store.records import Record
from store.register.errors import Refused
from store.register.register import Register


def name_of(form: Form, context: Context) -> str:
    """The name of a document's file: id, school, form, date of the review; or form and year."""
    if context.year is not None:
        year = year_name(context.year).replace("–", "-")
        return file_name(form.key, year, suffix=form.kind.suffix)
    found = context.review
    day = found[review.DATE_OF_REVIEW]
    whose = f"{found.id} {school_name(context)}"
    when = day.isoformat() if day else "undated"
    return file_name(whose, form.key, when, suffix=form.kind.suffix)


def document_of(form: Form, context: Context) -> Document:
    """A form of the review, or of the school year, of `context`."""
    return Document(name_of(form, context), form.write(context), form.kind)


def documents_of(
    register: Register, forms: Iterable[Form], found: Record | None, year: int
) -> list[Document]:
    """These forms of a review; without one, of a school year.

    Raises:
        Refused: when a form is of a review and none is given.
    """
    documents: list[Document] = []
    for form in forms:
        if form.of_a_review and found is not None:
            context = context_of(register, found)
        elif form.of_a_year:
            context = context_of_year(register, year)
        else:
            raise Refused(f"The {form.title} is of one review; say which.")
        documents.append(document_of(form, context))
    return documents


def blank_document(form: Form) -> Document:
    """The empty form.

    Raises:
        Refused: when there is none.
    """
    return Document(
        file_name(form.key, "blank", suffix=form.kind.suffix), blank_of(form), form.kind
    )


def blank_of(form: Form) -> str:
    """The empty form.

    Raises:
        Refused: when there is none.
    """
    if form.blank is None:
        *first, last = (each.key for each in FORMS.values() if each.blank is not None)
        raise Refused(
            f"There is no empty form of {form.key}; there is one of {', '.join(first)} and {last}."
        )
    return form.blank()
