"""`teams` on the shell: what speaks against a team, and teams for a school year."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.open_register import open_register
from store.paperwork.tables import REVIEWS
from tests.support.a_team import Consortium
from tests.support.command_line import Shell


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    ours = Consortium(tmp_path)
    for name in ours.people:
        ours.tell(name, roles=["lead reviewer", "reviewer", "Improvement Champion"])
    ours.review("Birch", "2026-11-26", ["Grace Lowe", "Ravi Patel", "Ellen Reed"])
    ours.review("Heath", "2026-12-03", ["Joan Mason", "Ellen Reed", "X"])
    ours.register.close()
    return shell


def test_check_lists_what_speaks_against_a_team_and_fails(shell: Shell) -> None:
    answer = shell.run("teams", "check", "--year", "2026")
    assert answer.status == 1
    assert "PR-2026-001 Birch: Grace Lowe is of Birch, the reviewed school itself." in answer.out
    sound = shell.run("teams", "check", "PR-2026-002")
    assert (sound.status, sound.out) == (0, "")
    assert sound.err == "Nothing speaks against anybody.\n"


def test_a_team_that_is_on_its_review_is_not_proposed_for_another_one(
    shell: Shell, tmp_path: Path
) -> None:
    shell.done("teams", "propose", "--year", "2027", "--yes")
    again = shell.done("teams", "propose", "--year", "2027", "--yes")
    assert "Nothing was changed: nobody is proposed" in again.err
    with open_register(tmp_path / "register.json") as register:
        assert len(register.keys(REVIEWS)) == 8


def test_where_nobody_can_be_asked_it_says_what_is_lacking_and_makes_no_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Consortium(tmp_path)
    ours.register.close()
    nobody = Shell(tmp_path / "register.json", capsys, monkeypatch)
    told = nobody.done("teams", "propose", "--year", "2027", "--yes").err
    assert told.count("Nobody in the directory has a school and the role") == 3
    assert "has a school and the role lead reviewer, reviewer or headteacher." in told
    assert told.count("Birch: No reviewer is left who could go.") == 1
    assert "Nothing was changed: nobody is proposed" in told
    with open_register(tmp_path / "register.json") as register:
        assert register.keys(REVIEWS) == []


def test_propose_shows_and_changes_nothing_before_it_is_told_to(
    shell: Shell, tmp_path: Path
) -> None:
    shown = shell.done("teams", "propose", "--year", "2027")
    assert shown.out.count("lead: ") == 6
    with open_register(tmp_path / "register.json") as register:
        assert len(register.keys(REVIEWS)) == 2
    shell.done("teams", "propose", "--year", "2027", "--yes")
    with open_register(tmp_path / "register.json") as register:
        assert len(register.keys(REVIEWS)) == 8
    shell.done("undo")
    with open_register(tmp_path / "register.json") as register:
        assert len(register.keys(REVIEWS)) == 2
