"""What was sent, noted as changes: a chase, a document that was forwarded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from store.dates.typed_dates import echo
from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field
from store.progress.document_trail import CUSTODY, Recipient
from store.progress.owed import Debtor, Owing, chased_field
from store.records.change import Change
from store.records.editing import adding_row, setting
from store.records.record import Record
from store.register.register import Register
from store.schedule.step_standing import when_agreed


def noting_chase(register: Register, debtor: Debtor, day: date) -> list[Change]:
    """The changes that note on each review that somebody was chased on `day` for what they owe.

    A step of the school year is noted on the year's record. The name is written as the review has
    it. The same chase on the same day is not noted twice.
    """
    items: dict[str, list[Owing]] = {}
    for debt in debtor.owes:
        items.setdefault(debt.id, []).append(debt)
    changes: list[Change] = []
    for asked in items.values():
        record = register.record(asked[0].record.table, asked[0].record.key)
        cells: dict[str, Json] = {
            review.CHASED_DATE.path: day.isoformat(),
            review.CHASED_PERSON.path: debtor.name_on(asked[0]),
            review.CHASED_ITEMS.path: "\n".join(map(_item, asked)),
        }
        field = chased_field(record)
        if all(row.cells != cells for row in record[field]):
            changes.append(adding_row(record, field, cells))
    return changes


def _item(debt: Owing) -> str:
    standing = debt.standing
    if standing.due.day is None:
        return standing.step.words
    return f"{standing.step.words}, {when_agreed(standing) or f'due {echo(standing.due.day)}'}"


def forwarded_fields(forms: Iterable[str], recipient: Recipient) -> Iterator[Field[date | None]]:
    """The fields that keep when these forms went to the school, or to the group; some have none."""
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
