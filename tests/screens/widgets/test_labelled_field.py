"""How a field is laid out in a width: wording, place to type, what is said of it."""

from __future__ import annotations

from msgspec.structs import replace
from textual.content import Content
from textual.geometry import Region

from screens.widgets.drawn_lines import Sentence
from screens.widgets.labelled_field import FieldText, laid_out

SAID = FieldText(Sentence("Date of Review"), room=20, echo="Thu 12 Nov 2026")


def drawn(said: FieldText, width: int, height: int = 1) -> tuple[list[str], Region]:
    laid = laid_out(said, width, height)
    return [line.plain.rstrip() for line in laid.lines], laid.control


def test_the_wording_stands_beside_the_place_and_the_echo_behind_it() -> None:
    lines, place = drawn(SAID, 79)
    assert lines == [f"{'Date of Review':48}  Thu 12 Nov 2026"]
    assert place == Region(28, 0, 20, 1)


def test_where_it_is_narrow_they_stand_above_and_below_it() -> None:
    lines, place = drawn(replace(SAID, beside=False), 39)
    assert lines == ["Date of Review", "", "  Thu 12 Nov 2026"]
    assert place == Region(0, 1, 20, 1)


def test_a_place_without_a_width_of_its_own_has_what_is_left() -> None:
    _, place = drawn(replace(SAID, room=0), 79, 3)
    assert place == Region(28, 0, 79 - 28 - 17, 3)


def test_a_wording_that_is_higher_than_its_place_has_its_lines_and_so_has_a_higher_place() -> None:
    long = replace(SAID, label=Sentence("Reviewed School: Name at the time"), echo=None)
    lines, _ = drawn(long, 79)
    assert lines == ["Reviewed School: Name at", "the time"]
    lines, _ = drawn(long, 79, 4)
    assert len(lines) == 4


def test_what_is_said_below_is_broken_into_lines_and_what_is_offered_is_cut() -> None:
    more = replace(
        SAID,
        below=(Content("▌ Joan Mason of the Consortium Office"),),
        sentences=(Sentence("The first day; the school year follows from it.", "", 2),),
    )
    lines, _ = drawn(more, 30)
    assert lines[1:] == [
        "  ▌ Joan Mason of the Consort…",
        "  The first day; the school",
        "  year follows from it.",
    ]


def test_an_echo_that_has_no_room_is_cut_and_leaves_the_place_its_own() -> None:
    lines, place = drawn(SAID, 55)
    assert lines == [f"{'Date of Review':48}  Thu 1"]
    assert place == Region(28, 0, 20, 1)
