"""How far an exported form is filled: as it stands, its head alone, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from store.documents.all_documents import Form
from store.documents.exporting import blank_coming, coming_of, documents_of
from store.documents.files import Document, PendingDocument
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.scopes import Context, context_of, heads_only
from store.errors import Refused
from store.records.record import Record
from store.register.register import Register

_TO_FILL_IN = " - to fill in"
"""At the end of the file's name of a form with its head alone: it replaces no filled one."""


class Filled(StrEnum):
    """How far a form is filled."""

    AS_IT_STANDS = "as it stands"
    HEAD = "its head alone"
    BLANK = "blank"

    def fits(self, form: Form) -> bool:
        """Whether a form can be had so."""
        if self is Filled.HEAD:
            return form.empty and form.returns
        return self is Filled.AS_IT_STANDS or form.empty


def coming_filled(
    form: Form, context: Context, written: Format = STANDARD, filled: Filled = Filled.AS_IT_STANDS
) -> PendingDocument:
    """A form of a review filled as far as is wanted, to be made when its turn has come.

    Raises:
        Refused: when it cannot be had so, or not in that format.
    """
    if not filled.fits(form):
        raise Refused(f"The {form.title} is no form to fill in: it is exported as it stands.")
    if filled is Filled.BLANK:
        return blank_coming(form, written)
    if filled is Filled.AS_IT_STANDS:
        return coming_of(form, context, written)
    coming = coming_of(form, heads_only(context), written)
    suffix = coming.kind.suffix
    return replace(coming, name=f"{coming.name.removesuffix(suffix)}{_TO_FILL_IN}{suffix}")


def documents_filled(
    register: Register,
    forms: Iterable[Form],
    found: Record | None,
    year: int,
    written: Format = STANDARD,
    filled: Filled = Filled.AS_IT_STANDS,
    years: Sequence[int] = (),
) -> list[Document]:
    """These forms of a review, of a school year or of `years`, filled as far as is wanted.

    Raises:
        Refused: when one cannot be had so, or not in that format.
    """
    if found is None and filled is Filled.AS_IT_STANDS:
        return documents_of(register, forms, found, year, written, years)
    if found is None:
        return [coming_filled(form, Context(()), written, filled).made for form in forms]
    context = context_of(register, found)
    return [coming_filled(form, context, written, filled).made for form in forms]
