"""What of a returned form is taken in: one list of changes, with what could not be placed noted."""

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


def unopposed(found: Compared, *, opposed_too: bool = False) -> dict[int, Take]:
    """Everything the register has not changed since; with `opposed_too` the rest as well."""
    return {
        at: Take.RETURNED
        for at, one in enumerate(found.differences)
        if one.state is DifferenceState.UNOPPOSED
        or (opposed_too and one.state is DifferenceState.OPPOSED)
    }


def said_by(found: Compared, name: str = "") -> str:
    """Whose form it is: the name given, else who saved it, else whoever fills it in."""
    of = found.review
    people = {
        "summary": [of.plain(review.LEAD_REVIEWER)],
        "action-plan": [str(name) for name in of[review.IMPROVEMENT_CHAMPIONS]],
        "audit": [of.plain(review.HEADTEACHER)],
    }
    owner = " and ".join(person for person in people.get(found.form.key, []) if person)
    return clean_line(name or found.by or owner or "an unnamed sender")[: LINE_LIMIT // 2]


def accepted(register: Register, found: Compared, chosen: Chosen, name: str = "") -> list[Change]:
    """The changes that take in what is chosen; none where it is all there already.

    Raises:
        Refused: when something cannot be kept, saying what and why; nothing is changed then.
    """
    taken = [(one, chosen.get(at, Take.REGISTER)) for at, one in enumerate(found.differences)]
    ones = [(one, take) for one, take in taken if take is not Take.REGISTER]
    changes: list[Change] = []
    note: Json = found.review.stored(review.NOTE)
    for one, take in _in_order(ones):
        value = _value(one, take)
        if one.field is review.NOTE:
            note = value
            continue
        try:
            changes += _changes(one, value)
        except Unacceptable as error:
            raise Refused(f"{one.wording}: {ended(str(error))}") from None
    changes += setting(found.review, review.NOTE, _noted(register, found, str(note or ""), name))
    return [*_makings(register, found, changes), *changes]


def take_in(register: Register, found: Compared, chosen: Chosen, name: str = "") -> Entry | None:
    """Apply what is chosen as one list of changes; None where there is nothing to change.

    Raises:
        ChangedSince: when the register has been changed since the form was compared.
        Refused: when something cannot be kept; nothing is changed then.
    """
    changes = accepted(register, found, chosen, name)
    if not changes:
        return None
    return register.apply(changes, source=f"returned form from {said_by(found, name)}")


def _in_order(ones: Iterable[tuple[FormDifference, Take]]) -> Iterator[tuple[FormDifference, Take]]:
    """Cells, then rows added, the last first where several follow one row; then rows taken out."""
    listed = list(ones)
    yield from (one for one in listed if not one[0].whole_row)
    new = [one for one in listed if one[0].whole_row and not one[0].row]
    at_end = [one for one in new if _last(one[0])]
    yield from reversed([one for one in new if not _last(one[0])])
    yield from at_end
    yield from (one for one in listed if one[0].whole_row and one[0].row)


def _last(one: FormDifference) -> bool:
    """Whether a new row came after all others."""
    rows = one.record.stored(one.field)
    ids = [row["id"] for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return one.after not in ids or one.after == ids[-1]


def _value(one: FormDifference, take: Take) -> Json:
    if take is Take.BOTH and one.holds_both:
        return both(one.kind, one.was, one.stands, one.value)
    return one.value


def _changes(one: FormDifference, value: Json) -> list[Change]:
    if one.column:
        return setting_cell(one.record, one.field, one.row, one.column, value)
    if not one.whole_row:
        return setting(one.record, one.field, value)
    if one.row:
        return [removing_row(one.record, one.field, one.row)]
    cells = value if isinstance(value, dict) else {}
    return [adding_row(one.record, one.field, cells, None if _last(one) else one.after)]


def _noted(register: Register, found: Compared, note: str, name: str) -> str:
    """The note, with what could not be placed and does not stand there yet."""
    left = [one for one in found.unplaced if one not in note]
    if not left:
        return note
    title = f"{echo(register.today)}, {found.form.title} returned by {said_by(found, name)}"
    whole = "\n".join([f"{title}; it could not be placed:", *(f"- {one}" for one in left)])
    noted = f"{note}\n\n{whole}" if note else whole
    if len(noted) > TEXT_LIMIT:
        raise Refused(
            f"What could not be placed is kept in the note of {found.review.id}, which would have "
            f"{len(noted):,} characters; at most {TEXT_LIMIT:,} can be kept. Shorten the note, or "
            "what stands on the form where it does not belong."
        )
    return noted


def _makings(register: Register, found: Compared, changes: Iterable[Change]) -> Iterator[Change]:
    """What has to be made first: the record of a school year nothing is kept of yet."""
    touched = {(change.table, change.key) for change in changes}
    records = {(r.table.name, r.key): r for r in (one.record for one in found.differences)}
    for place in touched & records.keys():
        yield from first_making(register, records[place])
