from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.changes.assignments import assignments
from store.errors import Refused
from store.open_register import create_register
from store.paperwork import review
from store.paperwork.forms import action_plan
from store.paperwork.stages import plan
from store.paperwork.tables import REVIEWS, SCHOOLS
from store.records.change import making
from store.records.record import Record
from store.register.finding import person_named, record_named, school_named
from store.register.new_records import new_review
from store.register.register import Register


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = create_register(
        tmp_path / "r.json", "Ours", user="A", today=lambda: date(2026, 11, 23)
    )
    register.apply(
        [
            making(SCHOOLS.name, {"name": "Birch Primary", "urn": "100001"}),
            making(SCHOOLS.name, {"name": "St. Mary’s  Primary", "short_name": "Mary’s"}),
            making("people", {"name": "Ann Reed"}),
            making("people", {"name": "Bo Orr"}),
            making("people", {"name": "Bo Orr"}),
        ]
    )
    register.apply(new_review(register.record(SCHOOLS, 1), date(2026, 11, 12)))
    return register


def assigned(register: Register, *pairs: tuple[str, str]) -> Record:
    record = register.record(REVIEWS, 1)
    register.apply(assignments(register, record, pairs))
    return register.record(REVIEWS, 1)


def test_an_item_is_set_by_its_state_or_by_its_parts(register: Register) -> None:
    found = assigned(
        register,
        ("plan.paperwork.sef", "Received"),
        ("plan.paperwork.data", '{"state": "waiting", "note": "Promised"}'),
    )
    assert found[plan.SEF.state] == "received"
    assert (found[plan.DATA.state], found[plan.DATA.note]) == ("waiting", "Promised")


def test_rows_keep_their_ids_and_one_left_out_is_removed(register: Register) -> None:
    assigned(register, ("action_plan.rows", '[{"action": "a"}, {"action": "b"}]'))
    found = assigned(register, ("action_plan.rows", '[{"id": "r2", "action": "b", "who": "me"}]'))
    [row] = found[action_plan.ROWS]
    assert (row.id, row[action_plan.WHO]) == ("r2", "me")
    found = assigned(
        register, ("action_plan.rows", '[{"id": "r2", "action": "b"}, {"action": "c"}]')
    )
    assert [row.id for row in found[action_plan.ROWS]] == ["r2", "r3"]


def test_dates_in_json_are_written_as_anywhere_else(register: Register) -> None:
    found = assigned(
        register,
        ("action_plan.rows", '[{"action": "a", "deadline": "1 dec"}, {"deadline": "2026-12-02"}]'),
        ("plan.paperwork.data", '{"state": "received", "date": "fri"}'),
    )
    deadlines = [row[action_plan.DEADLINE] for row in found[action_plan.ROWS]]
    assert deadlines == [date(2026, 12, 1), date(2026, 12, 2)]
    assert found[plan.DATA.date] == date(2026, 11, 27)


def test_a_cell_is_a_field_of_its_own(register: Register) -> None:
    assigned(register, ("action_plan.rows", '[{"action": "a"}]'))
    found = assigned(
        register, ("action_plan.rows.r1.deadline", "fri"), ("action_plan.rows.r1.source", "b")
    )
    [row] = found[action_plan.ROWS]
    assert row[action_plan.DEADLINE] == date(2026, 11, 27)
    assert row[action_plan.SOURCE] == "b"


def test_a_school_is_named_and_brings_its_name(register: Register) -> None:
    found = assigned(register, ("school", "mary’s"))
    assert found[review.SCHOOL] == 2
    assert found[review.SCHOOL_NAME] == "St. Mary’s  Primary"


def test_a_school_name_said_beside_a_school_is_kept(register: Register) -> None:
    for pairs in (
        (("school", "2"), ("school_name", "Its old name")),
        (("school_name", "Its older name"), ("school", "100001")),
    ):
        found = assigned(register, *pairs)
        assert found[review.SCHOOL_NAME] == dict(pairs)["school_name"]


