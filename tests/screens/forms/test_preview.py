"""The document beside its form, in a real terminal: it follows the typing and never flickers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_app import Terminal
from tests.support.sitting import sitting, to_the_review

TITLE = "PEER REVIEW SUMMARY TEMPLATE"
MOST_BYTES = 900
"""A typed key with the preview beside the form: 735 were seen, 621 of them the field's own."""


def to_the_summary(terminal: Terminal) -> None:
    """From the start to the one review's Summary, on a terminal of any size."""
    terminal.wait_for("Birch")
    terminal.press("enter")
    terminal.wait_for("Plan the review")
    terminal.press("s")
    terminal.wait_for(TITLE)


def to_development(terminal: Terminal) -> None:
    """Into the Summary's areas for development, with the preview beside it."""
    to_the_summary(terminal)
    terminal.wait_until(lambda rows: any(TITLE in row[60:] for row in rows), "the preview")
    jump(terminal, "Areas for development identified during the review:")


def jump(terminal: Terminal, name: str) -> None:
    """Into a field through the list of fields, by its letter."""
    terminal.press("ctrl+o")
    listed = re.compile(rf"(\w)  {re.escape(name)}")
    rows = terminal.wait_until(lambda rows: any(map(listed.search, rows)), f"{name} in the list")
    terminal.press(next(found[1] for row in rows if (found := listed.search(row))))
    terminal.wait_gone("Jump to")
    terminal.settle()


@pytest.fixture
def wide(path: Path) -> Iterator[Terminal]:
    with sitting(path, size=(120, 40)) as terminal:
        to_development(terminal)
        yield terminal


def type_in(terminal: Terminal, key: str, seen: str) -> None:
    """A key, and the preview as it follows."""
    terminal.type(key)
    terminal.wait_until(lambda rows: any(seen in row[60:] for row in rows), f"{seen} beside it")


def test_the_preview_shows_what_is_typed_before_it_is_kept(wide: Terminal) -> None:
    type_in(wide, "Phonics", "• Phonics")
    assert not any("Kept" in row for row in wide.screen())


def test_a_key_costs_few_bytes_with_the_preview_open(wide: Terminal) -> None:
    type_in(wide, "P", "• P")  # until then the list of fields may still be going
    wide.settle()
    typed, costs = "P", []
    for key in "honics":
        typed += key
        before = len(wide.raw)
        type_in(wide, key, f"• {typed}")
        wide.settle()
        costs.append(len(wide.raw) - before)
    assert max(costs) <= MOST_BYTES


def test_keeping_what_the_preview_shows_paints_nothing_of_it_anew(wide: Terminal) -> None:
    type_in(wide, "Phonics", "• Phonics")
    wide.settle()
    before = len(wide.raw)
    wide.press("f2")
    wide.wait_for("Kept")
    wide.settle()
    sent = wide.raw[before:].decode()
    assert len(sent) < 600
    assert "Consortium Office" not in sent


def test_the_preview_never_goes_blank_while_one_types(wide: Terminal) -> None:
    titles: set[bool] = set()

    def looked(rows: list[str]) -> bool:
        titles.add(any(TITLE in row[60:] for row in rows))
        return any("• Phonics first, and every" in row[60:] for row in rows)

    for character in "Phonics first, and every child reads at home each day of the week":
        wide.type(character)
        looked(wide.screen())
    wide.wait_until(looked, "the sentence in the preview")
    assert titles == {True}


def test_what_is_let_go_of_goes_from_the_preview(wide: Terminal) -> None:
    type_in(wide, "Phonics", "• Phonics")
    wide.press("ctrl+z")
    wide.wait_until(lambda rows: not any("Phonics" in row for row in rows), "the word to go")


def test_a_value_the_field_cannot_hold_leaves_the_preview_as_it_was(path: Path) -> None:
    with sitting(path, size=(120, 40)) as terminal:
        to_the_review(terminal, "p", "PROFORMA")
        terminal.wait_until(lambda rows: any("PROFORMA" in row[60:] for row in rows), "the preview")
        jump(terminal, "Date of Review")
        type_in(terminal, "29/10/26", "Thu 29 Oct 2026")
        terminal.type("x")
        terminal.wait_until(
            lambda rows: not any("Thu 29 Oct" in row[60:] for row in rows), "the date to go"
        )


def test_what_is_typed_out_of_sight_comes_into_sight(path: Path) -> None:
    with sitting(path, size=(120, 12)) as terminal:
        to_development(terminal)
        assert not any("•" in row[60:] for row in terminal.screen())
        type_in(terminal, "Phonics", "• Phonics")


def test_f3_turns_to_the_document_and_back_on_a_narrow_terminal(path: Path) -> None:
    with sitting(path, size=(40, 10)) as terminal:
        to_the_summary(terminal)
        terminal.press("f3")
        terminal.wait_for("Reviewed School: Birch")
        terminal.press("end")
        terminal.wait_for("Governor:")
        terminal.press("f3")
        terminal.wait_gone("Governor:")
