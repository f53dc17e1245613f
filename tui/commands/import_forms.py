"""`import`: forms that have come back, compared with the register and, when wanted, taken in."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec import Struct

from store.errors import Refused, Unreadable
from store.paperwork.tables import REVIEWS
from store.register.register import Register
from store.returned.accepting import Chosen, Take, accepted, said_by, take_in, unopposed
from store.returned.as_exported import WhichReview
from store.returned.comparing import Compared, compared
from store.returned.difference import DifferenceState, FormDifference
from store.returned.form import Returned
from tui.commands.new_warnings import tell_new_warnings, warnings_before
from tui.options import Options
from tui.printing import say, tell

_INPUT = "-"
"""The file that means standard input."""
_LIMIT = 64 * 1024 * 1024
"""Bytes that are read of standard input, at most: more than any form may have."""


class _Form(Struct, frozen=True):
    """A file that was read: what it is called, and what stands in it."""

    name: str
    returned: Returned


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Take in what nothing in the register speaks against.")
@click.option("--review", "review_id", default="", metavar="ID", help="The review it is of.")
@click.option("--from", "name", default="", metavar="NAME", help="Whose form it is.")
@click.option("--over", is_flag=True, help="Take in the rest too, over what is held.")
@click.pass_obj
def import_forms(
    options: Options, files: tuple[str, ...], yes: bool, review_id: str, name: str, over: bool
) -> None:
    """Read forms that have come back, and show what they would change; with --yes change it.

    FILE is a Markdown or a Word file; - is standard input. What a form changes is one list of
    changes, taken back with undo. What has no place in the register is kept in the review's note.
    """
    if options.confined and set(files) != {_INPUT}:
        raise Refused("This login imports from standard input alone: import -")
    if files.count(_INPUT) > 1:
        raise click.UsageError("Standard input can be read once.")
    forms = [_Form(_named(file), _read(file)) for file in files]
    if not yes:
        register = options.reading()
        waiting = opposed = 0
        for form in forms:
            comparison = _compared(register, form, review_id)
            _show(form, comparison, name)
            waiting += len(unopposed(comparison, opposed_too=over)) + len(comparison.unplaced)
            opposed += sum(
                difference.state is DifferenceState.OPPOSED for difference in comparison.differences
            )
        if waiting:
            tell("Nothing was changed; add --yes to take it in.")
        elif opposed:
            tell("Nothing was changed; add --over --yes to take it in over what is held.")
        else:
            tell("Nothing is new.")
        return
    with options.writing() as register:
        for form in forms:  # all can be taken in, or none is
            comparison = _compared(register, form, review_id)
            register.refuse(
                accepted(register, comparison, unopposed(comparison, opposed_too=over), name)
            )
        for at, form in enumerate(forms):
            try:
                _take_in(register, form, _compared(register, form, review_id), name, over)
            except Refused as error:  # what the forms before it filled leaves too little room
                before = f" {at} before it were taken in; undo takes them back."
                raise Refused(f"{form.name}: {error}{before if at else ''}") from None


def _named(file: str) -> str:
    return "Standard input" if file == _INPUT else file


def _read(file: str) -> Returned:
    from store.returned.file import read_path, read_returned

    try:
        if file == _INPUT:
            return read_returned(sys.stdin.buffer.read(_LIMIT), _named(file))
        return read_path(Path(file).expanduser())
    except Unreadable as error:
        raise Refused(str(error)) from None
    except RuntimeError as error:
        raise Refused(f"{file} leads nowhere: {str(error).rstrip('.')}.") from None


def _compared(register: Register, form: _Form, review_id: str) -> Compared:
    try:
        return compared(register, form.returned, review_id)
    except WhichReview as error:
        hint = f" {error.likely} stands on it." if error.likely else ""
        raise Refused(f"{form.name}: {error}{hint}") from None
    except Refused as error:
        raise Refused(f"{form.name}: {error}") from None


def _head(form: _Form, comparison: Compared, name: str) -> str:
    whose = said_by(comparison, name)
    return f"{form.name}: {comparison.review.id}, {comparison.form.title}, from {whose}"


def _show(form: _Form, comparison: Compared, name: str) -> None:
    """Field by field what would be changed; what cannot be placed; what was noticed."""
    say(_head(form, comparison, name))
    for difference in comparison.new:
        opposed = (
            f" ({_opposed(comparison)})" if difference.state is DifferenceState.OPPOSED else ""
        )
        say(f"  {difference.wording}{opposed}")
        if comparison.base_known:
            _side("as exported", difference.base)
        _side("returned", difference.returned)
        _side("now", difference.now)
    if not comparison.new:
        say("  It says nothing new.")
    _rest(comparison)


def _side(name: str, text: str) -> None:
    first, *more = (text or "empty").split("\n")
    say("\n".join([f"    {name + ':':<13}{first}", *(f"{'':<17}{line}" for line in more)]))


def _rest(comparison: Compared) -> None:
    if comparison.unplaced:
        say("  Cannot be placed; it is kept in the review’s note:")
        for passage in comparison.unplaced:
            first, *more = passage.split("\n")
            say("\n".join([f"    {first}", *(f"      {line}" for line in more)]))
    for notice in comparison.notices:
        tell(f"{comparison.review.id}: {notice}")


def _take_in(register: Register, form: _Form, comparison: Compared, name: str, over: bool) -> None:
    chosen = unopposed(comparison, opposed_too=over)
    before = warnings_before(register, comparison.review)
    entry = take_in(register, comparison, chosen, name)
    say(_head(form, comparison, name))
    for at, difference in enumerate(comparison.differences):
        if chosen.get(at) is Take.RETURNED:
            say(f"  {difference.wording}: {_now(difference)}")
    if entry is None:
        say("  It says nothing new.")
    _rest(comparison)
    now = register.record(REVIEWS, comparison.review.key)
    tell_new_warnings(register, now, before, f"{now.id}: ")
    left = [
        difference
        for at, difference in enumerate(comparison.differences)
        if _left(difference, at, chosen)
    ]
    for difference in left:
        tell(f"{comparison.review.id}: left as it is, {_opposed(comparison)}: {difference.wording}")
    if left:
        tell("Add --over to take in what was left as well.")


def _opposed(comparison: Compared) -> str:
    """Why a difference needs somebody to choose."""
    return "changed in the register since" if comparison.base_known else "the register has another"


def _left(difference: FormDifference, at: int, chosen: Chosen) -> bool:
    return difference.state is DifferenceState.OPPOSED and at not in chosen


def _now(difference: FormDifference) -> str:
    if difference.whole_row and difference.row:
        return "taken out"
    return difference.returned.replace("\n", " / ") or "empty"
