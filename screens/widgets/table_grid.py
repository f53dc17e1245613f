"""A table of a document drawn for a width: a grid of lines, or blocks where it is too narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from screens.widgets.drawn_lines import wrapped
from screens.widgets.marks import Marks

THIN = 9
"""Cells a column of the grid has at least, unless it is a number's."""
_WORD = 24
"""Cells of a printed word that are not to be broken, at most."""

Cells = tuple[str, ...]


class SpanningRow(Struct, frozen=True):
    """A band across a grid: a heading, and the text under it."""

    heading: str
    entries: tuple[str, ...]


class Grid(Struct, frozen=True):
    """A table as it is drawn: its head (empty for none), its rows, the weights of its columns.

    `printed` are the columns in which nothing is filled in: their words are not broken.
    """

    head: Cells
    rows: tuple[Cells | SpanningRow, ...]
    weights: tuple[int, ...]
    printed: frozenset[int] = frozenset()


def drawn(grid: Grid, width: int, marks: Marks) -> list[Content]:
    """The grid with its lines; where a column would be too thin, a block for each row."""
    widths = column_widths(grid, width)
    if widths is None:
        return _blocks(grid, width)
    return list(_GridLines(widths, marks).lines(grid))


def column_widths(grid: Grid, width: int) -> tuple[int, ...] | None:
    """How many cells each column's text has; None where there is no room for all of them.

    They depend on the weights and on what is printed, never on what is typed: a table that went
    another way with every word would be painted anew with every word.
    """
    room = width - 3 * len(grid.weights) - 1
    least = [_least(grid, column) for column in range(len(grid.weights))]
    if sum(least) > room:
        return None
    total = sum(grid.weights)
    widths = [max(least[c], room * weight // total) for c, weight in enumerate(grid.weights)]
    while (excess := sum(widths) - room) > 0:  # taken from those that have most to spare
        spare = max(range(len(widths)), key=lambda c: widths[c] - least[c])
        widths[spare] -= min(excess, max(1, (widths[spare] - least[spare]) // 2))
    widths[-1] += room - sum(widths)
    return tuple(widths)


def _least(grid: Grid, column: int) -> int:
    texts = [grid.head[column]] if grid.head else []
    if column in grid.printed:
        texts += [row[column] for row in grid.rows if not isinstance(row, SpanningRow)]
    longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
    is_number = grid.weights[column] == 1 < max(grid.weights)
    return max(min(longest, _WORD), 2 if is_number else THIN)


def _blocks(grid: Grid, width: int) -> list[Content]:
    """Each row as lines "Heading: value"; an empty line between two rows."""
    lines: list[Content] = []
    for row in grid.rows:
        if lines:
            lines.append(Content(""))
        if isinstance(row, SpanningRow):
            lines += _across(row, width)
        elif not grid.head:
            lines += _pair(row[0], " ".join(row[1:]), width)
        else:
            for heading, cell in zip(grid.head, row, strict=True):
                lines += _pair(heading, cell, width)
    return lines


def _pair(heading: str, value: str, width: int) -> list[Content]:
    """A heading and its value; what does not fit on its line is indented."""
    heading = heading if heading.endswith((":", "?")) else f"{heading}:"
    first, *more = value.split("\n")
    beside = Content.assemble((heading, "bold"), f" {first}" if first else "")
    lines = beside.wrap(width)
    if len(lines) > 1:
        rest = lines[1:]
        text = Content(" ").join(rest)
        lines = [lines[0], *(Content("  ") + line for line in text.wrap(max(2, width - 2)))]
    for text_line in more:
        lines += [Content("  ") + line for line in wrapped(text_line, width - 2)]
    return lines


def _across(row: SpanningRow, width: int) -> list[Content]:
    lines = wrapped(row.heading, width, "bold")
    return lines + [line for entry in row.entries for line in wrapped(entry, width)]


class _GridLines:
    """Draws the lines of a grid whose columns have these widths."""

    def __init__(self, widths: Sequence[int], marks: Marks) -> None:
        self._widths = widths
        self._across, self._down, *corners = list(marks.box)
        self._top, self._middle, self._bottom = corners[:3], corners[3:6], corners[6:]
        self._up, self._open = corners[7], corners[1]  # columns end above, or begin below

    def lines(self, grid: Grid) -> Iterator[Content]:
        """Every line, from the top one to the bottom one."""
        rows: list[tuple[Cells | SpanningRow, str]] = [(row, "") for row in grid.rows]
        if grid.head:
            rows.insert(0, (grid.head, "bold"))
        above: Cells | SpanningRow | None = None
        for number, (row, style) in enumerate(rows):
            if number:
                yield self._between(isinstance(above, SpanningRow), isinstance(row, SpanningRow))
            else:
                yield self._rule(self._top, self._across if isinstance(row, SpanningRow) else "")
            yield from self._row(row, style, first_bold=not grid.head)
            above = row
        yield self._rule(self._bottom, self._across if isinstance(above, SpanningRow) else "")

    def _between(self, across_above: bool, across_below: bool) -> Content:
        if across_above and across_below:
            joint = self._across
        elif across_above:
            joint = self._open
        else:
            joint = self._up if across_below else ""
        return self._rule(self._middle, joint)

    def _rule(self, corners: Sequence[str], joint: str) -> Content:
        left, cross, right = corners
        parts = (self._across * (width + 2) for width in self._widths)
        return Content.styled(f"{left}{(joint or cross).join(parts)}{right}", "dim")

    def _row(self, row: Cells | SpanningRow, style: str, first_bold: bool) -> Iterator[Content]:
        if isinstance(row, SpanningRow):
            width = sum(self._widths) + 3 * (len(self._widths) - 1)
            for line in _across(row, width):
                yield self._line([line], [width])
            return
        columns = [
            wrapped(cell, width, "bold" if first_bold and not number else style)
            for number, (cell, width) in enumerate(zip(row, self._widths, strict=True))
        ]
        for at in range(max(map(len, columns))):
            cells = [column[at] if at < len(column) else Content("") for column in columns]
            yield self._line(cells, self._widths)

    def _line(self, cells: Sequence[Content], widths: Sequence[int]) -> Content:
        down = Content.styled(self._down, "dim")
        line = down
        for cell, width in zip(cells, widths, strict=True):
            line = line + " " + cell + " " * (width - cell.cell_length + 1) + down
        return line
