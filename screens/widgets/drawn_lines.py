"""A widget that draws its own lines of text and lays its children out on them.

Each widget that is mounted costs about a millisecond before its screen is seen: what is only said
is drawn, and what it lies beside is the only child there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from msgspec import Struct
from rich.segment import Segment
from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

MUTED = "$text-muted 60%"
"""`color: $text-muted` of a style sheet; in a content's style the 60 % has to be said."""


def wrapped(text: str, width: int, style: str = "") -> list[Content]:
    """A text in lines of at most `width` cells; a newline is a break."""
    return Content.styled(text.replace("\t", " "), style).wrap(max(2, width))


class Sentence(Struct, frozen=True):
    """Words in a style, indented by some columns and wrapped."""

    words: str
    style: str = ""
    indent: int = 0

    def lines(self, width: int) -> Iterator[Content]:
        """The words in lines of at most `width` columns."""
        for line in wrapped(self.words, width - self.indent, self.style):
            yield Content(" " * self.indent) + line


class DrawnLines(Widget):
    """As high as it has lines, which are known before it is mounted."""

    DEFAULT_CSS = """
    DrawnLines { height: auto; overflow: hidden; }
    """
    ALLOW_SELECT = False

    def lines(self, width: int) -> Sequence[Content]:
        """Its lines in `width` columns, blank where its children lie."""
        raise NotImplementedError

    def drawn(self) -> Sequence[Content]:
        """The lines as they stand on the screen."""
        return self.lines(self.size.width)

    def child_regions(self, width: int) -> Sequence[Region]:
        """Where its children lie, in their order."""
        return ()

    @property
    def layout(self) -> Layout:
        """Each child at its place on the lines."""
        return _PLACED

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width)) if width else 0

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = self.drawn()
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        style = self.visual_style
        parts = lines[y].render(style, "", self.app.stylesheet.parse_style)
        segments = [Segment(text, (style + look).rich_style) for text, look in parts]
        return Strip(segments).adjust_cell_length(width, self.rich_style).simplify()


class Sentences(DrawnLines):
    """Sentences one under the other."""

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__()
        self._sentences = sentences

    def say(self, *sentences: Sentence) -> None:
        """Say these from now on."""
        self._sentences = sentences
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        return [line for each in self._sentences for line in each.lines(width)]


class _Placed(Layout):
    """Children where their parent says."""

    name = "placed"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        assert isinstance(parent, DrawnLines)
        return [
            WidgetPlacement(region, offset, margin, child)
            for child, region, offset, margin in zip(
                children,
                parent.child_regions(size.width),
                repeat(NULL_OFFSET),
                repeat(NULL_SPACING),
                strict=False,
            )
        ]


_PLACED = _Placed()
