"""A fault of the program: the terminal is given back, and nobody's data is told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store.paperwork import review
from store.paperwork.tables import REVIEWS
from tests.support.a_register import reopened
from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.sitting import (
    home_at,
    sitting,
    to_the_note,
    to_the_review,
)
from tests.support.today import TODAY

FAULTY = """
import sys
from {module} import {name}
from tui.command_line import main

def fails(self, *given):
    pupils_name = "Ellen Pupil"
    raise {error}

{name}.{method} = fails
sys.exit(main(sys.argv[1:]))
"""
"""The app with one of its methods at fault, as a mistake of ours would leave it."""


def faulty(path: Path, module: str, name: str, method: str, error: str) -> Terminal:
    program = FAULTY.format(module=module, name=name, method=method, error=error)
    return Terminal(
        [sys.executable, "-c", program, "--register", str(path), "--today", str(TODAY)],
        env=home_at(path.parent),
        cwd=ROOT,
    )


def register_files(path: Path) -> dict[str, bytes]:
    names = (path, Path(f"{path}.journal"))
    return {found.name: found.read_bytes() for found in names}


@pytest.mark.parametrize(
    ("module", "name", "method", "key"),
    [
        ("screens.sheets.review_sheet", "ReviewSheet", "title_line", ""),
        ("screens.base.page", "Page", "action_help", "f1"),
        ("screens.base.page", "KeyLine", "render", ""),
        ("screens.sheets.sheet", "Sheet", "action_jump", "ctrl+o"),
        ("screens.widgets.field_editor", "FieldEditor", "on_descendant_blur", "tab"),
    ],
)
def test_a_fault_in_a_screen_gives_the_terminal_back_and_tells_no_data(
    path: Path, module: str, name: str, method: str, key: str
) -> None:
    before = register_files(path)
    with faulty(path, module, name, method, 'ValueError("Ellen Pupil, class 4")') as terminal:
        if name == "KeyLine":
            pass
        elif key:
            to_the_review(terminal, "d", "Details of the review")
            terminal.press(key)
        else:
            to_the_review(terminal, "d", "fault in the program")
        assert terminal.wait_exit() == 1
        assert not terminal.in_full_screen
        assert terminal.raw.rfind(b"\x1b[?25h") >= terminal.raw.rfind(b"\x1b[?25l")
        said = " ".join(terminal.raw.decode().split())
    assert "fault in the program" in said
    assert "Ellen" not in said
    assert "Traceback" not in said
    assert register_files(path) == before
    (report,) = (path.parent / "state/peer-review/faults").iterdir()
    text = report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    assert "ValueError" in text
    assert "in fails" in text
    assert "Ellen" not in text
    assert "Birch" not in text


def test_what_was_typed_before_a_fault_is_offered_again(path: Path) -> None:
    with faulty(path, "screens.sheets.sheet", "Sheet", "action_jump", "ValueError()") as terminal:
        to_the_review(terminal, "d", "Details of the review")
        terminal.type(" and Layer")
        terminal.wait_for("Birch and Layer")
        terminal.press("ctrl+o")
        assert terminal.wait_exit() == 1
    assert reopened(path).record(REVIEWS, 1)[review.SCHOOL_NAME] == "Birch"
    with sitting(path) as terminal:
        terminal.wait_for("Typed and not kept")
        to_the_review(terminal, "d", "Details of the review")
        terminal.wait_for("Birch and Layer")


def test_a_report_that_cannot_be_written_is_said(path: Path) -> None:
    (path.parent / "state/peer-review").mkdir(parents=True)
    (path.parent / "state/peer-review/faults").write_text("no folder")
    with faulty(path, "screens.base.page", "Page", "action_help", "ValueError()") as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("f1")
        assert terminal.wait_exit() == 1
        said = " ".join(terminal.raw.decode().split())
    assert "No report could be written" in said


def test_a_record_found_damaged_while_it_is_drawn_is_a_sentence_and_no_fault(path: Path) -> None:
    error = '__import__("store.errors").errors.Damaged("The review 1 is damaged")'
    with faulty(path, "screens.reviews.review_page", "ReviewPage", "title_line", error) as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("enter")
        assert terminal.wait_exit() == 1
        said = " ".join(terminal.raw.decode().split())
    assert "The review 1 is damaged" in said
    assert "fault in the program" not in said
    assert not (path.parent / "state/peer-review/faults").exists()


@pytest.mark.parametrize("reports", ["written", "not to be written"])
def test_a_fault_under_a_command_prints_no_data_and_leaves_a_report(
    path: Path, reports: str
) -> None:
    folder = path.parent / "state/peer-review/faults"
    if reports != "written":
        folder.parent.mkdir(parents=True)
        folder.write_text("no folder")
    before = register_files(path)
    program = FAULTY.format(
        module="store.register.register", name="Register", method="lines",
        error='ValueError("Ellen Pupil, class 4")',
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program, "--register", str(path), "--today", str(TODAY), "list"],
        env={**os.environ, **home_at(path.parent)}, cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (70, b"")
    said = done.stderr.decode()
    assert "fault in the program" in said
    assert "Ellen" not in said
    assert "Traceback" not in said
    assert register_files(path) == before
    if reports != "written":
        assert "No report could be written" in said
        return
    (report,) = folder.iterdir()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "ValueError" in report.read_text()
    assert "Ellen" not in report.read_text()


def test_an_orderly_end_has_status_0_and_leaves_no_report(path: Path) -> None:
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.press("f10")
        assert terminal.wait_exit() == 0
        assert not terminal.in_full_screen
    assert not (path.parent / "state/peer-review/faults").exists()
