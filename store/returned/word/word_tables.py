"""The content of a Word file, in order: paragraphs, boxes of answers, tables by columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from store.documents.page import Heading
from store.errors import Unreadable
from store.returned.form import Piece, Prose, ReturnedGrid
from store.returned.word.word_text import WordLine, WordReader

_WRAPS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "AlternateContent",
    "Choice",
}
"""What paragraphs, rows and cells may be wrapped in."""
_TYPED_MARK = re.compile(r"\s*(?:[-–—•·▪◦*]|\(?\d{1,3}[.)])(?:\s+|\Z)")
"""The mark of an entry that was typed: "-", "•", "1."."""


COLUMNS_LIMIT = 63
"""The most columns a table has in Word itself."""


class _Cell(Struct, frozen=True):
    """The lines of a cell, and the columns of its table it covers: from `start` up to `end`."""

    lines: Sequence[WordLine]
    start: int
    end: int

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class _Parts(Struct):
    """A table while it is read: its head, and the rows since the last answer across it."""

    head: Sequence[_Cell] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    answers: int = 0
    answer_rows: int = 0

    def taken(self) -> Iterator[ReturnedGrid]:
        """The rows since the last answer, under the head; nothing where there are none."""
        if len(self.rows) > (1 if self.answers else 0):
            yield ReturnedGrid(tuple(self.rows), tuple(self.surplus))
        self.rows, self.surplus = self.rows[:1], []

    def goes_on(self, cells: Sequence[_Cell]) -> bool:
        """Whether a row goes on with an answer: any row of a box; in a grid, one cell across it."""
        if not self.answers:
            return False
        if not self.head:
            return True
        return len(cells) == 1 and (len(self.head) > 1 or not self.answer_rows)


class Flow:
    """Reads what stands in order; the title and the line under it are kept aside."""

    def __init__(self, reader: WordReader) -> None:
        self._reader = reader
        self.title = self.line = ""

    def pieces(self, body: Element) -> Iterator[Piece]:
        """The pieces in a body."""
        for is_table, blocks in groupby(_blocks(body, "p", "tbl"), _is_table):
            if is_table:
                for table in blocks:
                    yield from self._table(table)
            else:
                yield from self._paragraphs(self._reader.lines(blocks))

    def _paragraphs(self, lines: Iterable[WordLine]) -> Iterator[Piece]:
        """Each paragraph is prose of its own, and so is a list of them."""
        listed: list[WordLine] = []
        for line in lines:
            if line.listed and not line.level:
                listed.append(line)
            else:
                yield from _as_prose(listed)
                listed = []
                yield from self._single(line)
            for box in line.boxes:
                yield from _as_prose(self._box(box))
        yield from _as_prose(listed)

    def _single(self, line: WordLine) -> Iterator[Piece]:
        if line.part == "title" and not self.title:
            self.title = line.text
        elif line.part == "subtitle" and not self.line:
            self.line = line.text
        elif line.heads:
            yield Heading(line.level, line.text, line.path)
        else:
            yield from _as_prose([line])

    def _table(self, table: Element) -> Iterator[Piece]:
        """A table, in parts where answers run across it; the head begins each part anew."""
        parts = _Parts()
        for row in _blocks(table, "tr"):
            cells = self._cells(row)
            if any(line.heads for cell in cells for line in cell.lines):
                parts.answers, parts.answer_rows = parts.answers + 1, 0
                yield from parts.taken()
                yield from _across(cells)
            elif parts.goes_on(cells):
                parts.answer_rows += 1
                yield from _across(cells)
            elif cells:
                parts.answer_rows = 1
                self._add(cells, parts)
        yield from parts.taken()

    def _add(self, cells: Sequence[_Cell], parts: _Parts) -> None:
        """A row into its table, each cell under the column of the head it begins in."""
        if not parts.head:
            parts.head = cells
            parts.rows.append(tuple(cell.text for cell in cells))
            return
        row: list[list[str]] = [[] for _ in parts.head]
        for cell in cells:
            covered = [n for n, head_cell in enumerate(parts.head) if _overlap(head_cell, cell)]
            self._reader.strange.merged |= len(covered) > 1
            if covered:
                row[covered[0]].append(cell.text)
            elif cell.text.strip():
                named = f"“{row[0][0]}”" if any(row[0]) else str(len(parts.rows))
                parts.surplus.append(f"Row {named} has a cell too many: “{cell.text}”")
        parts.rows.append(tuple("\n".join(texts) for texts in row))

    def _cells(self, row: Element) -> list[_Cell]:
        """The cells of a row; none of one that was deleted.

        Raises:
            Unreadable: when there are more than a table has in Word itself.
        """
        if row.find("trPr/del") is not None:
            self._reader.strange.tracked = True
            return []
        at = _number(row, "trPr/gridBefore", 0)
        cells: list[_Cell] = []
        for cell in _blocks(row, "tc"):
            span = max(1, _number(cell, "tcPr/gridSpan", 1))
            self._reader.strange.merged |= cell.find("tcPr/vMerge") is not None
            cells.append(_Cell(self._lines(cell), at, at + span))
            at += span
            if len(cells) > COLUMNS_LIMIT:
                raise Unreadable(
                    f"A table in this Word file has more than {COLUMNS_LIMIT} columns, which is "
                    "no form's; ask for the form again as it was sent."
                )
        return cells

    def _lines(self, cell: Element) -> list[WordLine]:
        """The lines of a cell, those of text boxes and of tables in it among them."""
        lines: list[WordLine] = []
        nested = False
        for is_table, blocks in groupby(_blocks(cell, "p", "tbl"), _is_table):
            if is_table:
                nested = True
                lines += (WordLine(text) for table in blocks for text in self._rows(table))
                continue
            for line in self._reader.lines(blocks):
                lines.append(line)
                for box in line.boxes:
                    lines += self._box(box)
        self._reader.strange.nested |= nested
        # Word wants a paragraph after a table.
        return _trimmed(lines) if nested else lines

    def _box(self, box: Element) -> list[WordLine]:
        """The lines of a text box, of which a notice tells."""
        lines = _trimmed(self._lines(box))
        self._reader.strange.boxes.append(" / ".join(line.text for line in lines))
        return lines

    def _rows(self, table: Element) -> Iterator[str]:
        """The rows of a table inside a cell, a line each, a tab between their cells."""
        for row in _blocks(table, "tr"):
            cells = (self._lines(cell) for cell in _blocks(row, "tc"))
            yield "\t".join(" ".join(line.text for line in lines) for lines in cells)


def _is_table(block: Element) -> bool:
    return block.tag == "tbl"


def _blocks(parent: Element, *tags: str) -> Iterator[Element]:
    """What of these tags stands in an element, also where it is wrapped; in order."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPS and child.find("sdtPr/showingPlcHdr") is None:
            yield from _blocks(child, *tags)


