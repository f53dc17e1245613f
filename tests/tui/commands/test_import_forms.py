"""`peer-review import`: shown first, taken in with --yes, all files or none."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from msgspec.structs import replace

from store.documents.page import DocumentPage, Heading, Words
from store.open_register import open_register
from store.paperwork.forms import summary
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.records.record import Record
from tests.support.a_review import FILLED, HALF, filled, register_at
from tests.support.command_line import CommandResult, Shell
from tests.support.places import ROOT
from tests.support.returned_forms import file_of, filled_in, sheet
from tests.support.today import TODAY

KINDS = pytest.mark.parametrize("kind", ["md", "docx"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with register_at(tmp_path) as register:
        filled(register, FILLED)
        filled(register, HALF)
    return tmp_path / "register.json"


class Clerk:
    """The commands, given in this process, and in one of its own where that is the point."""

    def __init__(
        self, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._shell = Shell(path, capsys, monkeypatch)
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, typed: bytes = b"", asked: str = "") -> CommandResult:
        """One command; `asked` is what a confined login's client asked."""
        confined = ["--confined"] if asked else []
        self._monkeypatch.setenv("SSH_ORIGINAL_COMMAND", asked)
        answer = self._shell.run(*confined, *arguments, typed=typed, user="clerk")
        assert "Traceback" not in answer.err, answer.err
        return answer

    def apart(self, *arguments: str, typed: bytes) -> CommandResult:
        """One command in a process of its own."""
        command = [sys.executable, "-m", "tui.command_line", "--register", str(self._shell.path)]
        done = subprocess.run(
            [*command, "--today", str(TODAY), "--user", "clerk", *arguments],
            input=typed, capture_output=True, cwd=ROOT, check=False, timeout=60,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr
        return CommandResult(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    return Clerk(path, capsys, monkeypatch)


def review(path: Path, key: int = 1) -> Record:
    with open_register(path) as register:
        return register.record(REVIEWS, key)


def form(path: Path, impact: str, key: int = 1, *, thanks: str = "") -> DocumentPage:
    with open_register(path) as register:
        sent = sheet(register, register.record(REVIEWS, key), "summary")
    back = filled_in(sent, {summary.IMPACT.path: impact})
    return replace(
        back, blocks=(*back.blocks, Heading(2, "Thanks"), Words(thanks)) if thanks else back.blocks
    )


def saved(path: Path, name: str, page: DocumentPage) -> str:
    file = path.parent / name
    file.write_bytes(file_of(page, file.suffix[1:]))
    return str(file)


def changed_here(path: Path, impact: str) -> None:
    with open_register(path) as register:
        register.apply(setting(register.record(REVIEWS, 1), summary.IMPACT, impact))


def seq(path: Path) -> int:
    with open_register(path) as register:
        return register.seq


@KINDS
def test_without_yes_it_shows_the_three_sides_and_changes_nothing(
    path: Path, run: Clerk, kind: str
) -> None:
    file = saved(path, f"back.{kind}", form(path, "Better.", thanks="To all."))
    changed_here(path, "As the office has it.")
    before = seq(path)
    shown = run("import", file)
    assert shown.status == 0
    assert f"{file}: PR-2026-001, Summary, from Joan Mason" in shown.out
    assert "Peer to Peer Action Plan (changed in the register since)" in shown.out
    assert f"    as exported: {FILLED['summary.impact']}\n" in shown.out
    assert "    returned:    Better.\n    now:         As the office has it.\n" in shown.out
    assert "    Under the heading “Thanks”: To all." in shown.out
    assert "add --yes" in shown.err
    assert seq(path) == before


@KINDS
def test_with_yes_it_is_one_change_with_its_source_and_undo_takes_it_back(
    path: Path, run: Clerk, kind: str
) -> None:
    file = saved(path, f"back.{kind}", form(path, "Better.", thanks="To all."))
    before = seq(path)
    done = run("import", file, "--yes", "--from", "Ann Wood")
    assert done.status == 0, done.err
    assert seq(path) == before + 1
    assert review(path)[summary.IMPACT] == "Better."
    history = run("history", "PR-2026-001").out
    assert "clerk (returned form from Ann Wood)" in history
    last = json.loads(run("history", "--json").out)[-1]
    assert last["source"] == "returned form from Ann Wood"

    again = run("import", file, "--yes")
    assert again.status == 0
    assert "It says nothing new." in again.out
    assert seq(path) == before + 1
    assert run("undo").status == 0
    assert review(path)[summary.IMPACT] == FILLED["summary.impact"]


def test_what_was_changed_since_is_left_and_named_unless_it_is_to_go_over(
    path: Path, run: Clerk
) -> None:
    file = saved(path, "back.md", form(path, "Better."))
    changed_here(path, "As the office has it.")
    left = run("import", file, "--yes")
    assert left.status == 0
    assert "PR-2026-001: left as it is, changed in the register since: Impact" in left.err
    assert review(path)[summary.IMPACT] == "As the office has it."
    assert run("import", file, "--yes", "--over").status == 0
    assert review(path)[summary.IMPACT] == "Better."


def test_a_form_that_comes_back_as_it_went_out_says_that_nothing_is_new(
    path: Path, run: Clerk
) -> None:
    with open_register(path) as register:
        sent = sheet(register, register.record(REVIEWS, 1), "summary")
    file = saved(path, "back.md", sent)
    before = seq(path)
    shown = run("import", file)
    assert (shown.status, shown.err.splitlines()[-1]) == (0, "Nothing is new.")
    assert seq(path) == before


def test_several_files_are_all_read_before_any_is_taken_in(path: Path, run: Clerk) -> None:
    good = saved(path, "good.md", form(path, "Better."))
    other = saved(path, "other.md", form(path, "Good.", key=2))
    bad = path.parent / "bad.md"
    bad.write_bytes(b"%PDF-1.7")
    before = seq(path)
    refused = run("import", good, str(bad), "--yes")
    assert refused.status == 1
    assert refused.err.startswith("bad.md is a PDF")
    missing = run("import", good, str(path.parent / "nowhere.md"), "--yes")
    assert missing.status == 1
    assert seq(path) == before
    assert run("import", good, other, "--yes").status == 0
    assert seq(path) == before + 2
    assert review(path, 2)[summary.IMPACT] == "Good."


def test_of_several_files_none_is_taken_in_when_one_would_leave_what_may_not_be(
    path: Path, run: Clerk
) -> None:
    good = saved(path, "good.md", form(path, "Better."))
    with open_register(path) as register:
        sent = file_of(sheet(register, register.record(REVIEWS, 2), "record"), "md").decode()
    assert "| open | status |" in sent
    bad = path.parent / "bad.md"
    bad.write_text(sent.replace("| open | status |", "| cancelled | status |"))
    before = seq(path)
    refused = run("import", good, str(bad), "--yes")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("A cancelled review needs a reason; give Reason for the status")
    assert seq(path) == before


@KINDS
def test_a_form_that_does_not_say_its_review_has_to_be_told(
    path: Path, run: Clerk, kind: str
) -> None:
    file = saved(path, f"back.{kind}", replace(form(path, "Better.", key=2), identity=None))
    refused = run("import", file, "--yes")
    assert refused.status == 1
    assert "say it with --review" in refused.err
    assert "PR-2026-002 stands on it." in refused.err
    assert run("import", file, "--yes", "--review", "PR-2026-002").status == 0
    assert review(path, 2)[summary.IMPACT] == "Better."


def test_over_what_is_held_such_a_form_goes_only_when_it_is_told_to(path: Path, run: Clerk) -> None:
    file = saved(path, "back.docx", replace(form(path, "Better."), identity=None))
    shown = run("import", file, "--review", "PR-2026-001")
    assert "Peer to Peer Action Plan (the register has another)\n    returned:" in shown.out
    assert "What this form carried for its way back is gone" in shown.err
    assert "add --over --yes to take it in over what is held" in shown.err
    left = run("import", file, "--yes", "--review", "PR-2026-001")
    assert "left as it is, the register has another: Impact" in left.err
    assert review(path)[summary.IMPACT] == FILLED["summary.impact"]
    assert run("import", file, "--yes", "--over", "--review", "PR-2026-001").status == 0
    assert review(path)[summary.IMPACT] == "Better."


def test_two_people_send_one_form_back_and_both_are_taken_in_together(
    path: Path, run: Clerk
) -> None:
    sent = form(path, "Better.", key=2)
    first = saved(path, "first.docx", sent)
    strengths: dict[str, str | tuple[str, ...]] = {
        "summary.impact": "",
        "summary.strengths": ("Pupils are proud", "Calm"),
    }
    second = saved(path, "second.md", filled_in(sent, strengths))
    before = seq(path)
    done = run("import", first, second, first, "--yes")
    assert done.status == 0, done.err
    assert seq(path) == before + 2
    assert review(path, 2)[summary.IMPACT] == "Better."
    assert review(path, 2)[summary.STRENGTHS] == ("Pupils are proud", "Calm")


@KINDS
def test_a_form_is_read_from_standard_input(path: Path, run: Clerk, kind: str) -> None:
    done = run.apart("import", "-", "--yes", typed=file_of(form(path, "Better."), kind))
    assert done.status == 0
    assert done.out.startswith("Standard input: PR-2026-001")
    assert review(path)[summary.IMPACT] == "Better."
    assert run("import", "-", "-").status == 2


@KINDS
def test_a_confined_login_imports_from_standard_input_alone(
    path: Path, run: Clerk, kind: str
) -> None:
    file = saved(path, "back.md", form(path, "Better."))
    refused = run(asked=f"import {file} --yes")
    assert refused.status == 1
    assert "This login imports from standard input alone: import -" in refused.err
    with_a_path = run(typed=file_of(form(path, "Better."), kind), asked=f"import - {file}")
    assert with_a_path.status == 1
    assert "This login imports from standard input alone: import -" in with_a_path.err
    done = run(typed=file_of(form(path, "Better."), kind), asked="import - --yes")
    assert done.status == 0, done.err
    assert review(path)[summary.IMPACT] == "Better."


def test_what_is_no_form_of_this_register_is_refused_in_one_line_and_nothing_is_changed(
    path: Path,
    run: Clerk,
) -> None:
    page = form(path, "Better.")
    identity = page.identity
    assert identity is not None
    other = replace(page, identity=replace(identity, register="0123456789abcdef"))
    gone = replace(page, identity=replace(identity, review="PR-2026-777"))
    word = file_of(page, "docx")
    bomb = io.BytesIO(word)
    with ZipFile(bomb, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b"<a/>" + b" " * 30_000_000)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    files: dict[str, tuple[bytes, str]] = {
        "bomb.docx": (bomb.getvalue(), "unpacks to more than any form can hold"),
        "locked.docx": (locked, "is locked with a password"),
        "half.docx": (word[: len(word) // 2], "is damaged"),
        "picture.docx": (b"\x89PNG\r\n\x1a\n", "is a picture"),
        "form.pdf": (b"%PDF-1.7", "is a PDF"),
        "form.rtf": (b"{\\rtf1 Better.}", "is Rich Text"),
        "page.md": (b"<!DOCTYPE html><h1>Summary</h1>", "is a web page"),
        "long.md": (b"x" * 3_000_000, "at most 2,000,000 are read"),
        "other.md": (file_of(other, "md"), "is of another register"),
        "gone.md": (file_of(gone, "md"), "There is no review"),
    }
    os.mkfifo(path.parent / "pipe.md")
    sentences = {"pipe.md": "a device or a pipe", "nowhere.md": "is not there"}
    for name, (data, sentence) in files.items():
        (path.parent / name).write_bytes(data)
        sentences[name] = sentence
    before = seq(path)
    for name, sentence in sentences.items():
        refused = run("import", str(path.parent / name), "--yes")
        assert (refused.status, refused.out) == (1, ""), name
        assert refused.err.count("\n") == 1
        assert sentence in refused.err
    assert seq(path) == before


def test_a_register_that_is_only_read_is_shown_and_not_changed(path: Path, run: Clerk) -> None:
    file = saved(path, "back.md", form(path, "Better."))
    assert run("--read-only", "import", file).status == 0
    refused = run("--read-only", "import", file, "--yes")
    assert refused.status == 1
    assert "Nothing can be changed here." in refused.err
