import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.pty_app import Terminal, key_bytes


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "tests.support.tiny_app", str(tmp_path / "kept.txt")]
    with Terminal(argv, cwd=ROOT) as terminal:
        terminal.wait_for("Tiny app")
        yield terminal


def test_what_is_typed_and_pasted_stands_on_the_screen(tiny: Terminal) -> None:
    tiny.type("Zoë's ")
    tiny.paste("own\nlines")
    tiny.wait_for("Zoë's own")
    assert tiny.screen()[0] == "Tiny app"


@pytest.mark.parametrize(
    "key", ["f1", "f12", "escape", "alt+x", "shift+tab", "ctrl+s", "ctrl+left", "home"]
)
def test_a_key_arrives_as_the_key_it_is(tiny: Terminal, key: str) -> None:
    tiny.press(key)
    tiny.wait_for(f"key: {key}")


def test_a_letter_after_escape_is_that_letter_and_not_alt(tiny: Terminal) -> None:
    tiny.press("escape", "x")
    tiny.wait_for("key: escape")
    tiny.wait_until(lambda rows: rows[1] == "x")


def test_another_size_reaches_the_app(tiny: Terminal) -> None:
    tiny.wait_for("size: 80x24")
    tiny.resize(100, 30)
    tiny.wait_for("size: 100x30")
    assert len(tiny.screen()) == 30


def test_the_end_of_the_app_is_seen(tiny: Terminal) -> None:
    assert tiny.in_full_screen
    tiny.press("f10")
    assert tiny.wait_exit() == 0
    assert not tiny.in_full_screen
    assert tiny.settle() == [""] * 24


def test_a_wait_that_fails_shows_the_screen(tiny: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"(?s)'Grand app' to appear.*\|Tiny app +\|"):
        tiny.wait_for("Grand app", timeout=0.1)


def test_a_command_is_ended_with_its_terminal() -> None:
    with Terminal(["cat"]) as terminal:
        pid = terminal.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_key_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"hyper\+x"):
        key_bytes("hyper+x")
