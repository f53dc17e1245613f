"""A returned form as it was read, whatever its file's format: what stands on it, in order.

At its beginning it may still carry what it was sent with: its form, register, review, revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    FormIdentity,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Points,
    Words,
)


@dataclass(frozen=True, slots=True)  # a struct cannot leave a field out when it compares
class Prose:
    """All text between two headings or tables.

    `text` is what a field of text would hold: paragraphs with an empty line between them, an
    entry of a list as a line that begins with "- ". `entries` is what a list would hold: an entry
    a line, without the mark it was given and without empty ones.
    """

    text: str
    entries: tuple[str, ...] = field(default=(), compare=False)


class ReturnedGrid(Struct, frozen=True):
    """A table: its rows, the head first; a break in a cell is a newline.

    `surplus` is what stood in a row beyond the head's columns, as sentences for the reader.
    """

    rows: tuple[tuple[str, ...], ...]
    surplus: tuple[str, ...] = ()


Piece = Heading | Prose | ReturnedGrid


class Returned(Struct, frozen=True):
    """What was read: what it carried if it still does, its title, the line under it, the rest.

    `by` is who saved it last, where the file says so; `notices` say what was strange about it.
    """

    identity: FormIdentity | None
    title: str
    line: str
    pieces: tuple[Piece, ...]
    by: str = ""
    notices: tuple[str, ...] = ()


def as_returned(page: DocumentPage) -> Returned:
    """The page as it comes back when nobody has changed anything: what every reader must read."""
    return Returned(page.identity, page.title, page.line, tuple(joined(_pieces(page.blocks))))


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
            case PageTable():
                yield from _table(block)
            case Pairs():
                yield ReturnedGrid(tuple(row.cells for row in block.rows))


def _answer(answer: Answer) -> Iterator[Piece]:
    yield answer.heading
    if isinstance(answer.content, str):
        yield Prose(answer.content, _lines(answer.content))
    else:
        yield _list(answer.content)


def _table(table: PageTable) -> Iterator[Piece]:
    rows = [table.head]
    for row in (*table.rows, None):
        if isinstance(row, PageRow):
            rows.append(row.cells)
            continue
        if len(rows) > 1:
            yield ReturnedGrid(tuple(rows))
        rows = [table.head]
        if row is not None:
            yield from _answer(row)


def _list(entries: tuple[str, ...]) -> Prose:
    return Prose("\n".join(f"- {entry}" for entry in entries if entry), entries)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without the empty ones, adjoining prose joined into one."""
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


_FENCE = re.compile(r"-{3,}")
_FENCE_FIRST = re.compile(r"[-\u2010-\u2015\u2212]+")
"""A word processor makes one dash of three; only before anything else is that no text."""
_CODE = re.compile(r"(?:`{3,}|~{3,})[ ]*[a-z]*", re.IGNORECASE)
_KEYED = re.compile(r"\s*([a-z]\w*)\s*:(.*)", re.IGNORECASE)


def without_front_matter(lines: Sequence[str]) -> tuple[FormIdentity | None, list[str]]:
    """What a form carries, and the other lines; None when it names no form.

    Text typed before it stays; so do the contents of a code fence somebody put around it all.
    """
    first = next((index for index, line in enumerate(lines) if _is_text(line)), len(lines))
    start = next((at for at in range(len(lines)) if _opens(lines, at, first=at == first)), None)
    if start is None:
        return None, list(lines)
    said: dict[str, str] = {}
    end = start + 1
    while end < len(lines) and not _FENCE_FIRST.fullmatch(lines[end].strip()):
        if keyed := _KEYED.fullmatch(lines[end]):
            said.setdefault(keyed[1].casefold(), keyed[2].strip())
        end += 1
    before, after = list(lines[:start]), list(lines[end + 1 :])
    if before and _CODE.fullmatch(before[-1].strip()):
        before.pop()
        after = _unfenced(after)
    return identity_of(said), before + after


def identity_of(said: Mapping[str, str]) -> FormIdentity | None:
    """What a form carries, from its keys in small letters; None when it names no form."""
    if not said.get("form"):
        return None
    return FormIdentity(
        said["form"],
        said.get("register", ""),
        said.get("review", ""),
        said.get("revision", ""),
        said.get("filled", "").casefold() == "head",
    )


def _is_text(line: str) -> bool:
    return line.strip() != "" and not _CODE.fullmatch(line.strip())


def _opens(lines: Sequence[str], start: int, *, first: bool) -> bool:
    """Whether a line opens a block of keys that has a form's among them, closed by another line."""
    if not (_FENCE_FIRST if first else _FENCE).fullmatch(lines[start].strip()):
        return False
    named = False
    for line in lines[start + 1 :]:
        if _FENCE_FIRST.fullmatch(line.strip()):
            return named
        keyed = _KEYED.fullmatch(line)
        if line.strip() and not keyed:
            return False
        named = named or (
            keyed is not None and keyed[1].casefold() == "form" and keyed[2].strip() != ""
        )
    return False


def _unfenced(lines: list[str]) -> list[str]:
    """The lines without the end of a code fence that began before them."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    for edge in (written[:1], written[-1:]):
        if edge and _CODE.fullmatch(lines[edge[0]].strip()):
            return lines[: edge[0]] + lines[edge[0] + 1 :]
    return lines
