"""Schools come in from a file when somebody says so: first it is shown what that would mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.imports.test_schools_file import ESSEX, extract
from tests.support.command_line import Shell

SCHOOLS = (
    "EstablishmentName,URN,Town,EstablishmentStatus (name),CloseDate\n"
    "Birch Primary,100001,Birch,Open,\nSt Mary’s,100002,Maldon,Open,\n"
)
UNDONE = "Nothing was changed; add --yes to take them in."


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    """A register with two schools, and an open review of Birch."""
    shell.done("schools", "import", str(written(tmp_path, SCHOOLS)), "--yes")
    shell.done("new", "--school", "Birch", "--date", "2026-11-12")
    return shell


def written(folder: Path, text: str | bytes, name: str = "schools.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def names(shell: Shell, *options: str) -> list[str]:
    return [str(one["name"]) for one in shell.done("schools", "list", "--json", *options).records()]


def test_nothing_is_taken_in_before_it_is_said_and_no_register_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    file = written(tmp_path, SCHOOLS)
    answer = shell.done("schools", "import", str(file))
    assert answer.out == (
        "added: Birch Primary (100001, Birch)\n"
        "added: St Mary’s (100002, Maldon)\n"
        "2 schools read; with --yes: 2 added, 0 changed, 0 closed, 0 as before.\n"
    )
    assert UNDONE in answer.err
    assert not shell.files()
    assert "A register was made" in shell.done("schools", "import", str(file), "--yes").err
    assert names(shell) == ["Birch Primary", "St Mary’s"]


def test_what_changes_is_shown_field_by_field_and_undone_as_one(shell: Shell) -> None:
    file = written(
        shell.path.parent,
        SCHOOLS.replace("Birch Primary,100001,Birch", "Birch CofE Primary,100001,Layer")
        + "New School,100003,Birch,Open,\n",
    )
    before = shell.files()
    answer = shell.done("schools", "import", str(file))
    assert answer.out == (
        "changed: Birch Primary (100001, Layer)\n"
        "  Name: Birch Primary → Birch CofE Primary\n"
        "  Town: Birch → Layer\n"
        "added: New School (100003, Birch)\n"
        "3 schools read; with --yes: 1 added, 1 changed, 0 closed, 1 as before.\n"
    )
    assert shell.files() == before
    assert shell.done("schools", "import", str(file), "--yes").out == (
        "3 schools read: 1 added, 1 changed, 0 closed, 1 as before.\n"
    )
    assert names(shell) == ["Birch CofE Primary", "New School", "St Mary’s"]
    shell.done("undo")
    assert names(shell) == ["Birch Primary", "St Mary’s"]


def test_a_school_that_closes_is_shown_with_its_day_and_its_open_review(shell: Shell) -> None:
    file = written(
        shell.path.parent,
        SCHOOLS.replace("100001,Birch,Open,", "100001,Birch,Closed,31-10-2026"),
    )
    answer = shell.done("schools", "import", str(file))
    assert answer.out == (
        "closed: Birch Primary (100001, Birch)\n"
        "  Open or closed: open → closed\n"
        "  Closed on: nothing → Sat 31 Oct 2026\n"
        "2 schools read; with --yes: 0 added, 0 changed, 1 closed, 1 as before.\n"
    )
    assert (
        "Birch Primary closed on Sat 31 Oct 2026, and PR-2026-001 is open: close or cancel what "
        "will not be held."
    ) in answer.err
    shell.done("set", "PR-2026-001", "status=closed")
    assert "PR-2026-001" not in shell.done("schools", "import", str(file)).err
    shell.done("undo")
    shell.done("schools", "import", str(file), "--yes")
    school = shell.done("show", "school:100001", "--json").record()
    assert (school["status"], school["closed"]) == ("closed", "2026-10-31")
    assert shell.done("show", "PR-2026-001", "--json").record()["status"] == "open"
    again = shell.done("schools", "import", str(file))
    assert "2 as before" in again.out
    assert "PR-2026-001" not in again.err


def test_a_large_file_without_a_choice_only_brings_up_to_date(shell: Shell) -> None:
    file = written(shell.path.parent, extract(201, "\r\n", "cp1252"))
    answer = shell.done("schools", "import", str(file), "--yes")
    assert answer.out == (
        "201 schools read, 2 of them in the register: 0 added, 2 changed, 0 closed, 0 as before.\n"
    )
    assert "only those the register has are brought up to date" in answer.err
    assert len(names(shell)) == 2
    assert "which of them?" in shell.refused("schools", "import", str(file), "--members", "--yes")


def test_a_file_no_larger_than_a_consortiums_is_taken_in_whole(shell: Shell) -> None:
    file = written(shell.path.parent, extract(200, "\n", "utf-8"))
    assert "198 added, 2 changed" in shell.done("schools", "import", str(file), "--yes").out


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (("--find", "abacus"), ["Abacus Primary School"]),
        (("--find", "baddow junior"), ["Baddow Hall Junior School"]),
        (("--urn", "133312"), ["Abacus Primary School"]),
        (("--urn", "133312", "--find", "birch"), []),
        (("--urns", "LIST"), ["Abacus Primary School", "Baddow Hall Junior School"]),
        (("--town", "Tiptree"), []),  # the file has no towns
    ],
)
def test_of_a_large_file_those_chosen_come_in_and_no_other(
    shell: Shell, choice: tuple[str, ...], chosen: list[str]
) -> None:
    urns = written(shell.path.parent, "URN,Name\n133312,Abacus\n\n114913\n", "urns.csv")
    said = [str(urns) if word == "LIST" else word for word in choice]
    shell.done("schools", "import", str(ESSEX), *said, "--members", "--yes")
    assert sorted(names(shell, "--members")) == sorted(["Birch Primary", *chosen])
    assert len(names(shell)) == 2 + len(chosen)


def test_a_town_is_chosen_whole_and_its_closed_schools_only_by_their_urn(shell: Shell) -> None:
    file = written(
        shell.path.parent,
        SCHOOLS + "Heath,200001,Tiptree,Open,\nOld,200002,Tiptree,Closed,31-08-1998\n"
        "Other,200003,Tiptree Green,Open,\n",
    )
    shell.done("schools", "import", str(file), "--town", "tiptree", "--yes")
    assert names(shell) == ["Birch Primary", "Heath", "St Mary’s"]
    shell.done("schools", "import", str(file), "--urn", "200002", "--yes")
    assert "Old" in names(shell)


def test_urns_that_are_none_or_nowhere_are_said(shell: Shell) -> None:
    file = str(written(shell.path.parent, SCHOOLS))
    assert shell.refused("schools", "import", file, "--urn", "x1") == (
        "--urn: “x1” is no URN; a URN is a number, for example 115138."
    )
    answer = shell.done("schools", "import", file, "--urn", "999999", "--urn", "100001")
    assert "No school of the file has the URN 999999." in answer.err
    urns = written(shell.path.parent, "URN\n100001\nBirch\n", "urns.txt")
    assert shell.refused("schools", "import", file, "--urns", str(urns)) == (
        f"{urns}: line 3, “Birch”, begins with no URN; write one URN a line."
    )
    empty = written(shell.path.parent, "", "empty.txt")
    assert shell.refused("schools", "import", file, "--urns", str(empty)) == (
        f"{empty} has no URN; write one a line."
    )
    nowhere = shell.path.parent / "none.txt"
    assert "No such file" in shell.refused("schools", "import", file, "--urns", str(nowhere))


def test_a_file_that_says_nothing_new_changes_nothing(shell: Shell) -> None:
    file = str(written(shell.path.parent, SCHOOLS))
    before = shell.files()
    answer = shell.done("schools", "import", file, "--yes")
    assert answer.out == "2 schools read: 0 added, 0 changed, 0 closed, 2 as before.\n"
    assert UNDONE not in shell.done("schools", "import", file).err
    assert shell.files() == before


def test_columns_that_are_not_there_are_named_before_anything_is_taken_in(shell: Shell) -> None:
    file = str(written(shell.path.parent, "URN,EstablishmentName,Twon\n100001,Birch Primary,X\n"))
    answer = shell.done("schools", "import", file)
    assert "No column is called 'Town', so it was not read; is it 'Twon'?" in answer.err
    assert "'Postcode'" in answer.err
    assert "1 as before" in answer.out
