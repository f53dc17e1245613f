"""`people forget`, `people data`, `people retention`: what is said, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.open_register import open_register
from store.paperwork import review
from store.paperwork.forms import summary
from store.records.change import making
from store.records.editing import setting
from store.register.finding import people_named
from store.teams.situation import situation_of
from tests.support.a_register import begun, put, reopened
from tests.support.command_line import Shell
from tests.support.today import TODAY


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "register.json"
    with begun(path) as register:
        register.apply(
            [making("people", {"name": "Joan Mason", "school": 1, "telephone": "01206 987654"})]
        )
        put(register, {"name": "Joan Mason", "person": 1}, review.LEAD_REVIEWER)
        put(register, "Ask Joan Mason, not Bob Hay.", review.NOTE)
        put(
            register,
            [{"role": "Lead reviewer", "name": "Joan Mason", "date": "2026-11-02"}],
            summary.SIGNATURES.field,
        )
        put(
            register,
            [{"date": "2026-11-03", "person": "joan mason", "items": "The Summary"}],
            review.CHASED,
        )
        theirs = open_register(path, user="Joan Mason", today=lambda: TODAY)
        put(theirs, ["Maths"], review.THEMES)
    return Shell(path, capsys, monkeypatch)


def test_without_yes_every_mention_is_shown_and_nothing_is_changed(shell: Shell) -> None:
    before = shell.files()
    shown = shell.done("people", "forget", "joan mason")
    assert shell.files() == before
    for said in (
        "Joan Mason: Telephone: 01206 987654",
        "PR-2026-001: Lead Reviewer: Joan Mason",
        "PR-2026-001: Office note: Ask Joan Mason, not Bob Hay.",
        "PR-2026-001: Signed (summary.signed), row r1: Name: Joan Mason",
        "PR-2026-001: Asked for, row r1: Who was asked: joan mason",
        "6 places of the register, 6 of its changes",
        "Left to do, where the register does not reach:",
        "- Documents and packs that were exported, printed or sent by mail.",
    ):
        assert said in shown.out, said
    assert shown.err == "Nothing was changed. Add --yes to do it; it cannot be undone.\n"


def test_with_yes_the_name_is_gone_and_what_is_left_to_do_is_said(shell: Shell) -> None:
    done = shell.done("people", "forget", "Joan Mason", "--yes")
    assert "[forgotten person 1] stands where the name stood; 2 files are new." in done.out
    assert "Left to do" in done.err
    assert not any(b"joan mason" in whole.lower() for whole in shell.files().values())
    assert "Nothing is wrong." in shell.done("check").out
    assert "Nothing of Joan Mason was found." in shell.refused("people", "forget", "Joan Mason")


def test_other_names_are_taken_out_with_it_and_what_is_no_name_is_refused(shell: Shell) -> None:
    shell.done("people", "forget", "Joan Mason", "--also", "Bob Hay", "--yes")
    assert not any(b"Bob Hay" in whole for whole in shell.files().values())
    for nothing in ("-", "a", "[forgotten person 1]", "Forgotten", "person 2"):
        assert "is no name that can be looked for" in shell.refused("people", "forget", nothing)


def test_who_is_forgotten_is_offered_for_nothing_any_more(shell: Shell) -> None:
    shell.done("people", "add", "Ann Lee", "--school", "Birch", "--role", "reviewer")
    shell.done("set", "person:Ann Lee", 'expertise=["Phonics"]', "listed=yes")
    shell.done("new", "--school", "Birch", "--lead", "Bob Hay", "--date", "12/11/26")
    assert "Ann Lee" in shell.done("people", "expertise").out
    assert "Ann Lee" in shell.done("export", "--form", "expertise", "--to", "-").out
    with reopened(shell.path) as register:
        key = people_named(register, "Ann Lee")[0].key
        assert key in situation_of(register, 2026).candidates
    for name in ("Ann Lee", "Bob Hay"):
        shell.done("people", "forget", name, "--yes")
    assert "forgotten" not in shell.run("people", "expertise").out
    assert "forgotten" not in shell.done("export", "--form", "expertise", "--to", "-").out
    assert "forgotten" not in shell.done("people", "names").out
    with reopened(shell.path) as register:
        assert key not in situation_of(register, 2026).candidates


def test_one_who_only_reads_forgets_nobody(shell: Shell) -> None:
    told = shell.refused("--read-only", "people", "forget", "Joan Mason", "--yes")
    assert told == "Nobody can be forgotten here. It was opened with --read-only."


def test_all_that_is_held_about_a_person_is_one_document(shell: Shell, tmp_path: Path) -> None:
    page = shell.done("people", "data", "joan mason").out
    assert page.startswith("# All that is held about a person\n\nAs of Mon 23 Nov 2026 · Tiptree")
    for row in (
        "| School | Birch |",
        "| PR-2026-001 | Office note | Ask Joan Mason, not Bob Hay. |",
        "| PR-2026-001 | Summary | Lead reviewer | Mon 2 Nov 2026 |",
        "| PR-2026-001 | Tue 3 Nov 2026 | The Summary |",
    ):
        assert row in page, row
    did = page.partition("## What they changed in the register")[2]
    assert "| PR-2026-001 | Themes |" in did
    assert "Maths" not in did
    [path] = shell.done("people", "data", "1", "--to", str(tmp_path / "out")).out.splitlines()
    assert Path(path).name == "person - Joan Mason.md"
    assert Path(path).read_text() == page


def test_what_is_older_than_the_period_is_listed_and_stays(shell: Shell) -> None:
    with open_register(shell.path, user="office", today=lambda: TODAY) as register:
        for status, day in (
            ("closed", "2020-11-22"), ("closed", "2020-11-23"), ("open", "2019-01-01"),
        ):  # fmt: skip
            register.apply(
                [making("reviews", {"school": 1, "school_name": "Elm", "status": status,
                                    "date": day})]
            )  # fmt: skip
        register.apply([making("people", {"name": "Ann Lee", "until": "2019-07-20"})])
        register.apply([making("people", {"name": "Sam Cole", "until": "2025-07-20"})])
    assert "No period is set" in shell.done("people", "retention").err
    shell.done("set", "consortium", "retention=6")
    before = shell.files()
    assert shell.done("people", "retention").out.splitlines() == [
        "Sat 20 Jul 2019  person  Ann Lee",
        "Sun 22 Nov 2020  review  PR-2026-002",
    ]
    assert shell.files() == before


def test_the_period_is_a_whole_number_of_years(shell: Shell) -> None:
    refused = shell.run("set", "consortium", "retention=0")
    assert (refused.status, "is not between 1 and 99" in refused.err) == (1, True)
    shell.done("set", "consortium", "retention=6")
    assert json.loads(shell.done("show", "consortium", "--json").out)["retention"] == 6
    with open_register(shell.path, user="office", today=lambda: TODAY) as register:
        changes = setting(register.consortium, register.consortium.table.fields["retention"], None)
        register.apply(changes)
    assert "No period is set" in shell.done("people", "retention").err
