"""Writing the checkpoint off the person's way: one thread at a time, the newest state last."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from store.register.errors import RegisterError


class Keeper:
    """Runs one piece of writing in the background, and says afterwards how it went."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._error: OSError | RegisterError | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, write: Callable[[], None]) -> None:
        """Begin to write; only when not busy."""
        self._error = None

        def run() -> None:
            try:
                write()
            except (OSError, RegisterError) as error:
                self._error = error

        # Not a daemon: a file half written is left behind only by a kill.
        self._thread = Thread(target=run, name="checkpoint")
        self._thread.start()

    def finish(self) -> None:
        """Wait for what is being written.

        Raises:
            OSError, RegisterError: when it could not be.
        """
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        error, self._error = self._error, None
        if error is not None:
            raise error
