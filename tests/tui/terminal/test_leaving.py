import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.pty_app import Terminal


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept.txt"


@pytest.fixture
def tiny(kept: Path) -> Iterator[Terminal]:
    with Terminal(
        [sys.executable, "-m", "tests.support.tiny_app", str(kept)], cwd=ROOT
    ) as terminal:
        terminal.wait_for("Tiny app")
        terminal.type("half a sentence")
        terminal.wait_for("half a sentence")
        yield terminal


def wait_until_it_stands_still(pid: int) -> None:
    """Wait until an app that draws without end uses no processor any more: its writes wait."""
    end, used = time.monotonic() + 10, -1
    while time.monotonic() < end:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        before, used = used, int(fields[11]) + int(fields[12])
        if used == before:
            return
        time.sleep(0.3)  # Nothing tells that a write waits.
    raise AssertionError("It still draws.")


def test_asked_to_end_it_keeps_what_is_typed_and_gives_the_screen_back(
    tiny: Terminal, kept: Path
) -> None:
    tiny.kill(signal.SIGTERM)
    assert tiny.wait_exit() == 128 + signal.SIGTERM
    assert kept.read_text() == "half a sentence"
    assert not tiny.in_full_screen


def test_a_connection_that_drops_keeps_what_is_typed(tiny: Terminal, kept: Path) -> None:
    tiny.hang_up()
    assert tiny.wait_exit() == 128 + signal.SIGHUP
    assert kept.read_text() == "half a sentence"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_nobody_reads_does_not_hold_it(
    tiny: Terminal, kept: Path, number: signal.Signals
) -> None:
    tiny.press("f6")
    tiny.wait_for("flood")
    tiny.stall()
    wait_until_it_stands_still(tiny.pid)
    tiny.kill(number)
    assert tiny.wait_exit() == 128 + number
    assert kept.read_text() == "half a sentence"


def test_a_stopped_terminal_that_drops_does_not_hold_it(tiny: Terminal, kept: Path) -> None:
    tiny.press("f6")
    tiny.wait_for("flood")
    tiny.stall()
    wait_until_it_stands_still(tiny.pid)
    tiny.hang_up()
    assert tiny.wait_exit() == 128 + signal.SIGHUP
    assert kept.read_text() == "half a sentence"


def test_a_terminal_that_closes_without_a_signal_keeps_what_is_typed(kept: Path) -> None:
    argv = [sys.executable, "-m", "tests.support.tiny_app", str(kept)]
    with Terminal(argv, cwd=ROOT, controlling=False) as terminal:
        terminal.wait_for("Tiny app")
        terminal.type("half a sentence")
        terminal.wait_for("half a sentence")
        terminal.hang_up()
        assert terminal.wait_exit() == 128 + signal.SIGHUP
    assert kept.read_text() == "half a sentence"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
def test_what_a_terminal_makes_of_keys_typed_ahead_does_not_end_it(
    tiny: Terminal, kept: Path, number: signal.Signals
) -> None:
    tiny.kill(number)
    tiny.type("!")
    tiny.wait_for("half a sentence!")
    tiny.kill(signal.SIGTERM)
    assert tiny.wait_exit() == 128 + signal.SIGTERM
    assert kept.read_text() == "half a sentence!"


def test_asked_to_end_before_the_app_runs_it_unwinds() -> None:
    code = (
        "import os, signal\n"
        "from textual.app import App\n"
        "from tui.terminal.leaving import leave_on_signals\n"
        "leave_on_signals(App(), lambda: None)\n"
        "try:\n    os.kill(os.getpid(), signal.SIGTERM)\n"
        "finally:\n    print('closed')\n"
    )
    with Terminal([sys.executable, "-c", code], cwd=ROOT) as terminal:
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert terminal.screen()[0] == "closed"
