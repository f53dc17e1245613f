"""Writing that survives: the two calls every durable file needs."""

from __future__ import annotations

import os
from pathlib import Path


def written(descriptor: int, whole: bytes) -> None:
    """Write all of `whole`, however many calls it takes.

    Raises:
        OSError: when that fails; part of it may be written.
    """
    rest = memoryview(whole)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable.

    Raises:
        OSError: when that fails.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
