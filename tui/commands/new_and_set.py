"""`new` and `set`: a review begun, and the fields of any record changed."""

from __future__ import annotations

import sys

import click

from store.changes.assignments import assignments
from store.changes.written_values import linked, value_written
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.paperwork import consortium
from store.paperwork.field_kinds import DATE, PERSON, Kind
from store.paperwork.tables import REVIEWS
from store.records.change import MADE
from store.register.change_in_words import words_at
from store.register.finding import record_named, school_named
from store.register.new_records import first_making, new_review
from store.register.register import Register
from store.text import ended
from tui.commands.new_warnings import tell_new_warnings, warnings_before
from tui.commands.show import name_of
from tui.options import Options
from tui.printing import one_line, say, tell

_ECHOED = 200
"""Characters of a value that are shown again."""


@click.command()
@click.option("--school", required=True, help="Its name, a part of it that no other has, or URN.")
@click.option("--date", "day", default="", help="The date of the review, as you would write it.")
@click.option("--lead", default="", help="The Lead Reviewer's name.")
@click.pass_obj
def new(options: Options, school: str, day: str, lead: str) -> None:
    """Begin a review and print its id; its school becomes a member."""
    with options.writing() as register:
        school_record = school_named(register, school)
        first_day = DATE.decode(_read(register, "--date", DATE, day))
        led_by = linked(register, PERSON, _read(register, "--lead", PERSON, lead))
        entry = register.apply(new_review(school_record, first_day, led_by))
        key = next(c.key for c in entry.changes if (c.table, c.field) == (REVIEWS.name, MADE))
        made = register.record(REVIEWS, key)
        say(made.id)
        if school_record[consortium.SCHOOL_STATUS] == "closed":
            tell(f"{school_record[consortium.SCHOOL_NAME]} is closed.")
        tell_new_warnings(register, made)


@click.command("set")
@click.argument("target", metavar="REVIEW")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.pass_obj
def set_fields(options: Options, target: str, pairs: tuple[str, ...]) -> None:
    """Set fields of a review, all or none.

    REVIEW is an id (PR-2026-014); it can also be a school year (2026-27), consortium,
    school:NAME or person:NAME. Lists and rows are written as JSON, dates in them as anywhere
    else; a VALUE of - is read from standard input. See peer-review fields.
    """
    from store.versions.freezing import version_to_freeze

    split = [_split(pair) for pair in pairs]
    if sum(value == "-" for _, value in split) > 1:
        raise Refused("Only one value can be read from standard input.")
    read = [(path, _standard_input() if value == "-" else value) for path, value in split]
    with options.writing() as register:
        record = record_named(register, target)
        changes = assignments(register, record, read)
        if not changes:
            tell("Nothing was changed; it was so already.")
            return
        before = warnings_before(register, record)
        register.apply([*first_making(register, record), *changes])
        after = register.record(record.table, record.key)
        for path in dict.fromkeys(path for path, _ in read):
            now = one_line(words_at(register, after, path), _ECHOED)
            tell(f"{name_of(after)}: {path} is now {now or 'empty'}")
            if after.table is REVIEWS and (number := version_to_freeze(after, path)):
                tell(
                    f"versions {after.id} --freeze keeps the proforma as it is now, as version "
                    f"{number}."
                )
        tell_new_warnings(register, after, before)


def _read(register: Register, option: str, kind: Kind[object], text: str) -> Json:
    try:
        return value_written(register, kind, text)
    except Unacceptable as error:
        raise Refused(f"{option}: {ended(str(error))}") from None


def _split(pair: str) -> tuple[str, str]:
    path, equals, value = pair.partition("=")
    if not equals or not path.strip():
        raise click.UsageError(f"“{one_line(pair, 60)}” is not FIELD=VALUE.")
    return path.strip(), value


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"Standard input is not text in UTF-8 (byte {error.start + 1:,}); nothing was changed."
        ) from None
