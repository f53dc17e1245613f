"""A report of a fault of the program: where it happened, and none of what it happened to."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from store.durable import written


def write_report(error: BaseException, folder: Path) -> Path:
    """The file, 0600, of a report with the places the error came through.

    No local variable is in it, and not the error's own message either: both can hold what a
    record holds.

    Raises:
        OSError: when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = datetime.now(UTC)
    path = folder / f"fault-{at:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    lines = [
        f"Peer Review Register {_version()}",
        f"{at:%Y-%m-%d %H:%M:%S} UTC, Python {platform.python_version()}, {sys.platform}",
        *_places(error),
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        written(descriptor, "\n".join([*lines, ""]).encode(errors="replace"))
    finally:
        os.close(descriptor)
    return path


def _version() -> str:
    # Only a fault needs it, and a start is faster without.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("peer-review-register")
    except PackageNotFoundError:
        return "(not installed)"


def _places(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
        if seen is not None:
            lines.append("after")
    return lines
