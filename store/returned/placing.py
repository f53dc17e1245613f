"""A returned form held against the page that was sent: what was written, by the field it is.

Nothing that stands on the form is dropped: what is no field's is `unplaced`, as sentences with all
their text; what was understood although it stood there otherwise is among the `notices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from store.documents import record
from store.documents.page import Answer, Heading, Page, Row, Table
from store.paperwork import review
from store.paperwork.kinds import Kind, RecordKind
from store.paperwork.lists import BulletsKind
from store.paperwork.rows import STAMP, RowsKind
from store.returned.form import Grid, Returned
from store.returned.grids import columns_of, home_of
from store.returned.likeness import bare, paired
from store.returned.places import (
    Asked,
    Given,
    Lines,
    asked,
    field_of,
    filled_out,
    given,
    lines,
)
from store.returned.printed import without_printed
from store.returned.rows import Back, Cells, PlacedRows, Sent, placed_rows
from store.returned.understood import PLAIN, Writing, days, name_alone, understood
from store.values import Json, Unacceptable


@dataclass(slots=True)
class Placed:
    """What was written on a form: values by path, rows by the path of their table."""

    values: dict[str, Json] = field(default_factory=dict)
    rows: dict[str, PlacedRows] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def placed(sent: Page, returned: Returned, today: date, *, lines_too: Sequence[str] = ()) -> Placed:
    """What stands on a returned form, by the places of the page `sent`.

    The line under the title is the form's own; `lines_too` are other ones it may have.
    """
    found = _Placing(sent, today)
    found.line(returned, (sent.line, *lines_too))
    found.stretches(given(returned))
    return found.placed


class _Placing:
    """One form being held against its page."""

    def __init__(self, sent: Page, today: date) -> None:
        self.placed = Placed()
        self._today = today
        self._form = sent.front.form if sent.front else ""
        page = filled_out(sent)
        self._asked = asked(page)
        self._pools = lines(page)
        self._homes: list[tuple[Table | Lines, Grid]] = []

    def line(self, returned: Returned, own: Iterable[str]) -> None:
        """The title and the line under it, which nobody is asked to change."""
        if returned.line and bare(returned.line) not in map(bare, own):
            self._unplaced("The line under the title", returned.line)

    def stretches(self, found: Sequence[Given]) -> None:
        """Everything below."""
        homes = self._headings(found)
        for at, stretch in enumerate(found):
            under = homes.get(at)
            for grid in stretch.grids:
                self._grid(grid, under, stretch.heading)
            self._prose(stretch, under)
        self._in_order()

    def _headings(self, found: Sequence[Given]) -> dict[int, Asked]:
        """The stretch of the page each returned one is."""
        homes = {at: self._asked[0] for at, stretch in enumerate(found) if stretch.heading is None}
        wanted = [(stretch.heading, stretch) for stretch in self._asked if stretch.heading]
        backs = [(at, stretch.heading) for at, stretch in enumerate(found) if stretch.heading]
        left = []
        for at, heading in backs:  # a path names its field, whatever the heading became
            own = next((s for h, s in wanted if heading.path and h.path == heading.path), None)
            if own is None:
                left.append((at, heading))
            elif own in homes.values():
                continue
            else:
                homes[at] = own
        open_ = [(h, s) for h, s in wanted if s not in homes.values()]
        for pair in paired([h.text for h, _ in open_], [h.text for _, h in left]):
            homes[left[pair.given][0]] = open_[pair.wanted][1]
            if not pair.same:
                self._taken_for(left[pair.given][1].text, open_[pair.wanted][0].text)
        missing = [
            s for s in self._asked if s.answer and s.answer.content and s not in homes.values()
        ]
        for stretch in missing:
            assert stretch.heading is not None
            self.placed.notices.append(
                f"“{stretch.heading.text}” is not on the returned form any more; what the "
                "register holds there stays."
            )
        return homes

    def _prose(self, stretch: Given, under: Asked | None) -> None:
        heading = stretch.heading
        if under is None:
            if heading and (stretch.text or not (stretch.grids or self._own_heading(heading))):
                self._unplaced(f"Under the heading “{heading.text}”", stretch.text)
            return
        text, altered = without_printed(stretch.text, under.printed)
        for each in altered:
            self._unplaced(f"The printed sentence “{each.printed}” was changed", each.found)
        if under.answer is None:
            if text.strip():
                where = f"Under the heading “{heading.text}”" if heading else "Before any heading"
                self._unplaced(where, text)
            return
        self._answer(under.answer, text, self._entries(stretch, under))

    def _own_heading(self, heading: Heading) -> bool:
        """Whether a heading with nothing beneath it is one of the record's own."""
        if self._form != "record":
            return False
        return any(
            bare(heading.text) in (bare(title), *(bare(s.heading) for s in sections))
            for title, sections in record.GROUPS
        )

    def _entries(self, stretch: Given, under: Asked) -> tuple[str, ...]:
        own = {bare(line) for words in under.printed for line in words.split("\n")}
        return tuple(entry for entry in stretch.entries if bare(entry) not in own or not own)

    def _answer(self, answer: Answer, text: str, entries: tuple[str, ...]) -> None:
        one = field_of(answer.field)
        bullets = entries if isinstance(one.kind, BulletsKind) else None
        self._value(answer.field, one.label, text, PLAIN, bullets)

    def _value(
        self,
        path: str,
        wording: str,
        text: str,
        writing: Writing,
        entries: Sequence[str] | None = None,
    ) -> None:
        kind = field_of(path).kind
        try:
            if path == review.DATE_OF_REVIEW.path and self._form != "record":
                first, last = days(text, self._today) if text.strip() else (None, None)
                self.placed.values[path] = first
                self.placed.values[review.END_DATE.path] = last
                return
            self.placed.values[path] = understood(kind, text, self._today, writing, entries)
        except Unacceptable as error:
            self._not_understood(wording, text, error)

    def _grid(self, grid: Grid, under: Asked | None, heading: Heading | None) -> None:
        for sentence in grid.surplus:
            self.placed.unplaced.append(sentence)
        home = home_of(grid, under, self._asked, self._pools)
        if home is None:
            where = f"A table under “{heading.text}”" if heading else "A table"
            self._unplaced(where, "\n".join(_row_text(row) for row in grid.rows))
            return
        self._homes.append((home, grid))

    def _in_order(self) -> None:
        """Read the tables, those that are one table of the form together."""
        for pool in self._pools:
            grids = [grid for home, grid in self._homes if home is pool]
            if grids:
                self._lines(pool, grids)
        for stretch in self._asked:
            for table in stretch.tables:
                grids = [grid for home, grid in self._homes if home is table]
                if grids:
                    self._rows(table, grids)
                elif any(isinstance(row, Row) and row.id for row in table.rows):
                    self.placed.notices.append(
                        f"The table “{field_of(table.rows_of).label}” is not on the returned form "
                        "any more; what the register holds there stays."
                    )

    def _columns(
        self, heads: Sequence[str], paths: Sequence[str], grid: Grid
    ) -> tuple[dict[int, int], list[int]]:
        """Which column of the form each of the grid's is; and those that are none."""
        head = grid.rows[0]
        found: dict[int, int] = {}
        for pair in paired(heads, head):
            found[pair.given] = pair.wanted
            if not pair.same:
                self._taken_for(head[pair.given], heads[pair.wanted])
        if 0 not in found.values() and 0 not in found and not bare(head[0]):
            found[0] = 0  # nobody misses the head of the numbers
        return found, [at for at in range(len(head)) if at not in found]

    def _lines(self, pool: Lines, grids: Sequence[Grid]) -> None:
        rows: list[tuple[str, ...]] = []
        heads = pool.head or ("", "")
        for grid in grids:
            if not pool.head:
                rows += grid.rows
                continue
            columns, strange = self._columns(heads, (), grid)
            rows += (self._arranged(row, columns, len(heads)) for row in grid.rows[1:])
            self._strange(grid, strange)
        labels = [self._label(row) for row in pool.rows]
        backs = [self._label_of(row, pool) for row in rows]
        known: set[int] = set()
        for pair in paired(labels, backs):
            known.add(pair.given)
            own, back = pool.rows[pair.wanted], rows[pair.given]
            if not pair.same:
                self._taken_for(back[0], own.cells[0])
            self._line(own, back, counted=bool(pool.head))
        for at, row in enumerate(rows):
            if at not in known and any(cell.strip() for cell in row):
                self._unplaced("A row that is not on the form", _row_text(row))

    def _label(self, row: Row) -> str:
        """What names a row of fields: its path, where the form prints it, else its wording."""
        return row.cells[-1] if self._form == "record" else row.cells[0]

    def _label_of(self, row: tuple[str, ...], pool: Lines) -> str:
        return (row[-1] if self._form == "record" and pool.head else row[0]) if row else ""

    def _line(self, own: Row, back: tuple[str, ...], *, counted: bool) -> None:
        office = self._form == "record"
        for at, path in enumerate(own.fields):
            if not path:
                continue
            text = back[at] if at < len(back) else ""
            writing = Writing(not (counted or office), counted and not office, office)
            kind = field_of(path).kind
            if self._school_renamed(kind, own.cells[at], text):
                self._unplaced(f"{own.cells[0]}: another school", text)
                continue
            self._value(path, own.cells[0], text, writing)
        for extra in back[len(own.cells) :]:
            if extra.strip():
                self._unplaced(f"{own.cells[0]}: beyond the last column", extra)

    @staticmethod
    def _school_renamed(kind: Kind[object], was: str, text: str) -> bool:
        """Whether the name was changed and not the number after it, which is what counts."""
        if not isinstance(kind, RecordKind) or not was:
            return False
        same_key = was.rpartition("(")[2].strip() == text.rpartition("(")[2].strip()
        return same_key and bare(name_alone(was)) != bare(name_alone(text))

    def _rows(self, table: Table, grids: Sequence[Grid]) -> None:
        one = field_of(table.rows_of)
        kind = one.kind
        assert isinstance(kind, RowsKind)
        heads, paths = columns_of(table)
        named = any(isinstance(row, Row) and row.made for row in table.rows)
        sent = [self._sent(row, table.columns, kind) for row in table.rows if isinstance(row, Row)]
        back: list[Back] = []
        for grid in grids:
            columns, strange = self._columns(heads, paths, grid)
            for row in grid.rows[1:]:
                cells = self._arranged(row, columns, len(heads))
                seen = {paths[at] for at in columns.values()}
                back.append(self._back(cells, paths, seen, table.columns, kind, one.label))
            self._strange(grid, strange)
        found = placed_rows(
            sent,
            back,
            named,
            lambda row: self._unplaced(
                f"{one.label}: a row that is not on the form",
                _row_text((row.key, *(_said(kind, path, row.held) for path in row.held))),
            ),
            self._taken_for,
        )
        if found.reordered:
            self.placed.notices.append(
                f"The rows of “{one.label}” stand in another order on the form; they stay in the "
                "register's."
            )
        self.placed.rows[table.rows_of] = found

    def _sent(self, row: Row, columns: Sequence[str], kind: RowsKind) -> Sent:
        cells: Cells = {}
        for path, text in zip(columns, row.cells, strict=False):
            if path and path != STAMP:
                try:
                    value = understood(kind.columns[path].kind, text, self._today)
                except Unacceptable:
                    continue
                if value != kind.columns[path].kind.empty:
                    cells[path] = value
        return Sent(row.cells[0] if row.cells else "", row.id, cells, row.made)

    def _back(
        self,
        row: tuple[str, ...],
        paths: Sequence[str],
        seen: set[str],
        sent: Sequence[str],
        kind: RowsKind,
        label: str,
    ) -> Back:
        cells: Cells = {}
        for path, text in zip(paths, row, strict=True):
            if not path or path == STAMP or path not in seen:
                continue
            column = kind.columns[path]
            try:
                cells[path] = understood(column.kind, text, self._today)
            except Unacceptable as error:
                where = f"{label}, row {row[0]}" if row[0].strip() else label
                self._not_understood(f"{where}, {column.wording}", text, error)
        held = {path: v for path, v in cells.items() if v != kind.columns[path].kind.empty}
        whole = seen >= {path for path in sent if path}
        return Back(row[0], cells, held, whole and not any(cell.strip() for cell in row[1:]))

    def _arranged(
        self, row: tuple[str, ...], columns: dict[int, int], width: int
    ) -> tuple[str, ...]:
        cells = [""] * width
        for at, place in columns.items():
            if at < len(row):
                cells[place] = row[at]
        return tuple(cells)

    def _strange(self, grid: Grid, columns: Sequence[int]) -> None:
        """Columns that the form does not have, with all that stands in them."""
        for at in columns:
            cells = [row[at] for row in grid.rows[1:] if at < len(row) and row[at].strip()]
            if cells:
                self._unplaced(f"A column “{grid.rows[0][at]}”", "\n".join(cells))

    def _taken_for(self, found: str, known: str) -> None:
        self.placed.notices.append(f"“{found}” was taken for “{known}”.")

    def _unplaced(self, where: str, text: str) -> None:
        self.placed.unplaced.append(f"{where}: {text}" if text else f"{where}: nothing else")

    def _not_understood(self, wording: str, text: str, error: Unacceptable) -> None:
        why = str(error).rstrip(".")
        self._unplaced(f"{wording.rstrip(':')} ({why})", text)


def _row_text(row: Sequence[str]) -> str:
    return " | ".join(cell.replace("\n", " / ") for cell in row if cell.strip())


def _said(kind: RowsKind, path: str, cells: Cells) -> str:
    return kind.columns[path].kind.plain(cells[path])
