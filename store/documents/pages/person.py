"""All that is held about a person, as one document that can be handed to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.dates.typed_dates import echo
from store.documents.page import Block, DocumentPage, Heading, PageRow, PageTable, Words
from store.documents.pages.head import joined
from store.forgetting.mentions import Mention, Subject, mentions
from store.paperwork import consortium, review
from store.paperwork.forms import action_plan, summary
from store.paperwork.sent_and_signed import SIGNED_DATE, SIGNED_NAME, Signatures
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.register.change_in_words import described, record_name
from store.register.register import Register
from store.schedule.stage_progress import signed_rows

TITLE = "All that is held about a person"
_NOTHING = "Nothing."


def data_page(register: Register, subject: Subject) -> DocumentPage:
    """The directory's entry, every mention, signatures, chases, and what they did."""
    mentioned = mentions(register, subject.words)
    name = register.consortium[consortium.CONSORTIUM_NAME]
    return DocumentPage(
        TITLE,
        joined(f"As of {echo(register.today)}", name, subject.name),
        (
            Heading(2, "The entry in the directory"),
            _entry(register, subject),
            Heading(2, "Where they stand"),
            _table(("Record", "Field", "What stands there"), map(_mention, mentioned)),
            Heading(2, "What they signed"),
            _table(("Record", "Form", "As", "Date signed"), _signed(register, subject)),
            Heading(2, "What they were asked for"),
            _table(("Record", "Date", "What was asked for"), _asked(register, subject)),
            Heading(2, "What they changed in the register"),
            _table(("When (UTC)", "Record", "Field"), _did(register, subject)),
        ),
    )


def _entry(register: Register, subject: Subject) -> Block:
    key = subject.words.key
    person = None if key is None else register.find(PEOPLE, key)
    if person is None:
        return Words("They are not in the directory.")
    rows = []
    for path, field in PEOPLE.fields.items():
        words = person.plain(field)
        if path == consortium.PERSON_SCHOOL.path and (school := person[consortium.PERSON_SCHOOL]):
            school_record = register.find(SCHOOLS, school)
            words = school_record.plain(consortium.SCHOOL_NAME) if school_record else words
        if person.has(field):
            rows.append((field.label, words))
    return _table(("Field", "What stands there"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Block:
    page_rows = tuple(PageRow(cells) for cells in rows)
    return PageTable(head, page_rows) if page_rows else Words(_NOTHING)


def _mention(mention: Mention) -> tuple[str, ...]:
    return record_name(mention.record), mention.field_and_row, mention.around


def _signed(register: Register, subject: Subject) -> Iterator[tuple[str, ...]]:
    forms: tuple[tuple[str, Signatures], ...] = (
        ("Summary", summary.SIGNATURES),
        ("Action Plan", action_plan.SIGNATURES),
    )
    for record in register.records(REVIEWS):
        for form, signatures in forms:
            for row in signed_rows(signatures, record):
                if any(subject.words.spans(row[SIGNED_NAME])):
                    day = row[SIGNED_DATE]
                    role = row[signatures.role] or ""
                    yield record.id, form, role, echo(day) if day else ""


def _asked(register: Register, subject: Subject) -> Iterator[tuple[str, ...]]:
    for record in register.records(REVIEWS):
        for row in record[review.CHASED]:
            if any(subject.words.spans(row[review.CHASED_PERSON])):
                day = row[review.CHASED_DATE]
                yield record.id, echo(day) if day else "", row[review.CHASED_ITEMS]


def _did(register: Register, subject: Subject) -> Iterator[tuple[str, ...]]:
    """What they changed: when, and which field; not the values, which are other people's data."""
    for entry in register.history():
        if not any(subject.words.spans(entry.user)):
            continue
        for change in entry.changes:
            words = described(register, change)
            yield entry.time, words.record, words.field
