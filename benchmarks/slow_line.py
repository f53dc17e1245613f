"""What is felt over 2 Mbit/s with 150 ms of delay, for each common action; 1,000 reviews."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from benchmarks.harness import ROW, Line, Watched, opened, register_line
from benchmarks.measure import Case, Measure
from benchmarks.registers import Registers

SLOW = Line(rate=2_000_000 / 8, delay=0.15)
SETTLED = 1.0
"""Seconds without a byte after which the app has nothing left to do."""


def _opening(registers: Registers, _: ExitStack) -> tuple[Case, None]:
    def opening() -> float:
        with Watched(register_line(registers.of(1_000)), line=SLOW) as app:
            return app.until(ROW)

    return opening, None


def _leaving(registers: Registers, _: ExitStack) -> tuple[Case, None]:
    def leaving() -> float:
        with opened(registers.of(1_000), SLOW) as app:
            app.settle(SETTLED)
            return app.leave("q") + SLOW.delay

    return leaving, None


def _key(
    before: tuple[str, ...], key: str, back: str, registers: Registers, stack: ExitStack
) -> tuple[Case, None]:
    app = stack.enter_context(opened(registers.of(1_000), SLOW))
    app.settle(SETTLED)
    for each in before:
        app.answer(each)

    def pressed() -> float:
        seconds = app.answer(key).seconds
        if back:
            app.answer(back)
        return seconds

    return pressed, None


def _kept(registers: Registers, stack: ExitStack) -> tuple[Case, None]:
    """A letter typed into a field, then the key that keeps it and goes to the next."""
    app = stack.enter_context(opened(registers.of(1_000), SLOW))
    app.settle(SETTLED)
    for each in (*_SCHOOL, "tab"):
        app.answer(each)

    def kept() -> float:
        app.answer("x")
        seconds = app.answer("tab").seconds
        app.answer("shift+tab")
        return seconds

    return kept, None


_SCHOOL = ("s", "down", "enter", "enter")
"""The keys from the dashboard to the fields of a school, not the one whose row is waited for."""
_ACTIONS = (
    ("down", "cursor down", (), "down", ""),
    ("page", "a page down", (), "pagedown", "pageup"),
    ("filter", "a key of the filter", ("/",), "9", "backspace"),
    ("review", "a review opened", (), "enter", "escape"),
    ("form", "a form opened", ("enter",), "p", "escape"),
    ("typed", "a key typed into a field", _SCHOOL, "x", ""),
    ("field", "the next field", _SCHOOL, "tab", "shift+tab"),
    ("export-opened", "the export opened", (), "e", "escape"),
)

MEASURES = (
    Measure("slow-opening", "over a slow line: the dashboard, from the command", "", "s", None,
           _opening),
    *(
        Measure(f"slow-{name}", f"over a slow line: {what}", "", "s", None,
               partial(_key, before, key, back))
        for name, what, before, key, back in _ACTIONS
    ),
    Measure("slow-kept", "over a slow line: a field kept", "", "s", None, _kept),
    Measure("slow-leaving", "over a slow line: leaving", "", "s", None, _leaving),
)  # fmt: skip
