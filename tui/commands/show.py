"""`show`: everything the register holds of one record."""

from __future__ import annotations

import click

from store.paperwork.list_kinds import BulletsKind
from store.paperwork.rows import RowsKind
from store.paperwork.steps import STAGES
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.register.change_in_words import field_in_words
from store.register.finding import record_named, school_review_of
from store.register.register import Register
from store.schedule.stage_progress import stage_states
from tui.options import Options
from tui.printing import say, say_json


@click.command()
@click.argument("target", metavar="REVIEW")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document, by path.")
@click.pass_obj
def show(options: Options, target: str, as_json: bool) -> None:
    """Show what the register holds of a review.

    REVIEW is an id (PR-2026-014); it can also be a school year (2026-27), consortium,
    school:NAME or person:NAME.
    """
    register = options.reading()
    record = record_named(register, target)
    if as_json:
        say_json(record.flat())
        return
    say(name_of(record))
    if record.table is REVIEWS:
        for stage, state in zip(
            STAGES, stage_states(school_review_of(register, record)), strict=True
        ):
            why = f" (counts as complete: {state.overruled})" if state.overruled else ""
            missing = f"; missing: {', '.join(state.missing)}" if state.missing else ""
            say(f"{stage.title}: {state.mark}{why}{missing}")
        say("")
    for line in _fields(register, record):
        say(line)


def _fields(register: Register, record: Record) -> list[str]:
    lines: list[str] = []
    for field in record.table.fields.values():
        if not record.has(field):
            continue
        head = f"{field.label} ({field.path})"
        if isinstance(field.kind, RowsKind):
            rows = field.kind.decode(record.stored(field))
            lines += [f"{head}:", *(f"  {row.id}  {field.kind.plain_row(row)}" for row in rows)]
            continue
        if isinstance(field.kind, BulletsKind):
            first, *more = field.kind.decode(record.stored(field))
        else:
            first, *more = field_in_words(register, record, field).split("\n")
        lines += (
            [f"{head}:", *(f"  {line}" for line in (first, *more))]
            if more
            else [f"{head}: {first}"]
        )
    return lines or ["Nothing has been filled in."]


def name_of(record: Record) -> str:
    """How a record is headed: a review's id, else its name, else what it is and its key."""
    if record.table is REVIEWS or "name" not in record.table.fields:
        return record.id
    return record.plain(record.table.field("name")) or record.id
