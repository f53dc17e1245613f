"""What the app sends for a key: few bytes, and the screen is what a fresh painting would be."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.reviews.test_dashboard import consortium_of
from tests.support.pty_app import Terminal
from tests.support.sitting import sitting

KEYS = (
    *("down", "up", "pagedown", "pageup", "home", "end") * 2, "enter", "escape", "tab", "s", "p",
    "o", "k", "h", "y", "l", "/", "x", "backspace", "f1", "1", "4",
)  # fmt: skip
NAMES = [f"School {number}" for number in range(60)]


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Terminal]:
    """The app on 60 reviews."""
    path = tmp_path / "register.json"
    consortium_of(path, [*NAMES, "École Ⅱ 学校 👩‍🏫 é\u0301cole"])
    with sitting(path) as terminal:
        terminal.wait_for("61 reviews")
        terminal.settle()
        yield terminal


def sent_for(terminal: Terminal, *keys: str) -> int:
    """How many bytes come for keys."""
    before = len(terminal.raw)
    terminal.press(*keys)
    terminal.wait_until(lambda _rows: len(terminal.raw) > before, "an answer")
    terminal.settle()
    return len(terminal.raw) - before


def picture(terminal: Terminal, size: tuple[int, int]) -> list[object]:
    """Every cell as it looks; of a blank, what is behind it."""
    columns, rows = size
    cells = [terminal.cell(column, row) for row in range(rows) for column in range(columns)]
    return [
        (" ", cell.bg) if cell.data == " " and not cell.reverse and not cell.underscore else cell
        for cell in cells
    ]


def test_a_screen_that_opens_is_sent_at_once_from_its_top_to_its_keys(many: Terminal) -> None:
    dashboard = bytes(many.raw)
    assert 0 < dashboard.find("▌".encode()) < dashboard.find(b"F1")
    many.press("s")
    many.wait_for("Schools")
    many.settle()
    schools = bytes(many.raw)[len(dashboard) :]
    assert 0 < schools.find(b"School 0") < schools.find(b"import")


def test_the_cursor_in_a_list_costs_few_bytes(many: Terminal) -> None:
    many.press("s")
    many.wait_for("Schools")
    many.settle()
    assert sent_for(many, "down") <= 80


def test_the_cursor_costs_few_bytes_with_all_that_is_shown_of_a_review(many: Terminal) -> None:
    assert sent_for(many, "down") <= 200


def test_what_stands_there_is_sent_again_by_a_key_alone(many: Terminal) -> None:
    before = picture(many, (80, 24))
    assert sent_for(many, "f11") > 1500
    assert picture(many, (80, 24)) == before


@pytest.mark.parametrize("seed", range(2))
def test_after_any_keys_the_screen_is_what_a_fresh_painting_is(many: Terminal, seed: int) -> None:
    rng = random.Random(seed)
    size = (80, 24)
    for step in range(8):
        if step % 4 == 3:
            size = (rng.choice([60, 80, 100]), rng.choice([18, 24, 30]))
            many.resize(*size)
            many.settle()
        keys = [rng.choice(KEYS) for _ in range(6)]
        many.press(*keys)
        many.settle()  # a screen that opens late is not one that was painted wrongly
        before = picture(many, size)
        sent_for(many, "f11")
        assert picture(many, size) == before, f"after {keys}\n{many}"
