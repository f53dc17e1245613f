"""The consortium's settings as changes: closures and holidays of a file, the paper's timings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.errors import Refused
from store.field_values import Json
from store.paperwork import consortium
from store.paperwork.deadlines import TIMING_FIELDS
from store.paperwork.field import Field
from store.paperwork.rows import Row
from store.records.change import Change
from store.records.editing import adding_row, setting
from store.records.record import Record
from store.schedule.working_days import Period
from store.text import LIST_LIMIT


def adding_periods(
    settings: Record, field: Field[tuple[Row, ...]], periods: Iterable[Period]
) -> list[Change]:
    """The changes that add to `field` the ranges whose days do not stand there yet.

    Raises:
        Refused: when there would be more rows than a table can hold.
    """
    rows = settings[field]
    there = {(row[consortium.PERIOD_FROM], row[consortium.PERIOD_UNTIL]) for row in rows}
    there |= {(first or last, last or first) for first, last in there}
    changes: list[Change] = []
    for period in periods:
        if (period.first, period.last) in there:
            continue
        there.add((period.first, period.last))
        cells: dict[str, Json] = {
            consortium.PERIOD_FROM.path: period.first.isoformat(),
            consortium.PERIOD_UNTIL.path: period.last.isoformat(),
        }
        if period.name:
            cells[consortium.PERIOD_NAME.path] = period.name
        changes.append(adding_row(settings, field, cells))
    if len(rows) + len(changes) > LIST_LIMIT:
        raise Refused(
            f"{field.label} would have {len(rows) + len(changes)} rows; at most {LIST_LIMIT} can "
            "be kept. Remove those of past years first."
        )
    return changes


def words_of_adding(
    field: Field[object], periods: Sequence[Period], changes: Sequence[Change]
) -> str:
    """How many ranges of a file were added to `field`, and how many stood there."""
    there = len(periods) - len(changes)
    return f"{field.label}: {len(changes)} added, {there} there already."


def papers_timings(settings: Record) -> list[Change]:
    """The changes that put every number of the schedule back to the paper's; none if all are."""
    return [change for field in TIMING_FIELDS for change in setting(settings, field, None)]
