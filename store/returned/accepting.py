"""A returned form taken in as one list of changes; what has no place goes into the note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from store.changes.keep_both import both
from store.dates.typed_dates import echo
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.paperwork import review
from store.records.change import Change, Entry
from store.records.editing import adding_row, removing_row, setting, setting_cell
from store.register.new_records import first_making
from store.register.register import Register
from store.returned.comparing import Compared
from store.returned.difference import DifferenceState, FormDifference
from store.text import LINE_LIMIT, TEXT_LIMIT, clean_line, ended


class Take(StrEnum):
    """What becomes of a difference."""

    RETURNED = "returned"
    REGISTER = "register"
    BOTH = "both"


Chosen = Mapping[int, Take]
"""What is taken of each difference, by its place; one that is not named stays as it is now."""


def unopposed(compared: Compared, *, opposed_too: bool = False) -> dict[int, Take]:
    """What to take where the register has not changed; with `opposed_too` the rest as well."""
    return {
        at: Take.RETURNED
        for at, difference in enumerate(compared.differences)
        if difference.state is DifferenceState.UNOPPOSED
        or (opposed_too and difference.state is DifferenceState.OPPOSED)
    }


def said_by(compared: Compared, name: str = "") -> str:
    """Who returned the form: the name given, else who saved the file, else whoever fills it in."""
    record = compared.review
    people = {
        "summary": [record.plain(review.LEAD_REVIEWER)],
        "action-plan": [str(name) for name in record[review.IMPROVEMENT_CHAMPIONS]],
        "audit": [record.plain(review.HEADTEACHER)],
    }
    owner = " and ".join(person for person in people.get(compared.form.key, []) if person)
    return clean_line(name or compared.by or owner or "an unnamed sender")[: LINE_LIMIT // 2]


def accepted(
    register: Register, compared: Compared, chosen: Chosen, name: str = ""
) -> list[Change]:
    """The changes that take in what is chosen; none where the register has it all already.

    Raises:
        Refused: when something cannot be kept, saying what and why; nothing is changed then.
    """
    taken = [
        (difference, chosen.get(at, Take.REGISTER))
        for at, difference in enumerate(compared.differences)
    ]
    marked = [(difference, take) for difference, take in taken if take is not Take.REGISTER]
    changes: list[Change] = []
    note: Json = compared.review.stored(review.NOTE)
    for difference, take in _in_order(marked):
        value = _value(difference, take)
        if difference.field is review.NOTE:
            note = value
            continue
        try:
            changes += _changes(difference, value)
        except Unacceptable as error:
            raise Refused(f"{difference.wording}: {ended(str(error))}") from None
    changes += setting(
        compared.review, review.NOTE, _noted(register, compared, str(note or ""), name)
    )
    return [*_makings(register, compared, changes), *changes]


def take_in(register: Register, compared: Compared, chosen: Chosen, name: str = "") -> Entry | None:
    """Apply what is chosen as one list of changes; None where there is nothing to change.

    Raises:
        ChangedSince: when the register has been changed since the form was compared.
        Refused: when something cannot be kept; nothing is changed then.
    """
    changes = accepted(register, compared, chosen, name)
    if not changes:
        return None
    return register.apply(changes, source=f"returned form from {said_by(compared, name)}")


def _in_order(
    marked: Iterable[tuple[FormDifference, Take]],
) -> Iterator[tuple[FormDifference, Take]]:
    """Cells, then rows added, the last first where several follow one row; then rows taken out."""
    listed = list(marked)
    yield from (pair for pair in listed if not pair[0].whole_row)
    new = [pair for pair in listed if pair[0].whole_row and not pair[0].row]
    at_end = [pair for pair in new if _last(pair[0])]
    yield from reversed([pair for pair in new if not _last(pair[0])])
    yield from at_end
    yield from (pair for pair in listed if pair[0].whole_row and pair[0].row)


def _last(difference: FormDifference) -> bool:
    """Whether a new row came after all others."""
    rows = difference.record.stored(difference.field)
    ids = [row["id"] for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return difference.after not in ids or difference.after == ids[-1]


def _value(difference: FormDifference, take: Take) -> Json:
    if take is Take.BOTH and difference.holds_both:
        return both(difference.kind, difference.was, difference.stands, difference.value)
    return difference.value


def _changes(difference: FormDifference, value: Json) -> list[Change]:
    record, field, row = difference.record, difference.field, difference.row
    if difference.column:
        return setting_cell(record, field, row, difference.column, value)
    if not difference.whole_row:
        return setting(record, field, value)
    if row:
        return [removing_row(record, field, row)]
    cells = value if isinstance(value, dict) else {}
    after = None if _last(difference) else difference.after
    return [adding_row(record, field, cells, after)]


def _noted(register: Register, compared: Compared, note: str, name: str) -> str:
    """The note, with what could not be placed added, unless it is there already."""
    left = [piece for piece in compared.unplaced if piece not in note]
    if not left:
        return note
    title = f"{echo(register.today)}, {compared.form.title} returned by {said_by(compared, name)}"
    whole = "\n".join([f"{title}; it could not be placed:", *(f"- {piece}" for piece in left)])
    noted = f"{note}\n\n{whole}" if note else whole
    if len(noted) > TEXT_LIMIT:
        raise Refused(
            f"What could not be placed is kept in the note of {compared.review.id}, which would "
            f"have {len(noted):,} characters; at most {TEXT_LIMIT:,} can be kept. Shorten the "
            "note, or what stands on the form where it does not belong."
        )
    return noted


def _makings(register: Register, compared: Compared, changes: Iterable[Change]) -> Iterator[Change]:
    """What has to be made first: the record of a school year that has none yet."""
    touched = {(change.table, change.key) for change in changes}
    records = {
        (record.table.name, record.key): record
        for record in (difference.record for difference in compared.differences)
    }
    for address in touched & records.keys():
        yield from first_making(register, records[address])
