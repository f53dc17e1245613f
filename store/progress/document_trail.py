"""Where each of a review's three documents is, in a short line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from store.dates.typed_dates import short
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.forms.custody import Custody
from store.paperwork.stages import impact, support
from store.records.record import Record

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


@dataclass(frozen=True, slots=True)
class Way:
    """How far a document has come: in the order it travels, where it has been and when.

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


def where(record: Record) -> tuple[Way, ...]:
    """Where the Summary, the Action Plan and the Audit Proforma of a review are."""
    return (
        _of_custody("summary", "Summary", record),
        _of_custody("action-plan", "Action Plan", record),
        Way(
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


def _of_custody(form: str, title: str, record: Record) -> Way:
    custody = CUSTODY[form]
    been = _been(
        record,
        ("completed", custody.completed),
        ("sent", custody.sent),
        ("at the office", custody.received),
        ("to the school", custody.to_school),
        ("to the group", custody.to_group),
    )
    return Way(form, title, tuple(been), "not completed yet")


def _been(record: Record, *stops: tuple[str, Field[date | None]]) -> Iterator[tuple[str, date]]:
    for words, field in stops:
        if (day := record[field]) is not None:
            yield words, day
