"""`people`: the directory, listed, added to, joined with the names on reviews, merged, searched."""

from __future__ import annotations

import click

from store.matching import folded
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.kinds import shown
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.expertise import experts
from store.people.person import apart
from store.register.assigning import ended
from store.register.change import making
from store.register.errors import Refused
from store.register.finding import people_named
from store.register.written import value_written
from store.values import Json, Unacceptable
from tui.commands.options import Options
from tui.commands.people_joined import merge, names
from tui.commands.speaking import one_line, say, say_json, tell
from tui.commands.wording import plain_field


@click.group()
def people() -> None:
    """The directory of people."""


people.add_command(names)
people.add_command(merge)


@people.command()
@click.argument("name")
@click.option("--role", "roles", multiple=True, help="Headteacher, reviewer, …; can be repeated.")
@click.option("--school", default="", help="Its name, a part of it that no other has, or URN.")
@click.option("--email", default="", help="E-mail.")
@click.option("--telephone", default="", help="Telephone.")
@click.option("--another", is_flag=True, help="Make a second one of a name that is there already.")
@click.pass_obj
def add(
    options: Options,
    name: str,
    roles: tuple[str, ...],
    school: str,
    email: str,
    telephone: str,
    another: bool,
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
        twins = people_named(register, name)
        if twins and not another:
            details = apart(register)
            who = "; ".join(details[one.key] or f"number {one.key}" for one in twins)
            raise Refused(
                f"{twins[0][consortium.PERSON_NAME]} is in the directory already ({who}). If this "
                "is somebody else of the same name, say --another."
            )
        entry = register.apply([making(PEOPLE.name, document)])
        say(str(entry.changes[0].key))


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_people(options: Options, as_json: bool) -> None:
    """List the directory by name; the number in front tells two people of one name apart."""
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


@people.command()
@click.argument("words", nargs=-1)
@click.pass_obj
def expertise(options: Options, words: tuple[str, ...]) -> None:
    """Search the expertise directory: those willing to be listed, who are here today."""
    register = options.reading()
    sought = " ".join(words)
    found = experts(register.records(PEOPLE), register.records(SCHOOLS), register.today, sought)
    for one in found:
        contact = (one.person[consortium.PERSON_TELEPHONE], one.person[consortium.PERSON_EMAIL])
        parts = (one.expertise, one.person[consortium.PERSON_NAME], one.school, *contact)
        say(one_line(" · ".join(filter(None, parts)), 400))
    if not found:
        of = f" of {shown(sought)}" if sought else ""
        tell(f"Nobody is listed with expertise{of}.")
