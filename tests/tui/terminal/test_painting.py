"""What is sent of a painting: the screen is as if all of it had been."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from tui.terminal.cell_styles import look_of, turned
from tui.terminal.painting import Painted

WIDE, HIGH = 12, 2
MARKS = "\u0301"
LOOKS = (
    "", "1", "2", "38;5;253;48;5;233", "1;38;5;253;48;5;233", "48;5;233", "7;38;5;253;48;5;233",
    "4;38;2;1;2;3;48;5;233", "1;2;31;44", "3;48;5;233", "38;5;9", "9;97;104", "1;4;7",
)  # fmt: skip
BESIDE = ("\x07", "\x1b[?2026h", "\x1b[?2026l", "\x1b]22;default\x07", "\x1b[?25l")

sure = st.text(st.sampled_from("aa  –●▌"), max_size=8)
any_width = st.text(st.sampled_from("a é学\u0301\U0001f469"), max_size=3)
pieces = st.lists(st.tuples(st.sampled_from(LOOKS), sure), max_size=4) | st.lists(
    st.tuples(st.sampled_from(LOOKS), sure | any_width), max_size=3
)
Part = tuple[int, int, list[tuple[str, str]]]


def paintings(wide: int, high: int) -> st.SearchStrategy[str]:
    """Paintings as Textual writes them, and what it writes beside."""
    part = st.tuples(st.integers(0, high - 1), st.integers(0, wide - 1), pieces)
    painted = st.lists(part, max_size=6).map(lambda parts: painting(parts, wide, high))
    return st.one_of(painted, st.sampled_from(BESIDE))


def painting(parts: list[Part], wide: int, high: int) -> str:
    """A painting in which nothing goes beyond the edge."""
    said = ""
    for row, column, texts in parts:
        said += f"\x1b[{row + 1};{column + 1}H"
        # A mark that is put over the last character of a line is drawn by each in his own way.
        edge = wide - any(cell_len(letter) != 1 for _, text in texts for letter in text)
        begun = False
        for look, text in texts:
            # Nor does Textual begin with a mark, which belongs to what stands before it.
            fitting = text if begun else text.lstrip(MARKS)
            while cell_len(fitting) > max(0, edge - column):
                fitting = fitting[:-1]
            begun = begun or fitting != ""
            column += cell_len(fitting)
            said += f"\x1b[{look}m{fitting}\x1b[0m" if look else fitting
        said += "\n" if row < high - 1 else ""
    return f"{said}\x1b[1;2H"


class Screen:
    """A terminal that is sent what it is sent."""

    def __init__(self, wide: int = WIDE, high: int = HIGH) -> None:
        self.of = pyte.Screen(wide, high)
        self._stream = pyte.Stream(self.of)

    def feed(self, data: str) -> None:
        """Take bytes; the kernel makes both ends of a line of one."""
        self._stream.feed(data.replace("\n", "\r\n"))

    @property
    def seen(self) -> list[object]:
        """Every cell as it looks, and where the cursor rests."""
        of = self.of
        cells = [of.buffer[row][column] for row in range(of.lines) for column in range(of.columns)]
        return [(of.cursor.x, of.cursor.y), *map(looks, cells)]


def looks(cell: pyte.screens.Char) -> object:
    plain = not (cell.reverse or cell.underscore or cell.strikethrough)
    return (" ", cell.bg) if cell.data == " " and plain else cell


@settings(max_examples=300)
@given(st.lists(paintings(WIDE, HIGH), max_size=12))
def test_the_screen_is_as_if_all_of_it_were_sent(sent: list[str]) -> None:
    painted, all_of_it, sparing = Painted(), Screen(), Screen()
    painted.forget(Size(WIDE, HIGH))
    for data in sent:
        all_of_it.feed(data)
        sparing.feed(painted.sparing(data))
        assert sparing.seen == all_of_it.seen


@given(st.data(), st.integers(8, 40), st.integers(2, 9))
def test_it_is_after_the_size_has_changed(data: st.DataObject, wide: int, high: int) -> None:
    painted, all_of_it, sparing = Painted(), Screen(), Screen()
    for size in (Size(WIDE, HIGH), Size(wide, high)):
        for screen in (all_of_it, sparing):
            screen.of.resize(size.height, size.width)
        painted.forget(size)
        for sent in data.draw(st.lists(paintings(*size), max_size=6)):
            all_of_it.feed(sent)
            sparing.feed(painted.sparing(sent))
            assert sparing.seen == all_of_it.seen


@given(st.sampled_from(LOOKS), st.sampled_from(LOOKS))
def test_a_look_is_turned_into_another(before: str, after: str) -> None:
    turning, anew = Screen(), Screen()
    turning.feed(f"\x1b[{before}m" + turned(look_of(before), look_of(after)) + "x")
    anew.feed(f"\x1b[{after}m" + "x")
    assert turning.seen == anew.seen


def known(*lines: str) -> Painted:
    """A picture of a screen on which these lines stand."""
    painted = Painted()
    painted.forget(Size(WIDE, HIGH))
    painted.sparing("\n".join(f"\x1b[{y};1H{line}" for y, line in enumerate(lines, 1)))
    return painted


def test_what_stands_there_is_not_sent_again_nor_the_marks_around_it() -> None:
    painted = known("School 1", "School 2")
    assert painted.sparing("\x1b[?2026h") == ""
    assert painted.sparing("\x1b[1;1HSchool 1\n\x1b[2;1HSchool 2") == ""
    assert painted.sparing("\x1b[?2026l") == ""
    assert painted.sparing("\x1b[?2026h") == ""
    assert painted.sparing("\x1b[2;1HSchool 3") == "\x1b[?2026h\x1b[2;8H3"
    assert painted.sparing("\x1b[?2026l") == "\x1b[?2026l"


def test_a_line_with_a_wide_character_is_sent_as_it_is_painted() -> None:
    painted = known("学 1", "b")
    again = "\x1b[1;1H学 1"
    assert painted.sparing(again) == again


@pytest.mark.parametrize("order", ["\x1b[?1049h", "\x1b[2J", "\x1b[3;1Hx\x1b[K", "x", "\x1bc"])
def test_an_order_that_may_change_cells_goes_out_and_all_is_sent_after_it(order: str) -> None:
    painted = known("School 1")
    assert painted.sparing(order) == order
    assert painted.sparing("\x1b[1;1HSchool 1") == "\x1b[1HSchool 1"


def test_the_last_look_is_ended_before_anything_else_is_sent() -> None:
    painted = known("\x1b[1mSchool 1\x1b[0m")
    assert painted.sparing("\x1b[?1049l") == "\x1b[0m\x1b[?1049l"


def test_what_goes_beyond_the_edge_is_sent_as_it_is_and_supposed_of_nothing() -> None:
    painted = known("School 1")
    beyond = f"\x1b[1;20H{'x' * 10}"
    assert painted.sparing(beyond) == beyond
    assert painted.sparing("\x1b[1;1HSchool 1") == "\x1b[1HSchool 1"
