"""The register's lock: a file of its own, never renamed or deleted, held only while writing."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.durable import closed
from store.register.errors import Refused
from store.register.rights import NEW_MODE, Rights

PATIENCE = 5.0
"""Seconds to wait for another writer, at most."""
_PAUSE = 0.02


class Lock:
    """A lock between processes (`flock`): the data files are replaced, so it has its own file."""

    def __init__(self, path: Path, rights: Rights, user: str) -> None:
        self.path = path
        self._rights = rights
        self._holder = f"{user} (process {os.getpid()} on {socket.gethostname()})"

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
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, self._holder.encode(), 0)
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
