"""The register: made, set, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest

from store.durable import Rights
from store.engine.files.lock import Lock
from store.errors import ChangedSince, Refused, RegisterError
from store.field_values import Json, Name
from store.open_register import create_register
from store.paperwork import consortium, review
from store.paperwork.stages import visit
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, SETTINGS, YEARS
from store.records.change import Change, making
from store.records.editing import (
    setting,
)
from store.register.register import Register
from tests.support.a_register import (
    ROWS,
    SIGNED,
    Place,
    actions,
    begun,
    change,
    files,
    new_review,
    put,
    reopened,
    the_review,
)
from tests.support.places import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.json"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 31), "PR-2025-001"),
        (date(2026, 9, 1), "PR-2026-001"),
        (date(2027, 1, 1), "PR-2026-001"),
    ],
)
def test_a_new_review_is_named_by_the_school_year_it_is_made_in(
    path: Path, day: date, name: str
) -> None:
    with create_register(path, "Tiptree", today=lambda: day) as made:
        made.apply([making("schools", {"name": "Birch"}), new_review()])
        assert the_review(made).id == name


def test_making_keeps_what_holds_something_in_its_stored_form(register: Register) -> None:
    made: dict[str, Json] = {
        "school": 1,
        "school_name": " Birch",
        "status": "open",
        "lead_reviewer": "J. Mason",
        "date": "20261112",
        "note": "",
        "themes": [],
        "id": "PR-1999-999",
        "row_ids": {"action_plan.rows": 10**9},
        "action_plan.rows": [{"id": "r7", "action": "Read"}, {}, {"who": "AM"}],
    }
    register.apply([making("reviews", made)])
    assert register.record(REVIEWS, 2).document == {
        "id": "PR-2026-002",
        "school": 1,
        "school_name": "Birch",
        "status": "open",
        "lead_reviewer": {"name": "J. Mason", "person": None},
        "date": "2026-11-12",
        "action_plan.rows": [{"id": "r1", "action": "Read"}, {"id": "r2", "who": "AM"}],
        "row_ids": {"action_plan.rows": 2},
    }


def test_rows_given_as_json_text_get_ids_too(register: Register, place: Place) -> None:
    register.apply([new_review(**{"action_plan.rows": '[{"action": "Read"}]'})])
    assert register.record(REVIEWS, 2).stored(ROWS) == [{"id": "r1", "action": "Read"}]
    register.close()
    assert reopened(place).record(REVIEWS, 2).stored(ROWS) == [{"id": "r1", "action": "Read"}]


def test_a_review_that_is_made_with_signatures_has_them_stamped(register: Register) -> None:
    signed: dict[str, Json] = {"summary.signed": [{"name": "A", "at": 1}]}
    entry = register.apply([new_review(**signed)])
    assert register.record(REVIEWS, 2).stored(SIGNED) == [
        {"id": "r1", "name": "A", "at": entry.seq}
    ]


def test_several_records_can_be_made_at_once_and_named_by_each_other(register: Register) -> None:
    head: Json = {"name": "J. Mason", "person": 1}
    register.apply(
        [
            making("people", {"name": "J. Mason", "school": 2}),
            making("schools", {"name": "Layer", "headteacher": head}),
        ]
    )
    assert register.record(SCHOOLS, 2)[consortium.SCHOOL_HEADTEACHER] == Name("J. Mason", 1)
    register.undo()
    assert register.find(SCHOOLS, 2) is None
    assert register.find(PEOPLE, 1) is None


def test_a_school_year_has_the_key_of_its_september_and_can_come_again(register: Register) -> None:
    register.apply([making("years", {"evaluation.date": "2027-07-01"}, 2026)])
    register.undo()
    assert register.find(YEARS, 2026) is None
    register.apply([making("years", {}, 2026)])
    assert register.record(YEARS, 2026).document == {}


def test_a_record_and_its_rows_can_be_made_in_one_list(register: Register) -> None:
    period: Json = {"from": "2026-12-21", "until": "2027-01-01"}
    register.apply(
        [
            msgspec.structs.replace(new_review(), key=2),
            change("action_plan.rows.+", None, {"action": "Read"}, key=2),
            change("action_plan.rows.+", None, {"action": "Write"}, key=2),
            change("closures.+", None, period, "settings"),
        ]
    )
    assert [row.id for row in register.record(REVIEWS, 2)[ROWS]] == ["r1", "r2"]
    assert len(register.consortium[consortium.CLOSURES]) == 1


def test_the_key_of_a_review_that_was_taken_back_is_never_used_again(register: Register) -> None:
    register.undo()
    with pytest.raises(Refused, match=r"There was a review 1 before"):
        register.apply([making("reviews", {}, 1)])
    register.apply([making("schools", {"name": "Birch"}), new_review(school=2)])
    assert [line.id for line in register.lines()] == ["PR-2026-002"]


def test_a_record_that_is_there_is_not_made_again(register: Register) -> None:
    with pytest.raises(ChangedSince, match="has been changed since"):
        register.apply([making("reviews", {}, 1)])


def test_a_register_is_not_begun_without_a_name(path: Path) -> None:
    with pytest.raises(Refused, match=r"^The consortium’s name \(name\): it cannot be empty\.$"):
        create_register(path, " ")
    assert not path.exists()


def test_a_register_is_not_begun_with_a_name_it_cannot_hold(path: Path) -> None:
    with pytest.raises(Refused, match="The consortium’s name: it has 501 characters"):
        create_register(path, "x" * 501)
    assert list(path.parent.iterdir()) == []


def test_a_register_is_not_made_where_something_is(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(Refused, match="There is something at"):
        create_register(path, "Tiptree")
    assert files(path) == {"register.json": b"mine"}


def test_a_register_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterError, match=r"A register cannot be made at .*: File exists\."):
        create_register(tmp_path / "file" / "register.json", "Tiptree")


def test_of_two_processes_that_make_a_register_at_once_one_makes_it(path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from store.open_register import create_register\n"
        "from store.errors import Refused\n"
        "print('ready', flush=True)\n"
        "try:\n"
        "    with create_register(pathlib.Path(sys.argv[1]), sys.argv[2]) as made:\n"
        "        print('made')\n"
        "except Refused:\n"
        "    print('refused')\n"
    )
    with Lock(path.with_name(path.name + ".lock"), Rights(), "test").held():  # so that both wait
        both = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path), name],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("Tiptree", "Stanway")
        ]
        for process in both:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
    said = [process.communicate()[0].strip() for process in both]
    assert sorted(said) == ["made", "refused"]
    name = ("Tiptree", "Stanway")[said.index("made")]
    assert reopened(path).consortium[consortium.CONSORTIUM_NAME] == name


def test_the_files_of_a_new_register_are_its_owners_alone(path: Path) -> None:
    begun(path).checkpoint()
    modes = {found.name: found.stat().st_mode & 0o777 for found in path.parent.iterdir()}
    assert modes == dict.fromkeys(
        ("register.json", "register.json.journal", "register.json.lock"), 0o600
    )


def test_a_field_that_is_set_is_read_typed_plain_and_by_path(register: Register) -> None:
    register.apply(setting(the_review(register), visit.VISIT_DATE, "2026-11-12"))
    found = the_review(register)
    assert found[visit.VISIT_DATE] == date(2026, 11, 12)
    assert found.plain(visit.VISIT_DATE) == "Thu 12 Nov 2026"
    assert found.has(visit.VISIT_DATE)
    assert not found.has(visit.KEY_AREAS)
    assert found.flat()["visit.date"] == "2026-11-12"
    assert found.flat()["visit.key_areas"] == ""
    assert found.flat()["id"] == "PR-2026-001"
    assert list(found.flat()) == ["id", *REVIEWS.fields]


def test_a_field_that_is_emptied_is_not_stored(register: Register) -> None:
    put(register, "Phonics", visit.KEY_AREAS)
    put(register, "", visit.KEY_AREAS)
    assert "visit.key_areas" not in the_review(register).document


def test_setting_what_stands_there_is_no_change(register: Register) -> None:
    assert setting(the_review(register), review.STATUS, "Open") == []


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (change("visit.date", None, "soon"), r"^Review Carried out: Date \(visit\.date\): “soon”"),
        (change("visit.dote", None, "x"), r"^A review has no field “visit\.dote”; did you mean"),
        (change("visit.date", None, "x", table="visits"), "^The register has no table “visits”"),
        (change("visit.date", None, "2026-11-12", key=9), "^There is no review 9"),
        (change("school", 1, 9), "^PR-2026-001 names school 9, and there is none"),
        (change("headteacher", None, {"name": "A", "person": 7}), "names person 7"),
        (change("action_plan.rows", [], []), "a table is changed by its rows"),
        (change("action_plan.rows.r9.who", "", "A"), "the row is no longer there"),
        (change("action_plan.rows.x.who", "", "A"), "“x” is not the id of a row"),
        (change("action_plan.rows.r9", None, {}), "there is no row r9; give a new row without an"),
        (change("action_plan.rows.+", None, {"whom": "A"}), "there is no column “whom”"),
        (change("action_plan.rows.+", None, "A"), "a row is made of cells"),
        (change("", None, None, key=9), "^There is no review 9"),
        (making("reviews", {"date": "soon"}), r"^Date of Review \(date\): “soon” is not a date"),
        (making("reviews", {"school": 9}), "names school 9"),
        (making("reviews", {}, -1), "-1 cannot be the key of a review"),
        (change("", None, "x", key=0), "A review is made of fields"),
    ],
)
def test_a_bad_change_is_refused_with_a_sentence_and_none_of_its_list_is_applied(
    register: Register, place: Place, bad: Change, sentence: str
) -> None:
    register.checkpoint()
    before, document = files(place), the_review(register).document
    with pytest.raises(Refused, match=sentence):
        register.apply([change("note", "", "first"), bad])
    assert files(place) == before
    assert the_review(register).document == document
    assert reopened(place).seq == register.seq


def test_a_lone_surrogate_and_a_null_never_reach_the_file(register: Register, place: Place) -> None:
    put(register, "a\ud800b\0c", review.NOTE)
    put(register, [{"action": "\udfffRead"}])
    register.close()
    with reopened(place, "off\ud800ice") as other:
        other.apply([change("note", "abc", "abcd")])
    again = reopened(place)
    assert the_review(again)[review.NOTE] == "abcd"
    assert actions(again) == ["Read"]


def test_a_number_in_place_of_true_is_refused_and_true_for_one_is_not_undone_to(
    register: Register, place: Place
) -> None:
    with pytest.raises(Refused, match="is neither yes nor no"):
        register.apply([change("member", False, 1, "schools")])
    with pytest.raises(Refused, match="is not a whole number"):
        register.apply([change("timings.forwarded", None, True, "settings")])
    register.apply([change("timings.forwarded", None, 1, "settings")])
    register.apply([change("timings.forwarded", True, 2, "settings")])  # true equals 1
    register.undo()
    register.close()
    assert json.dumps(reopened(place).consortium.stored(SETTINGS.field("timings.forwarded"))) == "1"


def test_a_change_whose_was_no_longer_holds_says_what_is_there(register: Register) -> None:
    put(register, "2026-11-12", visit.VISIT_DATE)
    with pytest.raises(ChangedSince, match="and is now “Thu 12 Nov 2026”") as raised:
        register.apply([change("visit.date", None, "2026-11-13")])
    assert (raised.value.address, raised.value.now) == ("visit.date", "2026-11-12")
