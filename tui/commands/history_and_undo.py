"""`history` and `undo`: what was changed, by whom and when; and the last of it taken back."""

from __future__ import annotations

import click

from store.dates.days import in_london
from store.field_values import Json
from store.paperwork.tables import TABLES
from store.records.change import MADE, Change, Entry
from store.records.record import ID
from store.register.change_in_words import by, described
from store.register.finding import record_named
from store.register.register import Register
from tui.options import Options
from tui.printing import one_line, say, say_json, tell

_SHOWN = 60
"""Characters shown of each side of a change."""
_LINES = 20
"""Changes shown of those that took something back."""


@click.command()
@click.argument("target", metavar="[REVIEW]", default="")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def history(options: Options, target: str, as_json: bool) -> None:
    """List every change, oldest first; of a review (or another record) alone when it is named."""
    register = options.reading()
    entries = list(register.history(record_named(register, target) if target else None))
    names = _names(entries)
    if as_json:
        say_json([_as_json(entry, change, names) for entry, change in _changes(entries)])
        return
    for entry, change in _changes(entries):
        say(f"{entry.seq:>5}  {_when(entry)}  {by(entry)}  {_sentence(register, change, names)}")


@click.command()
@click.pass_obj
def undo(options: Options) -> None:
    """Take back your last list of changes; again goes further back."""
    with options.writing() as register:
        taken_back, undoing = register.undo(whole_user=True)
        names = _names(list(register.history()))
        say(f"Taken back: change {taken_back.seq} of {_when(taken_back)}.")
        for change in undoing.changes[:_LINES]:
            tell(_sentence(register, change, names))
        if len(undoing.changes) > _LINES:
            tell(f"… and {len(undoing.changes) - _LINES:,} more.")


def _changes(entries: list[Entry]) -> list[tuple[Entry, Change]]:
    return [(entry, change) for entry in entries for change in entry.changes]


def _names(entries: list[Entry]) -> dict[tuple[str, int], str]:
    """What each review is called; those that are gone are found where they were made."""
    names: dict[tuple[str, int], str] = {}
    for _, change in _changes(entries):
        for side in (change.was, change.is_):
            if change.field == MADE and isinstance(side, dict) and isinstance(side.get(ID), str):
                names[change.table, change.key] = str(side[ID])
    return names


def _called(change: Change, names: dict[tuple[str, int], str]) -> str:
    return names.get((change.table, change.key), f"{TABLES[change.table].singular} {change.key}")


def _as_json(entry: Entry, change: Change, names: dict[tuple[str, int], str]) -> dict[str, Json]:
    return {
        "seq": entry.seq,
        "time": entry.time,
        "user": entry.user,
        "source": entry.source,
        "record": _called(change, names),
        "field": change.field,
        "was": change.was,
        "is": change.is_,
    }


def _when(entry: Entry) -> str:
    """The entry's time, as clocks in London had it."""
    return in_london(entry.time).strftime("%Y-%m-%d %H:%M")


def _sentence(register: Register, change: Change, names: dict[tuple[str, int], str]) -> str:
    called = _called(change, names)
    if change.field == MADE:
        document = change.is_ or change.was
        name = document.get("name") if isinstance(document, dict) else None
        called += f" ({one_line(name, _SHOWN)})" if isinstance(name, str) else ""
        return f"{called} {'taken back' if change.is_ is None else 'made'}"
    words = described(register, change)
    was, now = (one_line(side, _SHOWN) or "empty" for side in (words.was, words.is_))
    return f"{called}  {change.field}: {was} -> {now}"
