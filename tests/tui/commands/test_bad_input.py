"""What cannot be done is said in a sentence, and leaves every byte as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.command_line import Shell

SCHOOLS = "EstablishmentName,URN\nBirch Primary,100001\nBirchanger Primary,100002\n"
REVIEW = "PR-2026-001"


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    """A register with one review, of Birch Primary."""
    csv = tmp_path / "schools.csv"
    csv.write_text(SCHOOLS, encoding="utf-8")
    shell.done("schools", "import", str(csv), "--yes")
    shell.done("new", "--school", "Birch", "--date", "2026-11-12")
    return shell


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "visit.date=31/2",
            "Review Carried out: Date (visit.date): There is no 31 February: February has 29 days.",
        ),
        (
            "school=Atlantis",
            "Reviewed School (school): There is no school called “Atlantis”.",
        ),
        (
            "visit.dat=today",
            "visit.dat: a review has no field “visit.dat”; did you mean visit.date or "
            "visit.activities or visit.present?",
        ),
        (
            "note=" + "x" * 20_001,
            "Office note (note): it has 20,001 characters; at most 20,000 can be kept.",
        ),
        (
            "lead_reviewer=" + "N" * 10_000,
            "Lead Reviewer (lead_reviewer): it has 10,000 characters; at most 500 can be kept.",
        ),
        (
            "status=cancelled",
            "A cancelled review needs a reason; give Reason for the status (status_reason) too, "
            "or first.",
        ),
        (
            "status=lost",
            "Status of the review (status): “lost” is not one of: open, closed, cancelled.",
        ),
        ("status=", "Status of the review (status): it cannot be empty."),
        ("school=", "Reviewed School (school): it cannot be empty."),
        ("school=null", "Reviewed School (school): it cannot be empty."),
        ("school_name= ", "Reviewed School: Name at the time (school_name): it cannot be empty."),
        (
            'action_plan.rows=[{"act": "x"}]',
            "Actions (action_plan.rows): row 1: there is no column “act”, only action, timing, "
            "deadline, who, comments, source, outcome, from.",
        ),
        (
            "action_plan.rows=read more",
            "Actions (action_plan.rows): “read more” is not a list of rows; write them as JSON, "
            'for example [{"action": "…"}].',
        ),
        (
            "action_plan.rows.r1.who=me",
            "Actions, row r1, Who will deliver this action? (action_plan.rows.r1.who): there is "
            "no row r1; there are: none.",
        ),
        (
            'plan.paperwork.sef={"stat": "received"}',
            "Most recent SEF (plan.paperwork.sef): it has no “stat”, only state, date, note.",
        ),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_by_name(
    shell: Shell, said: str, sentence: str
) -> None:
    assert shell.refused("set", REVIEW, "end_date=2026-11-13", said) == sentence


def test_a_review_keeps_its_school_whatever_name_is_given_beside_it(shell: Shell) -> None:
    sentence = "Reviewed School (school): it cannot be empty."
    assert shell.refused("set", REVIEW, "school=", "school_name=Z") == sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            'action_plan.rows=[{"action": ',
            "Actions (action_plan.rows): this JSON breaks off at its end; write for example "
            '[{"action": "…"}].',
        ),
        (
            'action_plan.rows=[{"action" "x"}]',
            "Actions (action_plan.rows): this JSON cannot be read from character 12 on; write for "
            'example [{"action": "…"}].',
        ),
        (
            'themes=["Reading", "Maths',
            "Themes (themes): this JSON cannot be read from character 13 on; write for example "
            '["…", "…"].',
        ),
        (
            'themes={"a": 1}',
            'Themes (themes): “{"a": 1}” is JSON, but no list; write one entry a line, or for '
            'example ["…", "…"].',
        ),
        (
            'themes="a"',
            'Themes (themes): “"a"” is JSON, but no list; write one entry a line, or for example '
            '["…", "…"].',
        ),
        (
            'lead_reviewer={"name"',
            "Lead Reviewer (lead_reviewer): this JSON breaks off at its end; write for example "
            '{"name": "…"}.',
        ),
        (
            'action_plan.rows=[{"action": "x", "deadline": "31/2"}]',
            "Actions (action_plan.rows): row 1: deadline: There is no 31 February: February has "
            "29 days.",
        ),
        (
            "action_plan.rows=" + "[" * 100_000,
            "Actions (action_plan.rows): this JSON is nested too deeply.",
        ),
    ],
)
def test_what_is_no_list_or_no_json_is_refused_with_what_to_write(
    shell: Shell, said: str, sentence: str
) -> None:
    assert shell.refused("set", REVIEW, said) == sentence


def test_braces_and_quotation_marks_that_are_no_json_are_kept_as_typed(shell: Shell) -> None:
    lines = ["{a} is kept", '"Reading" is loved', "[/x]"]
    shell.done("set", REVIEW, "summary.strengths=" + "\n".join(lines))
    assert shell.done("show", REVIEW, "--json").record()["summary.strengths"] == lines


def test_a_field_given_twice_is_refused(shell: Shell) -> None:
    sentence = shell.refused("set", REVIEW, "note=a", "note=b")
    assert sentence == "Office note (note): it is given twice."


def test_only_one_value_can_come_from_standard_input(shell: Shell) -> None:
    sentence = shell.refused("set", REVIEW, "note=-", "visit.key_areas=-", typed=b"x")
    assert sentence == "Only one value can be read from standard input."


def test_standard_input_that_is_no_text_is_refused(shell: Shell) -> None:
    sentence = shell.refused("set", REVIEW, "note=-", typed=b"Zo\xeb")
    assert sentence == "Standard input is not text in UTF-8 (byte 3); nothing was changed."


def test_an_unknown_review_or_school_is_named_with_near_ones(shell: Shell) -> None:
    assert shell.refused("show", "PR-2026-011").startswith("There is no review “PR-2026-011”")
    assert REVIEW in shell.refused("show", "PR-2026-010")
    assert shell.refused("new", "--school", "Birsh Primary") == (
        "There is no school called “Birsh Primary”; did you mean Birch Primary or Birchanger "
        "Primary?"
    )
    assert shell.refused("new", "--school", "primary") == (
        "“primary” can be 2 schools: Birch Primary (URN 100001), Birchanger Primary "
        "(URN 100002). Write more of the name, or the number."
    )
    assert shell.refused("new", "--school", "birch", "--date", "31/2") == (
        "--date: There is no 31 February: February has 29 days."
    )
    assert shell.refused("show", "whatever").startswith("“whatever” names no record; give a review")


def test_a_urn_that_is_another_schools_is_refused_and_its_own_is_not(shell: Shell) -> None:
    assert shell.refused("set", "school:Birchanger", "urn=100001") == (
        "URN (urn): 100001 is the URN of Birch Primary already; check the number."
    )
    shell.done("set", "school:Birch Primary", "urn=100001", "town=Birch")
    shell.done("set", "school:Birch Primary", "urn=")
    shell.done("set", "school:Birchanger", "urn=100001")


def test_markup_is_kept_as_typed_and_escape_sequences_are_not_kept(shell: Shell) -> None:
    shell.done("set", REVIEW, "note=[/x] [b]\x1b[31mred\x1b[0m\x07", "lead_reviewer=\x9b1mX")
    shown = shell.done("show", REVIEW, "--json").record()
    assert shown["note"] == "[/x] [b][31mred[0m"
    assert shown["lead_reviewer"] == {"name": "1mX", "person": None}


def test_escape_sequences_in_arguments_never_reach_the_terminal(shell: Shell) -> None:
    for arguments in (
        ("show", "\x1b[31m"),
        ("set", REVIEW, "\x1b]0;x\x07=1"),
        ("schools", "import", "/nowhere/\x1b[31m.csv"),
        ("set", REVIEW, "\x1b[31m"),
        ("\x1b[31m",),
    ):
        answer = shell.run(*arguments)
        assert answer.status in (1, 2)
        assert "\x1b" not in answer.err


def test_commands_make_no_register_where_there_is_none(shell: Shell) -> None:
    shell.path = shell.path.with_name("mistyped.json")
    for arguments in (("list",), ("new", "--school", "x"), ("undo",), ("set", REVIEW, "note=x")):
        sentence = shell.refused(*arguments)
        assert sentence.startswith(f"There is no register at {shell.path}. Name another one")
    assert not shell.files()


def test_a_path_into_nobodys_home_folder_is_a_sentence(shell: Shell) -> None:
    sentence = shell.refused("export", REVIEW, "--form", "summary", "--to", "~nobody-here/x")
    assert sentence.startswith("~nobody-here/x leads nowhere: ")
    shell.path = Path("~nobody-here/register.json")
    answer = shell.run("list")
    assert (answer.status, answer.out) == (1, "")
    assert "~nobody-here/register.json" in answer.err


def test_a_name_of_ten_thousand_letters_is_refused_wherever_it_is_given(shell: Shell) -> None:
    name = "N" * 10_000
    too_long = "it has 10,000 characters; at most 500 can be kept."
    assert shell.refused("people", "add", name) == f"Name: {too_long}"
    assert shell.refused("new", "--school", "birch", "--lead", name) == f"--lead: {too_long}"
    assert shell.refused("new", "--school", name) == f"There is no school called “{'N' * 39}…”."
    answer = shell.run("undo", user=name)
    assert (answer.status, answer.err) == (1, "--user: a name has at most 500 characters.\n")


def test_an_empty_name_or_path_is_not_taken_for_none_at_all(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("", " ", "\x07"):
        answer = shell.run("list", user=name)
        assert (answer.status, answer.err) == (
            1,
            "--user: there is no name; say who you are, or leave --user out for the account's "
            "name.\n",
        )
    answer = shell.run("--register", "", "list")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("--register: there is no path; give that of the register's file")


def test_what_is_refused_of_a_register_only_read_is_refused_in_one_sentence(shell: Shell) -> None:
    csv = shell.path.with_name("more.csv")
    csv.write_text("name\nGreat Oakley\n", encoding="utf-8")
    for arguments in (
        ("undo",),
        ("set", REVIEW, "note=x"),
        ("schools", "import", str(csv), "--yes"),
    ):
        assert shell.refused("--read-only", *arguments) == (
            "Nothing can be changed here. It was opened with --read-only."
        )
    assert shell.done("--read-only", "list").err == "It was opened with --read-only.\n"


def test_a_stage_that_is_none_is_told_which_there_are(shell: Shell) -> None:
    for stage in ("x", "0", "6", "1.5"):
        answer = shell.run("list", "--stage", stage)
        assert answer.status == 2
        assert answer.err.endswith(f"“{stage}” is no stage; a stage is 1 to 5.\n")


def test_a_file_that_is_no_register_is_left_as_it_is(shell: Shell) -> None:
    shell.path = shell.path.with_name("letter.json")
    shell.path.write_bytes(b"Dear all")
    assert str(shell.path) in shell.refused("list")
    assert shell.path.read_bytes() == b"Dear all"
    shell.path = shell.path.parent
    before = sorted(shell.path.iterdir())
    csv = shell.path / "schools.csv"
    for arguments in (("list",), ("undo",), ("schools", "import", str(csv), "--yes")):
        assert shell.refused(*arguments) == (
            f"{shell.path} is a folder, not a register; give the path of the register's file in it."
        )
    assert sorted(shell.path.iterdir()) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"URN,Town\n1,Birch\n", "No column is called 'EstablishmentName'"),
        (b"PK\x03\x04rest", "This is an Excel workbook or a zip file, not CSV"),
    ],
)
def test_a_file_without_schools_is_refused_and_makes_no_register(
    shell: Shell, content: bytes, sentence: str
) -> None:
    file = shell.path.with_name("bad.csv")
    file.write_bytes(content)
    assert sentence in shell.refused("schools", "import", str(file), "--yes")
    shell.path = shell.path.with_name("new.json")
    assert sentence in shell.refused("schools", "import", str(file), "--yes")
    assert not shell.files()


def test_a_missing_file_of_schools_is_named(shell: Shell) -> None:
    file = shell.path.with_name("none.csv")
    sentence = shell.refused("schools", "import", str(file), "--yes")
    assert sentence == f"{file} cannot be read: No such file or directory."


def test_cp1252_duplicate_urns_and_closed_schools_are_read_with_notices(shell: Shell) -> None:
    file = shell.path.with_name("old.csv")
    file.write_bytes(
        b"EstablishmentName,URN,EstablishmentStatus (name)\r\n"
        b"St Mary\x92s,200001,Open\r\nCopy,200001,Open\r\nOld School,200002,Closed\r\n"
    )
    answer = shell.done("schools", "import", str(file), "--yes")
    assert "2 schools read: 2 added" in answer.out
    assert "Line 3 was left out: its URN, 200001, is that of line 2 already." in answer.err
    assert "1 of 2 schools is closed." in answer.err
    names = {str(one["name"]): one for one in shell.done("schools", "list", "--json").records()}
    assert names["Old School"]["status"] == "closed"
    assert "St Mary’s" in names


def test_a_school_that_cannot_be_kept_stops_the_import_before_anything_is_made(
    shell: Shell,
) -> None:
    file = shell.path.with_name("large.csv")
    file.write_text("name,pupils\nA,10\nB,90000\n", encoding="utf-8")
    shell.path = shell.path.with_name("new.json")
    assert shell.refused("schools", "import", str(file), "--yes") == (
        "“B”: Pupils: “90000” is not between 0 and 10000."
    )
    assert not shell.files()


def test_a_folder_that_cannot_be_written_is_named(shell: Shell) -> None:
    blocked = shell.path.with_name("file")
    blocked.write_text("x", encoding="utf-8")
    sentence = shell.refused("export", REVIEW, "--form", "summary", "--to", str(blocked / "in"))
    assert str(blocked / "in") in sentence
    if os.geteuid():
        folder = shell.path.with_name("shut")
        folder.mkdir(mode=0o500)
        assert str(folder) in shell.refused(
            "export", REVIEW, "--form", "summary", "--to", str(folder)
        )


@pytest.mark.parametrize("form", ["record", "register", "calendar"])
def test_a_document_without_an_empty_form_names_those_that_have_one(
    shell: Shell, form: str
) -> None:
    assert shell.refused("export", "--form", form, "--blank", "--to", "-") == (
        f"There is no empty form of {form}; there is one of summary, action-plan, audit and "
        "schedule."
    )


def test_several_documents_do_not_go_to_standard_output(shell: Shell) -> None:
    shell.done("new", "--school", "birchanger", "--date", "2026-11-19")
    sentence = shell.refused("export", REVIEW, "PR-2026-002", "--form", "summary", "--to", "-")
    assert sentence.startswith("One document goes to standard output, not several")


def test_an_unknown_review_among_several_leaves_nothing_exported(shell: Shell) -> None:
    folder = shell.path.with_name("out")
    shell.refused("export", REVIEW, "PR-2026-099", "--form", "summary", "--to", str(folder))
    assert not folder.exists()


def test_a_foreign_file_under_one_name_of_several_leaves_nothing_exported(shell: Shell) -> None:
    folder = shell.path.with_name("out")
    for day in ("2026-11-19", "2026-11-26"):
        shell.done("new", "--school", "birchanger", "--date", day)
    ids = (REVIEW, "PR-2026-002", "PR-2026-003")
    command = ("export", *ids, "--form", "summary", "--to", str(folder))
    first, second, third = (Path(name) for name in shell.done(*command).out.splitlines())
    first.unlink()
    third.unlink()
    second.write_text("mine", encoding="utf-8")
    assert shell.refused(*command).startswith(f"{second} is there already")
    assert list(folder.iterdir()) == [second]
    assert second.read_text(encoding="utf-8") == "mine"


def test_one_unknown_school_leaves_the_others_no_members(shell: Shell) -> None:
    shell.refused("schools", "member", "birchanger", "Atlantis")
    members = shell.done("schools", "list", "--members", "--json").records()
    assert [one["name"] for one in members] == ["Birch Primary"]
