"""The tables of a returned form: which table each is, its columns matched, its rows read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from store.documents.page import PageRow, PageTable
from store.field_values import Json, Unacceptable
from store.paperwork.rows import STAMP, RowsKind
from store.returned.form import ReturnedGrid
from store.returned.likeness import bare, paired
from store.returned.places import FieldRows, SentSection, field_of
from store.returned.reading_values import understood
from store.returned.rows import Back, Cells, PlacedRows, Sent, placed_rows

_ENOUGH = 0.5
"""The share of a table's columns that have to be known for it to be taken for a form's."""


def columns_of(table: PageTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Heads and paths of a table's columns: the printed ones, then those its rows can have."""
    kind = field_of(table.rows_of).kind
    assert isinstance(kind, RowsKind)
    further = [column for path, column in kind.columns.items() if path not in table.columns]
    made = {path for row in table.rows for path in getattr(row, "made", {})}
    more = [column for column in further if column.path not in made]
    heads = (*table.head, *(column.wording for column in more))
    return heads, (*table.columns, *(column.path for column in more))


def home_of(
    grid: ReturnedGrid,
    under: SentSection | None,
    sections: Sequence[SentSection],
    field_rows: Sequence[FieldRows],
) -> PageTable | FieldRows | None:
    """Where a returned table belongs; `under` is the section its heading was taken for."""
    for share in (_same, _close):
        best: tuple[float, PageTable | FieldRows | None] = (0.0, None)
        for fit, home in _homes(grid, under, sections, field_rows, share):
            best = max(best, (fit, home), key=lambda candidate: candidate[0])
        if best[1] is not None:
            return best[1]
    return None


def _homes(
    grid: ReturnedGrid,
    under: SentSection | None,
    sections: Sequence[SentSection],
    field_rows: Sequence[FieldRows],
    share: Callable[[Sequence[str], Sequence[str]], float],
) -> Iterator[tuple[float, PageTable | FieldRows]]:
    """Where a table may belong, with how well it fits there."""
    head = grid.rows[0] if grid.rows else ()
    for section in sections:
        for table in section.tables:
            fit = share(columns_of(table)[0], head)
            if fit >= _ENOUGH or (section is under and fit > 0):
                yield fit + (section is under), table
    for pool in field_rows:
        if pool.head:
            fit = share(pool.head, head)
        else:
            fit = share([r.cells[0] for r in pool.rows], [row[0] for row in grid.rows if row])
        if fit >= _ENOUGH:
            yield fit, pool


def _same(known: Sequence[str], given: Sequence[str]) -> float:
    """The share of what is given that is known word for word."""
    words = {bare(text) for text in known if bare(text)}
    return sum(bare(text) in words for text in given) / max(1, len(given))


def _close(known: Sequence[str], given: Sequence[str]) -> float:
    return len(paired(known, given)) / max(1, len(given))


class Placed(Struct):
    """What was written on a form: values by path, rows by the path of their table."""

    values: dict[str, Json] = field(default_factory=dict)
    rows: dict[str, PlacedRows] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def keep(self, where: str, text: str) -> None:
        """Keep what has no place."""
        self.unplaced.append(f"{where}: {text}" if text else f"{where}: nothing else")

    def not_understood(self, wording: str, text: str, error: Unacceptable) -> None:
        """Keep what a field cannot hold, with the reason."""
        self.keep(f"{wording.rstrip(':')} ({str(error).rstrip('.')})", text)

    def taken_for(self, written: str, known: str) -> None:
        """Note that something was recognised although it was written differently."""
        self.notices.append(f"“{written}” was taken for “{known}”.")


def matched_columns(
    heads: Sequence[str], grid: ReturnedGrid, into: Placed
) -> tuple[dict[int, int], list[int]]:
    """Which column of the form each of the grid's columns is, and the columns that match none."""
    head = grid.rows[0]
    columns: dict[int, int] = {}
    for pair in paired(heads, head):
        columns[pair.given] = pair.wanted
        if not pair.same:
            into.taken_for(head[pair.given], heads[pair.wanted])
    if 0 not in columns.values() and 0 not in columns and not bare(head[0]):
        columns[0] = 0  # nobody misses the head of the numbers
    return columns, [at for at in range(len(head)) if at not in columns]


