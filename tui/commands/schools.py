"""`schools`: imported from a CSV file, listed, made members."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from store.errors import Refused, RegisterError, Unreadable
from store.field_values import Json
from store.imports.csv_text import decoded
from store.imports.schools_file import SchoolsFile
from store.imports.schools_taken_in import (
    LARGE,
    Known,
    SchoolsWanted,
    changes_of,
    counted,
    read_chosen,
    still_reviewed,
    taken_in,
)
from store.matching import folded
from store.open_register import create_register, is_register
from store.paperwork import consortium
from store.paperwork.field_kinds import shown
from store.paperwork.tables import SCHOOLS
from store.records.editing import setting
from store.register.finding import school_named
from store.register.register import Register
from tui.commands.long_work import progress
from tui.options import Options
from tui.printing import one_line, say, say_json, tell

_NOTICES = 20
"""Notices about a file that are told, at most."""
UNNAMED = "Our consortium"
"""What a consortium is called until somebody says."""


@click.group()
def schools() -> None:
    """The consortium's schools."""


@schools.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--find", "text", default="", help="Only those with this in name, town, postcode.")
@click.option("--town", default="", help="Only those in this town.")
@click.option("--urn", "urns", multiple=True, help="Only the one with this URN; again for more.")
@click.option("--urns", "listed", type=click.Path(path_type=Path), help="A file of URNs.")
@click.option("--members", is_flag=True, help="Make the schools that are taken in members.")
@click.option("--consortium", "name", default="", help="Its name, when this begins the register.")
@click.option("--yes", is_flag=True, help="Take them in.")
@click.pass_obj
def import_schools(
    options: Options,
    file: Path,
    text: str,
    town: str,
    urns: tuple[str, ...],
    listed: Path | None,
    members: bool,
    name: str,
    yes: bool,
) -> None:
    """Show what the schools of a CSV file would change; with --yes take them in.

    A school is known by its URN. Several options narrow one another; a closed school is taken in
    by its URN alone. From a file with more than 200 schools only those chosen are taken in, and
    without a choice those brought up to date that are there already. Nobody is made a member
    unless --members is given. Where there is no register yet, --yes makes one.
    """
    choice = SchoolsWanted(text, town, frozenset((*_urns(urns), *_urns_at(listed))))
    begun = is_register(options.path)
    register = (options.changing() if yes else options.reading()) if begun else None
    known = Known(register.records(SCHOOLS) if register else ())
    file_read = _read(file, options, known, choice)
    _tell_of(file_read, choice)
    if file_read.lacking and not yes:
        columns = ", ".join(f"'{column}'" for column in file_read.lacking)
        tell(f"Not in this file, so what it would say stays as it is: {columns}.")
    if members and not choice and file_read.rows > LARGE:
        raise Refused("--members needs a choice from a file as large as this: which of them?")
    additions = list(taken_in(file_read.schools, known, members))
    if register:
        for sentence in still_reviewed(additions, register.lines()):
            tell(sentence)
    changes = changes_of(additions)
    if yes and not register and not changes:
        raise RegisterError("No register was made: there is no school to put into it.")
    if yes and changes:
        with register or _made(options, name) as register:
            register.apply(changes)
    elif not yes:
        for addition in additions:
            if addition.changes:
                say("\n".join(addition.words))
    if name and begun:
        tell("The register was there already; its consortium's name stays as it is.")
    say(f"{_words_of(file_read, choice)}{'' if yes else '; with --yes'}: {counted(additions)}.")
    if changes and not yes:
        tell("Nothing was changed; add --yes to take them in.")


def _words_of(file_read: SchoolsFile, choice: SchoolsWanted) -> str:
    """How many schools were read, and how many of them are meant."""
    read = "1 school read" if file_read.rows == 1 else f"{file_read.rows:,} schools read"
    if len(file_read.schools) == file_read.rows:
        return read
    return f"{read}, {len(file_read.schools):,} of them {'chosen' if choice else 'in the register'}"


def _read(file: Path, options: Options, known: Known, choice: SchoolsWanted) -> SchoolsFile:
    """The schools that are meant, with a bar on a terminal while they are read."""
    try:
        with file.open("rb") as opened, progress(f"Reading {file.name}") as tell_progress:
            return read_chosen(opened, options.today(), known, choice, tell_progress)
    except Unreadable as error:
        raise RegisterError(f"{file}: {error}") from None
    except OSError as error:
        raise RegisterError(f"{file} cannot be read: {error.strerror}.") from None


