"""A list of one-line rows that draws only the rows that are seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.theme import Theme

RowKey = TypeVar("RowKey", bound=Hashable)
SaidKey = TypeVar("SaidKey", bound=Hashable)

GUTTER = 2
"""Cells before a row's text: the mark of the cursor and a space. A header keeps them free."""

_DRAWN_ROWS_KEPT = 512
_WHEEL_ROWS = 3
_ONE_LINE = str.maketrans("\n\t", "  ")


def _end_of_first(row: str) -> int:
    """Where the first column of a row ends: columns have two spaces between them."""
    begins = len(row) - len(row.lstrip())
    end = row.find("  ", begins)
    return end if end >= 0 else len(row)


class LineList(ScrollView, Generic[RowKey], inherit_bindings=False):
    """Rows under a cursor, each one line high, drawn with Textual's line API.

    A row is known by its key; its text is asked for when it is first drawn, so that 10,000 rows
    open as fast as 24. Text is shown literally, never read as markup. The cursor's row has a mark
    before it, and its first column is bold while the list has the focus: never colour alone, and
    few bytes to send. Moving the cursor repaints two rows; leaving the window scrolls by a third
    of it, because every scroll repaints the whole list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First row", show=False),
        Binding("end", "last", "Last row", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--empty"}
    DEFAULT_CSS = """
    LineList {
        overflow: hidden hidden;
        &:focus > .line-list--cursor { text-style: bold; }
        & > .line-list--empty { text-style: dim; }
    }
    """
    ALLOW_SELECT = False

    class Moved(Message, Generic[SaidKey]):
        """Another row is under the cursor than before, by a key or because rows came and went."""

        def __init__(self, control: LineList[SaidKey], key: SaidKey | None) -> None:
            super().__init__()
            self.rows = control
            self.key = key
            """The row under the cursor; None when the list has become empty."""

        @property
        def control(self) -> LineList[SaidKey]:
            return self.rows

    class Chosen(Message, Generic[SaidKey]):
        """Enter was pressed on a row, or it was clicked twice."""

        def __init__(self, control: LineList[SaidKey], key: SaidKey) -> None:
            super().__init__()
            self.rows = control
            self.key = key

        @property
        def control(self) -> LineList[SaidKey]:
            return self.rows

    def __init__(
        self,
        draw: Callable[[RowKey, int], Content | Text | str],
        *,
        empty: str = "Nothing here.",
        marker: str = "▌",
        marked_without_focus: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with no rows.

        Args:
            draw: the text of a row, given its key and the width it has, in cells. What is wider
                is cut with an ellipsis; a line's end or a tab in it is shown as a space.
            empty: the sentence that stands there when there is no row.
            marker: the mark of the cursor, one cell wide; ">" where marks are ASCII.
            marked_without_focus: whether the mark stands there while the keys go elsewhere.
            id: the widget's name in selectors.
            classes: its classes, parted by spaces.
        """
        super().__init__(id=id, classes=classes)
        self._draw_row = draw
        self.empty = empty
        self._marker = marker
        self._marked_without_focus = marked_without_focus
        self._keys: Sequence[RowKey] = ()
        self._rows: dict[RowKey, int] = {}
        self._cursor = 0
        self._drawn: LRUCache[tuple[RowKey, int], Content] = LRUCache(_DRAWN_ROWS_KEPT)

    @property
    def cursor_key(self) -> RowKey | None:
        """The key of the row under the cursor; None when there are no rows."""
        return self._keys[self._cursor] if self._keys else None

    @property
    def position(self) -> tuple[int, int]:
        """The cursor's row counted from 1, and how many rows there are: (0, 0) when none."""
        return (self._cursor + 1 if self._keys else 0, len(self._keys))

    def show(self, keys: Sequence[RowKey], keep: bool = True) -> None:
        """Show these rows in this order, each drawn anew.

        With `keep` the cursor stays on the row it is on and, where possible, at the same height.
        If that row has gone, the cursor goes to the next of the old rows that is still there,
        else to the nearest before it. Without `keep`, or if none is left, it goes to the first.

        Raises:
            ValueError: two rows have the same key.
        """
        rows = {key: row for row, key in enumerate(keys)}
        if len(rows) != len(keys):
            raise ValueError("Two rows of a list have the same key: every row needs its own.")
        was = self.cursor_key
        rows_above = self._cursor - self.scroll_offset.y
        self._cursor = self._row_kept(rows) if keep else 0
        self._keys, self._rows = tuple(keys), rows
        self._drawn.clear()
        self.virtual_size = Size(1, len(keys))
        self._scroll_to_row(self._cursor - rows_above)
        self._bring_cursor_into_view()
        self.refresh()
        if self.cursor_key != was:
            self.post_message(self.Moved(self, self.cursor_key))

    def move_to(self, key: RowKey) -> bool:
        """Put the cursor on the row with this key; False if there is none."""
        row = self._rows.get(key)
        if row is None:
            return False
        self._go(row)
        return True

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window, `y` rows from its top."""
        row = self.scroll_offset.y + y
        if not self._keys and y == 0:
            style = self.get_visual_style("line-list--empty")
            text = Content(self.empty).truncate(self._text_width, ellipsis=True)
            mark = (self._marker if self.has_focus else "").ljust(GUTTER)
            segments = [Segment(mark), *text.render_segments(style)]
        elif row < len(self._keys):
            at_cursor = row == self._cursor
            style = self.visual_style
            first = self.get_visual_style("line-list--cursor") if at_cursor else style
            marked = at_cursor and (self.has_focus or self._marked_without_focus)
            mark = (self._marker if marked else "").ljust(GUTTER)
            segments = [Segment(mark, first.rich_style)]
            text = self._text_of(self._keys[row])
            halves = text.divide([_end_of_first(text.plain)])
            for words, base in zip(halves, (first, style), strict=False):
                for part, look in words.render(base, "", self.app.stylesheet.parse_style):
                    segments.append(Segment(part, look.rich_style))
        else:
            return Strip.blank(self.size.width, self.rich_style)
        line = Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
        return line.simplify()  # A colour that is said twice costs its bytes twice.

    def on_mount(self) -> None:
        """Draw every row anew when the theme changes: a row's colours may come from it."""
        self.app.theme_changed_signal.subscribe(self, self._forget_drawn)

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in sight, and no empty lines below the last row."""
        self._scroll_to_row(self.scroll_offset.y)
        self._bring_cursor_into_view()

    def on_click(self, event: Click) -> None:
        """Move to the row that is clicked; a second click chooses it."""
        offset = event.get_content_offset(self)
        if offset is not None and (row := self.scroll_offset.y + offset.y) < len(self._keys):
            self._go(row)
            if event.chain > 1:
                self.action_choose()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move the cursor a few rows down."""
        event.stop()
        self.action_move(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move the cursor a few rows up."""
        event.stop()
        self.action_move(-_WHEEL_ROWS)

    def action_move(self, rows: int) -> None:
        """Move the cursor down by so many rows, up if negative."""
        self._go(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move cursor and window by the window's height less one row, which stays in sight."""
        rows = pages * max(1, self.size.height - 1)
        self._go(self._cursor + rows, top=self.scroll_offset.y + rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self._keys) - 1)

    def action_choose(self) -> None:
        """Say that the row under the cursor was chosen."""
        if self._keys:
            self.post_message(self.Chosen(self, self._keys[self._cursor]))

    @property
    def _text_width(self) -> int:
        return max(0, self.size.width - GUTTER)

    def _forget_drawn(self, _theme: Theme) -> None:
        self._drawn.clear()
        self.refresh()

    def _text_of(self, key: RowKey) -> Content:
        width = self._text_width
        text = self._drawn.get((key, width))
        if text is None:
            drawn = self._draw_row(key, width)
            text = Content.from_rich_text(drawn) if isinstance(drawn, Text) else Content("") + drawn
            if "\n" in text.plain or "\t" in text.plain:
                text = Content(text.plain.translate(_ONE_LINE), list(text.spans))
            text = text.truncate(width, ellipsis=True)
            self._drawn[(key, width)] = text
        return text

    def _row_kept(self, rows: Mapping[RowKey, int]) -> int:
        after = self._keys[self._cursor :]
        before = reversed(self._keys[: self._cursor])
        for keys in (after, before):
            for key in keys:
                if key in rows:
                    return rows[key]
        return 0

    def _go(self, row: int, top: int | None = None) -> None:
        row = max(0, min(row, len(self._keys) - 1))
        if not self._keys or row == self._cursor:
            return
        left, self._cursor = self._cursor, row
        self.refresh_line(left)
        self.refresh_line(row)
        if top is not None:
            self._scroll_to_row(top)
        self._bring_cursor_into_view()
        self.post_message(self.Moved(self, self._keys[row]))

    def _bring_cursor_into_view(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if height and not top <= self._cursor < top + height:
            a_third = height // 3
            up = self._cursor < top
            self._scroll_to_row(self._cursor - (a_third if up else height - 1 - a_third))

    def _scroll_to_row(self, top: int) -> None:
        furthest = max(0, len(self._keys) - self.size.height)
        self.scroll_to(y=max(0, min(top, furthest)), animate=False, force=True)
