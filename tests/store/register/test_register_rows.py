"""Rows of a register's tables, and the signatures among them."""

from __future__ import annotations

import pytest

from store.errors import ChangedSince, Refused
from store.field_values import Json, Unacceptable
from store.paperwork.forms import action_plan
from store.paperwork.tables import REVIEWS
from store.records.editing import (
    adding_row,
    moving_row,
    removing_row,
    setting,
    setting_cell,
)
from store.register.register import Register
from tests.support.a_register import (
    ROWS,
    SIGNED,
    change,
    new_review,
    order,
    put,
    the_review,
)


def test_rows_are_added_moved_and_removed_and_their_ids_never_return(register: Register) -> None:
    put(register, [{"action": "a"}, {"action": "b"}, {"action": "c"}])
    register.apply(moving_row(the_review(register), ROWS, "r3", -2))
    assert order(register) == ["r3", "r1", "r2"]
    register.apply([removing_row(the_review(register), ROWS, "r3")])
    register.apply([adding_row(the_review(register), ROWS, {"action": "d"}, after="r1")])
    assert order(register) == ["r1", "r4", "r2"]
    register.undo()
    register.undo()
    assert order(register) == ["r3", "r1", "r2"]
    register.apply([adding_row(the_review(register), ROWS, {"action": "e"})])
    assert order(register) == ["r3", "r1", "r2", "r5"]


def test_a_cell_is_a_change_of_its_own(register: Register) -> None:
    put(register, [{"action": "a"}, {"action": "b"}])
    before = the_review(register)
    register.apply(setting_cell(before, ROWS, "r1", "who", "AM"))
    register.apply(setting_cell(before, ROWS, "r2", "who", "JM"))
    with pytest.raises(ChangedSince, match=r"row r1, Who will deliver this action.*now “AM”"):
        register.apply(setting_cell(before, ROWS, "r1", "who", "XY"))


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ([{"action": "x"}, {"action": "y"}], [("r1", "x"), ("r2", "y")]),
        ([{"id": "r2", "action": "b"}], [("r2", "b")]),
        ([{"id": "r3", "action": "c"}, {"id": "r1", "action": "a"}], [("r3", "c"), ("r1", "a")]),
        (
            [{"id": "r1", "action": "a"}, {"action": "x"}, {"action": "y"}, {"id": "r2"},
             {"id": "r3"}],
            [("r1", "a"), ("r5", "x"), ("r4", "y"), ("r2", ""), ("r3", "")],
        ),
        (
            [{"id": "r3"}, {"action": "x"}, {"id": "r1"}, {"id": "r2"}, {"action": "z"}],
            [("r3", ""), ("r4", "x"), ("r1", ""), ("r2", ""), ("r5", "z")],
        ),
        ([{"action": "x"}, {"id": "r1"}], [("r4", "x"), ("r1", "")]),
        ([{}, {"action": "b"}, {"action": "c"}, {}], [("r1", ""), ("r2", "b"), ("r3", "c")]),
        ([], []),
    ],
)  # fmt: skip
def test_rows_given_with_ids_are_matched_by_them_and_others_by_position(
    register: Register, given: Json, after: list[tuple[str, str]]
) -> None:
    put(register, [{"action": "a"}, {"action": "b"}, {"action": "c"}])
    before = the_review(register).document
    put(register, given)
    found = the_review(register)
    assert [(row.id, row[action_plan.ACTION]) for row in found[ROWS]] == after
    register.undo()
    assert the_review(register).stored(ROWS) == before["action_plan.rows"]


def test_a_table_that_is_full_takes_no_more_and_can_be_replaced(register: Register) -> None:
    full: list[Json] = [{"action": str(number)} for number in range(100)]
    put(register, full)
    with pytest.raises(Refused, match="at most 100 rows can be kept"):
        register.apply([adding_row(the_review(register), ROWS, {"action": "one more"})])
    register.apply([removing_row(the_review(register), ROWS, "r50")])
    register.apply([adding_row(the_review(register), ROWS, {"action": "new"})])
    assert order(register)[-1] == "r101"
    with pytest.raises(Unacceptable, match="it has 101 rows"):
        setting(the_review(register), ROWS, [*full, {"action": "one more"}])


def test_undoing_a_removal_puts_the_row_back_where_it_stood(register: Register) -> None:
    put(register, [{"action": "a"}, {"action": "b"}, {"action": "c"}])
    stale = the_review(register)
    register.apply(moving_row(the_review(register), ROWS, "r2", 1))
    register.apply([removing_row(stale, ROWS, "r2")])  # it knew r2 after r1; it stands after r3
    register.undo()
    assert order(register) == ["r1", "r3", "r2"]


def test_a_row_that_is_gone_cannot_be_moved_or_removed(register: Register) -> None:
    put(register, [{"action": "a"}])
    for asked in (moving_row, removing_row):
        with pytest.raises(Unacceptable, match="there is no row r9 any more"):
            asked(the_review(register), ROWS, "r9", *([1] if asked is moving_row else []))
    stale = the_review(register)
    put(register, [])
    with pytest.raises(ChangedSince, match="the row is no longer there"):
        register.apply([removing_row(stale, ROWS, "r1")])


def test_a_signature_remembers_the_change_it_was_given_at(register: Register) -> None:
    first = put(register, [{"role": "Governor:", "name": "G", "date": "2026-11-12"}], SIGNED)
    assert the_review(register).stored(SIGNED) == [
        {"id": "r1", "role": "Governor", "name": "G", "date": "2026-11-12", "at": first.seq}
    ]
    again = register.apply(
        [
            *setting_cell(the_review(register), SIGNED, "r1", "name", "H"),
            *setting_cell(the_review(register), SIGNED, "r1", "date", "2026-11-13"),
        ]
    )
    assert the_review(register).stored(SIGNED) == [
        {"id": "r1", "role": "Governor", "name": "H", "date": "2026-11-13", "at": again.seq}
    ]
    register.undo()
    assert the_review(register).stored(SIGNED) == [
        {"id": "r1", "role": "Governor", "name": "G", "date": "2026-11-12", "at": first.seq}
    ]


def test_when_a_signature_was_given_is_nobodys_to_say(register: Register) -> None:
    given = put(register, [{"name": "G"}], SIGNED)
    with pytest.raises(Refused, match=r"\(summary\.signed\.r1\.at\): the register keeps it by it"):
        register.apply([change("summary.signed.r1.at", given.seq, 1)])
    assert the_review(register).stored(SIGNED) == [{"id": "r1", "name": "G", "at": given.seq}]


def test_two_reviews_signed_in_one_list_are_both_stamped(register: Register) -> None:
    register.apply([new_review()])
    entry = register.apply(
        [
            adding_row(register.record(REVIEWS, key), SIGNED, {"name": "G"})
            for key in register.keys(REVIEWS)
        ]
    )
    for key in (1, 2):
        assert register.record(REVIEWS, key).stored(SIGNED) == [
            {"id": "r1", "name": "G", "at": entry.seq}
        ]


def test_nobody_stamps_a_signature_by_giving_its_stamp(register: Register) -> None:
    entry = put(register, [{"name": "G", "at": 1}], SIGNED)
    assert the_review(register).stored(SIGNED) == [{"id": "r1", "name": "G", "at": entry.seq}]
    assert setting(the_review(register), SIGNED, [{"id": "r1", "name": "G", "at": 1}]) == []
