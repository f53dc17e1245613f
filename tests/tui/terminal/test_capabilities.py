import os
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.support.places import ROOT
from tui.terminal.capabilities import ascii_only, why_not
from tui.terminal.control_filter import ControlFilter, without_controls

XTERM = {"TERM": "xterm-256color"}
BLACK = Color(0, 0, 0)


@pytest.fixture
def tty() -> Iterator[int]:
    master, slave = os.openpty()
    yield slave
    os.close(slave)
    os.close(master)


@pytest.fixture
def file() -> Iterator[int]:
    number = os.open(os.devnull, os.O_RDWR)
    yield number
    os.close(number)


def shown(text: str, encoding: str = "utf-8") -> str:
    [segment] = ControlFilter(encoding).apply([Segment(text)], BLACK)
    return segment.text


def test_a_terminal_that_can_move_its_cursor_will_do(tty: int) -> None:
    assert why_not(tty, tty, XTERM) is None
    assert why_not(tty, tty, {"TERM": "vt100"}) is None


def test_keys_from_a_file_are_refused(tty: int, file: int) -> None:
    assert "standard input" in (why_not(file, tty, XTERM) or "")


def test_drawing_into_a_file_is_refused(tty: int, file: int) -> None:
    assert "standard error" in (why_not(tty, file, XTERM) or "")


def test_a_descriptor_that_is_closed_is_no_terminal(tty: int) -> None:
    spare = os.dup(tty)
    os.close(spare)
    assert "standard input" in (why_not(spare, tty, XTERM) or "")


@pytest.mark.parametrize(
    ("environ", "said"), [({"TERM": "dumb"}, "TERM=dumb"), ({"TERM": ""}, "not set"), ({}, "not")]
)
def test_a_terminal_that_cannot_move_its_cursor_is_refused(
    tty: int, environ: dict[str, str], said: str
) -> None:
    assert said in (why_not(tty, tty, environ) or "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-le", "cp037", "utf-7-no-such"])
def test_an_encoding_without_ascii_is_refused(tty: int, encoding: str) -> None:
    assert encoding in (why_not(tty, tty, XTERM, encoding) or "")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252", "shift_jis", None])
def test_an_encoding_that_has_ascii_will_do(tty: int, encoding: str | None) -> None:
    assert why_not(tty, tty, XTERM, encoding) is None


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "cp1252", "no-such-encoding", None])
def test_an_encoding_without_the_marks_needs_the_ascii_ones(encoding: str | None) -> None:
    assert ascii_only(encoding, XTERM)


def test_utf_8_has_the_marks() -> None:
    assert not ascii_only("utf-8", {**XTERM, "LANG": "en_GB.UTF-8"})


def test_where_the_marks_have_no_font_or_are_wide_the_ascii_ones_are_used() -> None:
    assert ascii_only("utf-8", {"TERM": "linux"})
    assert ascii_only("utf-8", {**XTERM, "LANG": "en_GB.UTF-8", "LC_CTYPE": "ja_JP.UTF-8"})
    assert not ascii_only("utf-8", {**XTERM, "LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"})


def test_asking_about_the_terminal_does_not_load_textual() -> None:
    code = "import sys, tui.terminal.capabilities; sys.exit('textual' in sys.modules)"
    root = ROOT
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize(
    "order",
    [
        "\x1b]52;c;aGVsbG8=\x07",
        "\x1b]0;title\x1b\\",
        "\x9b2J",
        "\x1b[31m",
        "\x08\x7f\r\n\t\0",
        "\u202ereversed\u202c",
        "\u2066isolated\u2069",
        "\u200e\u200f\u061c\u200b\u2060\ufeff",
        "\U000e0041\U000e007f",
        "\u2028\u2029",
        "so\u00adft",
    ],
)
def test_no_order_to_the_terminal_gets_through(order: str) -> None:
    left = shown(f"a{order}b")
    assert not [mark for mark in left if unicodedata.category(mark) in ("Cc", "Cf", "Zl", "Zp")]
    assert cell_len(left) == cell_len(f"a{order}b")


def test_text_that_is_only_text_is_left_as_it_is() -> None:
    for text in (
        "St Mary’s – Zoë",
        "学校",
        "می\u200cخواهم",
        "👩\u200d🏫 ●◐○ ▌",
        "a\u00a0b",
        "e\u0301",
    ):
        assert shown(text) == text


def test_half_a_surrogate_can_be_written() -> None:
    left = shown("a\ud800b")
    assert left.encode() == "a·b".encode()


def test_a_link_in_a_style_does_not_get_through() -> None:
    style = Style(link="https://example.org/\x1b]0;x\x07", bold=True)
    [segment] = ControlFilter().apply([Segment("text", style)], BLACK)
    assert segment.style is not None
    assert segment.style.link is None
    assert segment.style.bold


def test_what_the_encoding_lacks_is_shown_as_something_as_wide() -> None:
    assert shown("Zoë ●", "iso-8859-1") == "Zoë ?"
    assert shown("Mary’s – ─── 学", "ascii") == "Mary's - --- ??"


def test_each_segment_keeps_its_style() -> None:
    bold = Style(bold=True)
    segments = [Segment("a\x1b", bold), Segment("b")]
    assert ControlFilter().apply(segments, BLACK) == [Segment("a", bold), Segment("b")]


def test_cleaning_twice_changes_no_more() -> None:
    text = "".join(map(chr, range(0x3000)))
    assert without_controls(without_controls(text)) == without_controls(text)


def test_a_terminal_that_has_gone_is_refused(tty: int) -> None:
    master, slave = os.openpty()
    os.close(master)
    try:
        with pytest.raises(termios.error):
            termios.tcgetattr(slave)
        assert why_not(slave, tty, XTERM) is not None
    finally:
        os.close(slave)
