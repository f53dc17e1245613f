"""Which place of a form a returned table is, and which column each of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from store.documents.page import Table
from store.paperwork.rows import RowsKind
from store.returned.form import Grid
from store.returned.likeness import bare, paired
from store.returned.places import Asked, Lines, field_of

_ENOUGH = 0.5
"""The share of a table's columns that have to be known for it to be taken for a form's."""


def columns_of(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Heads and paths of a table's columns: the printed ones, then those its rows can have."""
    kind = field_of(table.rows_of).kind
    assert isinstance(kind, RowsKind)
    further = [column for path, column in kind.columns.items() if path not in table.columns]
    made = {path for row in table.rows for path in getattr(row, "made", {})}
    more = [column for column in further if column.path not in made]
    heads = (*table.head, *(column.wording for column in more))
    return heads, (*table.columns, *(column.path for column in more))


def home_of(
    grid: Grid, under: Asked | None, stretches: Sequence[Asked], pools: Sequence[Lines]
) -> Table | Lines | None:
    """Where a returned table belongs; `under` is the stretch its heading was taken for."""
    for share in (_same, _close):
        best: tuple[float, Table | Lines | None] = (0.0, None)
        for found, home in _homes(grid, under, stretches, pools, share):
            best = max(best, (found, home), key=lambda one: one[0])
        if best[1] is not None:
            return best[1]
    return None


def _homes(
    grid: Grid,
    under: Asked | None,
    stretches: Sequence[Asked],
    pools: Sequence[Lines],
    share: Callable[[Sequence[str], Sequence[str]], float],
) -> Iterator[tuple[float, Table | Lines]]:
    """Where it may belong, with how well it fits there."""
    head = grid.rows[0] if grid.rows else ()
    for stretch in stretches:
        for table in stretch.tables:
            found = share(columns_of(table)[0], head)
            if found >= _ENOUGH or (stretch is under and found > 0):
                yield found + (stretch is under), table
    for pool in pools:
        if pool.head:
            found = share(pool.head, head)
        else:
            found = share([r.cells[0] for r in pool.rows], [row[0] for row in grid.rows if row])
        if found >= _ENOUGH:
            yield found, pool


def _same(known: Sequence[str], given: Sequence[str]) -> float:
    """The share of what is given that is known word for word."""
    words = {bare(text) for text in known if bare(text)}
    return sum(bare(text) in words for text in given) / max(1, len(given))


def _close(known: Sequence[str], given: Sequence[str]) -> float:
    return len(paired(known, given)) / max(1, len(given))
