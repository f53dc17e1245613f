"""Starting, leaving, memory, and the commands that are over before the app would be there."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from functools import partial

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
from benchmarks.measure import Case, Measure
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


_PAINT = (
    "of 194 ms of processor’s time to the rows (the empty app: 129), Python takes 14, importing "
    "click, msgspec, the paper and the store 34, the app with Textual 91, opening the register 8; "
    "what is left, 47, is Textual’s start (16 in the empty app) and the dashboard’s styles, its "
    "twelve widgets and its rows. So the imports alone, 139, are 1.08 times all of the empty app, "
    "and 9 ms would be left for the rest. They were cut to that: what is loaded at every start is "
    "made of structs, whatever is not seen at once is imported after the paint, nothing is looked "
    "through for circles, and a screen is drawn once and sent at once. "
    "`python -m benchmarks.starting` prints the steps."
)
_PAINT_MANY = (
    "as above, and 52 ms more: the file of 45 MB is read a piece at a time, its checksum taken, "
    "each document’s line found and a few columns of every review read (45), and the reviews put "
    "in order (7); the review’s own fields are read of the rows in sight alone."
)
_DUE = (
    "half of the empty app is 65 ms of processor’s time; Python takes 14 of it, and importing "
    "click, msgspec, the paper and the store 34. Opening takes 8, reading 1,000 reviews and "
    "checking each field of them 35, dating the 14,485 steps that are not done 59, and putting "
    "the 3,740 that are owed in order and in words 35: 185 in all. A check "
    "left out would be less safe. "
    "`python -m benchmarks.starting` prints the steps."
)

MEASURES = (
    Measure("paint", "first paint of the dashboard, 1,000 reviews", "empty app", "s", 1.15,
           partial(_paint, 1_000), _PAINT),
    Measure("paint-10000", "first paint of the dashboard, 10,000 reviews", "empty app", "s", 1.35,
           partial(_paint, 10_000), _PAINT_MANY),
    Measure("paint-50000", "first paint of the dashboard, 50,000 reviews", "empty app", "s", None,
           partial(_paint, 50_000)),
    Measure("due", "`peer-review due`, 1,000 reviews, whole process", "empty app", "s", 0.5, _due,
           _DUE),
    Measure("leaving", "leaving, 1,000 reviews, from the key to the end", "leaving the empty app",
           "s", 1.2, _leaving),
    Measure("memory", "peak memory, 10,000 reviews open", "plain TinyDB, the same", "MB", 0.35,
           partial(_memory, 10_000)),
    Measure("memory-50000", "peak memory, 50,000 reviews open", "plain TinyDB, the same", "MB",
           None, partial(_memory, 50_000), varies=False),
)  # fmt: skip
