"""A terminal of 40×10 and one of 200×50: the list, a form and the export work on both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.paperwork import review
from tests.support.a_register import reopened, the_review
from tests.support.sitting import sitting, wait_until

KEYS = "F1 help"
"""Stands in the last row of the dashboard, of a review and of a form."""


@pytest.mark.parametrize("size", [(40, 10), (200, 50)])
def test_a_review_is_opened_filled_in_and_exported_on_a_terminal_of_any_size(
    path: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    exported = tmp_path / "peer-review-exports"
    with sitting(path, size=size) as terminal:

        def at_the_foot(rows: list[str]) -> bool:
            return KEYS in rows[-1]

        terminal.wait_for("▌ Birch")
        terminal.wait_until(at_the_foot, "the keys in the last row")
        terminal.press("enter")
        terminal.wait_for("▌ 1: Plan")
        terminal.wait_until(at_the_foot, "the keys in the last row")
        terminal.press("d")
        terminal.wait_for("Details of the review")
        terminal.press("ctrl+o")
        terminal.wait_for("Jump to")
        terminal.press("c")
        terminal.wait_gone("Jump to")
        terminal.type("11/3/27\t")
        terminal.wait_for("Thu 11 Mar 2027")
        terminal.press("escape")
        terminal.wait_for("▌ 1: Plan")
        terminal.press("e")
        terminal.wait_for("Export the documents of PR-2026-001")
        terminal.press("enter")
        wait_until(lambda: any(exported.glob("*.md")), "the Summary in its folder")
    with reopened(path) as register:
        assert the_review(register)[review.DATE_OF_REVIEW] == date(2027, 3, 11)
    [summary] = exported.glob("*.md")
    assert summary.name == "PR-2026-001 Birch - summary - 2027-03-11.md"
