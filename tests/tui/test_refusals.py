"""Where the app cannot be shown it says so in a sentence, and draws nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.sitting import argv, home_at, sitting


def refused(path: Path, shell: str, env: dict[str, str] | None = None) -> str:
    """Start the app in a terminal through a shell line, in which "$@" is its command."""
    before = {found.name: found.read_bytes() for found in path.parent.glob("register.json*")}
    with Terminal(
        ["sh", "-c", shell, "sh", *argv(path)],
        env={**home_at(path.parent), **(env or {})},
        cwd=ROOT,
    ) as terminal:
        assert terminal.wait_exit() == 1
        assert b"\x1b" not in terminal.raw
        said = " ".join(terminal.raw.decode().split())
    assert "Traceback" not in said
    for name, content in before.items():
        assert (path.parent / name).read_bytes() == content
    return said


@pytest.mark.parametrize("shell", ['"$@" < /dev/null', 'echo q | "$@"', '"$@" <&-'])
def test_keys_from_no_terminal_are_refused(path: Path, shell: str) -> None:
    said = refused(path, shell)
    assert "standard input is none" in said
    assert "ssh -t" in said


def test_drawing_on_no_terminal_is_refused(path: Path, tmp_path: Path) -> None:
    # What it says is where its messages go, so that is read here.
    said = refused(path, '"$@" 2> said.txt; status=$?; cat said.txt; rm said.txt; exit $status')
    assert "standard error, and that is no terminal" in said


def test_without_any_terminal_nothing_is_drawn(path: Path) -> None:
    done = subprocess.run(
        argv(path), stdin=subprocess.DEVNULL, capture_output=True, cwd=ROOT, check=False,
        env={**os.environ, **home_at(path.parent)},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"\x1b" not in done.stderr
    assert done.stderr.endswith(b"use 'ssh -t'.\n")


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_move_its_cursor_is_refused(path: Path, term: str) -> None:
    said = refused(path, '"$@"', {"TERM": term})
    assert "move its cursor" in said
    assert "TERM=xterm-256color" in said


def test_an_encoding_without_ascii_is_refused_before_anything_is_drawn(path: Path) -> None:
    with sitting(path, env={"PYTHONIOENCODING": "utf-16-le"}) as terminal:
        assert terminal.wait_exit() == 1
        said = bytes(terminal.raw).replace(b"\r\n", b"\n\0")
    assert b"\x1b" not in said
    assert "cannot be drawn in the encoding utf-16-le" in said.decode("utf-16-le", "replace")


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_an_encoding_without_the_marks_gets_the_ascii_ones(
    path: Path, locale: dict[str, str]
) -> None:
    with sitting(path, env=locale) as terminal:
        rows = terminal.wait_for("PR-2026-001")
        terminal.press("enter")
        rows += terminal.wait_for("1: Plan the review")
        terminal.press("d")
        rows += terminal.wait_for("Details of the review")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
        raw = bytes(terminal.raw)
    assert not any("\\u" in row or "\\x" in row for row in rows)
    if "latin-1" in locale.values():
        assert "\N{MIDDLE DOT}".encode("latin-1") in raw
        assert not set("●◐○▌─–’").intersection(rows)
    else:
        assert raw.isascii()
