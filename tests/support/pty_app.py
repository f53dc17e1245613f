"""A command in a real pseudo-terminal: press keys, read the screen."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

import pyte

_CURSOR_KEYS: Final = {
    "up": "A",
    "down": "B",
    "right": "C",
    "left": "D",
    "end": "F",
    "home": "H",
    "f1": "P",
    "f2": "Q",
    "f3": "R",
    "f4": "S",
}
_NUMBERED_KEYS: Final = {
    "insert": 2,
    "delete": 3,
    "pageup": 5,
    "pagedown": 6,
    "f5": 15,
    "f6": 17,
    "f7": 18,
    "f8": 19,
    "f9": 20,
    "f10": 21,
    "f11": 23,
    "f12": 24,
}
_PLAIN_KEYS: Final = {
    "tab": "\t",
    "enter": "\r",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "shift+tab": "\x1b[Z",
}
_MODIFIERS: Final = {"shift": 1, "alt": 2, "ctrl": 4}

# Textual waits 100 ms (ESCDELAY) for more after an escape: a key that comes sooner makes it alt
# and that key.
_ESCAPE_ALONE: Final = 0.13
_TO_ARRIVE: Final = 0.02

# What the terminal emulator does not know and would draw as text: the keyboard protocol.
_UNKNOWN: Final = re.compile(rb"\x1b\[[<>=?][0-9;]*u")
_SWITCH: Final = re.compile(rb"(\x1b\[\?1049[hl])")
_UNFINISHED: Final = re.compile(rb"\x1b(\[[<>=?0-9;]*)?\Z")

_PATIENCE: Final = 60
"""Seconds to wait for what has to come, however busy the machine."""
_REST: Final = 0.2
"""Seconds without work after which a command is at rest: longer than it waits after an escape."""

# On a processor, or in the queue for one; or waiting for the disk.
_AT_WORK: Final = re.compile(rb"\nState:\t[RD]")

_NOT_FOR_THE_APP: Final = ("COLUMNS", "LINES", "COLORTERM", "NO_COLOR", "TERM_PROGRAM")


def key_bytes(key: str) -> bytes:
    """Return what an xterm sends for a key: "a", "f2", "ctrl+s", "alt+x", "ctrl+left".

    Raises:
        ValueError: there is no such key here.
    """
    if key in _PLAIN_KEYS:
        return _PLAIN_KEYS[key].encode()
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if not set(modifiers) <= set(_MODIFIERS):
        raise ValueError(f"No such key: {key!r}.")
    held = sum(_MODIFIERS[modifier] for modifier in modifiers)
    if name in _CURSOR_KEYS:
        last = _CURSOR_KEYS[name]
        if held:
            return f"\x1b[1;{held + 1}{last}".encode()
        return f"\x1b{'O' if name.startswith('f') else '['}{last}".encode()
    if name in _NUMBERED_KEYS:
        number = _NUMBERED_KEYS[name]
        return (f"\x1b[{number};{held + 1}~" if held else f"\x1b[{number}~").encode()
    if len(name) == 1 and not held:
        return name.encode()
    if len(name) == 1 and modifiers == ["alt"]:
        return b"\x1b" + name.encode()
    if len(name) == 1 and modifiers == ["ctrl"] and name.isascii() and name.isalpha():
        return bytes([ord(name.lower()) & 0x1F])
    raise ValueError(f"No such key: {key!r}.")


def _take_as_controlling() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A command in a pseudo-terminal of its own, whose screen is read all the time.

    To be used with `with`: at the end the command is killed if it still runs. Every wait fails
    with the whole screen, so that a test says what was there instead.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        controlling: bool = True,
    ) -> None:
        """Start the command.

        Args:
            argv: the command and its arguments.
            size: columns and rows.
            env: what is added to this process's environment; TERM is xterm-256color if not said.
            cwd: the folder it starts in.
            controlling: whether the kernel sends the command a hang-up when the terminal closes.
        """
        self.raw = bytearray()
        """All bytes that were received."""
        self._screen = pyte.Screen(*size)
        self._rows: dict[int, str] = {}
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._changed = threading.Condition()
        self._ended = False
        self._master, slave = os.openpty()
        termios.tcsetwinsize(slave, (size[1], size[0]))
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in _NOT_FOR_THE_APP and not name.startswith("TEXTUAL")
        }
        try:
            self._process = subprocess.Popen(
                argv,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env={**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})},
                start_new_session=True,
                preexec_fn=_take_as_controlling if controlling else None,
            )
        finally:
            os.close(slave)
        self._resume()

    def __enter__(self) -> Terminal:
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
        self.hang_up()

    @property
    def pid(self) -> int:
        """The command's process number."""
        return self._process.pid

    @property
    def in_full_screen(self) -> bool:
        """Whether the alternate screen is on: an app draws on it, and a shell is not left on it."""
        return self.raw.rfind(b"\x1b[?1049h") > self.raw.rfind(b"\x1b[?1049l")

    @property
    def ended(self) -> bool:
        """Whether the command has ended by itself."""
        return self._process.poll() is not None

    def press(self, *keys: str) -> None:
        """Press keys, named as Textual names them: "a", "f2", "ctrl+s", "shift+tab", "escape"."""
        for key in keys:
            self.send(key_bytes(key))
            if key == "escape":
                self._wait_until_read()
                time.sleep(_ESCAPE_ALONE)

    def type(self, text: str) -> None:
        """Type a text, a key for each character."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste a text, bracketed as terminals do it."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        while data:
            data = data[os.write(self._master, data) :]

    def screen(self) -> list[str]:
        """Return the rows of the screen, without the blanks at their ends."""
        with self._changed:
            columns = range(self._screen.columns)
            for y in self._screen.dirty:
                line = self._screen.buffer[y]
                self._rows[y] = "".join(line[x].data for x in columns).rstrip()
            self._screen.dirty.clear()
            return [self._rows[y] for y in range(self._screen.lines)]

    def cell(self, column: int, row: int) -> pyte.screens.Char:
        """Return one cell, counted from 0: its `data`, `bold`, `reverse`, `fg`, `bg`."""
        with self._changed:
            return self._screen.buffer[row][column]

    def wait_for(self, text: str, timeout: float = _PATIENCE) -> list[str]:
        """Wait until the text stands in a row of the screen, and return the screen."""
        return self.wait_until(
            lambda rows: any(text in row for row in rows), f"{text!r} to appear", timeout
        )

    def wait_gone(self, text: str, timeout: float = _PATIENCE) -> list[str]:
        """Wait until the text stands in no row of the screen, and return the screen."""
        return self.wait_until(
            lambda rows: not any(text in row for row in rows), f"{text!r} to go", timeout
        )

    def wait_until(
        self,
        condition: Callable[[list[str]], bool],
        what: str = "the screen to be as wanted",
        timeout: float = _PATIENCE,
    ) -> list[str]:
        """Wait until the condition holds for the screen's rows, and return them.

        Raises:
            AssertionError: it did not within `timeout` seconds, or the command ended before.
        """
        end = time.monotonic() + timeout
        with self._changed:
            while not condition(rows := self.screen()):
                left = end - time.monotonic()
                if left <= 0 or self._ended:
                    why = "the terminal was closed" if self._ended else f"{timeout} s passed"
                    raise AssertionError(f"Waited for {what}, and {why}. The screen:\n{self}")
                self._changed.wait(left)
            return rows

    def settle(self) -> list[str]:
        """Wait until the command is at rest, and return the screen.

        A busy machine is no rest: for a while no byte came while no thread had anything to do. For
        what a key brings, wait for that.

        Raises:
            AssertionError: it was at work for a minute.
        """
        end = time.monotonic() + _PATIENCE
        sent, since = len(self.raw), time.monotonic()
        while time.monotonic() - since < _REST:
            if time.monotonic() > end:
                raise AssertionError(f"At work for {_PATIENCE} s. The screen:\n{self}")
            time.sleep(_REST / 10)  # nothing tells that there is nothing to do
            if len(self.raw) != sent or self._is_at_work():
                sent, since = len(self.raw), time.monotonic()
        return self.screen()

    def sent_within(self, seconds: float) -> bytes:
        """Return what is sent within so many seconds: to be sure that it is nothing."""
        before = len(self.raw)
        time.sleep(seconds)
        return bytes(self.raw[before:])

    def _wait_until_read(self) -> None:
        """Wait until the command has read what was sent: on a busy machine it may not have yet."""
        end = time.monotonic() + _PATIENCE
        time.sleep(_TO_ARRIVE)
        while self._is_at_work() and time.monotonic() < end:
            time.sleep(_TO_ARRIVE)

    def _is_at_work(self) -> bool:
        """Whether a thread of the command runs, or would if it were given a processor."""
        try:
            return any(
                _AT_WORK.search((thread / "status").read_bytes())
                for thread in Path(f"/proc/{self.pid}/task").iterdir()
            )
        except OSError:  # it has ended, or a thread of it has just now
            return not self.ended

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the command is told as any terminal tells it."""
        with self._changed:
            self._screen.resize(rows, columns)
        termios.tcsetwinsize(self._master, (rows, columns))

    def stall(self) -> None:
        """Stop reading, as a client does that is frozen: the command's writes will wait."""
        os.write(self._stop_writing, b"x")
        self._reader.join()

    def hang_up(self) -> None:
        """Close the terminal, as a connection that drops does."""
        if self._master >= 0:
            self.stall()
            os.close(self._master)
            os.close(self._stop_reading)
            os.close(self._stop_writing)
            self._master = -1
            with self._changed:
                self._ended = True

    def kill(self, number: signal.Signals) -> None:
        """Send the command a signal."""
        self._process.send_signal(number)

    def wait_exit(self, timeout: float = _PATIENCE) -> int:
        """Wait until the command has ended; return its status, negative for a signal.

        Raises:
            AssertionError: it still runs after `timeout` seconds.
        """
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"Still running after {timeout} s. The screen:\n{self}") from None
        self._reader.join(_PATIENCE)  # what it wrote last may still be on its way
        return status

    def __str__(self) -> str:
        """Return the screen in a frame."""
        edge = "+" + "-" * self._screen.columns + "+"
        rows = [f"|{row.ljust(self._screen.columns)}|" for row in self.screen()]
        return "\n".join([edge, *rows, edge])

    def _resume(self) -> None:
        self._stop_reading, self._stop_writing = os.pipe()
        self._reader = threading.Thread(target=self._read, name="pty reader", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._stop_reading], [], [])
            if self._stop_reading in ready:
                return
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""  # Nobody has the other end open any more.
            with self._changed:
                self._take(data)
                self._ended = not data
                self._changed.notify_all()
            if not data:
                return

    def _take(self, data: bytes) -> None:
        self.raw += data
        data = self._unfinished + data
        unfinished = _UNFINISHED.search(data)
        self._unfinished = unfinished[0] if unfinished else b""
        data = _UNKNOWN.sub(b"", data[: len(data) - len(self._unfinished)])
        for part in _SWITCH.split(data):
            if _SWITCH.fullmatch(part):
                # The emulator has one screen only: what was on the other is not seen again.
                self._screen.erase_in_display(2)
                self._screen.cursor_position()
            else:
                self._stream.feed(part)
