"""Exporting: a document of a review, of a year, or an empty form, into a folder."""

from __future__ import annotations

from pathlib import Path

from store.dates.school_year import year_name
from store.documents.context import Context, context_of, context_of_year
from store.documents.files import export, file_name
from store.documents.forms import Form
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


def exported(register: Register, form: Form, found: Record | None, year: int, folder: Path) -> Path:
    """The path of the file that `form` of a review, or of a school year, was written to.

    Raises:
        Refused: when the form is of a review and none is given, or a file there is not ours.
        RegisterError: when the folder cannot be written to.
    """
    if form.of_a_review and found is not None:
        context = context_of(register, found)
    elif form.of_a_year:
        context = context_of_year(register, year)
    else:
        raise Refused(f"The {form.title} is of one review; say which.")
    return export(folder, name_of(form, context), form.write(context), form.kind)


def exported_blank(form: Form, folder: Path) -> Path:
    """The path of the file that the empty form was written to.

    Raises:
        Refused: when there is no empty form of it, or a file there is not ours.
        RegisterError: when the folder cannot be written to.
    """
    name = file_name(form.key, "blank", suffix=form.kind.suffix)
    return export(folder, name, blank_of(form), form.kind)


def blank_of(form: Form) -> str:
    """The empty form.

    Raises:
        Refused: when there is none.
    """
    if form.blank is None:
        raise Refused(f"The {form.title} has no empty form.")
    return form.blank()
