"""A returned form compared three ways: as it was exported, as it came back, as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from store.changes.written_values import linked
from store.documents.all_documents import ReviewForm
from store.documents.pages.head import line as line_of
from store.documents.scopes import ReviewScope, review_scope
from store.field_values import Json
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.field_kinds import PERSON, Kind, PersonKind, RecordKind
from store.paperwork.list_kinds import ListKind, PeopleKind, as_entries
from store.paperwork.rows import STAMP, Row, RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, TABLES, YEARS
from store.records.record import Record
from store.register.finding import year_of
from store.register.register import Register
from store.returned.as_exported import SentForm, as_exported, form_of, review_of
from store.returned.difference import DifferenceState, FormDifference, same_signature, state_of
from store.returned.form import Returned, as_returned
from store.returned.places import field_of, table_of
from store.returned.placing import placed
from store.returned.rows import NewRow, PlacedRows
from store.returned.tables import Placed
from store.text import clean_text

_BETWEEN = re.compile(r"\s*[,;&/]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(\s*\d+\s*\)\s*\Z")


class KnownNames:
    """The names of the directory, and all that stand on a review."""

    def __init__(self, register: Register, review: Record) -> None:
        self._known = {
            folded(name): name
            for name in (
                *(each[consortium.PERSON_NAME] for each in register.records(PEOPLE)),
                *_names_in(dict(review.document)),
            )
            if name
        }

    def apart(self, entries: Json) -> Json:
        """The entries of a list of people, "Ann Wood, Ben Fox and Cy Day" as three of them.

        An entry with a part that is no known name stays whole: it may be a team, or a title.
        """
        return [part for entry in as_entries(entries) for part in self._of(entry)]

    def _of(self, entry: Json) -> list[Json]:
        name = str(entry.get("name")) if isinstance(entry, dict) else ""
        if folded(name) in self._known:
            return [entry]
        parts = [part for part in _BETWEEN.split(_COUNT.sub("", name)) if part]
        if len(parts) < 2 or not all(folded(part) in self._known for part in parts):
            return [entry]
        return [{"name": self._known[folded(part)], "person": None} for part in parts]


def _names_in(value: Json) -> Iterator[str]:
    """Every name in what a record holds, however deep."""
    if isinstance(value, list):
        for entry in value:
            yield from _names_in(entry)
    elif isinstance(value, dict):
        if value.keys() == {"name", "person"}:
            yield str(value["name"])
        for entry in value.values():
            yield from _names_in(entry)


class Compared(Struct, frozen=True):
    """A returned form and its review: what differs, what cannot be placed, what was noticed.

    `base_known`: it was compared three ways; else two, and no difference has a base.
    """

    form: ReviewForm
    review: Record
    by: str
    differences: tuple[FormDifference, ...]
    unplaced: tuple[str, ...]
    notices: tuple[str, ...]
    base_known: bool = True

    @property
    def new(self) -> tuple[FormDifference, ...]:
        """What the register does not hold yet."""
        return tuple(
            difference
            for difference in self.differences
            if difference.state is not DifferenceState.THERE
        )


def compared(register: Register, returned: Returned, review_id: str = "") -> Compared:
    """A returned form compared with what was sent and with the register; nothing is changed.

    Raises:
        WhichReview: when the form does not say which review it is of, and `review_id` neither.
        Refused: when it cannot be taken in: no form, another register, a review that is gone.
    """
    form = form_of(returned)
    record = review_of(register, returned, review_id)
    base = as_exported(register, record, returned)
    sent = form.page(base.scope)
    now = review_scope(register, record)
    lines = (line_of(now), form.page(now).line)
    back = placed(sent, returned, register.today, lines_too=lines)
    out = placed(sent, as_returned(sent), register.today)
    notices = [base.notice] if base.notice else []
    if (status := record[review.STATUS]) in ("closed", "cancelled"):
        notices.append(f"{record.id} is {status}.")
    differences = tuple(_Differences(register, base, now).all(out, back))
    return Compared(
        form,
        record,
        returned.by,
        differences,
        tuple(
            piece for piece in map(clean_text, back.unplaced) if piece not in record[review.NOTE]
        ),
        (*notices, *returned.notices, *back.notices),
        base.known,
    )


class _Differences:
    """The differences of one form."""

    def __init__(self, register: Register, base: SentForm, now: ReviewScope) -> None:
        self._register = register
        self._base_known = base.known
        self._names = KnownNames(register, now.review)
        year = now.school_review.year
        nothing = Record(YEARS, year_of(now.review, register.today), {})
        self._then = {
            REVIEWS.name: base.scope.review,
            YEARS.name: base.scope.school_review.year or nothing,
        }
        self._now = {REVIEWS.name: now.review, YEARS.name: year or nothing}

    def all(self, out: Placed, back: Placed) -> Iterator[FormDifference]:
        """Every difference: of fields, then of rows."""
        for path, value in back.values.items():
            if isinstance(field_of(path).kind, PeopleKind):
                value = self._names.apart(value)
            if value != out.values.get(path, field_of(path).kind.empty):
                yield self._of_field(path, value)
        for path, rows in back.rows.items():
            yield from self._of_rows(path, out.rows.get(path, PlacedRows()), rows)

    def _of_field(self, path: str, value: Json) -> FormDifference:
        field = field_of(path)
        then, now = self._records(path)
        was, stands = then.stored(field), now.stored(field)
        value = self._linked(field.kind, value, was, stands)
        return self._difference(now, field, field.label.rstrip(":"), was, value, stands)

    def _of_rows(self, path: str, out: PlacedRows, back: PlacedRows) -> Iterator[FormDifference]:
        field = field_of(path)
        kind = field.kind
        assert isinstance(kind, RowsKind)
        then, now = self._records(path)
        base, stand = _by_id(kind, then.stored(field)), _by_id(kind, now.stored(field))
        others = [row for row_id, row in stand.items() if row_id not in base]
        wording = field.label.rstrip(":")
        for row_id, cells in back.cells.items():
            sent = out.cells.get(row_id, {})
            changed = {c: v for c, v in cells.items() if c not in sent or v != sent[c]}
            if changed and row_id not in stand:
                whole = {**base.get(row_id, {}), **changed}
                words = f"{wording}, row {row_id}, taken out of the register since"
                yield self._added(now, field, kind, NewRow(whole), others, words, base.get(row_id))
                continue
            for column, value in changed.items():
                empty = kind.columns[column].kind.empty
                was = base.get(row_id, {}).get(column, empty)
                stands = stand[row_id].get(column, empty)
                words = f"{wording}, row {row_id}, {kind.columns[column].wording}"
                yield self._difference(now, field, words, was, value, stands, row_id, column)
        for row_id in back.removed:
            stands_row = stand.get(row_id)
            was_row = base.get(row_id) if self._base_known else None
            state = state_of(was_row, None, stands_row)
            words = f"{wording}, row {row_id}, taken out"
            yield self._whole(now, field, words, was_row, None, stands_row, state, row_id)
        end, end_now = (next(reversed(rows), "") for rows in (base, stand))
        for new in back.added:
            there = _keyed(kind, new, stand, back)
            if there is None:
                if new.after == end:  # at the end it stays, whatever has been added here since
                    new = replace(new, after=end_now)
                yield self._added(now, field, kind, new, others, f"{wording}, a new row")
                continue
            for column, value in new.cells.items():
                if column != kind.keyed_by:
                    empty = kind.columns[column].kind.empty
                    was = base.get(there, {}).get(column, empty)
                    stands = stand[there].get(column, empty)
                    words = f"{wording}, row {there}, {kind.columns[column].wording}"
                    yield self._difference(now, field, words, was, value, stands, there, column)

    def _added(
        self,
        now: Record,
        field: Field[object],
        kind: RowsKind,
        new: NewRow,
        others: list[dict[str, Json]],
        wording: str,
        was: dict[str, Json] | None = None,
    ) -> FormDifference:
        """A row that was added; if the register has one in the same words, it is there already.

        What was signed here meanwhile in the same role opposes it, as does a row taken out.
        """
        cells = _held(kind, new.cells)
        there = next((row for row in others if cells.items() <= row.items()), None)
        state = DifferenceState.THERE
        if there is None:
            there = next((row for row in others if same_signature(kind, cells, row)), None)
            state = DifferenceState.OPPOSED if there or was else DifferenceState.UNOPPOSED
        else:
            others.remove(there)
        return self._whole(now, field, wording, was, cells, there, state, after=new.after)

    def _records(self, path: str) -> tuple[Record, Record]:
        table = table_of(path).name
        return self._then[table], self._now[table]

    def _difference(
        self,
        record: Record,
        field: Field[object],
        wording: str,
        was: Json,
        value: Json,
        stands: Json,
        row: str = "",
        column: str = "",
    ) -> FormDifference:
        kind = field.kind
        if column and isinstance(kind, RowsKind):
            kind = kind.columns[column].kind
        if not self._base_known:
            was = kind.empty  # so that only what fills an empty place is unopposed
        base, returned, now = (self._plain(kind, stored) for stored in (was, value, stands))
        state = state_of(was, value, stands)
        return FormDifference(
            record, field, wording, base, returned, now, state, was, value, stands, row, column
        )

    def _whole(
        self,
        record: Record,
        field: Field[object],
        wording: str,
        was: Mapping[str, Json] | None,
        value: Mapping[str, Json] | None,
        stands: Mapping[str, Json] | None,
        state: DifferenceState,
        row: str = "",
        after: str = "",
    ) -> FormDifference:
        kind = field.kind
        assert isinstance(kind, RowsKind)
        base, returned, now = (
            "" if side is None else kind.plain_row(Row("", dict(side)))
            for side in (was, value, stands)
        )
        then, back, there = (None if side is None else dict(side) for side in (was, value, stands))
        return FormDifference(
            record,
            field,
            wording,
            base,
            returned,
            now,
            state,
            then,
            back,
            there,
            row,
            after=after,
        )

    def _plain(self, kind: Kind[object], value: Json) -> str:
        if isinstance(kind, RecordKind) and isinstance(value, int):
            table = TABLES[kind.table]
            record = self._register.find(table, value)
            return record.plain(table.field("name")) if record else str(value)
        if isinstance(kind, ListKind):
            return kind.typed(value)
        return kind.plain(value)

    def _linked(self, kind: Kind[object], value: Json, *before: Json) -> Json:
        """Names linked to the directory: as they were where unchanged, else where it knows them."""
        known = {
            str(entry.get("name")): entry
            for side in before
            for entry in (as_entries(side) if isinstance(side, list) else [side])
            if isinstance(entry, dict)
        }
        if isinstance(kind, PersonKind):
            return self._link(kind, value, known)
        if isinstance(kind, PeopleKind):
            return [self._link(PERSON, entry, known) for entry in as_entries(value)]
        return value

    def _link(self, kind: PersonKind, value: Json, known: Mapping[str, Json]) -> Json:
        if not isinstance(value, dict):
            return value
        person = value.get("person")
        if isinstance(person, int) and self._register.find(PEOPLE, person):
            return value
        alone: Json = {"name": value["name"], "person": None}
        return known.get(str(value["name"])) or linked(self._register, kind, alone)


def _by_id(kind: RowsKind, stored: Json) -> dict[str, dict[str, Json]]:
    return {
        row.id: {path: cell for path, cell in row.cells.items() if path != STAMP}
        for row in kind.decode(stored)
    }


def _keyed(
    kind: RowsKind, new: NewRow, stand: Mapping[str, Mapping[str, Json]], back: PlacedRows
) -> str | None:
    """The row made since the form went out that is about the same thing as an added one."""
    key = new.cells.get(kind.keyed_by) if kind.keyed_by else None
    if not key:
        return None
    taken = back.cells.keys()
    same = (i for i, row in stand.items() if i not in taken and row.get(kind.keyed_by) == key)
    return next(same, None)


def _held(kind: RowsKind, cells: Mapping[str, Json]) -> dict[str, Json]:
    return {path: cell for path, cell in cells.items() if cell != kind.columns[path].kind.empty}
