"""Saving one field: it costs the same however many reviews there are, and waits for no file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.engine.files.paths import Files
from store.paperwork import review
from store.register.register import Register
from tests.support.a_register import begun, new_review, path_of, put, reopened, the_review
from tests.support.failing_calls import calls
from tests.support.pty_app import Terminal
from tests.support.sitting import sitting, to_the_note, wait_until
from tui.app import CHECKPOINT

FEW, MANY = 1, 2_000


def with_reviews(path: Path, count: int) -> Register:
    path.parent.mkdir()
    with begun(path) as register:
        for _ in range(count // 500):
            register.apply([new_review(note="long " * 100)] * 500)
    return reopened(path)


def cost(register: Register) -> tuple[list[str], int, int]:
    """The system calls of saving a note, the bytes the journal grew by and the file changed by."""
    files = Files(path_of(register))
    before = files.journal.stat().st_size, files.path.read_bytes()
    with calls() as found:
        put(register, "two", review.NOTE)
    assert files.path.read_bytes() == before[1]  # the register's file is not touched
    return found.made, files.journal.stat().st_size - before[0], register.seq


def test_saving_a_field_writes_the_same_at_one_review_and_at_two_thousand(tmp_path: Path) -> None:
    few = cost(with_reviews(tmp_path / "few" / "register.json", FEW))
    many = cost(with_reviews(tmp_path / "many" / "register.json", MANY))
    assert few[0] == many[0]
    assert few[0].count("fsync") == 1
    assert abs(few[1] - many[1]) < 5  # the sequence number may have a digit more
    assert many[2] > few[2]


def test_the_second_save_of_a_session_opens_its_two_files_once_and_writes_one_line(
    tmp_path: Path,
) -> None:
    register = begun(tmp_path / "register.json")
    put(register, "one", review.NOTE)
    made, _, _ = cost(register)
    assert made == ["open", "open", "write", "fsync", "close", "close"]  # the lock, the journal


def test_while_the_file_is_being_written_a_field_is_saved_without_waiting_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = begun(tmp_path / "register.json")
    put(register, "one", review.NOTE)
    really, flushing, go_on = os.fsync, threading.Event(), threading.Event()

    def slowly(descriptor: int) -> None:
        if threading.current_thread() is not threading.main_thread():
            flushing.set()
            assert go_on.wait(20)
        really(descriptor)

    monkeypatch.setattr(os, "fsync", slowly)
    register.checkpoint_in_background()
    assert flushing.wait(20)
    put(register, "two", review.NOTE)
    assert the_review(reopened(path_of(register)))[review.NOTE] == "two"
    go_on.set()
    register.close()
    assert the_review(reopened(path_of(register)))[review.NOTE] == "two"


def keep(terminal: Terminal, text: str) -> None:
    to_the_note(terminal)
    terminal.type(text)
    terminal.press("f2")
    terminal.wait_for("Kept ")


def test_plain_tinydb_reads_a_change_seconds_after_it_while_the_app_is_open(
    path: Path,
) -> None:

    def notes() -> list[object]:
        with TinyDB(path, access_mode="r") as database:
            return [document.get("note") for document in database.table("reviews").all()]

    with sitting(path) as terminal:
        keep(terminal, "Ring before nine.")
        wait_until(lambda: notes() == ["Ring before nine."], "the file to follow", 2 * CHECKPOINT)
        assert terminal.in_full_screen
    assert CHECKPOINT == 5.0


def test_an_app_that_only_reads_says_so_and_writes_no_byte(path: Path, tmp_path: Path) -> None:
    before = {one.name: one.read_bytes() for one in tmp_path.glob("register*")}
    with sitting(path, "--read-only") as terminal:
        terminal.wait_for("It was opened with --read-only.")
        to_the_note(terminal)
        terminal.type("no")
        terminal.press("f2")
        terminal.wait_for("Nothing can be changed here")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    assert {one.name: one.read_bytes() for one in tmp_path.glob("register*")} == before
