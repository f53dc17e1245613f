from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.field_values import Json
from store.paperwork.field_kinds import ChoiceKind, Kind, NumberKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import ITEMS, REVIEWS, YEARS
from tests.support.command_line import Shell
from tests.support.one_document import after_front
from tui.command_line import main

SCHOOLS = "EstablishmentName,URN,Town\nBirch Primary,100001,Birch\nSt Mary’s,100002,Maldon\n"
REVIEW = "PR-2026-001"


@pytest.fixture
def empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path / "register.json", capsys, monkeypatch)


@pytest.fixture
def shell(empty: Shell) -> Shell:
    """A register with two schools."""
    csv = empty.path.with_name("schools.csv")
    csv.write_text(SCHOOLS, encoding="utf-8")
    empty.done("schools", "import", str(csv), "--yes")
    return empty


@pytest.fixture
def begun(shell: Shell) -> Shell:
    """A register with one review, of Birch Primary."""
    shell.done("new", "--school", "birch", "--date", "12/11", "--lead", "J. Mason")
    return shell


def test_a_new_review_prints_its_id_and_makes_its_school_a_member(shell: Shell) -> None:
    assert shell.done("new", "--school", "100001", "--date", "12 nov").out == f"{REVIEW}\n"
    members = shell.done("schools", "list", "--members", "--json").records()
    assert [school["name"] for school in members] == ["Birch Primary"]


def test_importing_marks_nobody_as_a_member(shell: Shell) -> None:
    assert shell.done("schools", "list", "--members", "--json").json == []
    assert len(shell.done("schools", "list", "--json").records()) == 2


def test_importing_again_brings_up_to_date_and_keeps_what_the_office_wrote(shell: Shell) -> None:
    shell.done("schools", "member", "birch")
    shell.done("set", "school:birch", "short_name=Birch", "note=Ring first")
    changed = shell.path.with_name("changed.csv")
    changed.write_text("EstablishmentName,URN,Town\nBirch CofE Primary,100001,\n", "utf-8")
    assert "0 added, 1 changed" in shell.done("schools", "import", str(changed), "--yes").out
    school = shell.done("show", "school:100001", "--json").record()
    kept = {path: school[path] for path in ("name", "short_name", "note", "member", "town")}
    assert kept == {
        "name": "Birch CofE Primary",
        "short_name": "Birch",
        "note": "Ring first",
        "member": True,
        "town": "Birch",
    }


def test_the_file_reads_with_plain_tinydb_after_every_command(begun: Shell) -> None:
    with TinyDB(begun.path) as database:
        assert [review["id"] for review in database.table("reviews")] == [REVIEW]


def test_what_is_set_is_shown(begun: Shell) -> None:
    begun.done(
        "set", REVIEW, "visit.date=last thu", "summary.strengths=[\"Talk\", \"[/x]\"]",
        'action_plan.rows=[{"action": "Read daily", "source": "b"}]',
        "plan.paperwork.sef=received", "improvement_champions=A. Reed\nB. Orr",
    )  # fmt: skip
    shown = begun.done("show", "pr-2026-001", "--json").record()
    assert shown["visit.date"] == "2026-11-19"
    assert shown["summary.strengths"] == ["Talk", "[/x]"]
    assert shown["action_plan.rows"] == [{"id": "r1", "action": "Read daily", "source": "b"}]
    assert shown["plan.paperwork.sef.state"] == "received"
    assert shown["improvement_champions"] == [
        {"name": "A. Reed", "person": None},
        {"name": "B. Orr", "person": None},
    ]
    assert set(REVIEWS.fields) < set(shown)
    words = begun.done("show", REVIEW).out
    assert "Review Carried out: Date (visit.date): Thu 19 Nov 2026" in words
    assert "r1  Read daily · within the partnership" in words


def _sample_of(kind: Kind[object]) -> str:
    """Something a field of this kind can hold, as one would write it."""
    if isinstance(kind, RowsKind):
        return json.dumps([{path: _cell_of(one.kind) for path, one in kind.columns.items()}])
    if isinstance(kind, ChoiceKind):
        return list(kind.options)[-1]
    if isinstance(kind, NumberKind):
        return str(max(3, kind.least))
    samples = {"date": "2026-11-12", "yes/no": "yes", "choice": "St Mary’s"}
    return samples.get(kind.name, "[/x] | *a*")


