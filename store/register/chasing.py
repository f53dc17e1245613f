"""A chase as changes: what somebody was asked for, and when, on each review concerned."""

from __future__ import annotations

from datetime import date

from store.dates.typed import echo
from store.owed import Debtor, Owing
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.register.change import Change
from store.register.editing import adding_row
from store.register.register import Register
from store.values import Json


def noting_chase(register: Register, debtor: Debtor, day: date) -> list[Change]:
    """The changes that note, on each review, that somebody was asked on `day` for what they owe.

    A chase that stands there already, of the same day and for the same, is not noted twice.
    """
    items: dict[int, list[str]] = {}
    for one in debtor.owes:
        items.setdefault(one.review.key, []).append(_item(one))
    changes: list[Change] = []
    for key, asked in items.items():
        record = register.record(REVIEWS, key)
        cells: dict[str, Json] = {
            review.CHASED_DATE.path: day.isoformat(),
            review.CHASED_PERSON.path: debtor.name,
            review.CHASED_ITEMS.path: "\n".join(asked),
        }
        if all(row.cells != cells for row in record[review.CHASED]):
            changes.append(adding_row(record, review.CHASED, cells))
    return changes


def _item(one: Owing) -> str:
    due = one.standing.due.day
    return f"{one.standing.step.words}, due {echo(due)}" if due else one.standing.step.words