def _across(cells: Iterable[_Cell]) -> Iterator[Piece]:
    """What is in cells outside a grid: headings, and the answers under them."""
    for cell in cells:
        for are_headings, lines in groupby(cell.lines, lambda line: line.heads):
            if are_headings:
                yield from (Heading(line.level, line.text, line.path) for line in lines)
            else:
                yield from _as_prose(list(lines))


def _overlap(cell: _Cell, other: _Cell) -> bool:
    return cell.start < other.end and other.start < cell.end


def _number(element: Element, path: str, otherwise: int) -> int:
    child = element.find(path)
    said = "" if child is None else child.get("val", "")
    return int(said) if re.fullmatch(r"\d{1,4}", said, re.ASCII) else otherwise


def _as_prose(lines: Sequence[WordLine]) -> Iterator[Prose]:
    """Lines that stand together as prose; what is in a list begins with "- ".

    Empty bullets are left out; so are the empty lines around bullets in a cell.
    """
    if any(line.listed for line in lines):
        lines = _trimmed([line for line in lines if line.text or not line.listed])
    said = (f"- {line.text}" if line.listed else line.text for line in lines)
    if text := "\n".join(said):
        yield Prose(text, tuple(_entries(lines)))


def _trimmed(lines: Sequence[WordLine]) -> list[WordLine]:
    """The lines without empty ones at the ends."""
    filled = [n for n, line in enumerate(lines) if line.text]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def _entries(lines: Iterable[WordLine]) -> Iterator[str]:
    """The entries of a list: a bullet's text as it is, other lines without a mark typed first."""
    for line in lines:
        for text in line.text.split("\n"):
            entry = text if line.listed else _TYPED_MARK.sub("", text, count=1)
            if entry.strip():
                yield entry
