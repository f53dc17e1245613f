"""The places of a page that somebody may have filled in, as the reader of a form needs them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

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
)
from store.documents.pages import record
from store.paperwork.field import Field
from store.paperwork.field_kinds import TextKind
from store.paperwork.list_kinds import BulletsKind
from store.paperwork.rows import RowsKind
from store.paperwork.stages.impact import YEAR_FIELDS
from store.paperwork.tables import REVIEWS, YEARS
from store.paperwork.tables import Table as Records
from store.returned.form import Prose, Returned, ReturnedGrid


class SentSection(Struct):
    """The part of a page under one heading: what it asks for, and what is printed there."""

    heading: Heading | None
    answer: Answer | None = None
    printed: list[str] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)


class ReturnedSection(Struct):
    """The part of a returned form under one heading: its prose, its tables."""

    heading: Heading | None
    prose: list[Prose] = field(default_factory=list)
    grids: list[ReturnedGrid] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its prose."""
        return "\n\n".join(prose.text for prose in self.prose)

    @property
    def entries(self) -> tuple[str, ...]:
        """All its prose as the entries of a list."""
        return tuple(entry for prose in self.prose for entry in prose.entries)


class FieldRows(Struct):
    """Rows whose every cell is a field of its own, by what is printed before them.

    `head` is empty for what a form says of itself (`Pairs`).
    """

    head: tuple[str, ...]
    rows: list[PageRow] = field(default_factory=list)


def table_of(path: str) -> Records:
    """The table of the register a field of a form belongs to: the review's, or its year's."""
    return YEARS if path in YEARS.fields else REVIEWS


def field_of(path: str) -> Field[object]:
    """The field at a path, of a review or of its year."""
    return table_of(path).fields[path]


def sent_sections(page: DocumentPage) -> list[SentSection]:
    """The sections of a page, in order."""
    sections = [SentSection(None)]
    for block in page.blocks:
        match block:
            case Heading():
                sections.append(SentSection(block))
            case Answer():
                sections.append(SentSection(block.heading, block))
            case Words():
                sections[-1].printed.append(block.text)
            case Points():
                sections[-1].printed.append("\n".join(f"- {entry}" for entry in block.entries))
            case PageTable():
                if block.rows_of:
                    sections[-1].tables.append(block)
                answers = (row for row in block.rows if isinstance(row, Answer))
                sections += (SentSection(answer.heading, answer) for answer in answers)
    for section in sections:
        if section.answer:
            at_times = section.answer.sometimes
            section.printed[:0] = [words for words in at_times if words not in section.printed]
    return sections


def returned_sections(returned: Returned) -> list[ReturnedSection]:
    """The sections of a returned form, in order."""
    sections = [ReturnedSection(None)]
    for piece in returned.pieces:
        match piece:
            case Heading():
                sections.append(ReturnedSection(piece))
            case Prose():
                sections[-1].prose.append(piece)
            case ReturnedGrid():
                sections[-1].grids.append(piece)
    return sections


def field_rows(page: DocumentPage) -> list[FieldRows]:
    """The rows whose every cell is a field; those of tables with the same head together."""
    pools: list[FieldRows] = []
    for block in page.blocks:
        if isinstance(block, Pairs):
            pools.append(FieldRows((), list(block.rows)))
        elif isinstance(block, PageTable) and not block.rows_of:
            pool = next((each for each in pools if each.head == block.head), None)
            if pool is None:
                pool = FieldRows(block.head)
                pools.append(pool)
            pool.rows += (row for row in block.rows if isinstance(row, PageRow))
    return pools


def filled_out(page: DocumentPage) -> DocumentPage:
    """The page with every field that may be filled in: a record leaves out its empty ones.

    Other forms have all their fields printed, and are returned as they are.
    """
    if page.identity is None or page.identity.form != "record":
        return page
    there = set(_paths(page.blocks))
    missing = [field for field in (*record.fields(), *YEAR_FIELDS) if field.path not in there]
    return replace(page, blocks=(*page.blocks, *(b for field in missing for b in _blank(field))))


def _paths(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Answer):
            yield block.field
        elif isinstance(block, PageTable | Pairs):
            yield getattr(block, "rows_of", "")
            for row in block.rows:
                yield from row.fields if isinstance(row, PageRow) else (row.field,)


def _blank(field: Field[object]) -> Iterator[Block]:
    heading = Heading(4, field.label, field.path)
    if isinstance(field.kind, BulletsKind):
        yield Answer(heading, field.path, ())
    elif isinstance(field.kind, TextKind):
        yield Answer(heading, field.path, "")
    elif isinstance(field.kind, RowsKind):
        columns = field.kind.columns
        yield heading
        head = ("Row", *(column.wording for column in columns.values()))
        yield PageTable(head, (), field.path, ("", *columns))
    else:
        yield PageTable(
            record.COLUMNS, (PageRow((field.label, "", field.path), ("", field.path, "")),)
        )
