"""Writing that survives: the few calls every durable file needs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def written(descriptor: int, whole: bytes | memoryview) -> None:
    """Write all of `whole`, however many calls it takes.

    Raises:
        OSError: when that fails; part of it may be written.
    """
    rest = memoryview(whole)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_file(path: Path) -> None:
    """Make durable what was written to a file and closed.

    Raises:
        OSError: when that fails.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        closed(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable.

    Raises:
        OSError: when that fails.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        closed(descriptor)


def closed(descriptor: int) -> None:
    """Close a descriptor whose bytes are flushed, or given up: nothing hangs on how that ends."""
    with suppress(OSError):
        os.close(descriptor)
