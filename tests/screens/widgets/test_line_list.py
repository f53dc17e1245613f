from collections.abc import Sequence
from typing import ClassVar

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Paste
from textual.pilot import Pilot

from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList
from store.matching import matches

SCHOOLS = [f"School {number:05}" for number in range(10_000)]


class Lists(App[None]):
    """A list and its filter, as a screen has them."""

    BINDINGS: ClassVar[list[BindingType]] = [("/", "find", "Find")]

    def __init__(self, rows: Sequence[str], marker: str = "▌") -> None:
        super().__init__()
        self.rows = rows
        self.drawn: list[str] = []
        self.said: list[str] = []
        self.texts: dict[str, Content | Text | str] = {}
        self.list = LineList(self.draw, empty="No school.", marker=marker)
        self.filter = FilterLine()

    def compose(self) -> ComposeResult:
        yield self.list
        yield self.filter

    def on_mount(self) -> None:
        self.list.show(self.rows)
        self.list.focus()

    def draw(self, key: str, width: int) -> Content | Text | str:
        self.drawn.append(key)
        return self.texts.get(key, key)

    def action_find(self) -> None:
        self.filter.open()

    def on_line_list_moved(self, event: LineList.Moved[str]) -> None:
        self.said.append(f"moved {event.key}")

    def on_line_list_chosen(self, event: LineList.Chosen[str]) -> None:
        self.said.append(f"chosen {event.key}")

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        self.said.append(f"changed {event.text}")
        self.list.show([row for row in self.rows if matches(event.text, row)])

    def on_filter_line_settled(self) -> None:
        self.list.focus()

    def on_filter_line_closed(self) -> None:
        self.said.append("closed")
        self.list.focus()


def line(app: Lists, row: int) -> str:
    return app.list.render_line(row).text.rstrip()


def lines(app: Lists) -> list[str]:
    return [line(app, row) for row in range(app.list.size.height)]


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_of_ten_thousand_rows_only_those_seen_are_drawn() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)):
        assert app.drawn == SCHOOLS[:24]


async def test_moving_the_cursor_asks_for_no_row_again() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.drawn.clear()
        await pressed(pilot, "down", "down", "up")
        assert app.drawn == []
        assert app.said[-1] == "moved School 00001"


async def test_the_end_draws_the_last_rows_and_none_between() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "end")
        assert line(app, 23) == "▌ School 09999"
        assert len(app.drawn) <= 48
        await pressed(pilot, "home")
        assert line(app, 0) == "▌ School 00000"


async def test_a_page_down_and_a_page_up_come_back_to_the_same_view() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "down", "down")
        before = lines(app)
        await pressed(pilot, "pagedown")
        assert line(app, 2) == "▌ School 00025"
        await pressed(pilot, "pageup")
        assert lines(app) == before


async def test_the_cursor_is_marked_and_bold_and_only_marked_without_focus() -> None:
    app = Lists(SCHOOLS[:3], marker=">")
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "down")
        assert lines(app)[:3] == ["  School 00000", "> School 00001", "  School 00002"]
        styles = [segment.style for segment in app.list.render_line(1)]
        assert styles[0] is not None
        assert styles[0].bold
        app.filter.open()
        await pilot.pause()
        styles = [segment.style for segment in app.list.render_line(1)]
        assert not any(style is not None and style.bold for style in styles)
        assert line(app, 1) == "> School 00001"


async def test_of_the_cursors_row_what_stands_in_its_first_column_is_bold() -> None:
    app = Lists(["  Alder School  12 Nov 26", "Birch"])
    async with app.run_test(size=(80, 24)) as pilot:

        def bold(y: int) -> str:
            drawn = app.list.render_line(y)
            return "".join(part.text for part in drawn if part.style and part.style.bold)

        assert bold(0) == "▌   Alder School"
        await pressed(pilot, "down")
        assert bold(0) == ""
        assert bold(1).rstrip() == "▌ Birch"


async def test_the_cursor_stops_at_both_ends() -> None:
    app = Lists(SCHOOLS[:3])
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "up", "pageup")
        assert app.list.position == (1, 3)
        await pressed(pilot, "pagedown", "down")
        assert app.list.position == (3, 3)


async def test_going_down_row_by_row_keeps_the_cursor_in_sight() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, *["down"] * 30)
        assert "▌ School 00030" in lines(app)


@pytest.mark.parametrize(
    "text",
    ["[/x] [@click=app.quit]here", Text("[/x] [@click=app.quit]here", "bold")],
    ids=["str", "Text"],
)
async def test_what_looks_like_markup_is_shown_as_it_stands(text: Text | str) -> None:
    app = Lists(SCHOOLS[:1])
    app.texts[SCHOOLS[0]] = text
    async with app.run_test(size=(80, 24)):
        assert line(app, 0) == "▌ [/x] [@click=app.quit]here"


