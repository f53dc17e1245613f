"""Starting, leaving, memory, and the commands that are over before the app would be there."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from functools import partial

from benchmarks.figure import Case, Figure
from benchmarks.harness import (
    EMPTY,
    ROOT,
    Watched,
    dated,
    empty_paint,
    first_paint,
    peer_line,
    register_line,
    timed,
)
from benchmarks.registers import Registers


def _paint(reviews: int, registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    return partial(first_paint, registers.of(reviews)), empty_paint


def _due(registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    line = register_line(registers.of(1_000), "due", "--json")
    run = partial(subprocess.run, line, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return lambda: timed(run), empty_paint


def _leaving(registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    def own() -> float:
        with dated(registers.of(1_000)) as app:
            return app.leave("q")

    def empty() -> float:
        with Watched(peer_line("empty_app")) as app:
            app.until(EMPTY)
            app.settle()
            return app.leave("q")

    return own, empty


def _memory(reviews: int, registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    path = registers.of(reviews)

    def own() -> float:
        with dated(path) as app:
            return app.peak

    def plain() -> float:
        line = peer_line("plain_tinydb", os.fspath(path))
        return float(subprocess.run(line, check=True, cwd=ROOT, capture_output=True).stdout)

    return own, plain


_IMPORTS = (
    "measured, and not worked on yet. Importing the app and its store takes 1.6 times the "
    "processor’s time that importing Textual takes."
)

FIGURES = (
    Figure("paint", "first paint of the dashboard, 1,000 reviews", "empty app", "s", 1.15,
           partial(_paint, 1_000), _IMPORTS),
    Figure("paint-10000", "first paint of the dashboard, 10,000 reviews", "empty app", "s", 1.35,
           partial(_paint, 10_000)),
    Figure("paint-50000", "first paint of the dashboard, 50,000 reviews", "empty app", "s", None,
           partial(_paint, 50_000)),
    Figure("due", "`peer-review due`, 1,000 reviews, whole process", "empty app", "s", 0.5, _due),
    Figure("leaving", "leaving, 1,000 reviews, from the key to the end", "leaving the empty app",
           "s", 1.2, _leaving),
    Figure("memory", "peak memory, 10,000 reviews open", "plain TinyDB, the same", "MB", 0.35,
           partial(_memory, 10_000)),
    Figure("memory-50000", "peak memory, 50,000 reviews open", "plain TinyDB, the same", "MB",
           None, partial(_memory, 50_000), varies=False),
)  # fmt: skip