def _tell_of(file_read: SchoolsFile, choice: SchoolsWanted) -> None:
    """Tell the notices about a file, and which schools of it are meant."""
    for notice in file_read.notices[:_NOTICES]:
        tell(notice)
    if len(file_read.notices) > _NOTICES:
        tell(f"… and {len(file_read.notices) - _NOTICES:,} more like these.")
    missing = sorted(choice.urns - {school.urn for school in file_read.schools})
    if missing:
        more = f" and {len(missing) - _NOTICES} more" if len(missing) > _NOTICES else ""
        tell(f"No school of the file has the URN {', '.join(missing[:_NOTICES])}{more}.")
    if file_read.rows > LARGE and not choice:
        tell(
            f"A file with more than {LARGE} schools: only those the register has are brought up "
            "to date. Choose others with --find, --town, --urn or --urns."
        )


def _urns(given: Iterable[str]) -> Iterator[str]:
    for urn in given:
        if not (urn.isascii() and urn.isdecimal()):
            raise Refused(f"--urn: {shown(urn)} is no URN; a URN is a number, for example 115138.")
        yield urn


def _urns_at(listed: Path | None) -> Iterator[str]:
    """The URNs of a file: the number each line begins with; its first line can be a heading."""
    if listed is None:
        return
    try:
        lines = decoded(listed.read_bytes()).splitlines()
    except Unreadable as error:
        raise RegisterError(f"{listed}: {error}") from None
    except OSError as error:
        raise RegisterError(f"{listed} cannot be read: {error.strerror}.") from None
    any_found = False
    for number, line in enumerate(lines, start=1):
        urn = re.match(r'[\s"\']*([0-9]+)\b', line)
        if urn:
            any_found = True
            yield urn[1]
        elif line.strip() and number > 1:
            raise Refused(
                f"{listed}: line {number}, {shown(line, 40)}, begins with no URN; write one URN a "
                "line."
            )
    if not any_found:
        raise Refused(f"{listed} has no URN; write one a line.")


def _made(options: Options, name: str) -> Register:
    if options.read_only:
        raise Refused(f"There is no register at {options.path}, and --read-only makes none.")
    register = create_register(
        options.path, name or UNNAMED, user=options.user, today=options.today
    )
    tell(f"A register was made at {register.engine.where}.")
    return register


@schools.command("list")
@click.option("--members", is_flag=True, help="Members of the consortium alone.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_schools(options: Options, members: bool, as_json: bool) -> None:
    """List the schools by name."""
    register = options.reading()
    listed = [
        school for school in register.records(SCHOOLS) if school[consortium.MEMBER] or not members
    ]
    listed.sort(key=lambda school: (folded(school[consortium.SCHOOL_NAME]), school.key))
    if as_json:
        say_json(list[Json]([school.flat() for school in listed]))
        return
    for school in listed:
        marks = ", ".join(
            word
            for word, holds in (
                ("member", school[consortium.MEMBER]),
                ("closed", school[consortium.SCHOOL_STATUS] == "closed"),
            )
            if holds
        )
        urn, name = school[consortium.URN], one_line(school[consortium.SCHOOL_NAME], 50)
        say(f"{urn:<6}  {name:<50}  {marks}".rstrip())
    if not listed:
        tell("There are none.")


@schools.command()
@click.argument("names", metavar="NAME|URN...", nargs=-1, required=True)
@click.option("--not", "no_longer", is_flag=True, help="Make them members no longer.")
@click.pass_obj
def member(options: Options, names: tuple[str, ...], no_longer: bool) -> None:
    """Make schools members of the consortium, all or none."""
    with options.writing() as register:
        wanted = {school.key: school for school in (school_named(register, n) for n in names)}
        changes = [
            change
            for school in wanted.values()
            for change in setting(school, consortium.MEMBER, not no_longer)
        ]
        if changes:
            register.apply(changes)
        for school in wanted.values():
            standing = "no member" if no_longer else "a member"
            say(f"{school[consortium.SCHOOL_NAME]} is {standing} of the consortium.")
