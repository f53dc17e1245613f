"""What "both" makes of a field that two people changed: nothing that either added is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.changes.keep_both import both, can_hold_both
from store.field_values import Json
from store.paperwork import review
from store.paperwork.stages import visit
from store.paperwork.tables import REVIEWS
from tests.support.a_register import put, reopened
from tests.support.sitting import jump, sitting, to_the_review

ENTRIES = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True)


def of_lists(was: list[str], theirs: list[str], mine: list[str]) -> Json:
    return both(review.THEMES.kind, list[Json](was), list[Json](theirs), list[Json](mine))


@given(ENTRIES, ENTRIES, ENTRIES)
def test_a_list_has_what_both_added_once_and_nothing_that_either_took_out(
    was: list[str], theirs: list[str], mine: list[str]
) -> None:
    found = of_lists(was, theirs, mine)
    assert isinstance(found, list)
    added = (set(theirs) | set(mine)) - set(was)
    assert set(map(str, found)) == added | (set(was) & set(theirs) & set(mine))
    assert len(found) == len(set(map(str, found)))


def test_a_list_has_theirs_first_and_in_their_order() -> None:
    assert of_lists(["a"], ["b", "a"], ["a", "c"]) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("theirs", "mine", "outcome"),
    [
        ("One.", "Two.", "One.\n\nTwo."),
        ("One. Two.", "Two.", "One. Two."),
        ("One.", "One. Two.", "One. Two."),
        ("", "Two.", "Two."),
    ],
)
def test_a_text_has_theirs_then_mine_and_neither_twice(
    theirs: str, mine: str, outcome: str
) -> None:
    assert both(review.NOTE.kind, "", theirs, mine) == outcome


def test_both_is_offered_for_texts_and_lists_alone() -> None:
    assert can_hold_both(review.NOTE.kind)
    assert can_hold_both(review.THEMES.kind)
    assert can_hold_both(review.OTHER_REVIEWERS.kind)
    for field in (review.LEAD_REVIEWER, review.STATUS, visit.VISIT_DATE):
        assert not can_hold_both(field.kind)


def test_of_a_list_two_people_filled_both_is_kept_and_of_a_date_one_has_to_go(
    path: Path,
) -> None:
    with sitting(path) as terminal:
        to_the_review(terminal, "d", "Details of the review")
        jump(terminal, "Themes")
        terminal.type("Maths")
        with reopened(path, "B. Office") as other:
            put(other, ["Reading"], review.THEMES)
        terminal.press("f2")
        terminal.wait_for("b both")
        terminal.press("b")
        terminal.wait_for("Kept ")
        jump(terminal, "Date of Review")
        terminal.type("12/11/26")
        with reopened(path, "B. Office") as other:
            put(other, "2026-11-13", review.DATE_OF_REVIEW)
        terminal.press("f2")
        rows = terminal.wait_for("t theirs")
        assert not any("b both" in row for row in rows)
        terminal.press("b", "m")
        terminal.wait_gone("t theirs")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    kept = reopened(path).record(REVIEWS, 1)
    assert list(kept[review.THEMES]) == ["Reading", "Maths"]
    assert kept.stored(review.DATE_OF_REVIEW) == "2026-11-12"
