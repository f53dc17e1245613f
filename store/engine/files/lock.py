"""The register's lock: a file of its own, never renamed or deleted, held only while writing."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.durable import NEW_MODE, Rights, closed
from store.errors import Refused

PATIENCE = 5.0
"""Seconds to wait for another writer, at most."""
_PAUSE = 0.02


class Lock:
    """A lock between processes (`flock`): the data files are replaced, so it has its own file."""

    def __init__(self, path: Path, rights: Rights, user: str) -> None:
        self.path = path
        self._rights = rights
        self._holder = f"{user} (process {os.getpid()} on {os.uname().nodename})"

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock for the length of a `with`.

        Raises:
            Refused: when somebody else has held it for `patience` seconds, naming them.
        """
        descriptor = self._opened()
        try:
            self._take(descriptor, patience)
            with suppress(OSError):  # the name is a courtesy: a full disk keeps nobody out
                self._name_holder(descriptor)
            yield
        finally:
            closed(descriptor)

    def _opened(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            pass
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, NEW_MODE)
        try:
            if os.fstat(descriptor).st_uid == os.geteuid():
                self._rights.give(descriptor)
        except OSError:
            closed(descriptor)
            raise
        return descriptor

    def _name_holder(self, descriptor: int) -> None:
        """Leave the name of who holds it; it mostly stands there already, from the last time.

        The file is never emptied first: ext4 flushes a file that was emptied when it is closed,
        which takes longer than a save.
        """
        holder = self._holder.encode()
        if os.pread(descriptor, len(holder) + 1, 0) != holder:
            os.pwrite(descriptor, holder, 0)
            os.ftruncate(descriptor, len(holder))

    def _take(self, descriptor: int, patience: float) -> None:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    holder = os.pread(descriptor, 500, 0).decode(errors="replace")
                    raise Refused(
                        f"The register is being written by {holder or 'somebody else'} and has "
                        f"been for {patience:g} seconds. Nothing was changed; try again."
                    ) from None
                time.sleep(_PAUSE)
            else:
                return
