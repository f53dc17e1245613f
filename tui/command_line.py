"""`peer-review`: the terminal app, and the same register from a shell without it."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module

import click

from store.dates.today import london_today
from store.register.errors import RegisterError
from store.values import Unacceptable
from tui.commands.faults import FAULT, FaultsTold
from tui.commands.options import Day, Options, register_path, user_name
from tui.commands.speaking import tell
from tui.confined import asked_for

INTERRUPTED = 130
COLLECTED_AFTER = 100_000
"""Objects made between two looks for circles of them; at Python’s 700 a start takes 7% longer."""
CUT_OFF = 141
"""What a shell reports of a program that SIGINT, or a pipe whose reader has gone, has ended."""

_COMMANDS: Mapping[str, str] = {
    "demo": "tui.commands.demo:demo",
    "new": "tui.commands.reviews:new",
    "set": "tui.commands.reviews:set_fields",
    "show": "tui.commands.showing:show",
    "list": "tui.commands.listing:list_reviews",
    "fields": "tui.commands.fields:fields",
    "history": "tui.commands.history:history",
    "undo": "tui.commands.history:undo",
    "follow": "tui.commands.follow:follow",
    "versions": "tui.commands.versions:versions",
    "schools": "tui.commands.schools:schools",
    "people": "tui.commands.people:people",
    "export": "tui.commands.export:export",
    "import": "tui.commands.importing:import_forms",
    "teams": "tui.commands.teams:teams",
    "year": "tui.commands.year:year",
    "close": "tui.commands.ending:close",
    "cancel": "tui.commands.ending:cancel",
    "report": "tui.commands.report:report",
    "due": "tui.commands.due:due",
    "owed": "tui.commands.owed:owed",
    "reschedule": "tui.commands.reschedule:reschedule",
    "closures": "tui.commands.closures:closures",
    "backup": "tui.commands.keeping:backup",
    "restore": "tui.commands.keeping:restore",
    "check": "tui.commands.keeping:check",
}


class CutOff(Exception):
    """Whoever read the results has gone."""


class Commands(click.Group):
    """The commands, each imported when it is asked for: the others cost no time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise CutOff from None  # of a broken pipe itself click would make exit status 1


def _version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"peer-review {version('peer-review-register')}")
    except PackageNotFoundError:
        click.echo("peer-review (not installed)")
    ctx.exit()


@click.group(
    "peer-review",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--register",
    "path",
    metavar="PATH",
    envvar="PEER_REVIEW_REGISTER",
    help="The register's file; else $PEER_REVIEW_REGISTER, else the one in your data folder.",
)
@click.option("--today", type=Day(), help="Work as if it were this day.")
@click.option("--user", help="The name your changes are made under.")
@click.option("--read-only", is_flag=True, help="Change nothing, whatever is asked.")
@click.option(
    "--confined",
    is_flag=True,
    help="For a login that may do nothing else (ForceCommand in sshd): see docs/ssh.md.",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Say which version this is.",
)  # fmt: skip
@click.pass_context
def peer_review(
    ctx: click.Context,
    path: str | None,
    today: date | None,
    user: str | None,
    read_only: bool,
    confined: bool,
) -> None:
    """The register of a consortium's peer reviews. Without a command, the terminal app opens."""
    day = (lambda: today) if today else london_today
    options = Options(register_path(path), user_name(user), day, read_only, confined)
    ctx.obj = options
    if ctx.invoked_subcommand is None:
        if confined and (words := asked_for(os.environ)):
            _run_asked(ctx, words)
            return
        ctx.exit(_open(options))


def _open(options: Options) -> int:
    """Open the terminal app; the register is read while Textual is imported.

    Raises:
        RegisterError: when the register cannot be opened, or this terminal cannot show the app.
    """
    from concurrent.futures import ThreadPoolExecutor

    from tui.terminal import why_not

    if sentence := why_not(0, 2, os.environ):
        raise RegisterError(sentence)
    with ThreadPoolExecutor(1) as reading:  # the disk, and summing, leave the other core free
        found = reading.submit(options.opened)
        from tui.app import run
    return run(options, found.result)


def _run_asked(ctx: click.Context, words: list[str]) -> None:
    """Run what the client of a confined login asked for."""
    group = ctx.command
    command = group.get_command(ctx, words[0]) if isinstance(group, click.Group) else None
    if command is None:
        raise click.UsageError(f"There is no command {words[0]}.")
    with command.make_context(words[0], words[1:], parent=ctx) as asked:
        command.invoke(asked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status.

    0 when it was done; 1, with a sentence on standard error, when it could not be; 2 for wrong
    usage; 70 for a fault of the program. Without `arguments` they are the process's own, which
    ends with this.
    """
    if arguments is None:
        gc.set_threshold(COLLECTED_AFTER)
    status = FAULT
    with FaultsTold():
        status = _answered(arguments)
    if arguments is None:
        gc.freeze()  # else the interpreter looks through all that was read before it ends
    return status


def _answered(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, CutOff):
        status = CUT_OFF
        _forget_output()
    except OSError as error:
        status = 1
        tell(_sentence(error))
        _forget_output()
    return status


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status = peer_review.main(arguments, prog_name="peer-review", standalone_mode=False)
    except click.UsageError as error:
        usage = f"{error.ctx.get_usage()}\n" if error.ctx else ""
        tell(f"{usage}{error.format_message()}")
        return error.exit_code
    except click.ClickException as error:
        tell(error.format_message())
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except (RegisterError, Unacceptable) as error:
        tell(str(error))
        return 1
    return status if isinstance(status, int) else 0


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. What was asked could not be done."


def _forget_output() -> None:
    """Have nothing written any more when the interpreter ends: there is nobody to read it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except io.UnsupportedOperation:
            return


if __name__ == "__main__":
    sys.exit(main())
