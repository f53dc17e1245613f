"""Writing the checkpoint off the person's way: one thread at a time, the newest state last."""

from __future__ import annotations

from threading import Thread

from store.engine.files import checkpoint
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.files import Files
from store.engine.files.lock import Lock
from store.errors import RegisterError


class Keeper:
    """Writes a register's file in the background, and says afterwards how it went.

    `kept` is the sequence number of the last change that is in the file.
    """

    def __init__(self, files: Files, lock: Lock, kept: int) -> None:
        self.kept = kept
        self._files = files
        self._lock = lock
        self._being_kept = kept
        self._thread: Thread | None = None
        self._error: OSError | RegisterError | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, found: Checkpoint) -> None:
        """Begin to write; only when not busy."""
        self._error = None
        self._being_kept = found.header.seq

        def run() -> None:
            try:
                checkpoint.write(self._files.path, found, self._files.rights, self._lock)
            except (OSError, RegisterError) as error:
                self._error = error

        # Not a daemon: a file half written is left behind only by a kill.
        self._thread = Thread(target=run, name="checkpoint")
        self._thread.start()

    def finish(self) -> None:
        """Wait for what is being written.

        Raises:
            RegisterError: when it could not be; the file before it stands.
        """
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        error, self._error = self._error, None
        if error is None:
            self.kept = self._being_kept
            return
        self._being_kept = self.kept
        if isinstance(error, RegisterError):
            raise error
        raise RegisterError(
            f"{self._files.path} could not be written: {error.strerror}. "
            "Every change is safe in its journal."
        ) from None
