"""`people`: the directory, listed, added to, joined with the names on reviews, merged, searched."""

from __future__ import annotations

from pathlib import Path

import click

from store.changes.written_values import value_written
from store.errors import Refused
from store.field_values import Json, Unacceptable
from store.matching import folded
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.field_kinds import shown
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.expertise import experts
from store.people.person import apart
from store.records.change import making
from store.register.change_in_words import field_in_words, record_name
from store.register.finding import people_named
from store.text import ended
from tui.commands.people_joined import merge, names
from tui.options import Options, drafts_folder
from tui.printing import one_line, say, say_document, say_json, tell


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
    given: dict[Field[object], str] = {
        consortium.PERSON_NAME: name,
        consortium.ROLES: "\n".join(roles),
        consortium.PERSON_SCHOOL: school,
        consortium.PERSON_EMAIL: email,
        consortium.PERSON_TELEPHONE: telephone,
    }
    with options.writing() as register:
        document: dict[str, Json] = {}
        for field, text in given.items():
            try:
                document[field.path] = value_written(register, field.kind, text)
            except Unacceptable as error:
                raise Refused(f"{field.label}: {ended(str(error))}") from None
        if not document[consortium.PERSON_NAME.path]:
            raise Refused("Name: a person needs one.")
        twins = people_named(register, name)
        if twins and not another:
            details = apart(register)
            who = "; ".join(details[twin.key] or f"number {twin.key}" for twin in twins)
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
    listed = sorted(
        register.records(PEOPLE),
        key=lambda person: (folded(person[consortium.PERSON_NAME]), person.key),
    )
    if as_json:
        say_json(list[Json]([person.flat() for person in listed]))
        return
    for person in listed:
        name = one_line(person[consortium.PERSON_NAME], 30)
        school = one_line(field_in_words(register, person, consortium.PERSON_SCHOOL), 30)
        roles = ", ".join(person[consortium.ROLES])
        say(f"{person.key:>4}  {name:<30}  {school:<30}  {roles}".rstrip())
    if not listed:
        tell("There is nobody in the directory.")


_ALSO = click.option(
    "--also", multiple=True, metavar="NAME", help="Another name they stand under; can be repeated."
)


@people.command()
@click.argument("name")
@_ALSO
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@click.pass_obj
def forget(options: Options, name: str, also: tuple[str, ...], yes: bool) -> None:
    """Take a person out of the register, its history, its backups and all that was typed.

    NAME is a name, or the key of a person of the directory. Without --yes every mention is
    shown, and nothing is changed.
    """
    from store.forgetting.forgetting import forget as forget_person
    from store.forgetting.mentions import subject_of
    from store.forgetting.occurrences import left_to_do, occurrences_of

    register = options.changing() if yes else options.reading()
    if yes and register.read_only:
        raise Refused(f"Nobody can be forgotten here. {register.read_only}")
    occurrences = occurrences_of(register, subject_of(register, name, also), drafts_folder())
    if not occurrences.anything:
        raise Refused(f"Nothing of {occurrences.subject.name} was found.")
    if not yes:
        for line in (*occurrences.lines, "", *occurrences.what_is_done, "", left_to_do()):
            say(line)
        tell("Nothing was changed. Add --yes to do it; it cannot be undone.")
        return
    count = forget_person(register.engine, occurrences.subject.words, drafts_folder())
    say(
        f"Forgotten: {occurrences.subject.words.mark} stands where the name stood; {count} files "
        "are new."
    )
    tell(left_to_do())


@people.command()
@click.argument("name")
@_ALSO
@click.option("--to", "folder", metavar="FOLDER|-", default="-", help="Where; else to output.")
@click.pass_obj
def data(options: Options, name: str, also: tuple[str, ...], folder: str) -> None:
    """Print all that is held about a person, as one document."""
    from store.documents.files import Document, export_all, file_name
    from store.documents.formats.markdown import write
    from store.documents.pages.person import data_page
    from store.forgetting.mentions import subject_of

    register = options.reading()
    subject = subject_of(register, name, also)
    data = write(data_page(register, subject)).encode()
    document = Document(file_name("person", subject.name, shorten=1), data)
    if folder == "-":
        say_document(document.data)
        return
    for path in export_all(Path(folder), [document]):
        say(str(path))


@people.command()
@click.pass_obj
def retention(options: Options) -> None:
    """List what is older than the period that is kept; nothing is removed by itself."""
    from store.dates.typed_dates import echo
    from store.forgetting.retention import beyond_retention

    register = options.reading()
    years = register.consortium[consortium.RETENTION]
    if years is None:
        tell("No period is set: peer-review set consortium retention=YEARS")
        return
    for old in beyond_retention(register):
        say(f"{echo(old.since)}  {old.record.table.singular}  {record_name(old.record)}")


@people.command()
@click.argument("words", nargs=-1)
@click.pass_obj
def expertise(options: Options, words: tuple[str, ...]) -> None:
    """Search the expertise directory: those willing to be listed, who are here today."""
    register = options.reading()
    sought = " ".join(words)
    listed = experts(register.records(PEOPLE), register.records(SCHOOLS), register.today, sought)
    for expert in listed:
        contact = (
            expert.person[consortium.PERSON_TELEPHONE],
            expert.person[consortium.PERSON_EMAIL],
        )
        parts = (expert.expertise, expert.person[consortium.PERSON_NAME], expert.school, *contact)
        say(one_line(" · ".join(filter(None, parts)), 400))
    if not listed:
        of = f" of {shown(sought)}" if sought else ""
        tell(f"Nobody is listed with expertise{of}.")
