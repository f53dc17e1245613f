"""Two versions of the proforma, or one and the form as it is now, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from store.documents.formats.markdown import body
from store.documents.pages import audit
from store.documents.scopes import review_scope
from store.field_values import Json
from store.paperwork import review
from store.paperwork.forms.audit import SECTIONS
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.register.register import Register
from store.returned.form import as_returned
from store.returned.placing import placed
from store.versions.version import Version, values_of

THE_TEXT = "The whole text"


class DifferingField(Struct, frozen=True):
    """A field that differs: its wording, and what stands on each side, in plain text."""

    wording: str
    was: str
    is_: str


def differences_between(before: Version, after: Version, today: date) -> tuple[DifferingField, ...]:
    """What differs from one version to another, in the order of the form."""
    was, is_ = values_of(before, today), values_of(after, today)
    if was is None or is_ is None:
        return _texts(before.text, after.text)
    return _differing(was, is_)


def differences_since(
    before: Version, register: Register, record: Record
) -> tuple[DifferingField, ...]:
    """What differs from a version to the form as it is now."""
    page, today = audit.page(review_scope(register, record)), register.today
    was = values_of(before, today)
    if was is None:
        return _texts(before.text, body(page))
    return _differing(was, placed(page, as_returned(page), today).values)


def _differing(was: Mapping[str, Json], is_: Mapping[str, Json]) -> tuple[DifferingField, ...]:
    order = [path for path in _paths() if path in was or path in is_]
    said = []
    for path in order:
        field = REVIEWS.fields[path]
        before, after = (field.kind.plain(side.get(path, field.kind.empty)) for side in (was, is_))
        if before != after:
            said.append(DifferingField(field.label.rstrip(":"), before, after))
    return tuple(said)


def _paths() -> list[str]:
    head, grid, *_ = SECTIONS
    fields = (*head.fields, review.END_DATE, *grid.fields)
    return [field.path for field in fields]


def _texts(before: str, after: str) -> tuple[DifferingField, ...]:
    return () if before == after else (DifferingField(THE_TEXT, before, after),)
