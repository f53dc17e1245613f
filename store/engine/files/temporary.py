"""Files that are written beside the one they are to become, and are swept when left over.

A writer holds a lock (`flock`) on its file for as long as it lives: by that a sweep knows a file
somebody is still writing from one whose writer was killed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.durable import closed
from store.engine.files.rights import NEW_MODE, Rights


@contextmanager
def beside(path: Path, rights: Rights) -> Iterator[tuple[Path, int]]:
    """A new file beside `path`, with `rights`: its name and its descriptor.

    It is gone at the end of the `with`, unless it was given another name by then.

    Raises:
        OSError: when it cannot be made.
    """
    made, descriptor = _made(path)
    try:
        rights.give(descriptor)
        yield made, descriptor
    finally:
        closed(descriptor)
        with suppress(OSError):  # what cannot be taken away now is swept later
            made.unlink(missing_ok=True)


def swept(left: Iterable[Path]) -> None:
    """Take away those of the temporary files `left` whose writers are gone."""
    for path in left:
        with suppress(OSError):  # another account's, or gone already
            _sweep(path)


def _made(path: Path) -> tuple[Path, int]:
    while True:
        made = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
        descriptor = os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, NEW_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                return made, descriptor
        except OSError:
            closed(descriptor)
            made.unlink(missing_ok=True)
            raise
        closed(descriptor)  # a sweep came between making and locking it


def _sweep(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    finally:
        closed(descriptor)
