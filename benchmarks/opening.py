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


_PAINT = (
    "of 250 ms to the rows, on a quiet machine (the empty app: 140), Python takes 16, click, "
    "msgspec, the paper and the store 46, the app with Textual 106, what is left of the opening "
    "20, Textual’s own start 17, the dashboard’s styles and widgets 29, and the rows 15. The "
    "review’s page, the teams, the warnings and the offers are loaded after the paint. Of the 46 "
    "ms click and msgspec are about half, and making 22 frozen dataclasses is 8."
)
_PAINT_MANY = (
    "as above. With 10,000 the file of 45 MB is read (20 ms), its checksum taken (7), its JSON "
    "walked through once (15) and a few columns of every review read (22); the review’s own "
    "fields are read of the rows in sight alone. The disk and the sum go on while Textual is "
    "imported; the rest holds the interpreter."
)
_DUE = (
    "importing click, msgspec, the paper and the store takes 83 ms of processor’s time, more than "
    "half of what the empty app takes in all. 140 ms are reading 1,000 records, each checked (a "
    "quarter), and dating the 3,740 steps that are owed, which is what is printed. Keeping the "
    "answer for next time would help nobody: a nightly mail asks once a day."
)
_MEMORY = (
    "the file’s 45 MB and Textual’s 45 are there before anything is looked at. The dashboard then "
    "dates every review, so that the late ones stand first, and keeps of each the decoded record "
    "and every step’s standing: some 15 KB. Keeping only what sorts and counts it, and the records "
    "of the rows in sight, is still to be done; a third of TinyDB’s (77 MB) it cannot be while the "
    "file is held whole."
)

FIGURES = (
    Figure("paint", "first paint of the dashboard, 1,000 reviews", "empty app", "s", 1.15,
           partial(_paint, 1_000), _PAINT),
    Figure("paint-10000", "first paint of the dashboard, 10,000 reviews", "empty app", "s", 1.35,
           partial(_paint, 10_000), _PAINT_MANY),
    Figure("paint-50000", "first paint of the dashboard, 50,000 reviews", "empty app", "s", None,
           partial(_paint, 50_000)),
    Figure("due", "`peer-review due`, 1,000 reviews, whole process", "empty app", "s", 0.5, _due,
           _DUE),
    Figure("leaving", "leaving, 1,000 reviews, from the key to the end", "leaving the empty app",
           "s", 1.2, _leaving),
    Figure("memory", "peak memory, 10,000 reviews open", "plain TinyDB, the same", "MB", 0.35,
           partial(_memory, 10_000), _MEMORY),
    Figure("memory-50000", "peak memory, 50,000 reviews open", "plain TinyDB, the same", "MB",
           None, partial(_memory, 50_000), varies=False),
)  # fmt: skip
