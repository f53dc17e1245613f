"""How far an exported form is filled: as it stands, its head alone, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from store.documents.context import Context, context_of
from store.documents.exporting import blank_document, document_of, documents_of
from store.documents.files import Document
from store.documents.formats import STANDARD, Format
from store.documents.forms import Form
from store.paperwork import audit, review
from store.records import ID, Record
from store.register.errors import Refused
from store.register.register import Register

_TO_FILL_IN = " - to fill in"
"""At the end of the file's name of a form with its head alone: it replaces no filled one."""
_HEAD = frozenset(
    (
        ID,
        *(field.path for field in audit.HEAD),
        *(field.path for field in (review.SCHOOL, review.END_DATE, review.STATUS)),
        *(field.path for field in (review.HEADTEACHER, review.HEADTEACHER_LABEL)),
    )
)


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


def head_alone(context: Context) -> Context:
    """A review of which nothing is known but what stands at the head of its forms."""
    whole = context.whole
    document = {path: value for path, value in whole.review.document.items() if path in _HEAD}
    found = replace(whole, review=replace(whole.review, document=document))
    return replace(context, wholes=(found,), history=(), heads_only=True)


def documents_filled(
    register: Register,
    forms: Iterable[Form],
    found: Record | None,
    year: int,
    written: Format = STANDARD,
    filled: Filled = Filled.AS_IT_STANDS,
) -> list[Document]:
    """These forms of a review, or of a school year, filled as far as is wanted.

    Raises:
        Refused: when one cannot be had so, or not in that format.
    """
    forms = list(forms)
    for form in forms:
        if not filled.fits(form):
            raise Refused(f"The {form.title} is no form to fill in: it is exported as it stands.")
    if filled is Filled.BLANK:
        return [blank_document(form, written) for form in forms]
    if filled is Filled.AS_IT_STANDS or found is None:
        return documents_of(register, forms, found, year, written)
    context = head_alone(context_of(register, found))
    return [_to_fill_in(document_of(form, context, written)) for form in forms]


def _to_fill_in(document: Document) -> Document:
    suffix = document.kind.suffix
    return replace(document, name=f"{document.name.removesuffix(suffix)}{_TO_FILL_IN}{suffix}")
