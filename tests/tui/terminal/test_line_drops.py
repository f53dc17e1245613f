"""The line drops, the terminal goes, the process is killed: what was typed is not lost."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.drafts import PAUSE, Drafts
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from tests.support.a_register import reopened
from tests.support.pty_app import Terminal
from tests.support.sitting import (
    jump,
    processor_seconds,
    sitting,
    to_the_note,
    to_the_review,
    wait_until,
)


@pytest.fixture
def typing(path: Path) -> Iterator[Terminal]:
    """Somebody in the middle of a sentence of the office note."""
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.type("half a sentence")
        terminal.wait_for("half a sentence")
        yield terminal


def note(path: Path) -> str:
    return reopened(path).record(REVIEWS, 1)[review.NOTE]


def draft_files(path: Path) -> list[Path]:
    return sorted((path.parent / "state/peer-review/drafts").glob("*.drafts"))


def drafted(path: Path, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in draft_files(path))


def wait_drafted(path: Path, text: str) -> None:
    wait_until(lambda: drafted(path, text), f"{text!r} to be kept aside")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_keeps_what_is_typed_and_gives_the_screen_back(
    typing: Terminal, path: Path, number: signal.Signals
) -> None:
    typing.kill(number)
    assert typing.wait_exit() == 128 + number
    assert not typing.in_full_screen
    assert b"\x1b[?25h" in typing.raw[-400:]
    assert note(path) == "half a sentence"
    assert draft_files(path) == []


def test_a_connection_that_drops_keeps_what_is_typed(typing: Terminal, path: Path) -> None:
    typing.hang_up()
    assert typing.wait_exit() == 128 + signal.SIGHUP
    assert note(path) == "half a sentence"


def test_a_terminal_closed_without_a_signal_keeps_what_is_typed(path: Path) -> None:
    with sitting(path, controlling=False) as terminal:
        to_the_note(terminal)
        terminal.type("half a sentence")
        terminal.wait_for("half a sentence")
        terminal.hang_up()
        assert terminal.wait_exit() == 128 + signal.SIGHUP
    assert note(path) == "half a sentence"


def stalled(terminal: Terminal) -> None:
    """Stop reading, and have the app draw until its writes wait."""
    terminal.stall()
    used, still = -1.0, 0
    for turn in range(400):
        terminal.resize(80 + turn % 7, 24 + turn % 3)  # every one draws the whole screen
        now = processor_seconds(terminal.pid)
        still = still + 1 if now == used else 0
        if still > 5:
            return
        used = now
        time.sleep(0.05)  # nothing tells that a write waits
    raise AssertionError("It still draws.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stalled_terminal_holds_neither_the_typing_nor_the_process(
    typing: Terminal, path: Path, number: signal.Signals
) -> None:
    stalled(typing)
    typing.kill(number)
    assert typing.wait_exit() == 128 + number
    assert note(path) == "half a sentence"


def test_a_stalled_terminal_that_then_drops_holds_nothing(typing: Terminal, path: Path) -> None:
    stalled(typing)
    typing.hang_up()
    assert typing.wait_exit() == 128 + signal.SIGHUP
    assert note(path) == "half a sentence"


def test_while_somebody_else_writes_it_still_goes_and_offers_the_typing_again(
    typing: Terminal, path: Path
) -> None:
    with Path(f"{path}.lock").open("rb") as lock:  # a writer that hangs
        fcntl.flock(lock, fcntl.LOCK_EX)
        typing.kill(signal.SIGTERM)
        assert typing.wait_exit() in (128 + signal.SIGTERM, -signal.SIGALRM)
    assert note(path) == ""
    assert drafted(path, "half a sentence")


@pytest.mark.parametrize(
    ("label", "text"), [("Office note", "half a sentence"), ("Date of Review", "31/13/2026")]
)
def test_after_kill_9_what_was_typed_stands_in_its_field_valid_or_not(
    path: Path, label: str, text: str
) -> None:
    with sitting(path) as terminal:
        to_the_review(terminal, "d", "Details of the review")
        jump(terminal, label)
        terminal.type(text)
        wait_drafted(path, text)
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    assert note(path) == ""
    assert [stat.S_IMODE(file.stat().st_mode) for file in draft_files(path)] == [0o600]
    with sitting(path) as terminal:
        terminal.wait_for(f"Typed and not kept, still in its field: PR-2026-001: {label}")
        to_the_review(terminal, "d", "Details of the review")
        jump(terminal, label)
        terminal.wait_for(text)


def test_typing_is_kept_aside_within_two_seconds_while_it_goes_on(path: Path) -> None:
    assert PAUSE <= 2
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.type("one")
        while not drafted(path, "one"):
            terminal.type(" on")
            time.sleep(PAUSE / 20)  # somebody who types never stops for as long as it waits


@pytest.mark.parametrize("controlling", [True, False])
def test_left_by_its_terminal_it_never_spins(path: Path, controlling: bool) -> None:
    with sitting(path, controlling=controlling) as terminal:
        to_the_note(terminal)
        terminal.type("half a sentence")
        terminal.wait_for("half a sentence")
        before = processor_seconds(terminal.pid)
        terminal.hang_up()
        _, _, used = os.wait4(terminal.pid, 0)
        assert used.ru_utime + used.ru_stime < before + 1


def test_two_sessions_of_one_user_do_not_mix_what_they_type(path: Path) -> None:
    with sitting(path, user="office") as one, sitting(path, user="office") as other:
        for terminal, text in ((one, "from the first"), (other, "from the second")):
            to_the_note(terminal)
            terminal.type(text)
            wait_drafted(path, text)
        assert len(draft_files(path)) == 2
        one.kill(signal.SIGKILL)
        one.wait_exit()
        with sitting(path, user="office") as third:
            to_the_note(third)
            third.wait_for("from the first")
            assert not any("from the second" in row for row in third.screen())
        other.wait_for("from the second")


def test_a_row_not_yet_made_is_offered_again_too(path: Path) -> None:
    with sitting(path) as terminal:
        to_the_review(terminal, "a", "PEER REVIEW ACTION PLAN TEMPLATE")
        jump(terminal, "Actions")
        terminal.press("f5")
        terminal.wait_for("Actions, row 1")
        terminal.type("One phonics scheme")
        wait_drafted(path, "One phonics scheme")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    with sitting(path) as terminal:
        terminal.wait_for("Typed and not kept")
        to_the_review(terminal, "a", "PEER REVIEW ACTION PLAN TEMPLATE")
        jump(terminal, "Actions")
        terminal.press("f5")
        terminal.wait_for("One phonics scheme")


@pytest.mark.parametrize(
    "left",
    [b"\xff\xfe\x00 no json", b"[" * 5000, b'{"table":"reviews"}\n', b'{"table":"x","key":9,'
     b'"field":"nowhere","text":"lost"}\n', b'{"table":"reviews","key":1,"field":"note",'
     b'"text":"\\ud800"}\n', b'{"table":"reviews","key":1,"field":"note","text":"\xee\xee"}\n'],
)  # fmt: skip
def test_a_corrupt_draft_file_does_not_stop_the_app(path: Path, left: bytes) -> None:
    folder = path.parent / "state/peer-review/drafts"
    folder.mkdir(parents=True)
    with reopened(path) as register:
        (folder / f"{register.id}-dead.drafts").write_bytes(left)
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.type("works")
        terminal.press("f2")
        terminal.wait_for("Kept ")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    assert note(path) == "works"


def test_drafts_that_cannot_be_written_are_said_and_everything_else_works(path: Path) -> None:
    (path.parent / "state").write_text("no folder")
    with sitting(path) as terminal:
        to_the_note(terminal)
        terminal.type("no draft")
        terminal.wait_for("cannot be kept aside")
        terminal.press("f2")
        terminal.wait_for("Kept ")
        terminal.press("f10")
        assert terminal.wait_exit() == 0
    assert note(path) == "no draft"


def test_what_is_taken_over_is_removed_only_once_it_stands_in_the_new_file(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    draft = b'{"table":"reviews","key":1,"field":"note","text":"kept aside"}\n'
    (folder / "one-dead.drafts").write_bytes(draft)
    heir = Drafts(folder, "one", "heir")
    assert heir.text(("reviews", 1, "note")) == "kept aside"
    assert [file.name for file in folder.iterdir()] == ["one-dead.drafts"]
    heir.write()
    assert [file.name for file in folder.iterdir()] == ["one-heir.drafts"]
    heir.forget(("reviews", 1, "note"))
    heir.close()
    assert list(folder.iterdir()) == []