def _cell_of(kind: Kind[object]) -> Json:
    return 3 if kind.name == "number" else _sample_of(kind)


def test_every_field_of_a_review_and_a_year_can_be_set_and_is_shown(begun: Shell) -> None:
    for target, table in ((REVIEW, REVIEWS), ("2026-27", YEARS)):
        said = {path: _sample_of(field.kind) for path, field in table.fields.items()}
        begun.done("set", target, *(f"{path}={text}" for path, text in said.items()))
        shown = begun.done("show", target, "--json").record()
        for path, field in table.fields.items():
            assert shown[path] != field.kind.empty, path
        words = begun.done("show", target).out
        assert all(f"({path})" in words for path in said)


def test_what_is_shown_as_json_can_be_set_again(begun: Shell) -> None:
    said = {path: _sample_of(field.kind) for path, field in REVIEWS.fields.items()}
    begun.done("set", REVIEW, *(f"{path}={text}" for path, text in said.items()))
    shown = begun.done("show", REVIEW, "--json").record()
    again = (
        f"{path}={value if isinstance(value, str) else json.dumps(value)}"
        for path, value in shown.items()
        if path != "id"
    )
    answer = begun.done("set", REVIEW, *again)
    assert answer.err == "Nothing was changed; it was so already.\n"


def test_a_date_is_echoed_in_full_on_standard_error(begun: Shell) -> None:
    answer = begun.done("set", REVIEW, "date=13/11")
    assert answer.out == ""
    assert "Fri 13 Nov 2026" in answer.err


def test_one_value_is_read_from_standard_input(begun: Shell) -> None:
    begun.done("set", REVIEW, "note=-", typed="Zoë rang.\nTwice.\n".encode())
    assert begun.done("show", REVIEW, "--json").record()["note"] == "Zoë rang.\nTwice."


def test_a_year_is_made_when_something_is_first_set_of_it(shell: Shell) -> None:
    shell.done("set", "2026-27", "evaluation.date=2026-07-01", "spp_associate=H. Wetherall")
    assert shell.done("show", "2026", "--json").record()["evaluation.date"] == "2026-07-01"


def test_the_list_is_by_date_with_the_undated_last(begun: Shell) -> None:
    begun.done("new", "--school", "mary")
    begun.done("new", "--school", "mary", "--date", "2026-10-01")
    listed = begun.done("list", "--json").records()
    assert [review["id"] for review in listed] == ["PR-2026-003", REVIEW, "PR-2026-002"]
    assert set(listed[1]) == {
        "id", "school", "school_name", "date", "lead_reviewer", "status", "stage", "stages",
    }  # fmt: skip
    assert listed[1]["stages"] == ["not begun"] * 5
    assert listed[1]["lead_reviewer"] == {"name": "J. Mason", "person": None}


def test_the_list_is_narrowed_to_a_year_and_a_stage(begun: Shell) -> None:
    begun.done("new", "--school", "mary", "--date", "2026-05-06")
    assert [one["id"] for one in begun.done("list", "--year", "2025", "--json").records()] == [
        "PR-2026-002"
    ]
    begun.done("set", REVIEW, "stage_1_override=Agreed by telephone")
    second = begun.done("list", "--stage", "2", "--json").records()
    assert [(one["id"], one["stage"]) for one in second] == [(REVIEW, 2)]


def test_a_review_whose_stages_are_all_complete_has_no_stage(begun: Shell) -> None:
    begun.done("set", REVIEW, *(f"stage_{number}_override=Done" for number in range(1, 6)))
    [review] = begun.done("list", "--json").records()
    assert review["stage"] is None
    assert review["stages"] == ["done"] * 5


def test_every_field_is_listed_with_its_wording(shell: Shell) -> None:
    fields = {str(one["path"]): one for one in shell.done("fields", "--json").records()}
    assert set(REVIEWS.fields) | set(ITEMS) <= set(fields)
    assert fields["plan.paperwork.sef"]["kind"] == "item"
    assert fields["visit.date"]["wording"] == "Review Carried out"
    assert fields["visit.date"]["owner"] == "Lead Reviewer"
    assert fields["evaluation.date"]["table"] == "years"


