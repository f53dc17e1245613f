"""`people`: the directory, listed and added to."""

from __future__ import annotations

import click

from store.matching import folded
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.tables import PEOPLE
from store.register.assigning import ended
from store.register.change import making
from store.register.errors import Refused
from store.register.finding import person_named
from store.register.written import value_written
from store.values import Json, Unacceptable
from tui.commands.options import Options
from tui.commands.speaking import one_line, say, say_json, tell
from tui.commands.wording import plain_field


@click.group()
def people() -> None:
    """The directory of people."""


@people.command()
@click.argument("name")
@click.option("--role", "roles", multiple=True, help="Headteacher, reviewer, …; can be repeated.")
@click.option("--school", default="", help="Its name, a part of it that no other has, or URN.")
@click.option("--email", default="", help="E-mail.")
@click.option("--telephone", default="", help="Telephone.")
@click.pass_obj
def add(
    options: Options, name: str, roles: tuple[str, ...], school: str, email: str, telephone: str
) -> None:
    """Add a person and print their key."""
    said: dict[Field[object], str] = {
        consortium.PERSON_NAME: name,
        consortium.ROLES: "\n".join(roles),
        consortium.PERSON_SCHOOL: school,
        consortium.PERSON_EMAIL: email,
        consortium.PERSON_TELEPHONE: telephone,
    }
    with options.writing() as register:
        document: dict[str, Json] = {}
        for field, text in said.items():
            try:
                document[field.path] = value_written(register, field.kind, text)
            except Unacceptable as error:
                raise Refused(f"{field.label}: {ended(str(error))}") from None
        if not document[consortium.PERSON_NAME.path]:
            raise Refused("Name: a person needs one.")
        if twin := person_named(register, name):
            tell(f"{twin[consortium.PERSON_NAME]} is in the directory already.")
        entry = register.apply([making(PEOPLE.name, document)])
        say(str(entry.changes[0].key))


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_people(options: Options, as_json: bool) -> None:
    """List the directory by name."""
    register = options.reading()
    found = sorted(
        register.records(PEOPLE), key=lambda one: (folded(one[consortium.PERSON_NAME]), one.key)
    )
    if as_json:
        say_json(list[Json]([person.flat() for person in found]))
        return
    for person in found:
        name = one_line(person[consortium.PERSON_NAME], 30)
        school = one_line(plain_field(register, person, consortium.PERSON_SCHOOL), 30)
        roles = ", ".join(person[consortium.ROLES])
        say(f"{person.key:>4}  {name:<30}  {school:<30}  {roles}".rstrip())
    if not found:
        tell("There is nobody in the directory.")
