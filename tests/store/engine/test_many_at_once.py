"""Several sessions on one register: none loses a change, none waits for ever."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.durable import Rights
from store.engine.files.lock import PATIENCE, Lock
from store.engine.files.paths import Files
from store.errors import ChangedSince, Refused
from store.paperwork import review
from tests.soak.mixing import PROCESSES, Mix, mix
from tests.support.a_register import begun, change, path_of, put, reopened, the_review


def test_three_processes_lose_no_change_and_agree_on_all_they_heard(tmp_path: Path) -> None:
    found = Mix()
    mix(tmp_path / "register.json", 100, found)
    assert found.wrong == []
    assert found.confirmed + found.conflicts == 100 * PROCESSES


HOLDS_THE_LOCK = """
import sys, time
from pathlib import Path
from store.durable import Rights
from store.engine.files.lock import Lock
with Lock(Path(sys.argv[1]), Rights(), "J. Mason").held():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of a register and is stopped (Ctrl-Z, a laptop asleep)."""
    begun(tmp_path / "register.json").close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK, str(Files(tmp_path / "register.json").lock)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGSTOP)
        yield holder
        holder.send_signal(signal.SIGCONT)
        holder.kill()


def test_a_stopped_holder_of_the_lock_is_named_and_nobody_waits_longer_than_said(
    tmp_path: Path, stopped: subprocess.Popen[str]
) -> None:
    path = tmp_path / "register.json"
    register = reopened(path)  # opening and reading wait for nobody
    assert the_review(register)[review.NOTE] == ""
    begun_at = time.monotonic()
    with pytest.raises(Refused) as raised:
        put(register, "not now", review.NOTE)
    assert PATIENCE <= time.monotonic() - begun_at < 2 * PATIENCE
    assert f"written by J. Mason (process {stopped.pid} on " in str(raised.value)
    assert str(raised.value).endswith("for 5 seconds. Nothing was changed; try again.")
    stopped.send_signal(signal.SIGCONT)
    stopped.kill()
    stopped.wait()
    put(register, "now", review.NOTE)
    assert the_review(reopened(path))[review.NOTE] == "now"


def test_the_lock_is_free_once_its_holder_is_killed_and_its_file_stays(
    tmp_path: Path, stopped: subprocess.Popen[str]
) -> None:
    lock = Files(tmp_path / "register.json").lock
    before = lock.stat().st_ino
    os.kill(stopped.pid, signal.SIGKILL)
    stopped.wait()
    with Lock(lock, Rights(), "next").held(patience=0):
        assert lock.read_text().startswith("next (process ")
    assert lock.stat().st_ino == before


def test_the_lock_names_whoever_held_it_last_and_nothing_of_the_name_before(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.lock"
    for user in ("Somebody with a long name", "Ann", "Ann", "Another long name"):
        with Lock(path, Rights(), user).held(patience=0):
            assert path.read_text() == f"{user} (process {os.getpid()} on {socket.gethostname()})"


def test_the_second_of_two_who_change_one_field_is_told_what_stands_there(tmp_path: Path) -> None:
    first = begun(tmp_path / "register.json")
    second = reopened(path_of(first), "second")
    put(first, "theirs", review.NOTE)
    with pytest.raises(ChangedSince) as raised:
        second.apply([change("note", "", "mine")])
    assert (raised.value.address, raised.value.now) == ("note", "theirs")
    second.apply([change("end_date", None, "2026-11-13")])  # another field is no conflict
    first.refresh()
    assert the_review(first).flat() == the_review(second).flat()


def test_an_opening_while_a_line_is_being_written_says_nothing_of_a_torn_one(
    tmp_path: Path,
) -> None:
    register = begun(tmp_path / "register.json")
    put(register, "whole", review.NOTE)
    files = Files(path_of(register))
    whole = files.journal.read_bytes()
    with Lock(files.lock, Rights(), "another").held():
        files.journal.write_bytes(whole + whole.splitlines()[-1][:40])  # half a line, so far
        opened = reopened(path_of(register))
    assert opened.notices == []
    assert the_review(opened)[review.NOTE] == "whole"
