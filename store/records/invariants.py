"""What a record may not be left without, nor share, whoever changes it and whichever way."""

from __future__ import annotations

from collections.abc import Mapping

from store.dates.typed_dates import echo
from store.paperwork import consortium, review
from store.paperwork.rows import Row, RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, SETTINGS
from store.records.record import Record
from store.register.register import Register
from store.values import Json, Unacceptable

_NEEDED: Mapping[str, frozenset[str]] = {
    REVIEWS.name: frozenset((review.SCHOOL.path, review.SCHOOL_NAME.path, review.STATUS.path)),
    SCHOOLS.name: frozenset((consortium.SCHOOL_NAME.path,)),
    PEOPLE.name: frozenset((consortium.PERSON_NAME.path,)),
    SETTINGS.name: frozenset((consortium.CONSORTIUM_NAME.path,)),
}
"""What a record is not without, by table."""


class ReasonMissing(Unacceptable):
    """A review that cannot be cancelled before its reason is given."""


def refuse_empty(record: Record, path: str, value: Json) -> None:
    """Refuse to empty what a record is not without.

    Raises:
        Unacceptable: when `path` is such a field and `value` nothing.
    """
    if value in (None, "", []) and path in _NEEDED.get(record.table.name, ()):
        raise Unacceptable("it cannot be empty")


def refuse_taken(register: Register, record: Record, path: str, value: Json) -> None:
    """Refuse a URN that is another school's: it would name neither of them from then on.

    Raises:
        Unacceptable: naming the other school.
    """
    if record.table is not SCHOOLS or path != consortium.URN.path or not value:
        return
    for other in register.records(SCHOOLS):
        if other.key != record.key and other[consortium.URN] == value:
            name = other[consortium.SCHOOL_NAME]
            raise Unacceptable(f"{value} is the URN of {name} already; check the number")


def refuse_unfit(record: Record, said: Mapping[str, Json]) -> None:
    """Refuse what cannot stand together; `said` are the record's new values by address.

    Raises:
        ReasonMissing: when a review would be cancelled without a reason (ruling 35).
        Unacceptable: when a range of days would run backwards.
    """
    _refuse_cancelling_unsaid(record, said)
    _refuse_backwards(record, said)


def _refuse_cancelling_unsaid(record: Record, said: Mapping[str, Json]) -> None:
    status, reason = review.STATUS.path, review.STATUS_REASON.path
    if record.table is not REVIEWS or not {status, reason} & set(said):
        return
    now = {path: said.get(path, record.document.get(path)) for path in (status, reason)}
    if now[status] == "cancelled" and not now[reason]:
        raise ReasonMissing(
            f"a cancelled review needs a reason; give {review.STATUS_REASON.label} "
            f"({reason}) too, or first"
        )


def _refuse_backwards(record: Record, said: Mapping[str, Json]) -> None:
    """Look at the periods that are spoken of, and at no others; a person's posts are warned of."""
    if record.table is not SETTINGS:
        return
    for place in map(record.table.place, said):
        kind = place.field.kind
        if not isinstance(kind, RowsKind) or consortium.PERIOD_UNTIL.path not in kind.columns:
            continue
        for row in kind.decode(said.get(place.field.path, record.stored(place.field))):
            if place.row in ("", row.id):
                new = {
                    column: said[address]
                    for column in kind.columns
                    if (address := f"{place.field.path}.{row.id}.{column}") in said
                }
                _refuse_backward_range(Row(row.id, {**row.cells, **new}))


def _refuse_backward_range(row: Row) -> None:
    first, last = row[consortium.PERIOD_FROM], row[consortium.PERIOD_UNTIL]
    if first is not None and last is not None and last < first:
        raise Unacceptable(
            f"the range runs backwards, from {echo(first)} until {echo(last)}; exchange the two, "
            "or check the years"
        )
