"""Work of many steps: its progress on a terminal, and stopping between two steps."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable() -> Iterator[Callable[[], int]]:
    """Within it a signal to end is only noted; what it yields says which came, or 0.

    A step that hangs can be ended all the same: the second signal is as it always is.
    """
    received = 0
    before = {signum: signal.getsignal(signum) for signum in _SIGNALS}

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal received
        received = number
        for signum, how in before.items():
            signal.signal(signum, how)

    for signum, how in before.items():
        if how is not signal.SIG_IGN:  # nohup
            signal.signal(signum, note)
    try:
        yield lambda: received
    finally:
        for signum, how in before.items():
            signal.signal(signum, how)


@contextmanager
def progress_line(count: int, what: str) -> Iterator[Callable[[int], None]]:
    """Tell how many of `count` are done, in one line of a terminal that is rewritten, then gone.

    Nothing is told of one, nor where standard error is no terminal.
    """
    shown = count > 1 and sys.stderr.isatty()

    def tell_of(done: int) -> None:
        if shown:
            print(f"\r{done:,} of {count:,} {what}", end="", file=sys.stderr, flush=True)

    try:
        yield tell_of
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, told how much is done of how much; it disappears at the end."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    percent = -1

    def tell(done: int, total: int) -> None:
        nonlocal percent
        now = 100 * done // total if total else 100
        if now != percent:
            percent = now
            bar = "#" * (now // 5)
            click.echo(f"\r{what[:40]}  [{bar:<20}] {now:>3} %", nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo(f"\r{'':<72}\r", nl=False, err=True)
