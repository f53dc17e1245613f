"""What a key costs: bytes on the line, and seconds until the screen is quiet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.harness import EMPTY, Watched, dated, empty_paint, peer_line
from benchmarks.measure import Case, Measure
from benchmarks.registers import Registers

HELD = 200
"""Times that a key which is held comes."""
REPEAT = 1 / 30
"""Seconds between two of them."""
LOADED = 1.0
"""Seconds without a byte after which a peer has nothing left to do."""
IDLE = 10.0
"""Seconds that a screen is left alone."""
NARROWED = "9"
"""What is typed into the filter."""
REOPENED = ("escape", "home", "/")
"""What brings the whole list back, its first row at the top, and the filter."""
UNFOUND = "School 0 "
"""Stands on the screen until the list is narrowed to that."""


def _app(registers: Registers, stack: ExitStack, reviews: int, *keys: str) -> Watched:
    """The app on so many reviews, these keys pressed one after the other."""
    app = stack.enter_context(dated(registers.of(reviews)))
    for key in keys:
        app.answer(key)
    return app


def _visidata(registers: Registers, stack: ExitStack) -> Watched:
    """VisiData on what the list shows of 1,000 reviews, its notices gone."""
    command = Path(sys.executable).with_name("vd")
    table = os.fspath(registers.listed(1_000))
    own = ["--config", os.devnull, "--motd-url", ""]
    peer = stack.enter_context(Watched([os.fspath(command), *own, table]))
    peer.until("School 3")
    peer.settle(LOADED)
    peer.answer("j")
    return peer


def _down(keys: Sequence[str], registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    """One row down, then up again without counting: the window stays."""
    app = _app(registers, stack, 1_000, *keys)
    peer = _visidata(registers, stack)
    return lambda: _moved(app, "down", "up"), lambda: _moved(peer, "j", "k")


def _moved(watched: Watched, forth: str, back: str) -> float:
    count = watched.answer(forth).count
    watched.answer(back)
    return count


def _held(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    app, peer = _app(registers, stack, 1_000), _visidata(registers, stack)

    def down(watched: Watched, key: str, *home: str) -> float:
        for each in home:  # there may be nothing to answer: it stands there at the beginning
            watched.press(each)
            watched.settle(LOADED)
        return watched.held(key, HELD, REPEAT)

    return lambda: down(app, "down", "home"), lambda: down(peer, "j", "g", "g")


def _filter(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    app = _app(registers, stack, 10_000, "/")
    peer = stack.enter_context(Watched(peer_line("table_app", str(registers.listed(10_000)))))
    peer.until("School 3")
    peer.settle(LOADED)

    return lambda: _narrowed(app, *REOPENED), lambda: _narrowed(peer, "backspace")


def _narrowed(watched: Watched, *back: str) -> float:
    """Narrow the list by a key; then `back` to all of it, without counting."""
    seconds = watched.without(UNFOUND, NARROWED)
    for key in back:
        watched.press(key)
        watched.settle()
    watched.until(UNFOUND)
    watched.settle(LOADED)
    return seconds


def _form(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    app = _app(registers, stack, 1_000, "enter")

    def form() -> float:
        seconds = app.answer("p").seconds
        app.answer("escape")
        return seconds

    return form, empty_paint


def _typed(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    app = _app(registers, stack, 100, "s", "down", "enter", "enter")
    peer = stack.enter_context(Watched(peer_line("input_app")))
    peer.until(EMPTY)
    peer.settle(QUIET_BLINK)
    return lambda: app.first("x"), lambda: peer.first("x")


QUIET_BLINK = 0.3
"""Seconds: the cursor of the default Input blinks each half second, which is not counted."""

SCREENS: dict[str, tuple[str, ...]] = {
    "dashboard": (),
    "filter": ("/",),
    "help": ("f1",),
    "new review": ("n",),
    "owed": ("o",),
    "calendar": ("k",),
    "export": ("e",),
    "schools": ("s",),
    "school": ("s", "enter"),
    "details of a school": ("s", "enter", "enter"),
    "people": ("p",),
    "consortium": ("c",),
    "history": ("h",),
    "review": ("enter",),
    **{f"stage {number}": ("enter", str(number)) for number in range(1, 6)},
    "Summary": ("enter", "s"),
    "Action Plan": ("enter", "a"),
    "Audit Proforma": ("enter", "p"),
    "details": ("enter", "d"),
    "dates": ("enter", "t"),
    "moving": ("enter", "m"),
    "its history": ("enter", "h"),
    "its export": ("enter", "e"),
    "its record": ("enter", "r"),
}
"""Every screen, by the keys that open it from the dashboard."""


def _idle(registers: Registers, stack: ExitStack) -> tuple[Case, None]:
    def all_at_once() -> float:
        seated = [_app(registers, stack, 100, *keys) for keys in SCREENS.values()]
        for app in seated:
            app.settle(LOADED)
        time.sleep(IDLE)
        sent = {name: app.settle() for name, app in zip(SCREENS, seated, strict=True)}
        for name, count in sent.items():
            if count:
                print(f"idle: {name} sent {count} bytes", file=sys.stderr)
        return sum(sent.values())

    return all_at_once, None


def _large(key: str, registers: Registers, stack: ExitStack) -> tuple[Case, None]:
    app = _app(registers, stack, 50_000, *("/" if key == NARROWED else ()))

    def pressed() -> float:
        if key == NARROWED:
            return _narrowed(app, *REOPENED)
        seconds = app.answer(key).seconds
        app.answer("up")
        return seconds

    return pressed, None


MEASURES = (
    Measure("down-list", "cursor down, the list alone (the schools), 80×24", "VisiData", "bytes",
           0.15, partial(_down, ("s",))),
    Measure("down", "cursor down in the dashboard, with all it shows of a review", "VisiData",
           "bytes", 0.45, partial(_down, ())),
    Measure("down-200", "200 times cursor down in the dashboard, scrolling included", "VisiData",
           "bytes", 1.0, _held),
    Measure("filter", "one key of the filter, 10,000 reviews, until the screen is quiet",
           "rebuilding a DataTable", "s", 1 / 30, _filter),
    Measure("form", "a form opened (the Audit Proforma), until the screen is quiet",
           "start of the empty app", "s", 0.4, _form),
    Measure("typed", "a key typed into a field", "Textual’s default Input", "bytes", 0.2, _typed),
    Measure("idle", f"{len(SCREENS)} screens of the app, idle for 10 s, all together", "", "bytes",
           0, _idle, varies=False),
    Measure("down-50000", "cursor down in the dashboard, 50,000 reviews", "", "s", None,
           partial(_large, "down")),
    Measure("filter-50000", "one key of the filter, 50,000 reviews", "", "s", None,
           partial(_large, NARROWED)),
)  # fmt: skip
