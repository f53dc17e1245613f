import signal
import sys
from pathlib import Path

from store.paperwork import review
from tests.support.a_register import reopened, the_review
from tests.support.on_screen import Seat, seated
from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.sitting import wait_until
from tests.support.today import TODAY

IDLE = 2.5
"""Seconds to listen: more than the app's own intervals, and five blinks of a cursor."""


def app_on(path: Path) -> Terminal:
    return Terminal(
        [sys.executable, "-m", "tui.command_line", "--register", str(path),
         "--today", str(TODAY)],
        env={"XDG_STATE_HOME": str(path.parent / "state")},
        cwd=ROOT,
    )  # fmt: skip


def wait_for_the_draft(path: Path, text: str) -> None:
    """Wait until the draft is on the disk: nothing on the screen says so."""

    def drafted() -> bool:
        return any(text in file.read_text() for file in path.parent.rglob("*.drafts"))

    wait_until(drafted, f"a draft that holds {text!r}")


async def with_a_draft(seat: Seat, text: str) -> None:
    """Leave a text in the date's field that cannot be kept."""
    await seat.press("enter", "d")
    await seat.jump("Date of Review")
    await seat.type(text)
    await seat.press("f2", "f10")


def test_after_kill_9_the_text_being_typed_is_offered_again(path: Path) -> None:
    with app_on(path) as terminal:
        terminal.wait_for("Birch")
        terminal.press("enter", "d")
        terminal.wait_for("Details of the review")
        terminal.type(" and Layer")
        wait_for_the_draft(path, "and Layer")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    with app_on(path) as terminal:
        terminal.wait_for("Typed and not kept, still in its field: PR-2026-001: Reviewed School")
        terminal.press("enter", "d")
        terminal.wait_for("Birch and Layer")
        terminal.wait_for("There is no school called “Birch and Layer”.")
        terminal.press("ctrl+z", "f10")
        assert terminal.wait_exit() == 0
    assert not list(path.parent.rglob("*.drafts"))


async def test_the_first_screen_says_where_something_was_typed_and_not_kept(path: Path) -> None:
    async with seated(path) as seat:
        await with_a_draft(seat, "rubbish")
    async with seated(path) as seat:
        assert seat.shows("Typed and not kept, still in its field: PR-2026-001: Date of Review.")
        await seat.press("enter", "d")
        await seat.jump("Date of Review")
        await seat.press("ctrl+z", "escape", "escape")
        assert not seat.shows("Typed and not kept")


async def test_a_draft_that_nobody_touches_is_neither_kept_nor_lost(path: Path) -> None:
    async with seated(path) as seat:
        await with_a_draft(seat, "31/2/26")
    for _ in range(2):
        async with seated(path) as seat:
            await seat.press("enter", "d")
            await seat.jump("Date of Review")
            await seat.press("tab", "escape", "escape")
            assert seat.shows("Typed and not kept")
    assert the_review(reopened(path))[review.DATE_OF_REVIEW] is None


async def test_f2_keeps_a_draft_that_was_mended(path: Path) -> None:
    async with seated(path) as seat:
        await with_a_draft(seat, "12 novv")
    async with seated(path) as seat:
        await seat.press("enter", "d")
        await seat.jump("Date of Review")
        await seat.press("end", "backspace", "f2")
        assert seat.said.startswith("Kept ")
    assert str(the_review(reopened(path))[review.DATE_OF_REVIEW]) == "2026-11-12"


def test_an_idle_screen_sends_no_byte(path: Path) -> None:
    with app_on(path) as terminal:
        terminal.wait_for("Birch")
        for keys in ((), ("enter", "d"), ("ctrl+p",)):
            terminal.press(*keys)
            terminal.settle()
            assert terminal.sent_within(IDLE) == b"", f"bytes were sent after {keys}"
