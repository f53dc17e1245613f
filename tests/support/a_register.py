"""A register to try things on: a school, a review of it, and short ways to change it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from store.engine.memory import KeptInMemory, MemoryEngine
from store.field_values import Json
from store.open_register import create_register, open_register
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.tables import REVIEWS
from store.records.change import Change, Entry, making, now
from store.records.editing import (
    setting,
)
from store.records.record import Record
from store.records.resolving import resolved
from store.register.register import Register, begin
from store.text import clean_line
from tests.support.today import TODAY

ROWS = action_plan.ROWS
SIGNED = summary.SIGNATURES.field


Place = Path | KeptInMemory
"""Where a register is kept: by the engine of files, or by that of memory."""


def begun(place: Place) -> Register:
    """A new register with one school, Birch, and one review of it."""
    if isinstance(place, KeptInMemory):
        begin(MemoryEngine(place), "Tiptree", "office", TODAY)
        made = reopened(place)
    else:
        made = create_register(place, "Tiptree", user="office", today=lambda: TODAY)
    made.apply([making("schools", {"name": "Birch"})])
    made.apply([new_review()])
    return made


def new_review(**fields: Json) -> Change:
    """The change that makes a review of the first school, with these fields as well."""
    first: dict[str, Json] = {"school": 1, "school_name": "Birch", "status": "open"}
    return making("reviews", {**first, **fields})


def as_formerly(register: Register, changes: Sequence[Change]) -> None:
    """Put changes into the journal as they were kept before some of it was refused; all read it."""
    with register.engine.turn() as turn:
        state = turn.bring(register.engine.opened().state, lambda entry: None)
        at = state.position
        settled = resolved(state, changes, at.seq + 1, TODAY)
        entry = Entry(at.seq + 1, now(), "office", "0" * 8, tuple(settled), at.hash)
        turn.append(entry, state.after(settled), at)
    register.refresh()


def begun_at(folder: Path) -> Path:
    """The path of such a register in a folder, where nobody has it open."""
    path = folder / "register.json"
    with begun(path):
        return path


def reopened(place: Place, user: str = "office") -> Register:
    if isinstance(place, KeptInMemory):
        return Register(MemoryEngine(place), clean_line(user), lambda: TODAY)
    return open_register(place, user=user, today=lambda: TODAY)


def path_of(register: Register) -> Path:
    return Path(register.engine.where)


def the_review(register: Register) -> Record:
    return register.record(REVIEWS, 1)


def put(register: Register, value: Json, field: Field[object] = ROWS) -> Entry:
    return register.apply(setting(the_review(register), field, value))


def order(register: Register) -> list[str]:
    return [row.id for row in the_review(register)[ROWS]]


def actions(register: Register) -> list[str]:
    return [row[action_plan.ACTION] for row in the_review(register)[ROWS]]


def files(place: Place) -> dict[str, bytes]:
    """All that is kept of a register, by the names of its files."""
    if isinstance(place, KeptInMemory):
        return {"memory": b"".join(place.lines)}
    return {
        found.name: found.read_bytes()
        for found in place.parent.iterdir()
        if found.is_file() and not found.name.endswith(".lock")
    }


def change(field: str, was: Json, is_: Json, table: str = "reviews", key: int = 1) -> Change:
    return Change(table, key, field, was, is_)
