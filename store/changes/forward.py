"""A document that is forwarded, as changes: the day, where its way has none yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from store.paperwork.field import Field
from store.progress.document_trail import CUSTODY, Recipient
from store.records.change import Change
from store.records.editing import setting
from store.records.record import Record


def forwarded_fields(forms: Iterable[str], recipient: Recipient) -> Iterator[Field[date | None]]:
    """Where it is kept that these forms went to the school, or to the group; of some nowhere."""
    for form in forms:
        if custody := CUSTODY.get(form):
            yield custody.to_school if recipient is Recipient.SCHOOL else custody.to_group


def noting_forwarded(
    record: Record, forms: Iterable[str], recipient: Recipient, day: date
) -> list[Change]:
    """The changes that note `day` for each of these forms that has not been forwarded so yet."""
    changes: list[Change] = []
    for field in forwarded_fields(forms, recipient):
        if record[field] is None:
            changes += setting(record, field, day.isoformat())
    return changes
