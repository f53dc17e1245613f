"""Signatures: which of them were given for a form that has been changed since."""

from __future__ import annotations

from collections.abc import Sequence

from store.paperwork.field import Field
from store.paperwork.forms.custody import SIGNED_AT, SIGNED_DATE, Signatures
from store.records.change import Entry
from store.records.record import Record
from store.register.history import as_it_was
from store.schedule.stage_progress import signed_rows


def changed_since_signed(
    record: Record,
    entries: Sequence[Entry],
    content: Sequence[Field[object]],
    signatures: Signatures,
) -> frozenset[str]:
    """The ids of the signatures given when the form's `content` was not what it is now.

    `entries` are those that touch `record`, oldest first. A form that was changed and changed
    back is what was signed. A signature without a day is none yet (ruling 20).
    """
    signed_at = {
        row.id: at
        for row in signed_rows(signatures, record)
        if row[SIGNED_DATE] and (at := row[SIGNED_AT]) is not None
    }
    if not signed_at:
        return frozenset()
    changed = {at: _changed(record, entries, content, at) for at in set(signed_at.values())}
    return frozenset(row_id for row_id, at in signed_at.items() if changed[at])


def _changed(
    record: Record, entries: Sequence[Entry], content: Sequence[Field[object]], at: int
) -> bool:
    was = as_it_was(record, entries, at)
    return was is None or any(was.stored(field) != record.stored(field) for field in content)
