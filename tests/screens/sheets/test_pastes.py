"""A megabyte pasted into a field: survived, and cut with a notice at what the field holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.tables import REVIEWS
from store.text import LINE_LIMIT, TEXT_LIMIT
from tests.support.a_register import reopened
from tests.support.pty_app import Terminal
from tests.support.sitting import jump, sitting, to_the_review

MEGABYTE = "All pupils read daily. " * (1_000_000 // 23)


def at_the_field(terminal: Terminal, label: str) -> None:
    to_the_review(terminal, "d", "Details of the review")
    jump(terminal, label)


@pytest.mark.parametrize("bracketed", [True, False])
@pytest.mark.parametrize(
    ("label", "field", "limit", "words"),
    [
        ("Reason for the status", review.STATUS_REASON, LINE_LIMIT, "holds 500 characters"),
        ("Office note", review.NOTE, TEXT_LIMIT, "holds 20,000 characters"),
    ],
)
def test_a_megabyte_is_cut_at_the_limit_with_a_notice(
    path: Path, label: str, field: Field[str], limit: int, words: str, bracketed: bool
) -> None:
    with sitting(path) as terminal:
        at_the_field(terminal, label)
        if bracketed:
            terminal.paste(MEGABYTE)
        else:
            terminal.type(MEGABYTE)
        terminal.wait_for(words)
        terminal.press("f2")
        terminal.wait_for("Kept ")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    kept = reopened(path).record(REVIEWS, 1)[field]
    assert kept == MEGABYTE[:limit].strip()


def test_a_list_takes_what_its_entries_can_hold(path: Path) -> None:
    with sitting(path) as terminal:
        at_the_field(terminal, "Themes")
        terminal.paste("Reading\n" * 130_000)
        terminal.wait_for("holds 50,000 characters")
        terminal.press("f2")
        terminal.wait_for("Not kept: see the field")
        terminal.press("ctrl+z", "f10")
        assert terminal.wait_exit() == 0


def test_a_paste_that_holds_its_own_end_mark_destroys_nothing(path: Path) -> None:
    with sitting(path) as terminal:
        at_the_field(terminal, "Office note")
        terminal.paste("one\x1b[201~two")
        terminal.wait_for("two")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    assert reopened(path).record(REVIEWS, 1)[review.NOTE] == "onetwo"
