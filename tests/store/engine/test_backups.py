"""Backups and restoring: what is replaced is kept, and what is damaged is not taken."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store.durable import beside
from store.engine.files.backups import backed_up
from store.engine.files.checking import checked_register
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.paths import Files
from store.engine.files.restoring import restored
from store.errors import Damaged, Refused, RegisterError
from store.open_register import open_register
from store.paperwork import review
from tests.soak.damaging import contents
from tests.support.a_register import begun, files, put, reopened, the_review
from tests.support.command_line import Shell
from tests.support.today import TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.json"
    with begun(path) as register:
        put(register, "one", review.NOTE)
    return path


def note(path: Path) -> str:
    return the_review(reopened(path))[review.NOTE]


CHANGES_ON_AND_ON = """
import sys
from pathlib import Path
from store.paperwork import review
from tests.support.a_register import put, reopened
register = reopened(Path(sys.argv[1]), "writer")
number = 0
while True:
    number += 1
    put(register, f"{number} " * 200, review.NOTE)
    if number % 5 == 0:
        register.checkpoint()
    if number == 1:
        print("writing", flush=True)
"""


def test_a_backup_made_while_another_process_writes_is_whole_and_opens(
    path: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHANGES_ON_AND_ON, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        register = reopened(path)
        made = []
        for _ in range(20):
            made.append((register.backup(tmp_path / "copies"), register.seq, contents(register)))
        writer.kill()
    assert len({copy for copy, _, _ in made}) == 20
    assert made[0][1] < made[-1][1]  # there was something going on
    for copy, seq, there in made:
        assert checked_register(copy).wrong == []
        opened = reopened(copy)
        assert (opened.seq, opened.notices) == (seq, [])
        assert contents(opened) == there
        assert len(list(opened.history())) == seq


def test_a_backup_is_named_by_its_moment_and_of_two_at_once_both_are_kept(path: Path) -> None:
    register = reopened(path)
    now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    state = Checkpoint.of(register._state)  # what `backup` copies, at a moment of our own
    folder = path.parent / "copies"
    first, second = (backed_up(Files(path), state, folder, now) for _ in range(2))
    assert first.name == "register-20261123-093000.json"
    assert second != first
    assert checked_register(first).sound
    assert checked_register(second).sound


def test_a_daily_backup_is_kept_for_14_days_and_a_monthly_one_for_12_months(path: Path) -> None:
    register = reopened(path)
    folder = Files(path).backups
    days = [date(2025, 9, 1) + timedelta(days=number) for number in range(440)]
    for day in days:
        made = register.daily_backup(day)()
        assert made == folder / f"day-{day}.json"
    assert register.daily_backup(days[-1])() is None  # one a day
    assert sorted(file.name for file in folder.glob("day-*.json")) == [
        f"day-{day}.json" for day in days[-14:]
    ]
    months = sorted({f"{day:%Y-%m}" for day in days})[-12:]
    assert [file.name for file in sorted(folder.glob("month-*.json"))] == [
        f"month-{month}.json" for month in months
    ]
    assert {Files(file).journal for file in folder.glob("*.json")} == set(
        folder.glob("*.journal")
    )  # each with its history, and no history alone


def test_a_command_that_changes_something_keeps_the_days_backup_first(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(path, capsys, monkeypatch)
    shell.done("list")
    assert not Files(path).backups.exists()
    shell.done("set", "PR-2026-001", "note=two")
    [backup] = Files(path).backups.glob("day-*.json")
    assert (note(backup), note(path)) == ("one", "two")


def test_a_half_written_backup_of_a_killed_session_does_not_stand_in_the_way(path: Path) -> None:
    register = reopened(path)
    folder = Files(path).backups
    folder.mkdir()
    target = folder / f"day-{TODAY}.json"
    Files(target).journal.write_bytes(b"half a history")
    made = register.daily_backup(TODAY)()
    assert made == target
    assert checked_register(target).wrong == []


def test_while_another_session_writes_the_days_backup_this_one_lets_it(path: Path) -> None:
    folder = Files(path).backups
    folder.mkdir()
    holds = (
        "import fcntl, os, sys; d = os.open(sys.argv[1], os.O_RDONLY); "
        "fcntl.flock(d, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        register = reopened(path)
        assert register.daily_backup(TODAY)() is None
        other.kill()
    assert register.daily_backup(TODAY)() is not None


def test_restoring_keeps_what_it_replaces(path: Path) -> None:
    backup = reopened(path).backup(path.parent / "copies")
    with reopened(path) as register:
        put(register, "two", review.NOTE)
    replaced = files(path)
    done = restored(path, backup, "office")
    assert note(path) == "one"
    assert reopened(path).notices == []
    assert note(done.kept) == "two"
    assert [done.kept.read_bytes(), Files(done.kept).journal.read_bytes()] == [
        replaced["register.json"], replaced["register.json.journal"],
    ]  # fmt: skip
    assert checked_register(done.kept).sound
    again = restored(path, done.kept, "office")  # and it can be brought back
    assert (note(path), note(again.kept)) == ("two", "one")


@pytest.mark.parametrize("keep_working", [False, True])
def test_a_session_that_has_the_replaced_register_open_notices_and_writes_nothing(
    path: Path, keep_working: bool
) -> None:
    backup = reopened(path).backup(path.parent / "copies")
    session = reopened(path, "elsewhere")
    put(session, "two", review.NOTE)  # in the journal, not yet in the file
    if keep_working:
        session.checkpoint()
        put(session, "three", review.NOTE)
    restored(path, backup, "office")
    before = files(path)
    for work in (
        lambda: put(session, "four", review.NOTE),
        session.refresh,
        session.checkpoint,
        session.close,
        lambda: session.backup(path.parent / "copies"),
        session.daily_backup(TODAY),
    ):
        with pytest.raises(RegisterError, match="is not what it was when it was last read"):
            work()
        assert files(path) == before
    assert note(path) == "one"
    assert checked_register(path).wrong == []


@pytest.mark.parametrize("part", ["file", "journal"])
@pytest.mark.parametrize("with_journal", [True, False])
def test_a_damaged_backup_is_refused_and_the_register_stays(
    path: Path, part: str, with_journal: bool
) -> None:
    backup = reopened(path).backup(path.parent / "copies")
    damaged = backup if part == "file" or not with_journal else Files(backup).journal
    damaged.write_bytes(damaged.read_bytes().replace(b"Birch", b"Bitch"))
    if not with_journal:
        Files(backup).journal.unlink()
    before = files(path)
    with pytest.raises(Refused, match="is not whole and was not restored"):
        restored(path, backup, "office")
    assert files(path) == before


def test_the_register_itself_and_nothing_are_no_backups(path: Path) -> None:
    with pytest.raises(Refused, match="is the register itself"):
        restored(path, path, "office")
    with pytest.raises(Refused, match="There is no backup at"):
        restored(path, path.with_name("none.json"), "office")


def test_a_register_that_is_gone_is_restored_from_its_backup(path: Path) -> None:
    backup = reopened(path).backup(path.parent / "copies")
    path.unlink()
    Files(path).journal.unlink()
    restored(path, backup, "office")
    assert note(path) == "one"


def test_a_checkpoint_that_is_under_way_when_a_backup_is_restored_does_not_undo_it(
    path: Path,
) -> None:
    backup = reopened(path).backup(path.parent / "copies")
    session = reopened(path)
    put(session, "two", review.NOTE)
    with beside(path, Files(path).rights):  # as one that is being written
        restored(path, backup, "office")
        session.checkpoint_in_background()
        with pytest.raises(Damaged):
            session.checkpoint()
    assert note(path) == "one"


def test_a_newer_register_is_refused_untouched_by_everything(path: Path) -> None:
    path.write_text(path.read_text().replace('"schema":1', '"schema":2'))
    before = files(path)
    for work in (
        lambda: reopened(path),
        lambda: open_register(path, read_only=True),
        lambda: restored(path.with_name("another.json"), path, "office"),
    ):
        with pytest.raises(RegisterError, match="written by a newer version of Peer Review"):
            work()
    assert "written by a newer version" in checked_register(path).wrong[0]
    assert files(path) == before


def test_check_finds_a_copys_file_that_is_ahead_of_its_journal(path: Path) -> None:
    Files(path).journal.unlink()
    with reopened(path) as register:
        put(register, "two", review.NOTE)
    lines = Files(path).journal.read_bytes().splitlines(keepends=True)
    Files(path).journal.write_bytes(lines[0])
    assert "the journal has no such change there" in checked_register(path).wrong[0]


def test_check_while_another_process_writes_finds_nothing_wrong(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHANGES_ON_AND_ON, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        wrong = [checked_register(path).wrong for _ in range(40)]
        writer.kill()
    assert wrong == [[]] * 40
