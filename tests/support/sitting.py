"""Somebody sitting at the real app on a register, in a pseudo-terminal of their own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.today import TODAY
from tests.support.walker import Walker


def argv(path: Path, *more: str, user: str = "A. Clerk") -> list[str]:
    """The command that opens the app on a register."""
    return [
        sys.executable, "-m", "tui.command_line", "--register", str(path), "--today", str(TODAY),
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
    """To the field with this label, through the list of fields."""
    Walker(terminal).jump(label)


def processor_seconds(pid: int) -> float:
    """The processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(true: Callable[[], bool], what: str, timeout: float = 60) -> None:
    """Wait until something outside the terminal is so; nothing tells of it by itself."""
    end = time.monotonic() + timeout
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"Waited for {what}, and {timeout} s passed.")
        time.sleep(0.05)
