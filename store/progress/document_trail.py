"""Where each of a review's three documents is, in a line; and whose signature still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from store.dates.typed_dates import short
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.sent_and_signed import SIGNED_AT, SIGNED_DATE, Custody, Signatures
from store.paperwork.stages import impact, support
from store.records.change import Entry
from store.records.record import Record
from store.register.history import as_it_was
from store.schedule.stage_progress import signed_rows

CUSTODY: Mapping[str, Custody] = {
    "summary": summary.CUSTODY,
    "action-plan": action_plan.CUSTODY,
}
"""The forms that the office forwards, by the name of the form."""
_APART = " · "
_BEFORE = "… "
"""Stands for what there is no room for: the earlier part of the way."""


class Recipient(StrEnum):
    """To whom the office forwards a document."""

    SCHOOL = "school"
    GROUP = "group"

    @property
    def words(self) -> str:
        """As a sentence names them."""
        return "the reviewed school" if self is Recipient.SCHOOL else "the management group"


class DocumentTrail(Struct, frozen=True):
    """How far a document has come: where it has been and when, in the order it travels.

    `form` is the form's name on the command line; `nothing` is said while it has not set out.
    """

    form: str
    title: str
    been: tuple[tuple[str, date], ...]
    nothing: str

    def words(self, width: int = 10_000) -> str:
        """The whole way; in fewer than so many characters its latest part, the last one at least.

        A date has its year where the one after it has another.
        """
        if not self.been:
            return self.nothing
        parts = []
        following = [day.year for _, day in self.been[1:]] + [0]
        for (where, day), year in zip(self.been, following, strict=True):
            written = short(day)
            parts.append(f"{where} {written[:-3] if day.year == year else written}")
        whole = _APART.join(parts)
        while len(whole) > width and len(parts) > 1:
            parts = parts[1:]
            whole = _BEFORE + _APART.join(parts)
        return whole if len(whole) <= width else parts[-1]


def document_trails(record: Record) -> tuple[DocumentTrail, ...]:
    """Where the Summary, the Action Plan and the Audit Proforma of a review are."""
    return (
        _of_custody("summary", "Summary", record),
        _of_custody("action-plan", "Action Plan", record),
        DocumentTrail(
            "audit",
            "Audit Proforma",
            tuple(
                _been(
                    record,
                    ("asked for by", support.AUDIT_CHASE),
                    ("returned", support.AUDIT_RETURNED),
                    ("updated", impact.AUDIT_UPDATED),
                )
            ),
            "not returned yet",
        ),
    )


def _of_custody(form: str, title: str, record: Record) -> DocumentTrail:
    custody = CUSTODY[form]
    been = _been(
        record,
        ("completed", custody.completed),
        ("sent", custody.sent),
        ("at the office", custody.received),
        ("to the school", custody.to_school),
        ("to the group", custody.to_group),
    )
    return DocumentTrail(form, title, tuple(been), "not completed yet")


def _been(record: Record, *stops: tuple[str, Field[date | None]]) -> Iterator[tuple[str, date]]:
    for words, field in stops:
        if (day := record[field]) is not None:
            yield words, day


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
