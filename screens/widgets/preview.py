"""A document as it will be exported, drawn from the same page as the export."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.segment import Segment
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.drawn_lines import wrapped
from screens.widgets.marks import Marks
from screens.widgets.table_grid import Cells, Grid, SpanningRow, drawn
from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Points,
    Words,
)

_HEADINGS = {2: "bold underline"}
"""How a heading of a level looks; all others are bold."""
_EMPTY = Content("")


class Drawn(Struct, frozen=True):
    """A page drawn for a width: its blocks, each with its lines; all lines; where each begins."""

    width: int
    parts: tuple[tuple[Block | tuple[str, str], tuple[Content, ...]], ...] = ()
    lines: tuple[Content, ...] = ()
    starts: tuple[int, ...] = ()


def draw(page: DocumentPage, width: int, marks: Marks, before: Drawn | None = None) -> Drawn:
    """The page's title, the line under it, its blocks.

    What stands at the same place in `before` is not drawn again: of a page one types in, that is
    nearly everything.
    """
    known = before.parts if before and before.width == width else ()
    things: tuple[Block | tuple[str, str], ...] = ((page.title, page.line), *page.blocks)
    parts = []
    for number, thing in enumerate(things):
        if number < len(known) and known[number][0] == thing:
            parts.append(known[number])
        elif isinstance(thing, tuple):
            parts.append((thing, tuple(_head(*thing, width, marks))))
        else:
            parts.append((thing, tuple(_block(thing, width, marks))))
    return _joined(width, parts)


def same_line(before: Drawn, after: Drawn, line: int) -> int:
    """The line of `after` with what stood on a line of `before`, or the nearest."""
    if not before.starts or not after.starts:
        return line
    number = bisect_right(before.starts, line) - 1
    thing = before.parts[number][0]
    same = [at for at, (each, _) in enumerate(after.parts) if each == thing]
    now = min(same, key=lambda at: abs(at - number), default=min(number, len(after.parts) - 1))
    return after.starts[now] + line - before.starts[number]


def _joined(
    width: int, parts: Sequence[tuple[Block | tuple[str, str], tuple[Content, ...]]]
) -> Drawn:
    """All blocks one under the other; an empty line between two, but none under a heading."""
    joined: list[Content] = []
    starts: list[int] = []
    under_heading = True
    for thing, lines in parts:
        if not under_heading and lines:
            joined.append(_EMPTY)
        starts.append(len(joined))
        joined += lines
        if lines:
            under_heading = isinstance(thing, Heading)
    return Drawn(width, tuple(parts), tuple(joined), tuple(starts))


def _head(title: str, line: str, width: int, marks: Marks) -> Iterator[Content]:
    yield from wrapped(title, width, "bold")
    if line:
        yield from wrapped(line, width)
    yield Content.styled(marks.rule * width, "dim")


def _block(block: Block, width: int, marks: Marks) -> Iterable[Content]:
    match block:
        case Heading():
            return _heading(block, width)
        case Words():
            return wrapped(block.text, width)
        case Points():
            return _bullets(block.entries, width, marks)
        case Answer():
            return (*_heading(block.heading, width), *_content(block, width, marks))
        case PageTable():
            return drawn(_grid(block, marks), width, marks) if block.rows else ()
        case Pairs():
            pairs = tuple(row.cells for row in block.rows)
            return drawn(Grid((), pairs, (2, 3), frozenset((0,))), width, marks)


def _heading(heading: Heading, width: int) -> list[Content]:
    beside = (f" {heading.path}", "dim") if heading.path else ""
    words = (heading.text, _HEADINGS.get(heading.level, "bold"))
    return Content.assemble(words, beside).wrap(width)


def _content(answer: Answer, width: int, marks: Marks) -> list[Content]:
    if not isinstance(answer.content, str):
        return _bullets(answer.content, width, marks, answer.at_least)
    return wrapped(answer.content, width) if answer.content else [_EMPTY]


def _bullets(entries: Iterable[str], width: int, marks: Marks, at_least: int = 0) -> list[Content]:
    texts = list(entries)
    texts += [""] * (at_least - len(texts))
    lines: list[Content] = []
    for text in texts:
        first, *more = wrapped(text, width - 2)
        lines.append(Content(f"{marks.bullet} ") + first)
        lines += [Content("  ") + line for line in more]
    return lines


def _grid(table: PageTable, marks: Marks) -> Grid:
    rows: list[Cells | SpanningRow] = []
    for row in table.rows:
        if isinstance(row, PageRow):
            rows.append(row.cells)
        else:
            rows.append(_running(row, marks))
    return Grid(
        table.head, tuple(rows), table.weights or (2,) * len(table.head), frozenset(_printed(table))
    )


def _running(answer: Answer, marks: Marks) -> SpanningRow:
    if isinstance(answer.content, str):
        return SpanningRow(answer.heading.text, (answer.content,))
    entries = [*answer.content, *[""] * (answer.at_least - len(answer.content))]
    return SpanningRow(answer.heading.text, tuple(f"{marks.bullet} {entry}" for entry in entries))


def _printed(table: PageTable) -> Iterator[int]:
    """The printed columns: those with no field in any row."""
    rows = [row for row in table.rows if isinstance(row, PageRow)]
    for column in range(len(table.head)):
        paths = {row.fields[column] if column < len(row.fields) else "" for row in rows}
        if paths <= {""}:
            yield column


class Preview(ScrollView, can_focus=True):
    """Shows a page; the next one repaints only the lines that differ.

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
        self._page: DocumentPage | None = None
        self._drawn = Drawn(0)

    def show(self, page: DocumentPage, *, follow: bool = False) -> None:
        """Show a page; with `follow`, scroll to what has changed."""
        self._page = page
        if (width := self._width) > 0:
            before = self._drawn
            self._put(draw(page, width, self._marks, before), follow and bool(before.lines))

    @property
    def lines(self) -> list[str]:
        """The page's lines as they are drawn, those out of sight too."""
        return [line.plain for line in self._drawn.lines]

    def on_resize(self, _event: Resize) -> None:
        if self._page is not None and self._drawn.width != self._width:
            self._put(draw(self._page, self._width, self._marks), follow=False)

    def render_line(self, y: int) -> Strip:
        width = self._width
        line = self.scroll_offset.y + y
        lines = self._drawn.lines
        if line >= len(lines):
            return Strip.blank(width, self.rich_style)
        style, parse = self.visual_style, self.app.stylesheet.parse_style
        parts = lines[line].render(style, "", parse)
        segments = [Segment(text, look.rich_style) for text, look in parts]
        return Strip(segments).adjust_cell_length(width, self.rich_style).simplify()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _put(self, drawn: Drawn, follow: bool) -> None:
        """Replace the lines, and repaint those that differ."""
        before, self._drawn = self._drawn, drawn
        old, new = before.lines, drawn.lines
        first, ends = _differing(old, new)
        if first == ends[0] == ends[1]:
            return
        top, height = self.scroll_offset.y, self.size.height
        if len(old) != len(new):
            self.virtual_size = Size(self._width, len(new))
        if not follow and top and (line := same_line(before, drawn, top)) != top:
            self._go_to_line(line)
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
    line = lines[number] if number < len(lines) else _EMPTY
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
