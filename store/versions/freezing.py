"""The proforma frozen as it is now, as its next version."""

from __future__ import annotations

from store.documents.formats.markdown import body
from store.documents.pages import audit
from store.documents.scopes import review_scope
from store.errors import Refused
from store.field_values import Json
from store.paperwork.forms import audit as paper
from store.paperwork.stages import impact, support
from store.records.change import Change
from store.records.editing import adding_row
from store.records.record import Record
from store.register.register import Register
from store.versions.comparing import differences_since
from store.versions.version import versions_of


def version_to_freeze(record: Record, path: str) -> int:
    """The number of the version to freeze, now that a field holds the day it came; 0 where none is.

    Freeze it before anything else is written on the form.
    """
    for number, field in enumerate((support.AUDIT_RETURNED, impact.AUDIT_UPDATED), start=1):
        if path == field.path and record[field] and number == len(versions_of(record)) + 1:
            return number
    return 0


def freezing(register: Register, record: Record) -> Change:
    """The change that freezes a review's proforma, as it is now, as its next version.

    Version 1 has the day it was returned, the next ones the day the updated form came; today
    where that is not known.

    Raises:
        Refused: when nothing on it has changed since its last version, or it is too long.
    """
    versions = versions_of(record)
    if versions and not differences_since(versions[-1], register, record):
        raise Refused(
            f"Nothing on the proforma has changed since version {versions[-1].number} was frozen."
        )
    number = versions[-1].number + 1 if versions else 1
    day = record[impact.AUDIT_UPDATED if versions else support.AUDIT_RETURNED]
    text = body(audit.page(review_scope(register, record)))
    if len(text) > paper.FROZEN.limit:
        raise Refused(
            f"The proforma has {len(text):,} characters; at most {paper.FROZEN.limit:,} can be "
            "frozen. Shorten a text on it."
        )
    cells: dict[str, Json] = {
        paper.VERSION_NUMBER.path: number,
        paper.VERSION_DATE.path: (day or register.today).isoformat(),
        paper.VERSION_GRID.path: text,
    }
    return adding_row(record, paper.VERSIONS, cells)
