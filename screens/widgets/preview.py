"""A document as it will be exported, drawn from the very page the export is written from."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.marks import Marks
from screens.widgets.page_lines import Drawn, draw, same_place
from store.documents.page import Page

_BLANK = Content("")


class Preview(ScrollView, can_focus=True):
    """A page, of which a new one repaints the lines that differ and nothing else.

    Where one reads stays where it is; what one types comes into sight.
    """

    DEFAULT_CSS = """
    Preview {
        width: 1fr; height: 1fr; padding: 0 1;
        overflow: hidden auto; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, marks: Marks) -> None:
        """`marks` are the signs this terminal can show."""
        super().__init__()
        self._marks = marks
        self._page: Page | None = None
        self._drawn = Drawn(0)

    def show(self, page: Page, *, follow: bool = False) -> None:
        """Show a page; with `follow`, bring into sight what is another than before."""
        self._page = page
        if (width := self._width) > 0:
            before = self._drawn
            self._put(draw(page, width, self._marks, before), follow and bool(before.lines))

    @property
    def lines(self) -> list[str]:
        """The page's lines as they are drawn, those out of sight too."""
        return [line.plain for line in self._drawn.lines]

    def on_resize(self, _event: Resize) -> None:
        """Draw the page for the width it has now."""
        if self._page is not None and self._drawn.width != self._width:
            self._put(draw(self._page, self._width, self._marks), follow=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window, `y` lines from its top."""
        width = self._width
        place = self.scroll_offset.y + y
        lines = self._drawn.lines
        if place >= len(lines):
            return Strip.blank(width, self.rich_style)
        style, parse = self.visual_style, self.app.stylesheet.parse_style
        parts = lines[place].render(style, "", parse)
        segments = [Segment(text, look.rich_style) for text, look in parts]
        return Strip(segments).adjust_cell_length(width, self.rich_style).simplify()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _put(self, drawn: Drawn, follow: bool) -> None:
        """Take over new lines, and repaint those that differ."""
        before, self._drawn = self._drawn, drawn
        old, new = before.lines, drawn.lines
        first, ends = _differing(old, new)
        if first == ends[0] == ends[1]:
            return
        top, height = self.scroll_offset.y, self.size.height
        if len(old) != len(new):
            self.virtual_size = Size(self._width, len(new))
        if not follow and top and (place := same_place(before, drawn, top)) != top:
            self._go_to_line(place)
            self.refresh()
            return
        same_height = ends[0] == ends[1]
        bottom = min(ends[1] if same_height else max(len(old), len(new)), top + height)
        for line in range(max(first, top), bottom):
            if _line(old, line) != _line(new, line):
                self._repaint(line)
        if follow and not (first < top + height and max(ends[1], first + 1) > top):
            self._go_to_line(first - height // 3)

    def _repaint(self, line: int) -> None:
        self.refresh(Region(0, line - self.scroll_offset.y, self._width, 1))

    def _go_to_line(self, top: int) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True)


def _line(lines: tuple[Content, ...], number: int) -> tuple[object, ...]:
    line = lines[number] if number < len(lines) else _BLANK
    return line.plain, *line.spans


def _differing(old: tuple[Content, ...], new: tuple[Content, ...]) -> tuple[int, tuple[int, int]]:
    """The first line that differs, and where in each the lines that differ end."""
    shortest = min(len(old), len(new))
    first = 0
    while first < shortest and old[first].is_same(new[first]):
        first += 1
    same = 0
    while same < shortest - first and old[-1 - same].is_same(new[-1 - same]):
        same += 1
    return first, (len(old) - same, len(new) - same)
