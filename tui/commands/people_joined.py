"""`people names` and `people merge`: names joined to the directory, two entries made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from store.errors import Refused
from store.paperwork import consortium
from store.paperwork.field_kinds import shown
from store.paperwork.tables import PEOPLE
from store.people.linked_names import NameMention
from store.people.merged_entries import merging
from store.people.person import apart
from store.people.unlinked_names import (
    Unlinked,
    entering,
    joining,
    nearest,
    unlinked,
    unlinked_named,
)
from store.register.change_in_words import record_name
from store.register.finding import record_named
from store.register.register import Register
from store.text import count_of
from tui.options import Options
from tui.printing import say, tell

_NEAR = 3
"""How many near people are named for a name, at most."""


@click.command()
@click.argument("name", required=False)
@click.option("--to", "person", metavar="PERSON", help="Join to this person: a name or a number.")
@click.option("--new", is_flag=True, help="Make a new entry of the name, and join to that.")
@click.option("--only", multiple=True, metavar="NUMBER", type=int, help="Only this place of it.")
@click.pass_obj
def names(
    options: Options, name: str | None, person: str | None, new: bool, only: tuple[int, ...]
) -> None:
    """List the names that are linked to nobody in the directory, or join one.

    With a NAME alone, each place it stands in has a number for --only, which can be repeated.
    """
    if person is not None and new:
        raise click.UsageError("Give --to or --new, not both.")
    if name is None:
        if person is not None or new or only:
            raise click.UsageError("Say which NAME is to be joined.")
        _list(options.reading())
    elif person is None and not new:
        register = options.reading()
        _tell_mentions(register, unlinked_named(register, name))
    else:
        _join(options, name, person, only)


def _join(options: Options, name: str, person: str | None, only: Sequence[int]) -> None:
    with options.writing() as register:
        unlinked_name = unlinked_named(register, name)
        chosen = _chosen(unlinked_name, only)
        if person is None:
            joined_to = f"a new entry, {unlinked_name.name}"
            changes = entering(register, unlinked_name.name, chosen)
        else:
            record = record_named(register, f"person:{person}")
            changes, joined_to = joining(chosen, record.key), record[consortium.PERSON_NAME]
        register.apply(changes)
        say(f"{unlinked_name.name}: joined to {joined_to} in {count_of(len(chosen), 'place')}.")


def _chosen(unlinked_name: Unlinked, only: Sequence[int]) -> list[NameMention]:
    for number in only:
        if not 1 <= number <= len(unlinked_name.mentions):
            raise Refused(
                f"{unlinked_name.name} stands in {count_of(len(unlinked_name.mentions), 'place')}; "
                f"there is no place {number}."
            )
    return [
        mention for at, mention in enumerate(unlinked_name.mentions, 1) if not only or at in only
    ]


def _list(register: Register) -> None:
    groups = unlinked(register)
    for group in groups:
        say(f"{group.name}: {count_of(group.reviews, 'review')}; {', '.join(group.fields)}")
        for line in _near(register, group.name):
            say(f"    {line}")
    if not groups:
        tell("Every name is linked to somebody in the directory.")


def _tell_mentions(register: Register, unlinked_name: Unlinked) -> None:
    for number, mention in enumerate(unlinked_name.mentions, start=1):
        say(f"{number:>3}  {record_name(mention.record)}: {mention.field.label}")
    for line in _near(register, unlinked_name.name):
        say(line)
    tell("Join with --to PERSON or --new; --only NUMBER joins one place of it.")


def _near(register: Register, name: str) -> Iterable[str]:
    details = apart(register)
    for key, how in nearest(register, name)[:_NEAR]:
        person = register.record(PEOPLE, key)
        more = f", {details[key]}" if details[key] else ""
        yield f"may be {key} {person[consortium.PERSON_NAME]}{more} ({how})"


@click.command()
@click.argument("keep")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Merge them, as one change; else it is only shown.")
@click.pass_obj
def merge(options: Options, keep: str, other: str, yes: bool) -> None:
    """Make two entries of one person one: KEEP stays, OTHER goes. Names or numbers."""
    if not yes:
        _merged(options.reading(), keep, other, yes=False)
        return
    with options.writing() as register:
        _merged(register, keep, other, yes=True)


def _merged(register: Register, keep: str, other: str, *, yes: bool) -> None:
    kept, gone = (record_named(register, f"person:{name}") for name in (keep, other))
    merged = merging(register, kept, gone)
    name = f"{kept[consortium.PERSON_NAME]} ({kept.key})"
    say(f"{name} stays; {gone[consortium.PERSON_NAME]} ({gone.key}) goes.")
    for field in merged.fields:
        words = " ".join(field.shown.split()) or "nothing"
        lost = f", not {shown(field.other)}" if field.given_up else ""
        say(f"    {field.field.label}: {words}{lost}")
    records = dict.fromkeys(record_name(mention.record) for mention in merged.mentions)
    places = count_of(len(merged.mentions), "place")
    say(f"    Linked in {places} so far: {', '.join(records) or '–'}")
    if yes:
        register.apply(merged.changes)
        tell("They are one entry now; peer-review undo takes it back.")
    else:
        tell("Nothing is changed yet; --yes merges them.")
