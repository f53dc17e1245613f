"""Sessions that share a register, those who listen, and disks that fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.errors import Refused, RegisterError
from store.paperwork import review
from store.paperwork.tables import PEOPLE, TABLES
from store.records.change import Entry
from store.register.register import Register
from tests.support.a_register import (
    begun,
    change,
    files,
    put,
    reopened,
    the_review,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.json"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with begun(path) as made:
        yield made


def test_two_sessions_see_each_others_changes(register: Register, path: Path) -> None:
    other = reopened(path, "other")
    heard: list[tuple[int, str]] = []
    stop = other.listen(lambda entry: heard.append((entry.seq, entry.user)))
    put(register, "one", review.NOTE)
    assert the_review(other)[review.NOTE] == ""
    other.refresh()
    assert the_review(other)[review.NOTE] == "one"
    put(register, "2026-11-12", review.DATE_OF_REVIEW)
    other.apply([change("end_date", None, "2026-11-13")])  # sees the other's on the way
    assert other.lines()[0].date == date(2026, 11, 12)
    seq = other.seq
    assert heard == [(seq - 2, "office"), (seq - 1, "office"), (seq, "other")]
    stop()
    put(register, "two", review.NOTE)
    other.refresh()
    assert len(heard) == 3


def test_lines_follow_every_change(register: Register) -> None:
    assert [(line.key, line.id, line.school_name, line.status) for line in register.lines()] == [
        (1, "PR-2026-001", "Birch", "open")
    ]
    put(register, "closed", review.STATUS)
    assert register.lines()[0].status == "closed"
    register.undo()
    register.undo()
    assert not register.lines()


def test_a_listener_that_fails_keeps_no_other_from_hearing_and_no_change_from_being_kept(
    register: Register, path: Path
) -> None:
    heard: list[int] = []

    def fails(entry: Entry) -> None:
        raise LookupError(entry.seq)

    register.listen(fails)
    register.listen(lambda entry: heard.append(entry.seq))
    with pytest.raises(LookupError):
        put(register, "kept", review.NOTE)
    assert heard == [register.seq]
    assert the_review(reopened(path))[review.NOTE] == "kept"


def test_a_listener_may_apply_changes_of_its_own(register: Register, path: Path) -> None:
    other = reopened(path, "other")

    def answers(entry: Entry) -> None:
        if entry.user == "office":
            other.apply([change("status_reason", "", "seen")])

    other.listen(answers)
    put(register, "one", review.NOTE)
    other.apply([change("end_date", None, "2026-11-13")])  # hears of the note once it is free
    assert the_review(other)[review.STATUS_REASON] == "seen"


def test_a_full_disk_leaves_the_register_as_it_was(
    register: Register, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(path)
    really = os.write

    def full(descriptor: int, whole: bytes) -> int:
        if len(whole) > 20:
            return really(descriptor, whole[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(RegisterError, match=r"No space left on device\. Nothing was changed"):
        put(register, "one", review.NOTE)
    monkeypatch.undo()
    assert files(path) == before
    put(register, "two", review.NOTE)
    assert the_review(reopened(path))[review.NOTE] == "two"


def test_a_line_that_can_neither_be_written_nor_taken_back_is_told_as_uncertain(
    register: Register, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    monkeypatch.setattr(os, "ftruncate", lambda d, n: fails() if n else None)
    with pytest.raises(RegisterError, match=r"may be in .* or not"):
        put(register, "one", review.NOTE)
    monkeypatch.undo()
    register.refresh()  # it was there after all, and the register goes on from it
    assert the_review(register)[review.NOTE] == "one"
    put(register, "two", review.NOTE)
    assert the_review(reopened(path))[review.NOTE] == "two"


def test_every_table_has_a_record_of_its_name(register: Register) -> None:
    assert {table.name for table in TABLES.values()} == set(TABLES)
    with pytest.raises(Refused, match="There is no person 1"):
        register.record(PEOPLE, 1)
