"""A command run, with the exit status that its end is given; faults told without anybody's data."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from types import TracebackType

import click

from store.errors import RegisterError
from store.field_values import Unacceptable
from tui.commands.group import CutOff, peer_review
from tui.options import faults_folder
from tui.printing import tell

FAULT = 70
"""The exit status, as sysexits.h has it for a fault of the program itself."""
_SORRY = "The command has stopped because of a fault in the program. What was kept is safe."
INTERRUPTED = 130
CUT_OFF = 141
"""What a shell reports of a program that SIGINT, or a pipe whose reader has gone, has ended."""


def answered(arguments: Sequence[str] | None) -> int:
    """Run a command; its exit status, as `tui.command_line.main` has it."""
    with _FaultsTold():
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


class _FaultsTold:
    """Round a command: what falls through is reported in a file, and not printed.

    Python would print the error's message, which can hold what a record holds.
    """

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        """Report a fault; an end that was asked for (ctrl+c, an exit) goes on its way."""
        if not isinstance(error, Exception):
            return False
        from store.crash_report import write_report

        folder = faults_folder()
        try:
            tell(f"{_SORRY} A report is in {write_report(error, folder)}")
        except OSError as unwritten:
            tell(f"{_SORRY} No report could be written to {folder}: {unwritten.strerror}")
        return True
