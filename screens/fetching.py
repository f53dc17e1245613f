"""Where exported files are, and how to fetch them to one's own machine."""

from __future__ import annotations

import getpass
import shlex
import socket
from collections.abc import Iterable, Sequence
from pathlib import Path


def how_to_fetch(paths: Sequence[Path]) -> str:
    """The paths, and a command for each that fetches it."""
    return _told(paths, [f"scp {shlex.quote(f'{_here()}:{path}')} ." for path in paths])


def how_to_ask(commands: Iterable[tuple[Path, str]]) -> str:
    """The same for a confined login, which has no scp: it asks for each document by a command."""
    asked = list(commands)
    return _told(
        [path for path, _ in asked],
        [f"ssh {_here()} {command} > {shlex.quote(path.name)}" for path, command in asked],
    )


def how_to_send() -> str:
    """How a confined login, which can name no file here, has a form that came back taken in."""
    return (
        "This login can read no file of this machine. On your own one, this shows what a form "
        f"would change, and with --yes at its end takes it in: ssh {_here()} import - < FILE"
    )


def _told(paths: Sequence[Path], commands: Sequence[str]) -> str:
    lines = ["Written:", *(f"  {path}" for path in paths), ""]
    lines += ["To fetch, on your own machine:", *(f"  {command}" for command in commands)]
    return "\n".join(lines)


def _here() -> str:
    return f"{getpass.getuser()}@{socket.gethostname()}"
