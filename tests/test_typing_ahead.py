"""Keys that arrive together, as over a slow line, do what they would do one by one."""

import sys
from collections.abc import Iterator
from functools import partial
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
    terminal.type("\r\r\x0f")
    terminal.wait_for("Jump to")
    terminal.press("escape")
    terminal.wait_gone("Jump to")
    terminal.wait_for("School: Ash School")


def test_a_date_typed_with_the_enter_that_makes_the_review_is_its_date(terminal: Terminal) -> None:
    terminal.type("nbirch\r11/3/27\t\tSusan Pike\t")
    for label, words in (("Date of Review", "Thu 11 Mar 2027"), ("Lead Reviewer", "Susan Pike")):
        terminal.wait_until(partial(holds, label, words), f"{words} in {label}")


def holds(label: str, words: str, rows: list[str]) -> bool:
    """Whether a field of the screen holds these words."""
    return any(row.startswith(label) and words in row for row in rows)


def test_what_is_typed_with_the_enter_on_a_step_goes_into_the_field_that_ends_it(
    terminal: Terminal,
) -> None:
    terminal.type("nbirch\r11/3/27\t")
    terminal.wait_for("Kept ")
    terminal.press("escape")
    terminal.wait_for("▌ 1: Plan the review")
    terminal.press("down", "down")
    terminal.wait_until(lambda rows: any("▌" in row and "Data Shared" in row for row in rows))
    terminal.type("\r5/3/27\t")
    terminal.wait_for("Stage 1: Plan the review")
    terminal.wait_for("Fri 5 Mar 2027")
    terminal.wait_for("Kept ")
