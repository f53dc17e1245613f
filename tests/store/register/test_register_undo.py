"""Undo, and history."""

from __future__ import annotations

import pytest

from store.errors import ChangedSince, Refused
from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.stages import plan
from store.paperwork.tables import REVIEWS, SCHOOLS
from store.records.change import Entry, making
from store.records.editing import (
    adding_row,
    moving_row,
    setting,
)
from store.register.history import as_it_was
from store.register.register import Register
from tests.support.a_register import (
    ROWS,
    Place,
    change,
    files,
    order,
    put,
    reopened,
    the_review,
)


def test_undo_goes_further_back_each_time_and_then_says_there_is_nothing(
    register: Register, place: Place
) -> None:
    put(register, "one", review.NOTE)
    put(register, "two", review.NOTE)
    taken, back = register.undo()
    assert (back.undoes, the_review(register)[review.NOTE]) == (taken.seq, "one")
    register.undo()
    assert the_review(register)[review.NOTE] == ""
    register.undo()
    register.undo()
    assert (register.keys(REVIEWS), register.keys(SCHOOLS)) == ([], [])
    before = files(place)
    for whole_user in (False, True):
        with pytest.raises(Refused, match="There is nothing of yours to undo"):
            register.undo(whole_user=whole_user)
    assert files(place) == before
    assert register.consortium[consortium.CONSORTIUM_NAME] == "Tiptree"


def test_a_change_of_many_is_undone_as_one(register: Register) -> None:
    found = the_review(register)
    register.apply(
        [change("note", "", "one"), change("note", "one", "two"), *setting(
            found, plan.SEF.state, "received")]
    )  # fmt: skip
    register.undo()
    assert the_review(register).document == found.document


def test_undo_is_refused_when_the_field_has_been_changed_since(
    register: Register, place: Place
) -> None:
    put(register, "mine", review.NOTE)
    with reopened(place, "other") as other:
        other.apply([change("note", "mine", "theirs")])
    with pytest.raises(ChangedSince, match="now “theirs”"):
        register.undo()
    assert the_review(register)[review.NOTE] == "theirs"


def test_undo_takes_back_this_sessions_changes_or_all_of_the_users(
    register: Register, place: Place
) -> None:
    put(register, "mine", review.NOTE)
    later = reopened(place)
    with pytest.raises(Refused, match="nothing of yours"):
        later.undo()
    with pytest.raises(Refused, match="nothing of yours"):
        reopened(place, "other").undo(whole_user=True)
    later.undo(whole_user=True)
    register.refresh()
    assert the_review(register)[review.NOTE] == ""
    with pytest.raises(Refused, match="school 1 is named by PR-2026-001"):
        register.apply([change("", {"name": "Birch"}, None, "schools")])


def test_making_a_record_that_others_name_is_not_undone(register: Register, place: Place) -> None:
    register.apply([making("people", {"name": "J. Mason"})])
    with reopened(place, "other") as other:
        person: Json = {"name": "J. Mason", "person": 1}
        other.apply(setting(the_review(other), review.LEAD_REVIEWER, person))
    with pytest.raises(Refused, match="person 1 is named by PR-2026-001, and stays"):
        register.undo()


def test_a_list_may_not_name_what_it_takes_away(register: Register) -> None:
    register.apply([making("schools", {"name": "Layer"})])
    gone = change("", {"name": "Layer"}, None, "schools", 2)
    with pytest.raises(Refused, match="names school 2, and there is none"):
        register.apply([change("school", 1, 2), gone])
    register.apply([change("school", 1, 2)])
    for beside in ([], [change("note", "", "it still names it")]):
        with pytest.raises(Refused, match="school 2 is named by PR-2026-001, and stays"):
            register.apply([*beside, gone])
    register.apply([change("school", 2, 1), gone])
    assert register.keys(SCHOOLS) == [1]


def test_a_record_that_is_taken_away_and_put_back_gives_no_row_id_twice(
    register: Register,
) -> None:
    put(register, [{"action": "a"}, {"action": "b"}])
    put(register, [{"action": "a"}])
    known = {k: v for k, v in the_review(register).document.items() if k != "row_ids"}
    register.apply([change("", known, None)])
    register.undo()
    register.apply([adding_row(the_review(register), ROWS, {"action": "c"})])
    assert order(register) == ["r1", "r3"]


def test_history_is_the_list_of_changes_and_gives_back_each_state(register: Register) -> None:
    states: dict[int, dict[str, Json]] = {}

    def kept(entry: Entry) -> None:
        if register.find(REVIEWS, 1):
            states[entry.seq] = {
                path: value
                for path, value in the_review(register).document.items()
                if path != "row_ids"
            }

    register.listen(kept)
    put(register, [{"action": "a"}, {"action": "b"}, {"action": "c"}])
    put(register, [{"id": "r3", "action": "c"}, {"action": "x"}, {"id": "r1", "who": "AM"}])
    register.apply(moving_row(the_review(register), ROWS, "r1", -1))
    register.undo()
    register.undo()
    put(register, "a note", review.NOTE)
    register.apply([change("", dict(the_review(register).document), None)])
    register.undo()
    found = the_review(register)
    entries = list(register.history(found))
    for seq, document in states.items():
        was = as_it_was(found, entries, seq)
        assert was is not None
        assert {p: v for p, v in was.document.items() if p != "row_ids"} == document, seq
    assert as_it_was(found, entries, 2) is None  # before it was made
    assert {entry.user for entry in entries} == {"office"}
