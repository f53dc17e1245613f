"""`people` on the shell: names joined, entries merged, a second of one name, expertise; papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.field_values import Name
from store.open_register import open_register
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS
from store.records.record import Record
from tests.support.a_team import Consortium
from tests.support.command_line import Shell


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    ours = Consortium(tmp_path)
    ours.tell("Joan Mason", expertise=["Phonics"], listed=True, telephone="01206 1")
    ours.tell("Ravi Patel", expertise=["Phonics in Year 1", "Forest school"])
    ours.tell("Ellen Reed", expertise=["Forest school"], listed=True, until="2026-07-20")
    ours.review("Birch", "2026-11-26", ["J. Mason", "Ravi Patel", "Ellen Reed"])
    ours.review("Heath", "2026-12-03", ["Priya Nair", "J. Mason", "X"])
    ours.register.close()
    return shell


def record(shell: Shell, key: int) -> Record:
    with open_register(shell.path) as register:
        return register.record(REVIEWS, key)


def test_names_are_listed_with_who_may_be_meant(shell: Shell) -> None:
    assert shell.done("people", "names").out == (
        "J. Mason: 2 reviews; Lead Reviewer, Other reviewers\n"
        "    may be 1 Joan Mason, Copford (initials)\n"
        "X: 1 review; Other reviewers\n"
    )
    places = shell.done("people", "names", "J. Mason").out
    assert places.splitlines()[:2] == [
        "  1  PR-2026-001: Lead Reviewer", "  2  PR-2026-002: Other reviewers",
    ]  # fmt: skip


def test_a_name_is_joined_everywhere_or_in_one_place_and_undone(shell: Shell) -> None:
    said = shell.done("people", "names", "J. Mason", "--to", "Joan Mason", "--only", "2").out
    assert said == "J. Mason: joined to Joan Mason in 1 place.\n"
    assert record(shell, 1)[review.LEAD_REVIEWER] == Name("J. Mason")
    assert record(shell, 2)[review.OTHER_REVIEWERS][0] == Name("J. Mason", 1)
    shell.done("undo")
    shell.done("people", "names", "J. Mason", "--new")
    assert record(shell, 1)[review.LEAD_REVIEWER] == Name("J. Mason", 7)
    assert record(shell, 2)[review.OTHER_REVIEWERS][0] == Name("J. Mason", 7)


def test_what_cannot_be_joined_says_why_and_changes_nothing(shell: Shell) -> None:
    assert "there is no place 3" in shell.refused(
        "people", "names", "J. Mason", "--to", "1", "--only", "3"
    )
    assert "no name that is linked to nobody" in shell.refused("people", "names", "Bo", "--new")
    assert "no person called" in shell.refused("people", "names", "J. Mason", "--to", "Nobody")
    assert shell.run("people", "names", "J. Mason", "--new", "--to", "1").status == 2


def test_merging_shows_first_and_merges_when_it_is_told_to(shell: Shell) -> None:
    shell.done("people", "names", "J. Mason", "--new")
    shown = shell.done("people", "merge", "1", "7")
    assert "Joan Mason (1) stays; J. Mason (7) goes." in shown.out
    assert "Linked in 2 places so far: PR-2026-001, PR-2026-002" in shown.out
    assert record(shell, 1)[review.LEAD_REVIEWER] == Name("J. Mason", 7)
    shell.done("people", "merge", "1", "7", "--yes")
    assert record(shell, 1)[review.LEAD_REVIEWER] == Name("J. Mason", 1)
    assert "J. Mason" not in shell.done("people", "list").out
    assert "There is no person 7" in shell.refused("people", "merge", "1", "7", "--yes")


def test_a_second_person_of_one_name_is_made_only_on_purpose(shell: Shell) -> None:
    words = shell.refused("people", "add", "joan mason")
    assert "Joan Mason is in the directory already (Copford)" in words
    assert "--another" in words
    assert shell.done("people", "add", "Joan Mason", "--another").out == "7\n"
    assert "number 1; number 7" in shell.refused("people", "add", "Joan Mason")
    with open_register(shell.path) as register:
        assert register.record(PEOPLE, 7)[consortium.PERSON_NAME] == "Joan Mason"


def test_the_expertise_directory_has_only_those_who_are_willing_and_here(shell: Shell) -> None:
    assert shell.done("people", "expertise").out == "Phonics · Joan Mason · Copford · 01206 1\n"
    none = shell.done("people", "expertise", "forest")
    assert (none.out, none.err) == ("", "Nobody is listed with expertise of “forest”.\n")


def test_who_reviewed_whom_is_exported_of_years_in_a_row(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    one = shell.done(
        "export", "--form", "matrix", "--years", "2024-2026", "--format", "csv",
        "--to", str(folder),
    )  # fmt: skip
    assert Path(one.out.strip()).name == "matrix - 2024-25 to 2026-27.csv"
    assert Path(one.out.strip()).read_text("utf-8-sig").splitlines()[:2] == [
        "No.,School,1,2,3,4,5,6", "1,Birch,,,,,,",
    ]  # fmt: skip
    year = shell.done("export", "--form", "load", "--year", "2026", "--to", "-").out
    assert year.startswith("# What each person has on 2026–27\n")
    assert "Joan" not in year
    assert "J. Mason" in year


@pytest.mark.parametrize("years", ["2026-2024", "2001-2026", "x", "2026-"])
def test_years_that_are_none_are_refused(shell: Shell, years: str) -> None:
    answer = shell.run("export", "--form", "matrix", "--years", years, "--to", "-")
    assert (answer.status == 0) == (years == "2026-")
    assert years == "2026-" or "are no school years" in answer.err


def test_years_belong_to_who_reviewed_whom_alone(shell: Shell) -> None:
    answer = shell.run("export", "--form", "register", "--years", "2025-2026", "--to", "-")
    assert answer.status == 2
    assert "--years belongs to --form matrix, load and release" in answer.err


def test_the_expertise_directory_is_a_paper_of_today(shell: Shell) -> None:
    shell.done("set", "consortium", "office.name=Office", "office.telephone=01206 999")
    paper = shell.done("export", "--form", "expertise", "--to", "-").out
    assert "Joan Mason" in paper
    assert "Ravi Patel" not in paper
    assert "Ellen Reed" not in paper
    assert paper.rstrip().endswith("01206 999")
