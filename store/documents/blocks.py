"""Blocks of Markdown from plain text; each function escapes what it is given for its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.documents.escaping import bullet, cell, inline


def document(blocks: Iterable[str]) -> str:
    """The blocks as a document: an empty line between them, one newline at the end."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def heading(level: int, text: str, path: str = "") -> str:
    """A heading of `level` 1 to 6; beside it, if given, a field's path as code."""
    beside = f" `{path}`" if path else ""
    return f"{'#' * level} {inline(text)}{beside}"


def bullets(entries: Iterable[str], at_least: int = 0) -> str:
    """A list; empty bullets make it up to `at_least`."""
    written = [f"- {bullet(entry)}" for entry in entries]
    return "\n".join(written + ["-"] * (at_least - len(written)))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing when it has no rows. A newline in a cell is a break."""
    written = [_row(cell(text) for text in row) for row in rows]
    if not written:
        return ""
    return "\n".join([_row(cell(text) for text in head), _row("---" for _ in head), *written])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
