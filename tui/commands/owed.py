"""`owed`: who owes what, a message drafted for each, and the chase noted."""

from __future__ import annotations

from pathlib import Path

import click

from store.changes.chase_and_forward import noting_chase
from store.dates.typed_dates import short
from store.documents.files import Document, export_all
from store.documents.messages.chase_message import draft, draft_name, message
from store.documents.messages.eml import EML
from store.errors import Refused
from store.field_values import Json
from store.matching import folded
from store.paperwork.field_kinds import shown
from store.progress.owed import Debtor, by_person, chased_words, owing
from store.register.register import Register
from tui.commands.due import as_object, sentence
from tui.options import Options
from tui.printing import say, say_document, say_json, tell

_OUTPUT = "-"
_NEAR = 3
"""How many of those that a name fits are named, at most."""


@click.command()
@click.option("--by", "person", default="", metavar="PERSON", help="Only what this person owes.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.option("--message", "as_message", is_flag=True, help="The message to this person.")
@click.option(
    "--eml",
    "folder",
    metavar="FOLDER|-",
    help="Draft the message for a mail program; without --by one for each person.",
)
@click.option("--chased", "note", is_flag=True, help="Note today that this person was asked.")
@click.pass_obj
def owed(
    options: Options,
    person: str,
    as_json: bool,
    as_message: bool,
    folder: str | None,
    note: bool,
) -> None:
    """List everything due or late by the person who owes it, across all reviews."""
    _refuse_misuse(person, as_json, as_message, folder, note)
    if options.confined and folder not in (None, _OUTPUT):
        raise Refused("This login exports to standard output alone: --eml -")
    if note:
        with options.writing() as register:
            _note(register, _only_debtor(register, person))
        return
    register = options.reading()
    if as_message:
        say(message(_only_debtor(register, person), register.consortium).rstrip("\n"))
    elif folder is not None:
        _drafts(register, person, folder)
    else:
        _list(by_person(register, owing(register), person), as_json)


def _refuse_misuse(
    person: str, as_json: bool, as_message: bool, folder: str | None, note: bool
) -> None:
    if sum((as_json, as_message, folder is not None, note)) > 1:
        raise click.UsageError("Give one of --json, --message, --eml and --chased.")
    if not person.strip() and (as_message or note or folder == _OUTPUT):
        raise click.UsageError("Say who with --by PERSON.")


def _only_debtor(register: Register, person: str) -> Debtor:
    """The one person with this name, or a part of it, who owes something."""
    debtors = by_person(register, owing(register), person)
    exact = [debtor for debtor in debtors if folded(debtor.name) == folded(person)]
    debtors = exact or debtors
    if not debtors:
        raise Refused(f"Nobody called {shown(person)} owes anything today.")
    if len(debtors) > 1:
        named = ", ".join(debtor.name for debtor in debtors[:_NEAR])
        more = f" and {len(debtors) - _NEAR} more" if len(debtors) > _NEAR else ""
        raise Refused(f"{shown(person)} can be {named}{more}. Write more of the name.")
    return debtors[0]


def _note(register: Register, debtor: Debtor) -> None:
    changes = noting_chase(register, debtor, register.today)
    if not changes:
        tell("Nothing was changed; it was so already.")
        return
    register.apply(changes)
    ids = dict.fromkeys(debt.id for debt in debtor.owes)
    say(f"{debtor.name} was asked on {short(register.today)}: noted on {', '.join(ids)}.")


def _drafts(register: Register, person: str, folder: str) -> None:
    if folder == _OUTPUT:
        say_document(draft(_only_debtor(register, person), register.consortium).encode())
        return
    debtors = by_person(register, owing(register), person)
    if person and debtors:
        debtors = [_only_debtor(register, person)]
    drafts = (
        Document(
            draft_name(debtor, register.today), draft(debtor, register.consortium).encode(), EML
        )
        for debtor in debtors
    )
    for path in export_all(Path(folder), drafts):
        say(str(path))
    if not debtors:
        tell("Nobody owes anything today.")


def _list(debtors: list[Debtor], as_json: bool) -> None:
    if as_json:
        say_json([_object(debtor) for debtor in debtors])
        return
    for debtor in debtors:
        say(", ".join(filter(None, (debtor.name, chased_words(debtor.chased)))))
        for debt in debtor.owes:
            chased = chased_words(debtor.chased_for(debt))
            say(" ".join(filter(None, (f"  {sentence(debt)}", chased))))


def _object(debtor: Debtor) -> Json:
    return {
        "person": debtor.name,
        "email": debtor.email,
        "chased": [day.isoformat() for day in debtor.chased],
        "owes": [
            {
                **as_object(debt),
                "chased": [day.isoformat() for day in debtor.chased_for(debt)],
            }
            for debt in debtor.owes
        ],
    }
