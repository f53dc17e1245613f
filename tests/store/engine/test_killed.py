"""Killed at any moment, the register has every change that was confirmed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from store.durable import Rights, beside
from store.engine.files.lock import Lock
from store.engine.files.paths import Files
from store.open_register import open_register
from store.paperwork import review
from tests.support.a_register import begun, put, reopened, the_review


def test_forty_kills_at_random_moments_lose_nothing_that_was_confirmed() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.soak", "kills", "--kills", "40", "--seed", str(os.getpid())],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("kills: 40 kills")


def test_files_left_over_by_a_killed_writer_are_swept_and_those_of_a_living_one_stay(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    files = Files(path)
    files.backups.mkdir()
    dead = [
        tmp_path / f".{path.name}.1-dead.tmp",
        tmp_path / f".{path.name}.journal.1-dead.tmp",
        files.backups / ".day-2026-11-23.json.1-dead.tmp",
    ]
    others = [tmp_path / ".notes.tmp", tmp_path / f".{path.name}.swp"]
    for one in (*dead, *others):
        one.write_text("half")
    with beside(path, Rights()) as (living, _):
        reopened(path)
        assert [one for one in (*dead, living, *others) if one.exists()] == [living, *others]


def test_nothing_is_swept_while_somebody_is_writing_nor_where_one_only_reads(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    left = tmp_path / f".{path.name}.1-dead.tmp"
    left.write_text("half")
    open_register(path, read_only=True)
    assert left.exists()
    with Lock(Files(path).lock, Rights(), "another").held():
        reopened(path)  # and does not wait for it
        assert left.exists()
    reopened(path)
    assert not left.exists()


def test_a_torn_line_is_dropped_told_once_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    with begun(path) as register:
        put(register, "kept", review.NOTE)
    journal = Files(path).journal
    whole = journal.read_bytes()
    journal.write_bytes(whole + whole.splitlines()[-1][:50])
    torn = reopened(path)
    assert len(torn.notices) == 1
    assert "cut off (50 bytes)" in torn.notices[0]
    put(torn, "on", review.NOTE)
    again = reopened(path)
    assert (the_review(again)[review.NOTE], again.notices) == ("on", [])
