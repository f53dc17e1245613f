"""What must hold of a record, whoever changes it and whichever way: typed, undone, taken in.

Looked at is what a whole list of changes leaves, so that a status and its reason may come
together, and only where the list changes it, so that a record that was odd before can be worked
on. A journal is read back without: what was once applied stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from store.dates.days import FIRST_YEAR, LAST_YEAR
from store.dates.school_years import year_name
from store.dates.typed_dates import echo
from store.errors import Unfit
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, SETTINGS, YEARS
from store.records.record import CONSORTIUM, Record
from store.records.state import Outcome, State
from store.text import capital, is_blank

_NEEDED: Mapping[str, tuple[Field[object], ...]] = {
    REVIEWS.name: (review.SCHOOL, review.SCHOOL_NAME, review.STATUS),
    SCHOOLS.name: (consortium.SCHOOL_NAME,),
    PEOPLE.name: (consortium.PERSON_NAME,),
    SETTINGS.name: (consortium.CONSORTIUM_NAME,),
}
"""Required fields, by table."""


def refuse_unfit(state: State, made: Outcome) -> None:
    """Refuse a list of changes whose outcome (see `State.after`) would break an invariant.

    Raises:
        Unfit: naming the field and why.
    """
    for address, record in made.items():
        if record is not None:
            before = state.record(*address)
            for invariant in _OF_ONE_RECORD:
                invariant(record, before)
    _refuse_other_consortium(made)
    _refuse_taken_urn(state, made)


def _refuse_empty(record: Record, before: Record | None) -> None:
    """Required fields are set on creation and never emptied."""
    for field in _NEEDED.get(record.table.name, ()):
        if _is_empty(record, field) and (before is None or not _is_empty(before, field)):
            raise _unfit(field, "it cannot be empty")


def _is_empty(record: Record, field: Field[object]) -> bool:
    """Whether a field holds nothing that anybody sees."""
    value = record.stored(field)
    return is_blank(value) if isinstance(value, str) else not record.has(field)


def _refuse_cancelled_unsaid(record: Record, before: Record | None) -> None:
    """A cancelled review has its reason (ruling 35)."""
    if record.table is not REVIEWS or not _cancelled_unsaid(record):
        return
    if before is None or not _cancelled_unsaid(before):
        needed = review.STATUS_REASON
        said = f"{needed.label} ({needed.path})"
        raise Unfit(
            f"A cancelled review needs a reason; give {said} too, or first.",
            review.STATUS.path,
            "A cancelled review needs a reason: it is kept with that.",
        )


def _cancelled_unsaid(record: Record) -> bool:
    return record[review.STATUS] == "cancelled" and _is_empty(record, review.STATUS_REASON)


def _refuse_backwards(record: Record, before: Record | None) -> None:
    """The consortium's closures and holidays run forwards; a person's posts are warned of."""
    if record.table is not SETTINGS:
        return
    first, last = consortium.PERIOD_FROM, consortium.PERIOD_UNTIL
    for field in record.table.fields.values():
        kind = field.kind
        if not isinstance(kind, RowsKind) or last.path not in kind.columns:
            continue
        stood = kind.decode(before.stored(field)) if before else ()
        ranges = {(row.id, row[first], row[last]) for row in stood}
        for row in kind.decode(record.stored(field)):
            begun, until = row[first], row[last]
            if not begun or not until or begun <= until or (row.id, begun, until) in ranges:
                continue
            words = (
                f"The range runs backwards, from {echo(begun)} until {echo(until)}; exchange the "
                "two, or check the years."
            )
            raise Unfit(words, f"{field.path}.{row.id}.{last.path}", words)


def _refuse_no_school_year(record: Record, before: Record | None) -> None:
    """A school year's record has the year as its key, and nothing can be dated outside these."""
    if record.table is YEARS and not before and not FIRST_YEAR <= record.key <= LAST_YEAR:
        words = (
            f"{record.key} is no school year that can be kept; they are {year_name(FIRST_YEAR)} "
            f"to {year_name(LAST_YEAR)}."
        )
        raise Unfit(words, "", words)


_OF_ONE_RECORD: tuple[Callable[[Record, Record | None], None], ...] = (
    _refuse_empty,
    _refuse_cancelled_unsaid,
    _refuse_backwards,
    _refuse_no_school_year,
)
"""The invariants that are of one record: as a list of changes leaves it, and as it was."""


def _refuse_other_consortium(made: Outcome) -> None:
    """A register is of one consortium, whose record stays."""
    for (table, key), record in made.items():
        if table != SETTINGS.name or (record and key == CONSORTIUM):
            continue
        words = (
            "A register is of one consortium, and has its record already."
            if record
            else "A register is of one consortium, and its record stays."
        )
        raise Unfit(words, "", words)


def _refuse_taken_urn(state: State, made: Outcome) -> None:
    """A URN belongs to one school, or it would name neither of two.

    Schools are read only when a URN changes.
    """
    given: dict[str, Record] = {}
    for address, school in made.items():
        if school is None or school.table is not SCHOOLS or not (urn := school[consortium.URN]):
            continue
        before = state.record(*address)
        if before is None or before[consortium.URN] != urn:
            if urn in given:
                raise _taken(urn, given[urn])
            given[urn] = school
    if not given:
        return
    for key in state.keys_of(SCHOOLS.name):
        address = (SCHOOLS.name, key)
        other = made[address] if address in made else state.record(*address)
        if other is None or not (urn := other[consortium.URN]):
            continue
        if urn in given and given[urn].key != key:
            raise _taken(urn, other)


def _taken(urn: str, other: Record) -> Unfit:
    name = other[consortium.SCHOOL_NAME]
    return _unfit(consortium.URN, f"{urn} is the URN of {name} already; check the number")


def _unfit(field: Field[object], words: str) -> Unfit:
    label = field.label.rstrip(":")
    return Unfit(f"{label} ({field.path}): {words}.", field.path, f"{capital(words)}.", label)
