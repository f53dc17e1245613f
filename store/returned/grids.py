"""Which place of a form a returned table is, and which column each of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from store.documents.page import Table
from store.paperwork.rows import STAMP, RowsKind
from store.returned.form import Grid
from store.returned.likeness import paired
from store.returned.places import Asked, Lines, field_of

_ENOUGH = 0.5
"""The share of a table's columns that have to be known for it to be taken for a form's."""


def columns_of(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Heads and paths of a table's columns: the printed ones, then those its rows can have."""
    kind = field_of(table.rows_of).kind
    assert isinstance(kind, RowsKind)
    further = [
        column for path, column in kind.columns.items() if path not in (*table.columns, STAMP)
    ]
    made = {path for row in table.rows for path in getattr(row, "made", {})}
    more = [column for column in further if column.path not in made]
    heads = (*table.head, *(column.wording for column in more))
    return heads, (*table.columns, *(column.path for column in more))


def home_of(
    grid: Grid, under: Asked | None, stretches: Sequence[Asked], pools: Sequence[Lines]
) -> Table | Lines | None:
    """Where a returned table belongs; `under` is the stretch its heading was taken for."""
    head = grid.rows[0] if grid.rows else ()
    best: tuple[float, Table | Lines | None] = (0.0, None)
    for stretch in stretches:
        for table in stretch.tables:
            heads, _ = columns_of(table)
            share = len(paired(heads, head)) / max(1, len(head))
            if share >= _ENOUGH or (stretch is under and share > 0):
                best = max(best, (share + (stretch is under), table), key=lambda one: one[0])
    for pool in pools:
        if pool.head:
            share = len(paired(pool.head, head)) / max(1, len(head))
        else:
            firsts = [row[0] for row in grid.rows if row]
            known = paired([row.cells[0] for row in pool.rows], firsts)
            share = len(known) / max(1, len(firsts))
        if share >= _ENOUGH:
            best = max(best, (share, pool), key=lambda one: one[0])
    return best[1]
