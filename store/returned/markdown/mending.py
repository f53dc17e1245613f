"""Tables and headings that people have damaged so that Markdown sees none, put right in the text.

Nothing here changes a document as `store.documents.formats.markdown` writes it: there a line
begins with `|` only in a table, `#` only in a heading, and no line is made of dashes but a
table's second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLE = re.compile(r"((?: {0,3}> ?)*)#(?=[^#])")
"""A heading of level 1, and the marks of a quotation before it."""
_HEADING = re.compile(r"#{1,6}(?:\s|\Z)")
_CLOSE_HEADING = re.compile(r"(#{1,6})\u00a0|(#{2,6})(?=[^#\s])")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_DASHES = re.compile(r"[|:. \t]*[-\u2010-\u2015\u2212_=][-\u2010-\u2015\u2212_=|:. \t]*")
_DASHED_CELL = re.compile(r":?[-\u2010-\u2015\u2212_=]+:?")
_MARKED = re.compile(r"(?:[-*+\u2022>]|#{1,6}|[0-9]{1,9}[.)])(?:\s|\Z)|\|")


def unquoted(lines: Sequence[str]) -> list[str]:
    """The lines of a form that an e-mail reply quotes whole, without their `>`.

    It is such a quotation when the title is quoted and there is no other title. What was typed
    above, below and between stays as it is.
    """
    titles = [match for line in lines if (match := _TITLE.match(line))]
    if not titles or not titles[0][1] or not all(title[1] for title in titles):
        return list(lines)
    quoted = re.compile(rf"(?: {{0,3}}> ?){{1,{titles[0][1].count('>')}}}")
    return [quoted.sub("", line, count=1) if quoted.match(line) else line for line in lines]


def mended(lines: Sequence[str]) -> list[str]:
    """The lines of a document with each heading and each table as Markdown wants it.

    A table is given a row of dashes as wide as its head; its rows stand together again where
    empty lines had come between them, or a line end into a cell; what follows stands apart.
    """
    return _headings(_tables(lines))


def cells_of(row: str) -> list[str]:
    """The cells of a table's row, still escaped but for their pipes."""
    from markdown_it.rules_block.table import escapedSplit  # as in markdown.py

    cells = escapedSplit(row.strip())
    if cells[0] == "":
        cells = cells[1:]
    if cells and cells[-1] == "":
        cells = cells[:-1]
    return [cell.strip() for cell in cells]


def _headings(lines: Sequence[str]) -> list[str]:
    """The lines with `##Strengths`, and a paragraph of one underlined line, made into headings."""
    made: list[str] = []
    for line in lines:
        words = line.strip()
        if match := _CLOSE_HEADING.match(words):
            made.append(f"{match[1] or match[2]} {words[match.end() :]}")
        elif _UNDERLINE.fullmatch(words) and _stands_alone(made):
            made[-1] = f"{'#' if words[0] == '=' else '##'} {made[-1].strip()}"
        else:
            made.append(line)
    return made


def _stands_alone(made: Sequence[str]) -> bool:
    """Whether the last line is words, and a paragraph by itself."""
    before, line = ["", "", *made[-2:]][-2:]
    return bool(line.strip()) and not before.strip() and not _MARKED.match(line.strip())


def _tables(lines: Sequence[str]) -> list[str]:
    made: list[str] = []
    table: list[str] = []
    start = 0
    while start < len(lines):
        end = _end_of_rows(lines, start)
        if end > start:
            rows = [line.rstrip() for line in lines[start:end]]
            if not table or not _belong(rows, table):
                made += _whole(table)
                table = []
            table += rows
            start = end
            continue
        line = lines[start]
        if table and not line.strip():
            table.append("")
        else:
            made += [*_whole(table), line]
            table = []
        start += 1
    return made + _whole(table)


def _end_of_rows(lines: Sequence[str], start: int) -> int:
    """Where the table rows that begin at `start` end; `start` where there are none."""
    first, under = (line.strip() for line in [*lines[start : start + 2], ""][:2])
    piped = first.startswith("|")
    if not piped and not (_is_row(first) and first[-1] != "\\" and _are_dashes(under, bare=True)):
        return start
    end = start + 1
    while end < len(lines) and _goes_on(lines[end].strip(), lines[end - 1].strip(), piped):
        end += 1
    return end


def _goes_on(line: str, above: str, piped: bool) -> bool:
    """Whether a line that follows a row is a row, or the rest of a cell that was broken off."""
    if not line or _HEADING.match(line):
        return False
    return _is_row(line) or (piped and not above.endswith("|") and not _MARKED.match(line))


def _is_row(line: str) -> bool:
    return "|" in line and (line.startswith("|") or len(cells_of(f"|{line}")) > 1)


def _are_dashes(line: str, *, bare: bool = False) -> bool:
    """Whether a line can only be the dashes under a table's head, whole or damaged.

    `bare`: the table has no pipes at its sides, so a dash might be a list's.
    """
    if bare:
        return "|" in line and all(_DASHED_CELL.fullmatch(cell) for cell in cells_of(line))
    return "|" in line and bool(_DASHES.fullmatch(line))


def _belong(rows: Sequence[str], table: Sequence[str]) -> bool:
    """Whether rows after an empty line still belong to the table, rather than begin another."""
    if len(rows) > 1 and _are_dashes(rows[1]):
        return False
    if len(rows) == 1 or _are_dashes(rows[0]):
        return True
    columns = len(cells_of(table[0]))
    return all(len(cells_of(row)) == columns for row in rows)


def _whole(table: Sequence[str]) -> list[str]:
    """Rows as a table by itself; lines that make no table as they were."""
    rows = [row for row in table if row]
    columns = len(cells_of(rows[0])) if len(rows) > 1 else 0
    dashed = columns > 0 and _are_dashes(rows[1])
    if not dashed and columns < 2:
        return list(table)
    below = rows[2:] if dashed else rows[1:]
    if rows[0].lstrip().startswith("|"):
        below = _rejoined(below)
    return ["", rows[0], "|" + " --- |" * columns, *below, ""]


def _rejoined(rows: Sequence[str]) -> list[str]:
    """Rows of a table with pipes at its sides; a line end typed into a cell is a break."""
    made: list[str] = []
    for row in rows:
        if made and not row.lstrip().startswith("|") and not made[-1].endswith("|"):
            made[-1] += f"<br>{row.strip()}"
        else:
            made.append(row)
    return made