def test_null_and_nothing_empty_a_field(register: Register) -> None:
    assigned(register, ("visit.date", "today"), ("lead_reviewer", "Ann Reed"))
    found = assigned(register, ("visit.date", "null"), ("lead_reviewer", ""))
    assert "visit.date" not in found.document
    assert found[review.LEAD_REVIEWER] is None


def test_people_are_given_as_lines_or_as_json(register: Register) -> None:
    lines = assigned(register, ("other_reviewers", "Ann Reed\nC. Day"))
    assert lines.plain(review.OTHER_REVIEWERS) == "Ann Reed, C. Day"
    given = assigned(register, ("other_reviewers", '["D. Day", {"name": "Ann", "person": 1}]'))
    assert [name.person for name in given[review.OTHER_REVIEWERS]] == [None, 1]


def test_a_name_that_two_people_have_is_linked_to_neither(register: Register) -> None:
    found = assigned(register, ("other_reviewers", '["ann REED", "Bo Orr"]'))
    assert [name.person for name in found[review.OTHER_REVIEWERS]] == [1, None]
    assert person_named(register, "bo orr") is None


def test_cancelling_takes_a_reason_from_the_same_command_or_from_before(
    register: Register,
) -> None:
    found = assigned(register, ("status", "cancelled"), ("status_reason", "Made by mistake"))
    assert found[review.STATUS] == "cancelled"
    with pytest.raises(Refused, match="needs a reason"):
        assigned(register, ("status_reason", ""))
    assigned(register, ("status", "open"))
    assert assigned(register, ("status", "cancelled"))[review.STATUS] == "cancelled"


def test_what_is_so_already_is_no_change(register: Register) -> None:
    record = register.record(REVIEWS, 1)
    assert assignments(register, record, [("date", "12 nov"), ("status", "open")]) == []


def test_one_bad_value_refuses_them_all(register: Register) -> None:
    before = register.seq
    with pytest.raises(Refused, match=r"visit\.date"):
        assigned(register, ("note", "kept?"), ("visit.date", "soon"))
    assert register.seq == before


def test_a_cell_beside_its_table_is_refused(register: Register) -> None:
    assigned(register, ("action_plan.rows", '[{"action": "a"}]'))
    for pairs in (
        (("action_plan.rows", "[]"), ("action_plan.rows.r1.who", "me")),
        (("action_plan.rows.r1.who", "me"), ("action_plan.rows", "[]")),
    ):
        with pytest.raises(Refused, match="given twice"):
            assigned(register, *pairs)


def test_a_signature_s_stamp_is_the_register_s_own(register: Register) -> None:
    assigned(
        register, ("summary.signed", '[{"role": "Governor", "name": "G", "date": "2026-11-12"}]')
    )
    with pytest.raises(Refused, match="keeps it by itself"):
        assigned(register, ("summary.signed.r1.at", "1"))


@pytest.mark.parametrize("text", ["birch primary", "BIRCH", "100001", "1", " birch  PRIMARY "])
def test_a_school_is_found_by_name_part_urn_or_key(register: Register, text: str) -> None:
    assert school_named(register, text).key == 1


def test_records_of_every_table_can_be_named(register: Register) -> None:
    for text, name, key in (
        ("pr-2026-001", "reviews", 1),
        ("2026–27", "years", 2026),
        ("2026/27", "years", 2026),
        ("consortium", "settings", 1),
        ("school:st marys", "schools", 2),
        ("person:ann", "people", 1),
        ("person:3", "people", 3),
    ):
        found = record_named(register, text)
        assert (found.table.name, found.key) == (name, key), text
    with pytest.raises(Refused):
        record_named(register, "2026-28")
    with pytest.raises(Refused, match="can be 2 people"):
        record_named(register, "person:Bo Orr")
