"""`schools`: imported from a CSV file, listed, made members."""

from __future__ import annotations

from pathlib import Path

import click

from store.matching import folded
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.register.change import MADE, Change
from store.register.editing import setting
from store.register.errors import Refused, RegisterError
from store.register.files import Files
from store.register.finding import school_named
from store.register.new import new_schools, school_document
from store.register.register import Register
from store.values import Json
from tui.commands.options import Options
from tui.commands.speaking import one_line, say, say_json, tell

_NOTICES = 20
"""Notices about a file that are told, at most."""
UNNAMED = "Our consortium"
"""What a consortium is called until somebody says."""


@click.group()
def schools() -> None:
    """The consortium's schools."""


@schools.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--consortium", "name", default="", help="Its name, when this begins the register.")
@click.option("--members", is_flag=True, help="Make every school of the file a member.")
@click.pass_obj
def import_schools(options: Options, file: Path, name: str, members: bool) -> None:
    """Add the schools of a CSV file, and bring those up to date that are there already.

    A school is known by its URN. Nobody is made a member unless --members is given. Where there
    is no register yet, one is made.
    """
    from store.csv_text import Unreadable
    from store.schools_file import read_schools

    try:
        found = read_schools(file.read_bytes(), options.today())
    except Unreadable as error:
        raise RegisterError(f"{file}: {error}") from None
    except OSError as error:
        raise RegisterError(f"{file} cannot be read: {error.strerror}.") from None
    for notice in found.notices[:_NOTICES]:
        tell(notice)
    if len(found.notices) > _NOTICES:
        tell(f"… and {len(found.notices) - _NOTICES:,} more like these.")
    for fact in found.schools:
        school_document(fact)  # refused before a register is made for them
    files = Files.of(options.path)
    if not found.schools and not files.path.exists() and not files.journal.exists():
        raise RegisterError("No register was made: there is no school to put into it.")
    with _register(options, files, name) as register:
        changes = new_schools(found.schools, register, members=members)
        if changes:
            register.apply(changes)
        say(_sum_of(changes, len(found.schools)))


def _register(options: Options, files: Files, name: str) -> Register:
    if not files.path.exists() and not files.journal.exists():
        if options.read_only:
            raise Refused(f"There is no register at {files.path}, and --read-only makes none.")
        register = Register.create(
            options.path, name or UNNAMED, user=options.user, today=options.today
        )
        tell(f"A register was made at {register.path}.")
        return register
    register = options.changing()
    if name:
        tell("The register was there already; its consortium's name stays as it is.")
    return register


def _sum_of(changes: list[Change], of: int) -> str:
    made = sum(change.field == MADE for change in changes)
    brought_up = len({change.key for change in changes if change.field != MADE})
    as_before = of - made - brought_up
    read = "1 school" if of == 1 else f"{of} schools"
    return f"{read} read: {made} added, {brought_up} changed, {as_before} as before."


@schools.command("list")
@click.option("--members", is_flag=True, help="Members of the consortium alone.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_schools(options: Options, members: bool, as_json: bool) -> None:
    """List the schools by name."""
    register = options.reading()
    found = [one for one in register.records(SCHOOLS) if one[consortium.MEMBER] or not members]
    found.sort(key=lambda school: (folded(school[consortium.SCHOOL_NAME]), school.key))
    if as_json:
        say_json(list[Json]([school.flat() for school in found]))
        return
    for school in found:
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
    if not found:
        tell("There are none.")


@schools.command()
@click.argument("names", metavar="NAME|URN...", nargs=-1, required=True)
@click.option("--not", "no_longer", is_flag=True, help="Make them members no longer.")
@click.pass_obj
def member(options: Options, names: tuple[str, ...], no_longer: bool) -> None:
    """Make schools members of the consortium, all or none."""
    with options.writing() as register:
        found = {school.key: school for school in (school_named(register, n) for n in names)}
        changes = [
            change
            for school in found.values()
            for change in setting(school, consortium.MEMBER, not no_longer)
        ]
        if changes:
            register.apply(changes)
        for school in found.values():
            standing = "no member" if no_longer else "a member"
            say(f"{school[consortium.SCHOOL_NAME]} is {standing} of the consortium.")
