"""A returned form as it was read, whatever its file's format: what stands on it, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from store.documents.page import (
    Answer,
    Block,
    Front,
    Heading,
    Page,
    Pairs,
    Points,
    Row,
    Table,
    Words,
)


@dataclass(frozen=True, slots=True)
class Prose:
    """All text between two headings or tables.

    `text` is what a field of text would hold: paragraphs with an empty line between them, an
    entry of a list as a line that begins with "- ". `entries` is what a list would hold: an entry
    a line, without the mark it was given and without empty ones.
    """

    text: str
    entries: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, the head first; a break in a cell is a newline.

    `surplus` is what stood in a row beyond the head's columns, as sentences for the reader.
    """

    rows: tuple[tuple[str, ...], ...]
    surplus: tuple[str, ...] = ()


Piece = Heading | Prose | Grid


@dataclass(frozen=True, slots=True)
class Returned:
    """What was read: what it carried if it still does, its title, the line under it, the rest.

    `by` is who saved it last, where the file says so; `notices` say what was strange about it.
    """

    front: Front | None
    title: str
    line: str
    pieces: tuple[Piece, ...]
    by: str = ""
    notices: tuple[str, ...] = ()


def as_returned(page: Page) -> Returned:
    """The page as it comes back when nobody has changed anything: what every reader must read."""
    return Returned(page.front, page.title, page.line, tuple(joined(_pieces(page.blocks))))


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Words():
                yield Prose(block.text, _lines(block.text))
            case Points():
                yield _list(block.entries)
            case Answer():
                yield from _answer(block)
            case Table():
                yield from _table(block)
            case Pairs():
                yield Grid(tuple(row.cells for row in block.rows))


def _answer(answer: Answer) -> Iterator[Piece]:
    yield answer.heading
    if isinstance(answer.content, str):
        yield Prose(answer.content, _lines(answer.content))
    else:
        yield _list(answer.content)


def _table(table: Table) -> Iterator[Piece]:
    rows = [table.head]
    for row in (*table.rows, None):
        if isinstance(row, Row):
            rows.append(row.cells)
            continue
        if len(rows) > 1:
            yield Grid(tuple(rows))
        rows = [table.head]
        if row is not None:
            yield from _answer(row)


def _list(entries: tuple[str, ...]) -> Prose:
    return Prose("\n".join(f"- {entry}" for entry in entries if entry), entries)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, prose that stands together as one, and none that is empty."""
    together: list[Prose] = []
    for piece in pieces:
        if not isinstance(piece, Prose):
            yield from _one(together)
            together = []
            yield piece
        elif piece.text:
            together.append(piece)
    yield from _one(together)


def _one(together: Sequence[Prose]) -> Iterator[Prose]:
    if together:
        entries = tuple(entry for prose in together for entry in prose.entries)
        yield Prose("\n\n".join(prose.text for prose in together), entries)
