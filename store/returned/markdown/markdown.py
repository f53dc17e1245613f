"""A returned form that is Markdown, or text in which somebody kept or broke its marks.

Of Markdown only headings and tables are structure, and only escapes, entities and breaks are read
within a line: what people type, with stars and backticks and numbers, stays as they typed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from store.documents.page import Heading
from store.returned.form import Piece, Prose, Returned, ReturnedGrid, without_front_matter
from store.returned.markdown.mending import cells_of, mended, unquoted
from store.text import shown_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_PATH_BESIDE = re.compile(r"(.*?)(?:\A|[ \t]+)`([a-z0-9_.]+)`")
_BREAK = re.compile(r"<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_MARK = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|\Z)")
_MARK_TYPED = re.compile(
    r"(?:[-*+\u2013\u2014]|[0-9]{1,9}[.)])\s+|-(?=[^\W\d])"
    r"|[\u2022\u2023\u25aa\u25cf\u25e6\u00b7]\s*"
)
"""Marks that people type and Markdown has not; only at the very start of a line."""
_NOTHING_ENTERED = re.compile(r"[-*+\u2022]")


class _MarkdownLine(Struct, frozen=True):
    """A line of a paragraph as it was written, without the white space at its ends.

    `indented` says that there was some before it, `broken` that a backslash ended it.
    """

    written: str
    indented: bool
    broken: bool


def read(text: str) -> Returned:
    """What stands in a returned form, in order. Any text can be read.

    The first heading is the title, where it is of level 1, and the line right under it is the
    line. What was typed before the title stands first. Nothing is composed or cleaned that a
    field would clean; a line end is a newline, and control characters are gone.
    """
    identity, lines = without_front_matter(unquoted(shown_text(text).split("\n")))
    lines = mended([line if line.strip() else "" for line in lines])
    title, line = None, ""
    pieces: list[Piece] = []
    paragraphs: list[list[_MarkdownLine]] = []
    wants_line = False
    for block in _blocks(lines):
        if block.kind == "paragraph":
            written = [_line(raw) for raw in lines[block.start : block.end]]
            if wants_line and not _MARK.match(written[0].written):
                line = _shown(written.pop(0).written)
            paragraphs.append(written)
            wants_line = False
            continue
        pieces += _prose(paragraphs)
        paragraphs = []
        wants_line = False
        if block.kind == "table":
            pieces.append(_grid(lines[block.start : block.end]))
        elif title is None and block.level == 1:
            title, wants_line = _shown(block.words), True
        else:
            title = title or ""  # another heading came first: there is none
            pieces.append(_heading(block.level, block.words))
    pieces += _prose(paragraphs)
    return Returned(identity, title or "", line, tuple(pieces))


class _Block(Struct, frozen=True):
    """A heading, a table or a paragraph: its lines; of a heading its level and its words."""

    kind: str
    start: int
    end: int
    level: int = 0
    words: str = ""


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    tokens = _parser().parse("\n".join(lines))
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        start, end = token.map
        if token.type == "heading_open":
            level = int(token.tag.removeprefix("h"))
            yield _Block("heading", start, end, level, tokens[index + 1].content)
        elif token.type in ("table_open", "paragraph_open"):
            yield _Block(token.type.removesuffix("_open"), start, end)


def _heading(level: int, words: str) -> Heading:
    beside = _PATH_BESIDE.fullmatch(words)
    return Heading(level, _shown(beside[1]), beside[2]) if beside else Heading(level, _shown(words))


def _line(raw: str) -> _MarkdownLine:
    written = raw.strip()
    backslashes = len(written) - len(written.rstrip("\\"))
    if broken := backslashes % 2 == 1:
        written = written[:-1].rstrip()
    return _MarkdownLine(written, raw[:1].isspace(), broken)


def _prose(paragraphs: Sequence[Sequence[_MarkdownLine]]) -> list[Prose]:
    """The paragraphs between two headings or tables as one text; none where nothing stood."""
    texts = []
    for paragraph in paragraphs:
        kept = [line for line in paragraph if not _NOTHING_ENTERED.fullmatch(line.written)]
        if kept:
            texts.append("\n".join(_shown(line.written) for line in kept))
    text = "\n\n".join(texts)
    return [Prose(text, tuple(filter(None, _entries(paragraphs))))] if text else []


def _entries(paragraphs: Sequence[Sequence[_MarkdownLine]]) -> list[str]:
    """The same as the entries of a list: each line is one unless indented, or after a backslash."""
    entries: list[str] = []
    for paragraph in paragraphs:
        broken = False
        for index, line in enumerate(paragraph):
            mark = _MARK.match(line.written)
            if not mark and not line.indented:
                mark = _MARK_TYPED.match(line.written)
            if entries and broken:
                entries[-1] += f"\n{_shown(line.written)}"
            elif mark:
                entries.append(_shown(line.written[mark.end() :]))
            elif entries and line.indented:
                entries[-1] += ("\n" if index else "\n\n") + _shown(line.written)
            else:
                entries.append(_shown(line.written))
            broken = line.broken
    return entries


def _grid(lines: Sequence[str]) -> ReturnedGrid:
    """A table from its lines, the second of them dashes; short rows are filled up."""
    head, _, *below = [[_shown(cell) for cell in cells_of(line)] for line in lines]
    rows = [tuple(head)]
    surplus = []
    for number, cells in enumerate(below, start=1):
        rows.append(tuple((cells + [""] * len(head))[: len(head)]))
        if beyond := [cell for cell in cells[len(head) :] if cell]:
            surplus.append(
                f"Row {number} has more cells than the table has columns: beyond them stood "
                f"“{' | '.join(beyond)}”."
            )
    return ReturnedGrid(tuple(rows), tuple(surplus))


def _shown(written: str) -> str:
    """The words of a line as a reader sees them; `<br>` is a newline."""
    if not any(sign in written for sign in "\\&<"):
        return written
    [token] = _parser_of_lines().parseInline(written)
    return "".join(
        "\n" if part.type == "hardbreak" else part.content for part in token.children or []
    )


@cache
def _parser() -> MarkdownIt:
    """Headings and tables; the words in them are left as they are written."""
    from markdown_it import MarkdownIt  # only when a form is read: a start is faster without it

    return MarkdownIt("zero").enable(["heading", "table"]).disable("inline")


@cache
def _parser_of_lines() -> MarkdownIt:
    """Escapes, entities and `<br>`."""
    from markdown_it import MarkdownIt  # as above

    parser = MarkdownIt("zero").enable(["escape", "entity"])
    parser.inline.ruler.push("break", _read_break)
    return parser


def _read_break(state: StateInline, silent: bool) -> bool:
    match = _BREAK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" \t")
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True
