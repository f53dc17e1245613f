"""A version of the proforma as a file, in any format the form has."""

from __future__ import annotations

from datetime import date

from store.documents.exporting import whose_name
from store.documents.files import PendingDocument
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.scopes import Context
from store.errors import Refused
from store.versions.version import page_of, version_numbered


def coming_version(
    context: Context, number: int, today: date, written: Format = STANDARD
) -> PendingDocument:
    """A version of a review's proforma, to be made when its turn has come.

    Raises:
        Refused: when there is no such version, or it cannot be had in that format.
    """
    if written.of_lists:
        raise Refused(f"The Audit Proforma is no list: it has no {written.title}.")
    found = context.review
    version = version_numbered(found, number)
    name = whose_name(f"audit version {number}", context, written.kind.suffix)
    return PendingDocument(
        name, written.kind, lambda: written.write(page_of(version, found, today))
    )
