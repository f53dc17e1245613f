"""Leaving when the connection drops or the system asks: what is typed is kept, and soon."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Generic, TypeVar

from textual.app import App

Result = TypeVar("Result")

LEAVING_SIGNALS = (signal.SIGHUP, signal.SIGTERM)
TYPED_SIGNALS = (signal.SIGINT, signal.SIGQUIT)
r"""What ctrl+c and ctrl+\ are to a terminal that is no longer, or not yet, the app's."""

_LOOP_MAY_TAKE = 1.0
"""Seconds for the app's own loop to begin keeping what is typed."""
_ALL_MAY_TAKE = 2.0
"""Seconds until the process ends, the loop's doing or not."""
_KERNEL_WAITS = 4.0
"""Seconds until the kernel ends the process, even one whose Python stands still."""

_STDIN = 0
_STDERR = 2

# Off: bracketed paste, mouse, resize and focus reports, the keyboard protocol, the alternate
# screen. On: line wrap, the cursor.
_SCREEN_BACK = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2048l\x1b[?1004l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"
)


def leave_on_signals(app: App[Result], keep: Callable[[], None]) -> None:
    r"""End the app well on SIGHUP (a dropped connection, a closed terminal) and on SIGTERM.

    To be called once, in the main thread, before the app is run: the terminal's settings are noted
    as they are then. On a signal the app's loop calls `keep` and the app exits with
    `return_code` 128 + the signal's number, which whoever runs the app has to pass on. Where the
    loop stands still, which is what a terminal that nobody reads does to it, `keep` is called from
    another thread after a second, and after two the process is ended with that same status.

    What is typed ahead while the terminal is given back ends nothing: ctrl+\ would kill the
    process before it has written the register's file.

    Args:
        app: the app that is going to be run.
        keep: writes what is typed and not kept yet. It is called once at the most, has to be
            quick, and may be called from another thread while the main one stands still.

    Raises:
        ValueError: not called in the main thread.
    """
    leaving = _Leaving(app, keep)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for number in LEAVING_SIGNALS:
        signal.signal(number, leaving.on_signal)
    for number in TYPED_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


class _Leaving(Generic[Result]):
    """One departure: what has been noted for it, and who has begun it."""

    def __init__(self, app: App[Result], keep: Callable[[], None]) -> None:
        self._app = app
        self._keep = keep
        self._kept = threading.Lock()
        self._begun = False
        self._terminal = _settings_of_terminal()
        # A handler in Python runs in the main thread alone, and one that comes in the moment in
        # which that begins to wait for a lock runs when it has it: with a terminal that nobody
        # reads, never. The watchdog is told by the interpreter itself, through a pipe.
        self._signals, wakeup = os.pipe()
        os.set_blocking(wakeup, False)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, name="leaving", daemon=True).start()

    def on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Begin to leave; further signals change nothing."""
        if self._begun:
            return
        self._begun = True
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # Before the app and after it nothing is typed: unwind as at any other end.
            raise SystemExit(128 + number) from None
        # Not here: the handler may have interrupted the very writing that `keep` does.
        loop.call_soon_threadsafe(self._leave, number)

    def _leave(self, number: int) -> None:
        try:
            self._keep_once()
        finally:
            self._app.exit(return_code=128 + number)

    def _keep_once(self) -> None:
        if self._kept.acquire(blocking=False):
            self._keep()

    def _watch(self) -> None:
        number = self._next_signal()
        signal.setitimer(signal.ITIMER_REAL, _KERNEL_WAITS)
        try:
            time.sleep(_LOOP_MAY_TAKE)
            if self._kept.locked():
                time.sleep(_ALL_MAY_TAKE - _LOOP_MAY_TAKE)
            else:
                self._keep_once()
            self._give_terminal_back()
        finally:
            os._exit(128 + number)

    def _next_signal(self) -> int:
        """Wait for a signal to leave; of others there is word in the pipe too."""
        while True:
            for number in os.read(self._signals, 64):
                if number in LEAVING_SIGNALS:
                    return number

    def _give_terminal_back(self) -> None:
        if self._terminal is None:
            return
        try:
            termios.tcsetattr(_STDIN, termios.TCSANOW, self._terminal)
            # Only where there is room: a write to a terminal that nobody reads would wait.
            if select.select([], [_STDERR], [], 0)[1]:
                os.write(_STDERR, _SCREEN_BACK)
        except (termios.error, OSError):
            return  # It has gone.


def _settings_of_terminal() -> list[int | list[bytes | int]] | None:
    try:
        return termios.tcgetattr(_STDIN)
    except termios.error:
        return None
