"""A document before it has a format: what stands on it, in order, and which field each place is.

A page is written as Markdown, Word, HTML or plain text; it is also what a returned form is held
against, so that every place somebody may have filled in is found again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from store.field_values import Json

BETWEEN = " · "
"""Stands between the parts of the line under a title; the last part says whose it is."""
GAP = "……………"
"""Stands, in the line under a title, where something is still to be filled in."""


def whose_line(line: str) -> str:
    """Of the line under a title, its last part: whose document it is."""
    return line.rpartition(BETWEEN)[2]


class FormIdentity(Struct, frozen=True):
    """What a form carries so that it finds its way back: flat, one line each.

    `revision` is the change the form was written at, its sequence number and the hash of its line;
    `heads_only` says that only the head was filled in, whatever the register held.
    """

    form: str
    register: str = ""
    review: str = ""
    revision: str = ""
    heads_only: bool = False


class Heading(Struct, frozen=True):
    """A heading of `level` 2 to 4; `path`, where it is given, is shown beside it as code."""

    level: int
    text: str
    path: str = ""


class Words(Struct, frozen=True):
    """Sentences that are printed: the paper's own, or the register's. A newline is a break."""

    text: str


class Points(Struct, frozen=True):
    """A list that is printed."""

    entries: tuple[str, ...]


class Answer(Struct, frozen=True):
    """A place to fill in under its own heading, of the field at the path `field`.

    `content` is a text, or the entries of a list, of which `at_least` so many are printed.
    `sometimes` are sentences that are printed after it on some forms, and are nobody's answer when
    one comes back.
    """

    heading: Heading
    field: str
    content: str | tuple[str, ...]
    at_least: int = 0
    sometimes: tuple[str, ...] = ()


class PageRow(Struct, frozen=True):
    """A row of a table: its cells, and for each the path of the field it is, "" where printed.

    In a table of rows (`PageTable.rows_of`) the paths are those of columns; `id` is the row's id,
    "" for one that is still to be filled, and `made` is what a new row is made with.
    """

    cells: tuple[str, ...]
    fields: tuple[str, ...] = ()
    id: str = ""
    made: Mapping[str, Json] = {}


class PageTable(Struct, frozen=True):
    """A table with a head. An `Answer` among its rows runs across it.

    `rows_of` is the path of the field whose rows these are, and `columns` the path of each of its
    columns, "" where one is printed; both are empty where each cell is a field of its own.
    `weights` say how wide the columns are to each other; all alike when there are none. In a
    `sparse` table an empty cell says nothing, and plain text leaves it out.
    """

    head: tuple[str, ...]
    rows: tuple[PageRow | Answer, ...]
    rows_of: str = ""
    columns: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    sparse: bool = False

    @property
    def parts(self) -> Iterator[PageTable | Answer]:
        """The table in pieces without an `Answer` within, and the answers between them."""
        if not any(isinstance(row, Answer) for row in self.rows):
            yield self
            return
        rows: list[PageRow] = []
        for row in self.rows:
            if isinstance(row, PageRow):
                rows.append(row)
                continue
            yield replace(self, rows=tuple(rows))
            yield row
            rows = []
        yield replace(self, rows=tuple(rows))


class Pairs(Struct, frozen=True):
    """The head of a form: in each row a label, and beside it the value of its field."""

    rows: tuple[PageRow, ...]


Block = Heading | Words | Points | Answer | PageTable | Pairs


class DocumentPage(Struct, frozen=True):
    """A whole document: its title, the line under it (ruling 31), its blocks, its identity."""

    title: str
    line: str
    blocks: tuple[Block, ...]
    identity: FormIdentity | None = None
    landscape: bool = False

    @property
    def tables(self) -> Iterator[PageTable]:
        """Its tables, in order."""
        return (block for block in self.blocks if isinstance(block, PageTable))
