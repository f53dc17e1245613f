"""The commands of `peer-review`, and the options that stand before them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from importlib import import_module

import click

from store.dates.days import london_today
from store.errors import RegisterError
from tui.commands.parameters import Day
from tui.confined import asked_for
from tui.options import Options, register_path, user_name

_COMMANDS: Mapping[str, str] = {
    "demo": "tui.commands.demo:demo",
    "new": "tui.commands.new_and_set:new",
    "set": "tui.commands.new_and_set:set_fields",
    "show": "tui.commands.show:show",
    "list": "tui.commands.list:list_reviews",
    "fields": "tui.commands.fields:fields",
    "history": "tui.commands.history_and_undo:history",
    "undo": "tui.commands.history_and_undo:undo",
    "follow": "tui.commands.follow:follow",
    "versions": "tui.commands.versions:versions",
    "schools": "tui.commands.schools:schools",
    "people": "tui.commands.people:people",
    "export": "tui.commands.export:export",
    "import": "tui.commands.import_forms:import_forms",
    "teams": "tui.commands.teams:teams",
    "year": "tui.commands.year:year",
    "close": "tui.commands.close_and_cancel:close",
    "cancel": "tui.commands.close_and_cancel:cancel",
    "report": "tui.commands.report:report",
    "due": "tui.commands.due:due",
    "owed": "tui.commands.owed:owed",
    "reschedule": "tui.commands.reschedule:reschedule",
    "closures": "tui.commands.closures:closures",
    "backup": "tui.commands.backup_and_check:backup",
    "restore": "tui.commands.backup_and_check:restore",
    "check": "tui.commands.backup_and_check:check",
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
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

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
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Say which version this is.",
)
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

    from tui.terminal.capabilities import why_not

    if sentence := why_not(0, 2, os.environ):
        raise RegisterError(sentence)
    with ThreadPoolExecutor(1) as reading:  # the disk, and summing, leave the other core free
        register = reading.submit(options.opened)
        from tui.app import run
    return run(options, register.result)


def _run_asked(ctx: click.Context, words: list[str]) -> None:
    """Run what the client of a confined login asked for."""
    group = ctx.command
    command = group.get_command(ctx, words[0]) if isinstance(group, click.Group) else None
    if command is None:
        raise click.UsageError(f"There is no command {words[0]}.")
    with command.make_context(words[0], words[1:], parent=ctx) as asked:
        command.invoke(asked)
