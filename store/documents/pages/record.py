"""The record of one review: everything the register holds about it, for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store.dates.school_years import year_name
from store.documents.page import Answer, Block, DocumentPage, Heading, PageRow, PageTable
from store.documents.pages.head import headed, school_name
from store.documents.scopes import ReviewScope
from store.paperwork import review
from store.paperwork.field import Field, Section
from store.paperwork.field_kinds import PersonKind, RecordKind, TextKind
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.list_kinds import BulletsKind, ListKind, as_entries
from store.paperwork.rows import RowsKind
from store.paperwork.stages import feedback, impact, plan, support, visit
from store.records.record import Record

TITLE = "Record of a peer review"
COLUMNS = ("Field", "What it holds", "Path")
GROUPS: tuple[tuple[str, tuple[Section, ...]], ...] = (
    ("The review", (review.HEAD, review.PEOPLE_OF_THE_REVIEW, review.OFFICE)),
    (plan.TITLE, plan.SECTIONS),
    (visit.TITLE, visit.SECTIONS),
    (summary.TITLE, summary.SECTIONS),
    (feedback.TITLE, feedback.SECTIONS),
    (action_plan.TITLE, action_plan.SECTIONS),
    (support.TITLE, support.SECTIONS),
    (audit.TITLE, (Section("", audit.OWN_FIELDS),)),
    (impact.TITLE, impact.SECTIONS),
    ("Counted as complete", (Section("", review.OVERRIDES),)),
)
"""Every field of a review once, in the paper's order: forms among the stages they belong to."""


def fields() -> Iterator[Field[object]]:
    """The fields of a review, in the order in which its record has them."""
    for _, sections in GROUPS:
        for section in sections:
            yield from section.fields


def page(scope: ReviewScope) -> DocumentPage:
    """Every field that holds something, by section, with its path; then the year's evaluation."""
    blocks: list[Block] = []
    for title, sections in GROUPS:
        blocks += _group(title, sections, scope.review, scope)
    if year := scope.school_review.year:
        title = f"{impact.EVALUATION.heading} {year_name(year.key)}"
        blocks += _group(title, [Section("", impact.YEAR_FIELDS)], year, scope)
    return headed(TITLE, scope, blocks, "record")


def _group(
    title: str, sections: Iterable[Section], record: Record, scope: ReviewScope
) -> Iterator[Block]:
    written: list[Block] = []
    for section in sections:
        held = [field for field in section.fields if record.has(field)]
        if held and section.heading not in ("", title, *_alone(section)):
            written.append(Heading(3, section.heading))
        written += _fields(held, record, scope)
    if written:
        yield Heading(2, title)
        yield from written


def _alone(section: Section) -> Iterator[str]:
    """The wording of a section's only field, which is heading enough."""
    if len(section.fields) == 1:
        yield section.fields[0].wording


def _fields(held: Sequence[Field[object]], record: Record, scope: ReviewScope) -> Iterator[Block]:
    """Short values in a table; a text, bullets or rows under a heading of their own."""
    short: list[PageRow] = []
    for field in held:
        if not isinstance(field.kind, TextKind | BulletsKind | RowsKind):
            cells = (field.label, _short(field, record, scope), field.path)
            short.append(PageRow(cells, ("", field.path, "")))
            continue
        yield from _table(short)
        short = []
        yield from _long(field, record)
    yield from _table(short)


def _table(rows: Sequence[PageRow]) -> Iterator[PageTable]:
    if rows:
        yield PageTable(COLUMNS, tuple(rows), weights=(4, 6, 4))


def _short(field: Field[object], record: Record, scope: ReviewScope) -> str:
    stored = record.stored(field)
    kind = field.kind
    if isinstance(kind, RecordKind):
        return f"{school_name(scope.school_review)} ({kind.plain(stored)})"
    if isinstance(kind, ListKind):
        return "\n".join(kind.entry.plain(entry) for entry in as_entries(stored))
    if isinstance(kind, PersonKind) and (name := kind.decode(stored)) and name.person is not None:
        return f"{name.name} (person {name.person})"
    return kind.plain(stored)


def _long(field: Field[object], record: Record) -> Iterator[Block]:
    stored = record.stored(field)
    heading = Heading(4, field.label, field.path)
    kind = field.kind
    if isinstance(kind, BulletsKind):
        yield Answer(heading, field.path, kind.decode(stored))
        return
    if not isinstance(kind, RowsKind):
        yield Answer(heading, field.path, kind.plain(stored))
        return
    rows = kind.decode(stored)
    used = {
        path: column
        for path, column in kind.columns.items()
        if any(path in row.cells for row in rows)
    }
    paths = ("", *used)
    yield heading
    yield PageTable(
        ("Row", *(column.wording for column in used.values())),
        tuple(
            PageRow((row.id, *(row.plain(column) for column in used.values())), paths, row.id)
            for row in rows
        ),
        field.path,
        paths,
    )
