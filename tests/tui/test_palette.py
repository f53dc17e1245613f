"""The palette: its pages can be turned at any moment, also before its list is drawn."""

from __future__ import annotations

from pathlib import Path

from tests.support.pty_app import key_bytes
from tests.support.sitting import sitting


def test_turning_pages_before_the_commands_are_seen_does_not_end_the_app(path: Path) -> None:
    with sitting(path) as terminal:
        terminal.wait_for("PR-2026-001")
        turned = key_bytes("pagedown") + key_bytes("pageup")
        terminal.send(key_bytes("ctrl+p") + turned * 2 + b"e" + turned + b"x" + turned)
        terminal.wait_for("Export (e)")
        terminal.press("escape")
        terminal.wait_gone("Export (e)")
        terminal.press("f10")
        assert terminal.wait_exit() == 0


def test_a_page_further_is_further_down_and_back_again(path: Path) -> None:
    with sitting(path) as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("ctrl+p")
        terminal.wait_for("Back (esc)")
        terminal.press("pagedown")
        terminal.wait_gone("Back (esc)")
        terminal.press("pageup")
        terminal.wait_for("Back (esc)")
