"""A program in a real pseudo-terminal, watched as a user does: when it is there, what it sends.

Its bytes are read as they come, drawn on an emulated screen and counted.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

from benchmarks.peak import peak_of
from benchmarks.registers import TODAY
from tests.support.pty_app import key_bytes

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds after which a wait is given up."""
QUIET = 0.25
"""Seconds without a byte after which a screen is quiet."""
SILENT = 10.0
"""Seconds without a byte after a key, after which it is taken to have no answer."""
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*u")  # the keyboard protocol, which pyte would draw
_PEERS_TERM = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """A connection: how many bytes come through in a second, and how late each comes."""

    rate: float
    delay: float


@dataclass(frozen=True, slots=True)
class Response:
    """What a key brought: its bytes, and the seconds from the key to the last of them."""

    count: int
    seconds: float


class Watched:
    """A program in a pseudo-terminal of its own; with `with`, it is killed at the end."""

    def __init__(
        self, argv: Sequence[str], *, size: tuple[int, int] = (80, 24), line: Line | None = None
    ) -> None:
        """Start it; `size` in columns and rows."""
        self._line = line
        self._late = line is not None
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        termios.tcsetwinsize(slave, (size[1], size[0]))
        own = {name: value for name, value in os.environ.items() if "TEXTUAL" not in name}
        for name in ("COLUMNS", "LINES", "COLORTERM", "NO_COLOR"):
            own.pop(name, None)
        self.began = time.perf_counter()
        """When it was started."""
        self._at = self.began
        self._process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=own | _PEERS_TERM,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Watched:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def __str__(self) -> str:
        return "\n".join(row.rstrip() for row in self._screen.display)

    def until(self, text: str) -> float:
        """Read until a text stands on the screen; the seconds since the start.

        Raises:
            AssertionError: when it does not come; with the screen.
        """
        end = time.monotonic() + PATIENCE
        while not any(text in row for row in self._screen.display):
            if not self._read(end - time.monotonic()):
                raise AssertionError(f"{text!r} did not come. The screen:\n{self}")
        return self._at - self.began

    def press(self, key: str) -> None:
        """Press a key, whatever comes of it."""
        os.write(self._master, key_bytes(key))

    def settle(self, quiet: float = QUIET) -> int:
        """Read until there is no byte for `quiet` seconds; how many there were."""
        count, end = 0, time.monotonic() + PATIENCE
        while size := self._read(quiet):
            count += size
            if time.monotonic() > end:
                raise AssertionError(f"It is never quiet. The screen:\n{self}")
        return count

    def answer(self, *keys: str) -> Response:
        """Press keys, one after the other at once, and read until the screen is quiet.

        Raises:
            AssertionError: when there is no answer at all, or no end of it; with the screen.
        """
        began = last = time.perf_counter()
        os.write(self._master, b"".join(map(key_bytes, keys)))
        count, wait, self._late = 0, SILENT, self._line is not None
        while size := self._read(wait):
            last, wait = self._at, QUIET
            count += size
            if last - began > PATIENCE:
                raise AssertionError(f"It is never quiet. The screen:\n{self}")
        if not count:
            raise AssertionError(f"{keys} had no answer. The screen:\n{self}")
        return Response(count, last - began)

    def without(self, text: str, key: str) -> float:
        """Press a key that takes a text off the screen; the seconds until all is quiet then.

        An answer may have a pause in it that is longer than a quiet screen's: an echo first, and
        what it is about long after.
        """
        began, end = time.perf_counter(), time.monotonic() + PATIENCE
        os.write(self._master, key_bytes(key))
        while any(text in row for row in self._screen.display):
            if not self._read(end - time.monotonic()):
                raise AssertionError(f"{text!r} does not go. The screen:\n{self}")
        self.settle()
        return self._at - began

    def first(self, key: str) -> int:
        """Press a key; the bytes of the first thing that is drawn, without what blinks later."""
        os.write(self._master, key_bytes(key))
        return self._read(SILENT) + self.settle(0.1)

    def held(self, key: str, times: int, pause: float) -> int:
        """Press a key so many times, `pause` seconds apart, as when it is held; the bytes."""
        count = 0
        for _ in range(times):
            end = time.perf_counter() + pause
            os.write(self._master, key_bytes(key))
            while (left := end - time.perf_counter()) > 0:
                count += self._read(left)
        return count + self.settle()

    def leave(self, key: str) -> float:
        """Press a key, read on; the seconds until the program has ended."""
        began = time.perf_counter()
        os.write(self._master, key_bytes(key))
        while self._process.poll() is None:
            self._read(0.002)
            if time.perf_counter() - began > PATIENCE:
                raise AssertionError(f"It does not leave. The screen:\n{self}")
        return time.perf_counter() - began

    @property
    def peak(self) -> float:
        """The most memory it has had, in MB."""
        return peak_of(str(self._process.pid))

    def _read(self, wait: float) -> int:
        """Take what comes within so many seconds; how many bytes, 0 when none did."""
        if self._line and self._late:
            time.sleep(self._line.delay)
            self._late = False
        if not select.select([self._master], [], [], max(0.0, wait))[0]:
            return 0
        try:
            data = os.read(self._master, 65536)
        except OSError:  # nobody has the other end open any more
            time.sleep(min(0.001, max(0.0, wait)))
            return 0
        if self._line:
            time.sleep(len(data) / self._line.rate)
        self._at = time.perf_counter()  # before it is drawn, which takes its time too
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return len(data)


def register_line(path: Path, *more: str) -> list[str]:
    """The command line of the app on a register, or of one of its commands."""
    own = ["--register", str(path), "--today", TODAY.isoformat(), "--user", "office"]
    return [sys.executable, "-m", "tui.command_line", *own, *more]


def peer_line(name: str, *given: str) -> list[str]:
    """The command line of a peer of this package."""
    return [sys.executable, "-m", f"benchmarks.peers.{name}", *given]


def opened(path: Path, line: Line | None = None) -> Watched:
    """The app on a register, its first rows seen."""
    watched = Watched(register_line(path), line=line)
    watched.until(ROW)
    return watched


ROW = "▌ School"
"""Stands on the screen when the dashboard's rows do."""
ALL_DATED = "on track"
"""Stands on it when all are dated, and counted."""
EMPTY = "Here it is."
"""The one line of the empty app."""


def dated(path: Path) -> Watched:
    """The app on a register, all its reviews dated, which goes on after the first paint."""
    watched = opened(path)
    watched.until(ALL_DATED)
    watched.settle()
    return watched


def first_paint(path: Path) -> float:
    """Seconds until the app shows its rows."""
    with Watched(register_line(path)) as app:
        return app.until(ROW)


def empty_paint() -> float:
    """Seconds until the empty app shows its line."""
    with Watched(peer_line("empty_app")) as app:
        return app.until(EMPTY)


def timed(work: Callable[[], object]) -> float:
    """Seconds a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