def read_rows(table: PageTable, grids: Sequence[ReturnedGrid], today: date, into: Placed) -> None:
    """Read the rows of a table: which row each was, which are new, which were taken out."""
    field = field_of(table.rows_of)
    kind = field.kind
    assert isinstance(kind, RowsKind)
    heads, paths = columns_of(table)
    named = any(isinstance(row, PageRow) and row.made for row in table.rows)
    sent = [
        _sent(row, table.columns, kind, today) for row in table.rows if isinstance(row, PageRow)
    ]
    back: list[Back] = []
    for grid in grids:
        columns, strange = matched_columns(heads, grid, into)
        for row in grid.rows[1:]:
            cells = arranged(row, columns, len(heads))
            seen = {paths[at] for at in columns.values()}
            back.append(_back(cells, paths, seen, table, today, into))
        keep_columns(grid, strange, into)
    rows = placed_rows(
        sent,
        back,
        named,
        lambda row: into.keep(
            f"{field.label}: a row that is not on the form",
            row_text((row.key, *(_said(kind, path, row.held) for path in row.held))),
        ),
        into.taken_for,
    )
    if rows.reordered:
        into.notices.append(
            f"The rows of “{field.label}” stand in another order on the form; they stay in the "
            "register's."
        )
    into.rows[table.rows_of] = rows


def _sent(row: PageRow, columns: Sequence[str], kind: RowsKind, today: date) -> Sent:
    cells: Cells = {}
    for path, text in zip(columns, row.cells, strict=False):
        if path and path != STAMP:
            try:
                value = understood(kind.columns[path].kind, text, today)
            except Unacceptable:
                continue
            if value != kind.columns[path].kind.empty:
                cells[path] = value
    return Sent(row.cells[0] if row.cells else "", row.id, cells, row.made)


def _back(
    row: tuple[str, ...],
    paths: Sequence[str],
    seen: set[str],
    table: PageTable,
    today: date,
    into: Placed,
) -> Back:
    field = field_of(table.rows_of)
    kind, label = field.kind, field.label
    assert isinstance(kind, RowsKind)
    cells: Cells = {}
    for path, text in zip(paths, row, strict=True):
        if not path or path == STAMP or path not in seen:
            continue
        column = kind.columns[path]
        try:
            cells[path] = understood(column.kind, text, today)
        except Unacceptable as error:
            where = f"{label}, row {row[0]}" if row[0].strip() else label
            into.not_understood(f"{where}, {column.wording}", text, error)
    held = {path: v for path, v in cells.items() if v != kind.columns[path].kind.empty}
    whole = seen >= {path for path in table.columns if path}
    return Back(row[0], cells, held, whole and not any(cell.strip() for cell in row[1:]))


def arranged(row: tuple[str, ...], columns: dict[int, int], width: int) -> tuple[str, ...]:
    """A row's cells in the order of the form's columns."""
    cells = [""] * width
    for at, column in columns.items():
        if at < len(row):
            cells[column] = row[at]
    return tuple(cells)


def keep_columns(grid: ReturnedGrid, columns: Sequence[int], into: Placed) -> None:
    """Keep columns that the form does not have, with all that stands in them."""
    for at in columns:
        cells = [row[at] for row in grid.rows[1:] if at < len(row) and row[at].strip()]
        if cells:
            into.keep(f"A column “{grid.rows[0][at]}”", "\n".join(cells))


def row_text(row: Sequence[str]) -> str:
    """A row in one line, as a sentence shows it."""
    return " | ".join(cell.replace("\n", " / ") for cell in row if cell.strip())


def _said(kind: RowsKind, path: str, cells: Cells) -> str:
    return kind.columns[path].kind.plain(cells[path])
