"""A page as Markdown (GFM): what is on it is escaped for its place, and reads as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from store.documents.formats.escaping import bullet, cell, inline, paragraph
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

FENCE = "---"
"""The line before and after what a form carries (its front matter)."""


def write(page: DocumentPage) -> str:
    """The page; an empty line between its blocks, one newline at the end."""
    identity = [_front_matter(page.identity)] if page.identity else []
    written = [*identity, head_text(page)]
    for block in page.blocks:
        written += _block(block)
    return "\n\n".join(filter(None, written)) + "\n"


def head_text(page: DocumentPage) -> str:
    """The title and the line under it."""
    return "\n\n".join(filter(None, [f"# {inline(page.title)}", inline(page.line)]))


def block_text(block: Block) -> str:
    """One block by itself."""
    return "\n\n".join(filter(None, _block(block)))


def body(page: DocumentPage) -> str:
    """The page without what it carries for its way back: what a reader sees."""
    return write(replace(page, identity=None))


def identity_lines(identity: FormIdentity) -> list[tuple[str, str]]:
    """What a form carries, as keys and values; keys without a value are left out."""
    said = (
        ("register", identity.register),
        ("review", identity.review),
        ("form", identity.form),
        ("revision", identity.revision),
        ("filled", "head" if identity.heads_only else ""),
    )
    return [(key, value) for key, value in said if value]


def _front_matter(identity: FormIdentity) -> str:
    lines = (f"{key}: {value}" for key, value in identity_lines(identity))
    return "\n".join([FENCE, *lines, FENCE])


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [_heading(block)]
        case Words():
            return [paragraph(block.text)]
        case Points():
            return [_bullets(block.entries)]
        case Answer():
            return _answer(block)
        case PageTable():
            return _parts(block)
        case Pairs():
            first, *others = (row.cells for row in block.rows)
            return [_table(first, others)]


def _heading(heading: Heading) -> str:
    beside = f" `{heading.path}`" if heading.path else ""
    return f"{'#' * heading.level} {inline(heading.text)}{beside}"


def _answer(answer: Answer) -> list[str]:
    content = answer.content
    return [
        _heading(answer.heading),
        paragraph(content) if isinstance(content, str) else _bullets(content, answer.at_least),
    ]


def _parts(table: PageTable) -> list[str]:
    """A table; what runs across it stands under a heading between two parts of it."""
    written: list[str] = []
    for part in table.parts:
        if isinstance(part, Answer):
            written += _answer(part)
        else:
            rows = [row.cells for row in part.rows if isinstance(row, PageRow)]
            written.append(_table(part.head, rows))
    return written


def _bullets(entries: Iterable[str], at_least: int = 0) -> str:
    written = [f"- {bullet(entry)}" for entry in entries]
    return "\n".join(written + ["-"] * (at_least - len(written)))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing when it has no rows. A newline in a cell is a break."""
    written = [_row(row) for row in rows]
    if not written:
        return ""
    return "\n".join([_row(head), "|" + " --- |" * len(head), *written])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join([cell(text) for text in cells])} |"
