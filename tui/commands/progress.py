"""How far a long reading is, as a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much is done of how much; it is gone again when that is over."""
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
