"""Somebody sitting at the real app on a register, in a pseudo-terminal of their own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from operator import ne
from pathlib import Path

from tests.a_register import begun
from tests.pty_app import Terminal

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-23"
LOOK = 4.0
"""Seconds within which another session's change is seen: it looks every two, on a busy machine."""


def register_at(folder: Path) -> Path:
    """The path of a register with one school and one review of it, PR-2026-001."""
    path = folder / "register.json"
    with begun(path):
        return path


def argv(path: Path, *more: str, user: str = "A. Clerk") -> list[str]:
    """The command that opens the app on a register."""
    return [
        sys.executable, "-m", "tui.command_line", "--register", str(path), "--today", TODAY,
        "--user", user, *more,
    ]  # fmt: skip


def home_at(folder: Path) -> dict[str, str]:
    """An environment whose drafts and reports lie in `folder`."""
    return {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DATA_HOME": str(folder / "data"),
    }


def sitting(
    path: Path,
    *more: str,
    user: str = "A. Clerk",
    size: tuple[int, int] = (80, 24),
    env: Mapping[str, str] | None = None,
    controlling: bool = True,
) -> Terminal:
    """The app on the register at `path`; its drafts lie beside it."""
    return Terminal(
        argv(path, *more, user=user),
        size=size,
        env={**home_at(path.parent), **(env or {})},
        cwd=ROOT,
        controlling=controlling,
    )


def to_the_review(terminal: Terminal, key: str = "", title: str = "") -> None:
    """From the start to the one review, and on by a key to the screen with that title."""
    terminal.wait_for("PR-2026-001")
    terminal.press("enter")
    terminal.wait_for("1: Plan the review")
    if key:
        terminal.press(key)
        terminal.wait_for(title)


def to_the_note(terminal: Terminal) -> None:
    """From the start to the office note, a text."""
    to_the_review(terminal, "d", "Details of the review")
    jump(terminal, "Office note")


def jump(terminal: Terminal, label: str) -> None:
    """To a field by its letter in the list of fields, which may be on a later page."""
    terminal.press("ctrl+o")
    terminal.wait_for("Jump to")
    for _ in range(4):
        # A page may still be on its way: what is not there at once is waited for a little.
        with suppress(AssertionError):
            terminal.wait_until(lambda rows: bool(_letter(rows, label)), "the field", 0.5)
        if letter := _letter(terminal.screen(), label):
            terminal.press(letter)
            terminal.wait_gone("Jump to")
            return
        before = terminal.screen()
        terminal.press("pagedown")
        terminal.wait_until(partial(ne, before), "another page")
    raise AssertionError(f"No field {label!r} to jump to. The screen:\n{terminal}")


def _letter(rows: list[str], label: str) -> str:
    """The letter in front of a field in the list of fields; empty when it is not on this page."""
    for row in rows:
        place, found, _ = row.partition(f"  {label}")
        if found and place.strip(" ▌|>"):
            return place.strip()[-1]
    return ""


def processor_seconds(pid: int) -> float:
    """The processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(true: Callable[[], bool], what: str, timeout: float = 10) -> None:
    """Wait until something outside the terminal is so; nothing tells of it by itself."""
    end = time.monotonic() + timeout
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"Waited for {what}, and {timeout} s passed.")
        time.sleep(0.05)
