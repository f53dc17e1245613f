"""Two people changed one field: what "both" makes of it, for texts and lists."""

from __future__ import annotations

from store.field_values import Json
from store.paperwork.field_kinds import Kind, TextKind
from store.paperwork.list_kinds import ListKind


def can_hold_both(kind: Kind[object]) -> bool:
    """Whether a field of this kind can hold what two people wrote."""
    return isinstance(kind, ListKind | TextKind)


def both(kind: Kind[object], was: Json, theirs: Json, mine: Json) -> Json:
    """What two people made of `was`, put together: what is stored first, then what I added.

    In a list, an entry that either of us removed is left out. A text that contains the other is
    kept alone; otherwise they follow each other with an empty line between, as both may have
    changed the same sentence.
    """
    if isinstance(kind, ListKind):
        before, there, here = (_entries(value) for value in (was, theirs, mine))
        kept = [entry for entry in there if entry in here or entry not in before]
        return [*kept, *(entry for entry in here if entry not in there and entry not in before)]
    there_text, here_text = str(theirs or ""), str(mine or "")
    if here_text in there_text:
        return there_text
    if there_text in here_text:
        return here_text
    return f"{there_text}\n\n{here_text}"


def _entries(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
