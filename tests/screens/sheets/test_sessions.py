"""Two apps on one register, each in a terminal of its own: each sees what the other does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.drafts import PAUSE
from store.paperwork import review
from store.paperwork.forms import action_plan
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from tests.support.a_register import reopened
from tests.support.pty_app import Terminal
from tests.support.sitting import (
    jump,
    sitting,
    to_the_note,
    to_the_review,
    wait_until,
)
from tui.app import LOOK


@pytest.fixture
def open_sessions() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def at_the_register(stack: ExitStack, path: Path, user: str) -> Terminal:
    terminal = stack.enter_context(sitting(path, user=user))
    terminal.wait_for("PR-2026-001")
    return terminal


def both_at(stack: ExitStack, path: Path, *users: str) -> tuple[Terminal, Terminal]:
    first, second = users or ("A. Clerk", "B. Office")
    return at_the_register(stack, path, first), at_the_register(stack, path, second)


def kept(path: Path) -> Record:
    return reopened(path).record(REVIEWS, 1)


def keep(terminal: Terminal) -> None:
    terminal.press("f2")
    terminal.wait_for("Kept ")


def test_others_are_looked_at_often_enough_to_be_seen_within_two_seconds() -> None:
    assert LOOK <= 1.5
    assert PAUSE == 2.0


def test_a_new_review_appears_on_the_others_dashboard_and_moves_when_it_gets_its_date(
    open_sessions: ExitStack, path: Path
) -> None:
    one, other = both_at(open_sessions, path)
    one.type("nbirch")
    one.wait_for("▌ Birch")
    one.press("enter")
    one.wait_for("Details of the review")
    other.wait_for("2 reviews")
    order = [row for row in other.screen() if "no date" in row]
    assert len(order) == 2
    jump(one, "Date of Review")
    one.type("29/10/26")
    keep(one)

    def dated_first(rows: list[str]) -> bool:
        found = [row for row in rows if row[2:7] == "Birch"]
        return len(found) == 2 and "29 Oct" in found[0] and "no date" in found[1]

    other.wait_until(dated_first, "the dated review to stand first")


def test_a_field_not_typed_in_shows_what_the_other_wrote_and_one_typed_in_is_left_alone(
    open_sessions: ExitStack, path: Path
) -> None:
    one, other = both_at(open_sessions, path)
    to_the_note(one)
    to_the_note(other)
    jump(other, "Headteacher")
    other.type("Grace L")
    one.type("Ring before nine.")
    keep(one)
    other.wait_for("Ring before nine.")
    other.wait_for("Grace L")
    jump(one, "Headteacher")
    one.type("Sam Cole")
    keep(one)
    jump(one, "Reason for the status")
    one.type("Waiting")
    keep(one)
    other.wait_for("Waiting")  # the other has seen all three by now
    other.wait_for("Grace L")
    assert not any("Sam Cole" in row for row in other.screen())


def in_conflict(stack: ExitStack, path: Path, *users: str) -> Terminal:
    """The second of two who have changed one note, as she is asked."""
    one, other = both_at(stack, path, *users)
    to_the_note(one)
    to_the_note(other)
    other.type("Side gate.")
    other.wait_for("Side gate.")
    one.type("Front door.")
    keep(one)
    other.press("f2")
    other.wait_for("changed by two people")
    return other


@pytest.mark.parametrize(
    ("key", "outcome"),
    [("m", "Side gate."), ("t", "Front door."), ("b", "Front door.\n\nSide gate.")],
)
def test_the_second_to_change_a_field_sees_both_texts_and_chooses(
    open_sessions: ExitStack, path: Path, key: str, outcome: str
) -> None:
    other = in_conflict(open_sessions, path)
    rows = other.screen()
    at = {words: next(y for y, row in enumerate(rows) if words in row)
          for words in ("Theirs: A. Clerk,", "Front door.", "Yours", "Side gate.")}  # fmt: skip
    assert list(at.values()) == sorted(at.values())
    last = list(reopened(path).history())[-1]
    assert last.user == "A. Clerk"
    assert kept(path)[review.NOTE] == "Front door."
    other.press(key)
    other.wait_gone("changed by two people")
    wait_until(lambda: kept(path)[review.NOTE] == outcome, f"{outcome!r} to be kept")
    if key == "t":
        other.wait_gone("Side gate.")


def test_deciding_later_keeps_mine_in_the_field_and_f2_asks_again(
    open_sessions: ExitStack, path: Path
) -> None:
    other = in_conflict(open_sessions, path)
    other.press("escape")
    other.wait_gone("changed by two people")
    other.wait_for("Side gate.")
    assert kept(path)[review.NOTE] == "Front door."
    other.press("f2")
    other.wait_for("changed by two people")
    other.press("m")
    wait_until(lambda: kept(path)[review.NOTE] == "Side gate.", "mine to be kept")


def test_two_sessions_of_one_login_are_two(open_sessions: ExitStack, path: Path) -> None:
    other = in_conflict(open_sessions, path, "office", "office")
    other.press("b")
    wait_until(lambda: kept(path)[review.NOTE] == "Front door.\n\nSide gate.", "both to be kept")
    first, second = list(reopened(path).history())[-2:]
    assert first.user == second.user == "office"
    assert first.session != second.session
    other.press("escape")
    other.press("u")  # takes back its own change, not the other session's
    wait_until(lambda: kept(path)[review.NOTE] == "Front door.", "its own change to be undone")


def test_two_sessions_of_one_login_keep_what_is_typed_apart(
    open_sessions: ExitStack, path: Path
) -> None:
    for terminal in both_at(open_sessions, path, "office", "office"):
        to_the_note(terminal)
        terminal.type("Half a sentence")
    drafts = path.parent / "state/peer-review/drafts"
    wait_until(lambda: len(list(drafts.glob("*.drafts"))) == 2, "a file of each session")


def test_different_fields_of_one_review_never_conflict(
    open_sessions: ExitStack, path: Path
) -> None:
    one, other = both_at(open_sessions, path)
    to_the_note(one)
    to_the_note(other)
    jump(other, "Headteacher")
    one.type("Ring before nine.")
    other.type("Grace Lowe")
    keep(one)
    keep(other)
    found = kept(path)
    assert found[review.NOTE] == "Ring before nine."
    assert found.plain(review.HEADTEACHER) == "Grace Lowe"


def test_different_rows_of_one_table_never_conflict(open_sessions: ExitStack, path: Path) -> None:
    one, other = both_at(open_sessions, path)
    for terminal in (one, other):
        to_the_review(terminal, "a", "PEER REVIEW ACTION PLAN TEMPLATE")
        jump(terminal, "Actions")
        terminal.press("f5")
        terminal.wait_for("Actions, row 1")
    for terminal, action in ((one, "One phonics scheme"), (other, "Sort the books")):
        terminal.type(action)
        keep(terminal)
    rows = kept(path)[action_plan.ROWS]
    assert [row[action_plan.ACTION] for row in rows] == ["One phonics scheme", "Sort the books"]
    other.wait_for("Actions, row 2")
    jump(one, "Comments / Further Support")
    jump(other, "Comments / Further Support")
    one.type("Visit")
    other.type("By sound")
    one.press("f2")
    other.press("f2")

    def comments() -> list[str]:
        return [row.plain(action_plan.COMMENTS) for row in kept(path)[action_plan.ROWS]]

    wait_until(lambda: comments() == ["Visit", "By sound"], "both rows' comments to be kept")
    one.press("escape")
    one.wait_for("Sort the books")