async def test_a_row_stays_one_line_and_in_its_width() -> None:
    app = Lists(["wide", "broken"])
    app.texts = {"wide": "学校" * 40, "broken": "St Mary's\n\tPrimary"}
    async with app.run_test(size=(40, 10)):
        assert app.list.render_line(0).cell_length == 40
        assert line(app, 0).endswith("…")
        assert line(app, 1) == "  St Mary's  Primary"


async def test_a_theme_colour_by_name_is_a_colour() -> None:
    app = Lists(["late"])
    app.texts["late"] = Content.styled("late", "$text-error")
    async with app.run_test(size=(40, 10)):
        plain, coloured, *_ = (segment.style for segment in app.list.render_line(0))
        assert plain is not None
        assert coloured is not None
        assert plain.color != coloured.color


async def test_enter_chooses_the_row_under_the_cursor() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "down", "enter")
        assert app.said[-1] == "chosen School 00001"


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(LineList, offset=(5, 3))
        assert app.said[-1] == "moved School 00003"
        await pilot.double_click(LineList, offset=(5, 4))
        assert app.said[-1] == "chosen School 00004"


async def test_new_rows_above_leave_the_cursor_on_its_row_and_at_its_height() -> None:
    app = Lists(SCHOOLS[1000:2000])
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, *["pagedown"] * 3, "down")
        height = lines(app).index("▌ School 01070")
        app.said.clear()
        app.list.show(SCHOOLS)
        await pilot.pause()
        assert line(app, height) == "▌ School 01070"
        assert app.said == []


async def test_when_its_row_goes_the_cursor_goes_to_the_next_that_is_there() -> None:
    app = Lists(["a", "b", "c", "d"])
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.move_to("b")
        app.list.show(["a", "d"])
        assert app.list.cursor_key == "d"
        app.list.show(["a"])
        assert app.list.cursor_key == "a"
        app.list.show(["x", "y"])
        assert app.list.cursor_key == "x"
        app.list.move_to("y")
        app.list.show(["x", "y", "z"], keep=False)
        assert app.list.cursor_key == "x"
        await pilot.pause()
        assert app.said[-1] == "moved x"


async def test_a_list_without_rows_says_so_and_takes_every_key() -> None:
    app = Lists([])
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "down", "end", "pagedown", "home", "enter")
        assert line(app, 0) == "▌ No school."
        assert app.list.position == (0, 0)
        assert app.said == []


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.move_to(SCHOOLS[20])
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert "▌ School 00020" in lines(app)


async def test_a_larger_window_leaves_no_empty_lines_below_the_last_row() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 8)) as pilot:
        await pressed(pilot, "end")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert line(app, 23) == "▌ School 09999"


async def test_two_rows_with_one_key_are_refused() -> None:
    app = Lists([])
    async with app.run_test():
        with pytest.raises(ValueError, match="same key"):
            app.list.show(["a", "a"])


async def test_what_is_typed_into_the_filter_narrows_the_list() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.filter.display
        await pressed(pilot, "/", "7", "7", "7", "7", "down", "down")
        assert app.list.position == (1, 1)
        assert app.list.has_focus
        assert app.filter.display
        assert app.filter.text == "7777"
        assert app.list.cursor_key == "School 07777"


async def test_escape_in_the_filter_clears_and_closes_it() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "/", "7", "escape")
        assert app.said[-2:] == ["changed ", "closed"]
        assert not app.filter.display
        assert app.filter.text == ""
        assert app.list.position[1] == 10_000
        assert app.list.has_focus


async def test_enter_in_the_filter_goes_to_the_list() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "/", "3", "enter", "enter")
        assert app.said[-1] == "chosen School 00003"


async def test_the_filter_takes_only_so_much() -> None:
    app = Lists(SCHOOLS[:3])
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "/")
        app.post_message(Paste("x" * 79))
        await pilot.pause()
        await pressed(pilot, "x", "x")
        assert app.filter.text == "x" * 80


async def test_another_theme_draws_the_rows_anew() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.drawn.clear()
        app.theme = "textual-light"
        await pilot.pause()
        assert app.drawn == SCHOOLS[:24]


async def test_rows_may_be_given_before_the_list_is_on_the_screen() -> None:
    app = Lists(SCHOOLS)
    async with app.run_test(size=(80, 24)) as pilot:
        early = LineList(app.draw)
        early.show(SCHOOLS[5:])
        await app.mount(early)
        await pilot.pause()
        assert early.render_line(0).text.rstrip() == "▌ School 00005"