def test_history_has_one_entry_a_change(begun: Shell) -> None:
    begun.done("set", REVIEW, "visit.key_areas=Reading", "note=Ring")
    entries = begun.done("history", REVIEW, "--json").records()
    made, *changes = entries
    assert made["field"] == ""
    assert [(one["field"], one["was"], one["is"]) for one in changes] == [
        ("visit.key_areas", "", "Reading"),
        ("note", "", "Ring"),
    ]
    assert {one["record"] for one in entries} == {REVIEW}
    assert {one["user"] for one in entries} == {"A. Clerk"}
    assert changes[0]["seq"] == changes[1]["seq"]
    assert set(made) == {"seq", "time", "user", "source", "record", "field", "was", "is"}


def test_undo_goes_further_back_each_time_and_ends_before_the_register_was_made(
    begun: Shell,
) -> None:
    begun.done("set", REVIEW, "note=One")
    begun.done("set", REVIEW, "note=Two")
    begun.done("undo")
    assert begun.done("show", REVIEW, "--json").record()["note"] == "One"
    begun.done("undo")
    begun.done("undo")
    assert begun.done("list", "--json").json == []
    begun.done("undo")
    assert begun.done("schools", "list", "--json").json == []
    assert begun.refused("undo") == "There is nothing of yours to undo."


def test_undo_says_what_is_so_now(begun: Shell) -> None:
    begun.done("set", REVIEW, "note=One")
    begun.done("set", REVIEW, "note=Two")
    answer = begun.done("undo")
    assert answer.out.startswith("Taken back: change ")
    assert answer.err == f"{REVIEW}  note: Two -> One\n"
    begun.done("undo")
    assert f"{REVIEW} taken back\n" in begun.done("undo").err


def test_one_school_is_counted_as_one_and_a_name_that_is_there_is_said_to_be(
    shell: Shell,
) -> None:
    csv = shell.path.with_name("one.csv")
    csv.write_text("name\nGreat Oakley\n", encoding="utf-8")
    assert shell.done("schools", "import", str(csv), "--yes").out.startswith(
        "1 school read: 1 added"
    )
    shell.done("people", "add", "A. Smith")
    words = shell.refused("people", "add", "a. smith")
    assert words.startswith("A. Smith is in the directory already (number 1).")


def test_undo_takes_back_nobody_elses_change(begun: Shell) -> None:
    answer = begun.run("undo", user="B. Other")
    assert (answer.status, answer.err) == (1, "There is nothing of yours to undo.\n")


def test_a_name_in_the_directory_is_linked_to_its_person(begun: Shell) -> None:
    key = int(begun.done("people", "add", "Ann Reed", "--role", "reviewer", "--school", "mary").out)
    begun.done("set", REVIEW, "lead_reviewer=ann reed")
    lead = begun.done("show", REVIEW, "--json").record()["lead_reviewer"]
    assert lead == {"name": "ann reed", "person": key}
    [person] = begun.done("people", "list", "--json").records()
    assert (person["name"], person["roles"], person["school"]) == ("Ann Reed", ["reviewer"], 2)


def test_a_document_goes_to_a_folder_that_is_made_for_it(begun: Shell) -> None:
    folder = begun.path.with_name("out")
    answer = begun.done("export", REVIEW, "--form", "summary", "--to", str(folder))
    path = Path(answer.out.rstrip("\n"))
    assert path.parent == folder
    assert after_front(path.read_text("utf-8")).startswith("# PEER REVIEW SUMMARY TEMPLATE\n")


def test_blank_forms_need_no_register(empty: Shell) -> None:
    for form in ("summary", "action-plan", "audit"):
        answer = empty.done("export", "--form", form, "--blank", "--to", str(empty.path.parent))
        assert "# " in after_front(Path(answer.out.strip()).read_text("utf-8"))[:2]


def test_wrong_usage_ends_with_2(begun: Shell) -> None:
    for arguments in (
        ("set", REVIEW, "visit.date"),
        ("list", "--stage", "9"),
        ("list", "--year", "abc"),
        ("bogus",),
        ("new",),
        ("export", "--form", "summary", "--to", "-"),
        ("export", REVIEW, "--form", "register", "--to", "-"),
    ):
        answer = begun.run(*arguments)
        assert answer.status == 2, arguments
        assert answer.out == ""


def test_the_version_and_the_help_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("peer-review")
    assert main(["--help"]) == 0
    assert "export" in capsys.readouterr().out
