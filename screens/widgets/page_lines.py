"""A document's page as lines for a width: what is exported, as it stands on a screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from screens.widgets.marks import Marks
from screens.widgets.table_grid import Cells, Grid, SpanningRow, drawn, wrapped
from store.documents.page import Answer, Block, Heading, Page, Pairs, Points, Row, Table, Words

_HEADINGS = {2: "bold underline"}
"""How a heading of a level looks; all others are bold."""
_EMPTY = Content("")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn for a width: its blocks, each with its lines; all lines; where each begins."""

    width: int
    parts: tuple[tuple[Block | tuple[str, str], tuple[Content, ...]], ...] = ()
    lines: tuple[Content, ...] = ()
    starts: tuple[int, ...] = ()


def draw(page: Page, width: int, marks: Marks, before: Drawn | None = None) -> Drawn:
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


def same_place(before: Drawn, after: Drawn, line: int) -> int:
    """The line of `after` on which stands what stood on a line of `before`, or was nearest."""
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
        case Table():
            return drawn(_grid(block, marks), width, marks) if block.rows else ()
        case Pairs():
            pairs = tuple(row.cells for row in block.rows)
            return drawn(Grid((), pairs, (2, 3), frozenset((0,))), width, marks)


def _heading(heading: Heading, width: int) -> list[Content]:
    beside = (f" {heading.path}", "dim") if heading.path else ""
    return Content.assemble(
        (heading.text, _HEADINGS.get(heading.level, "bold")), beside
    ).wrap(width)  # fmt: skip


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


def _grid(table: Table, marks: Marks) -> Grid:
    rows: list[Cells | SpanningRow] = []
    for row in table.rows:
        if isinstance(row, Row):
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


def _printed(table: Table) -> Iterator[int]:
    """The columns in which nothing is filled in."""
    rows = [row for row in table.rows if isinstance(row, Row)]
    for column in range(len(table.head)):
        paths = {row.fields[column] if column < len(row.fields) else "" for row in rows}
        if paths <= {""}:
            yield column
