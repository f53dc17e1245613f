"""A page as plain text, for mail and for screen readers: no mark-up, lines of 78 columns."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from store.documents.files import FileKind, text_in
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
    whose_line,
)

WIDTH = 78
"""The columns of a line; only a word that is longer than that goes beyond."""
_UNDER = {1: "=", 2: "-", 3: "~", 4: "."}
"""What a title, and a heading of each level, is underlined with."""


def write(page: DocumentPage) -> bytes:
    """The page; an empty line between its blocks. What was typed keeps its own lines."""
    parts = ["\n".join(filter(None, (_underlined(page.title, 1), _wrapped(page.line))))]
    for block in page.blocks:
        parts += _block(block)
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def _underlined(text: str, level: int) -> str:
    lines = _wrapped(text).split("\n")
    return "\n".join([*lines, _UNDER[level] * max(map(len, lines))])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _heading(block)
        case Words():
            yield _wrapped(block.text)
        case Points():
            yield _bullets(block.entries)
        case Answer():
            yield from _answer(block)
        case PageTable():
            yield from _table(block)
        case Pairs():
            yield "\n".join(_said(label, value) for label, value in map(_pair, block.rows))


def _pair(row: PageRow) -> tuple[str, str]:
    label, value = row.cells
    return label, value


def _heading(heading: Heading) -> str:
    beside = f" ({heading.path})" if heading.path else ""
    return _underlined(heading.text + beside, heading.level)


def _answer(answer: Answer) -> Iterator[str]:
    yield _heading(answer.heading)
    if isinstance(answer.content, str):
        yield _wrapped(answer.content)
    else:
        yield _bullets(answer.content, answer.at_least)


def _bullets(entries: tuple[str, ...], at_least: int = 0) -> str:
    written = [_wrapped(entry, "- ", "  ") for entry in entries]
    return "\n".join(written + ["-"] * (at_least - len(written)))


def _table(table: PageTable) -> Iterator[str]:
    """Each row as a block of its number and, for each column, "Heading: value"."""
    number = 0
    for row in table.rows:
        if isinstance(row, Answer):
            yield from _answer(row)
            continue
        number += 1
        lines = [
            _said(heading, value, "   ")
            for heading, value in zip(table.head, row.cells, strict=True)
            if heading != "No."  # it is the number of the block
            and (value or not table.sparse)
        ]
        yield f"{f'{number}.':<2} " + "\n".join(lines).lstrip(" ")


def _said(label: str, value: str, indent: str = "") -> str:
    """`label: value`; a value of several lines stands under its label."""
    label = label if label.endswith((":", "?")) else f"{label}:"
    if "\n" in value:
        return f"{_wrapped(label, indent, indent)}\n{_wrapped(value, f'{indent}  ')}"
    return _wrapped(f"{label} {value}".rstrip(), indent, f"{indent}  ")


def _wrapped(text: str, first: str = "", others: str | None = None) -> str:
    """`text` with each of its lines wrapped; `first` stands before it, `others` before the rest."""
    others = first if others is None else others
    written: list[str] = []
    for line in text.split("\n"):
        before = others if written else first
        if len(before) + len(line) <= WIDTH:
            written.append((before + line).rstrip())
            continue
        own = line[: len(line) - len(line.lstrip())]  # what was indented stays so when wrapped
        written += wrap(
            line.strip(),
            WIDTH,
            initial_indent=before + own,
            subsequent_indent=others + own,
            expand_tabs=False,
            replace_whitespace=False,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(written)


def _whose(data: bytes) -> tuple[str, ...]:
    """Its title and whose it is, however they were wrapped."""
    head, _, _ = text_in(data).partition("\n\n")
    lines = head.split("\n")
    under = next((n for n, line in enumerate(lines) if line and set(line) == {"="}), 0)
    return " ".join(lines[:under]), whose_line(" ".join(lines[under + 1 :]))


TEXT = FileKind(".txt", _whose)
