"""Keys that arrive together, as over a slow line, do what they would do one by one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.paperwork.tables import SCHOOLS
from store.register.change import making
from store.register.register import Register
from tests.a_review import TODAY
from tests.pty_app import Terminal

ROOT = Path(__file__).parent.parent


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The dashboard of a register with three schools."""
    path = tmp_path / "register.json"
    with Register.create(path, "Our consortium", today=lambda: TODAY) as register:
        register.apply(
            [making(SCHOOLS.name, {"name": f"{name} School"}) for name in ("Ash", "Birch", "Elm")]
        )
    argv = [sys.executable, "-m", "tui.command_line", "--register", str(path)]
    homes = {"XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal([*argv, "--today", TODAY.isoformat()], env=homes, cwd=ROOT) as terminal:
        terminal.wait_for("0 reviews")
        yield terminal


def test_what_is_typed_with_the_slash_is_sought_and_runs_no_command(terminal: Terminal) -> None:
    terminal.type("s")
    terminal.wait_for("Ash School")
    terminal.type("/birch\rm")
    terminal.wait_for("Birch School is a member now.")


def test_a_name_typed_with_the_key_that_asks_for_it_is_that_name(terminal: Terminal) -> None:
    terminal.type("p")
    terminal.wait_for("Nobody here")
    terminal.type("nSusan Pike\r")
    terminal.wait_for("Person: Susan Pike")


def test_the_list_of_fields_opens_in_the_moment_a_screen_does(terminal: Terminal) -> None:
    terminal.type("s")
    terminal.wait_for("Ash School")
    terminal.type("\r\x0f")
    terminal.wait_for("Jump to")
    terminal.press("escape")
    terminal.wait_gone("Jump to")
    terminal.wait_for("School: Ash School")
