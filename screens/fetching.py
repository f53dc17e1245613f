"""Where exported files are, and how to fetch them to one's own machine."""

from __future__ import annotations

import getpass
import shlex
import socket
from collections.abc import Sequence
from pathlib import Path


def how_to_fetch(paths: Sequence[Path]) -> str:
    """The paths, and a command for each that fetches it."""
    where = f"{getpass.getuser()}@{socket.gethostname()}"
    lines = ["Written:", *(f"  {path}" for path in paths), "", "To fetch, on your own machine:"]
    lines += [f"  scp {shlex.quote(f'{where}:{path}')} ." for path in paths]
    return "\n".join(lines)
