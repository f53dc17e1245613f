"""A list's columns: laid out in any width, each with its head above it."""

from __future__ import annotations

from screens.widgets.columns import (
    Column,
    NaturalWidth,
    RemainingWidth,
    Share,
    fixed,
    heads,
    laid_out,
)

COLUMNS: tuple[Column[tuple[str, str, int]], ...] = (
    Column("School", lambda row: row[0], RemainingWidth(least=4)),
    Column("Next", lambda row: row[1], Share(50, most=12), since=20),
    Column("Days", lambda row: str(row[2]), fixed(4), right=True, gap=1),
)


def _row(width: int, school: str = "Birch", step: str = "Workshop", days: int = 3) -> str:
    return laid_out(COLUMNS, (school, step, days), width).plain


def test_columns_take_their_share_and_one_takes_the_rest() -> None:
    assert _row(31) == "Birch         Workshop        3"
    assert _row(60) == "Birch" + " " * 38 + "Workshop        3"


def test_a_text_that_its_column_has_no_room_for_is_cut_with_a_mark() -> None:
    assert _row(25, school="Birch Church", step="Workshop held") == "Birch Ch…  Workshop…    3"


def test_a_column_is_left_out_of_a_list_that_is_narrower_than_it_asks_for() -> None:
    assert _row(19) == "Birch             3"


def test_a_column_is_never_narrower_than_its_least() -> None:
    assert _row(3, school="Birch Church") == "Bir…    3"


def test_each_head_stands_above_its_column() -> None:
    assert heads(COLUMNS, 31).plain == "School        Next         Days"


def test_the_last_column_is_as_long_as_its_text_for_the_list_to_cut() -> None:
    columns = (
        Column[str]("A", lambda row: row[:1], NaturalWidth(3)),
        Column[str]("B", str, fixed(2)),
    )
    assert laid_out(columns, "several words", 5).plain == "s    several words"
