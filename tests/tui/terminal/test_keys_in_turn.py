"""Keys that arrive together, as over a slow line, do what they would do one by one."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from store.open_register import create_register
from store.paperwork import review
from store.paperwork.tables import SCHOOLS
from store.records.change import making
from tests.support.a_register import reopened, the_review
from tests.support.places import ROOT
from tests.support.pty_app import Terminal, key_bytes
from tests.support.sitting import sitting, to_the_note
from tests.support.today import TODAY


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The dashboard of a register with three schools."""
    path = tmp_path / "register.json"
    with create_register(path, "Our consortium", today=lambda: TODAY) as register:
        register.apply(
            [making(SCHOOLS.name, {"name": f"{name} School"}) for name in ("Ash", "Birch", "Elm")]
        )
    argv = [sys.executable, "-m", "tui.command_line", "--register", str(path)]
    homes = {"XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal([*argv, "--today", str(TODAY)], env=homes, cwd=ROOT) as terminal:
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


def test_two_hundred_keys_at_once_are_all_in_the_field_in_their_order(path: Path) -> None:
    text = "".join(f"{number:03} " for number in range(50)).strip() + "."
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.type(text)
        terminal.wait_for("049.")
        terminal.press("tab")
        terminal.wait_for("Kept ")
    with reopened(path) as register:
        assert len(text) == 200
        assert the_review(register)[review.NOTE] == text


def test_two_hundred_keys_at_once_leave_in_the_filter_what_they_would_one_by_one(
    tmp_path: Path,
) -> None:
    with sitting(schools_at(tmp_path)) as terminal:
        to_the_schools(terminal)
        # Were one left out, or two changed places, something else would be sought.
        terminal.type("/" + "12345\x7f\x7f\x7f\x7f\x7f" * 19 + "school 077")
        terminal.wait_for("▌ ○ School 077")
        terminal.wait_gone("School 078")


def test_two_hundred_keys_at_once_move_the_cursor_as_far_as_they_would_one_by_one(
    tmp_path: Path,
) -> None:
    with sitting(schools_at(tmp_path)) as terminal:
        to_the_schools(terminal)
        terminal.send(key_bytes("down") * 150 + key_bytes("up") * 50)
        terminal.wait_for("▌ ○ School 101")


def schools_at(folder: Path) -> Path:
    """The path of a register with 160 schools, School 001 to School 160."""
    path = folder / "register.json"
    with create_register(path, "Our consortium", today=lambda: TODAY) as register:
        register.apply(
            [making(SCHOOLS.name, {"name": f"School {number:03}"}) for number in range(1, 161)]
        )
    return path


def to_the_schools(terminal: Terminal) -> None:
    terminal.wait_for("0 reviews")
    terminal.type("s")
    terminal.wait_for("▌ ○ School 001")
