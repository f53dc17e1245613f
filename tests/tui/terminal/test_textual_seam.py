import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.drivers import linux_driver
from textual.screen import Screen
from textual.widgets import Input

from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.tiny_app import TinyApp


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "tests.support.tiny_app", str(tmp_path / "kept.txt")]
    with Terminal(argv, cwd=ROOT) as terminal:
        terminal.wait_for("Tiny app")
        yield terminal


def test_a_byte_that_is_not_utf_8_does_not_end_the_app(tiny: Terminal) -> None:
    tiny.type("caf")
    tiny.send("é".encode("latin-1"))
    tiny.type(" open")
    tiny.wait_for("caf\ufffd open")


def test_a_fault_of_the_app_prints_no_data_and_leaves_a_report_without_any(
    tiny: Terminal, tmp_path: Path
) -> None:
    tiny.type("Ellen Pupil")
    tiny.wait_for("Ellen Pupil")
    tiny.press("f5")
    assert tiny.wait_exit() == 1
    _, left, printed = tiny.raw.decode().rpartition("\x1b[?1049l")
    assert left
    assert "fault in the program" in printed
    assert "Ellen" not in printed
    assert not tiny.in_full_screen
    (report,) = (tmp_path / "faults").iterdir()
    text = report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "RuntimeError" in text
    assert "action_fail" in text
    assert "22 characters" not in text
    assert "Ellen" not in text


def test_escape_sequences_in_a_text_do_not_reach_the_terminal(tiny: Terminal) -> None:
    received = len(tiny.raw)
    tiny.paste("a\x9b31mred \u202e")
    tiny.wait_for("a31mred")
    sent = bytes(tiny.raw[received:]).decode()
    assert not re.search("[\x80-\x9f\u202e]", sent)


async def test_the_cursor_rests_where_one_types_whatever_else_is_made(tmp_path: Path) -> None:
    app = TinyApp(tmp_path / "kept.txt")
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "c", "left")
        assert app.cursor_position == (2, 1)
        await app.mount(Input("a longer text"))
        await pilot.pause()
        assert app.cursor_position == (2, 1)
        await pilot.press("left")
        assert app.cursor_position == (1, 1)


def test_textual_still_has_the_places_that_are_mended() -> None:
    assert "getincrementaldecoder" in vars(linux_driver)
    assert "getincrementaldecoder" in linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    assert "_fatal_error" in vars(App)
    assert "_compositor_refresh" in vars(Screen)  # test_what_is_sent.py has what it is mended for
    assert "_batch_count" in App._begin_batch.__code__.co_names
