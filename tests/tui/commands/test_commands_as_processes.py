"""The command as a process: what only a shell, a pipe or a locale can show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.paperwork import review
from store.records.change import making
from tests.support.a_register import reopened, the_review
from tests.support.command_line import Shell
from tui.exit_status import CUT_OFF

SCHOOLS = "EstablishmentName,URN\nBirch Primary,100001\nSt Mary’s,100002\n"
REVIEW = "PR-2026-001"


@pytest.fixture
def begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A register with one review, of Birch Primary."""
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    csv = tmp_path / "schools.csv"
    csv.write_text(SCHOOLS, encoding="utf-8")
    shell.done("schools", "import", str(csv), "--yes")
    shell.done("new", "--school", "birch", "--date", "12/11")
    return shell


def process(
    shell: Shell, *arguments: str, shell_line: str = ""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tui.command_line", *arguments]
    environment = {**os.environ, "PEER_REVIEW_REGISTER": str(shell.path), "PYTHONUNBUFFERED": ""}
    if shell_line:
        command = ["bash", "-c", f'"$0" -m tui.command_line {shell_line}', sys.executable]
    return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)


def test_the_bare_command_opens_the_app_and_other_commands_do_not(begun: Shell) -> None:
    ended = process(begun)
    assert ended.returncode == 1
    assert b"needs a terminal" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_reader_that_goes_away_ends_a_command_quietly(begun: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "tui.command_line", "--register", str(begun.path), "list"]
    for buffering in ("", "1"):
        ended = subprocess.run(
            command,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": buffering},
            timeout=60,
        )
        assert ended.stderr == b""
        assert ended.returncode == CUT_OFF
    os.close(writing)


def test_a_full_disk_under_standard_output_is_a_sentence(begun: Shell) -> None:
    ended = process(begun, shell_line="list > /dev/full")
    assert ended.returncode == 1
    assert ended.stderr == b"No space left on device. What was asked could not be done.\n"


def test_what_is_done_is_done_where_only_the_journal_has_room(begun: Shell) -> None:
    with reopened(begun.path) as register:
        register.apply(
            [making("people", {"name": f"P. {n}", "note": "x" * 20_000}) for n in range(9)]
        )
    begun.path.with_name("register.json.journal").unlink()  # a copy from elsewhere: a new journal
    # bash counts in blocks of 1,024 bytes: room for a line of the journal, none for the file.
    limited = f'ulimit -f 100; exec "$0" -m tui.command_line set {REVIEW} note=Kept'
    ended = subprocess.run(
        ["bash", "-c", limited, sys.executable],
        capture_output=True,
        check=False,
        env={**os.environ, "PEER_REVIEW_REGISTER": str(begun.path)},
        timeout=60,
    )
    assert ended.returncode == 0
    assert b"Every change is safe in its journal." in ended.stderr
    assert the_review(reopened(begun.path))[review.NOTE] == "Kept"


def test_results_can_be_written_in_any_locale(begun: Shell) -> None:
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "ascii",
        "PEER_REVIEW_REGISTER": str(begun.path),
    }
    command = [sys.executable, "-m", "tui.command_line", "schools", "list"]
    names = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60)
    assert b"St Mary\\u2019s" in names.stdout
    again = subprocess.run(
        [*command, "--json"], capture_output=True, check=True, env=environment, timeout=60
    )
    assert json.loads(again.stdout)[1]["name"] == "St Mary’s"


def test_a_document_on_standard_output_is_the_bytes_of_the_file(begun: Shell) -> None:
    answer = begun.done("export", REVIEW, "--form", "audit", "--to", str(begun.path.parent))
    printed = process(begun, "export", REVIEW, "--form", "audit", "--to", "-")
    assert printed.stdout == Path(answer.out.rstrip("\n")).read_bytes()
    assert printed.stderr == b""
