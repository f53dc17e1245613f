"""Commands tell the warnings that the screens show: those a change has brought, or all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.paperwork.tables import REVIEWS
from store.warnings.all_warnings import warnings_of
from tests.support.a_register import reopened
from tests.support.a_review import FILLED, filled, register_at
from tests.support.command_line import Shell
from tests.support.returned_forms import file_of, sheet

BEFORE = "The feedback, on Wed 28 Oct 2026, is before the visit, on Thu 29 Oct 2026."


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    with register_at(tmp_path) as register:
        filled(register, FILLED)
    return shell


def shown(shell: Shell) -> list[str]:
    """The warnings that the screens show of the review."""
    with reopened(shell.path) as register:
        return [one.sentence for one in warnings_of(register, register.record(REVIEWS, 1))]


def test_set_tells_what_no_longer_fits_once_and_keeps_it(shell: Shell) -> None:
    done = shell.done("set", "PR-2026-001", "feedback.date=28/10/26")
    assert done.err.splitlines()[-1] == BEFORE
    assert shown(shell) == [BEFORE]
    assert BEFORE not in shell.done("set", "PR-2026-001", "note=Nothing to do with it").err
    assert BEFORE not in shell.done("set", "PR-2026-001", "feedback.date=30/10/26").err
    assert shown(shell) == []


def test_set_tells_it_of_people_and_of_the_consortium_too(shell: Shell) -> None:
    shell.done("people", "add", "Joan Mason")
    told = shell.done("set", "person:Joan Mason", "from=1/9/2026", "until=1/9/2025").err
    assert "The time in the directory ends on Mon 1 Sep 2025, before it begins" in told


def test_new_tells_that_the_school_has_a_review_in_that_year(shell: Shell) -> None:
    told = shell.done("new", "--school", "Birch", "--date", "3/12/26").err
    assert "has PR-2026-001 in 2026–27 as well (ruling 35).\n" in told


def test_a_form_that_is_taken_in_tells_what_it_brought(shell: Shell, tmp_path: Path) -> None:
    with reopened(shell.path) as register:
        sent = file_of(sheet(register, register.record(REVIEWS, 1), "record"), "md").decode()
    on_the_day = "| Fri 30 Oct 2026 | feedback.date |"
    assert on_the_day in sent
    file = tmp_path / "record.md"
    file.write_text(sent.replace(on_the_day, "| Wed 28 Oct 2026 | feedback.date |"))
    assert "before the visit" not in shell.done("import", str(file)).err
    assert f"PR-2026-001: {BEFORE}\n" in shell.done("import", str(file), "--yes").err


def test_check_tells_all_of_them_and_nothing_is_wrong(shell: Shell) -> None:
    shell.done("set", "PR-2026-001", "feedback.date=28/10/26")
    done = shell.done("check")
    assert done.out.endswith("Nothing is wrong.\n")
    assert done.err == f"PR-2026-001: {BEFORE}\n"


DAMAGED = "The review 1 is damaged: a review has no field “nope”; did you mean note?\n"


def damage_the_first_review(shell: Shell) -> None:
    """Give it a field that there is none of, as somebody with an editor would."""
    whole = json.loads(shell.path.read_text())
    whole["register"]["1"].pop("sum")
    whole["reviews"]["1"]["nope"] = "x"
    shell.path.write_text(json.dumps(whole))


def test_a_damaged_review_is_told_of_and_keeps_no_change_to_another_from_being_made(
    shell: Shell, tmp_path: Path
) -> None:
    shell.done("new", "--school", "Birch", "--date", "3/12/27")
    shell.done("set", "PR-2026-002", "feedback.date=9/12/27")
    with reopened(shell.path) as register:
        second = register.record(REVIEWS, 2)
        sent = file_of(sheet(register, second, "record"), "md").decode()
    file = tmp_path / "record.md"
    file.write_text(
        sent.replace("Thu 9 Dec 2027 | feedback.date", "Fri 10 Dec 2027 | feedback.date")
    )
    damage_the_first_review(shell)

    told = shell.done("set", second.id, "note=Z")
    assert told.err == f"{second.id}: note is now Z\n{DAMAGED}"
    assert shell.done("show", second.id, "--json").record()["note"] == "Z"
    assert shell.done("new", "--school", "Birch", "--date", "3/12/28").err == DAMAGED
    assert shell.done("import", str(file), "--yes").err == DAMAGED
    assert shell.done("show", second.id, "--json").record()["feedback.date"] == "2027-12-10"


def test_the_history_tells_what_names_a_damaged_review_too(shell: Shell) -> None:
    before = shell.done("history").out
    damage_the_first_review(shell)
    assert shell.done("history").out == before
