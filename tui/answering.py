"""A command answered: run, with the exit status that its end is given."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from store.errors import RegisterError
from store.values import Unacceptable
from tui.commands.faults import FAULT, FaultsTold
from tui.commands.group import CutOff, peer_review
from tui.commands.speaking import tell

INTERRUPTED = 130
CUT_OFF = 141
"""What a shell reports of a program that SIGINT, or a pipe whose reader has gone, has ended."""


def answered(arguments: Sequence[str] | None) -> int:
    """Run a command; its exit status, as `tui.command_line.main` has it."""
    with FaultsTold():
        return _answered(arguments)
    return FAULT


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
