"""The message that goes with documents to the school or the management group, as a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from store.dates.school_years import year_name
from store.dates.typed_dates import echo
from store.documents.all_documents import Filled, Form
from store.documents.files import Document, file_name
from store.documents.messages.eml import EML, Addressee, address_of, new_draft, signature
from store.paperwork import consortium, review
from store.paperwork.field import Owner
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.tables import PEOPLE
from store.progress.document_trail import Recipient
from store.records.record import Record
from store.register.finding import person_named, school_review_of
from store.register.register import Register
from store.text import clean_line

SENTENCES: Mapping[str, str] = {
    "summary": summary.COVERING,
    "action-plan": action_plan.COVERING,
    "audit": audit.GUIDANCE[0],
}
"""What the paper says of a form that is sent, word for word."""
_TYPES: Mapping[str, tuple[str, str]] = {
    ".md": ("text", "markdown"),
    ".txt": ("text", "plain"),
    ".html": ("text", "html"),
    ".csv": ("text", "csv"),
    ".ics": ("text", "calendar"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".zip": ("application", "zip"),
}
_OTHER = ("application", "octet-stream")


class CoveringMessage(Struct, frozen=True):
    """What is sent: documents of these forms, of a `review` or of a school year."""

    forms: tuple[Form, ...]
    documents: tuple[Document, ...]
    review: Record | None
    year: int
    filled: Filled = Filled.AS_IT_STANDS


def addressees(
    register: Register, record: Record | None, recipient: Recipient
) -> tuple[Addressee, ...]:
    """Who a draft goes to: the review's headteacher, else the school; or the management group.

    The management group is everybody in the directory who has that role today.
    """
    if recipient is Recipient.GROUP:
        return tuple(
            Addressee(person[consortium.PERSON_NAME], address_of(person[consortium.PERSON_EMAIL]))
            for person in register.records(PEOPLE)
            if Owner.MANAGEMENT_GROUP in person[consortium.ROLES] and _there(person, register.today)
        )
    return (_of_school(register, record),) if record else ()


def subject(sent: CoveringMessage) -> str:
    """The form, the school, the day."""
    return f"{_titles(sent)}: {_of_what(sent)}"


def covering_text(sent: CoveringMessage, to: Sequence[Addressee], settings: Record) -> str:
    """The text of the message, with what the paper says about each form."""
    names = clean_line(to[0].name) if len(to) == 1 and to[0].name else "colleagues"
    is_one = len(sent.forms) == 1
    lines = [f"Dear {names},", ""]
    lines.append(f"Please find attached the {_titles(sent)} ({_of_what(sent)}).")
    if sent.filled is not Filled.AS_IT_STANDS:
        lines.append(f"{'It is' if is_one else 'They are'} to be filled in and returned to us.")
    for form in sent.forms:
        if sentence := SENTENCES.get(form.key):
            of = "" if is_one else f" of the {form.title}"
            lines += ["", f"The paperwork says{of}:", f"“{sentence}”"]
    lines += ["", "With kind regards", "", *signature(settings)]
    return "\n".join(lines) + "\n"


def draft(sent: CoveringMessage, to: Sequence[Addressee], settings: Record) -> bytes:
    """The message with its documents as an .eml that opens as a draft, ASCII with CRLF.

    It is addressed to those who have an address.
    """
    made = new_draft(subject(sent), to)
    made.set_content(covering_text(sent, to, settings), cte="quoted-printable")
    for document in sent.documents:
        main, sub = _TYPES.get(document.kind.suffix, _OTHER)
        charset = {"charset": "utf-8"} if main == "text" else {}
        made.add_attachment(
            document.data, maintype=main, subtype=sub, filename=document.name, params=charset
        )
    return made.as_bytes()


def covering_document(
    sent: CoveringMessage, to: Sequence[Addressee], recipient: Recipient, settings: Record
) -> Document:
    """The draft as a file, named after what it is of and to whom."""
    whose = year_name(sent.year).replace("–", "-")
    if sent.review:
        whose = f"{sent.review.id} {sent.review[review.SCHOOL_NAME]}"
    forms = " ".join(form.key for form in sent.forms)
    name = file_name(whose, forms, f"to the {recipient}", suffix=EML.suffix)
    return Document(name, draft(sent, to, settings), EML)


def addressed_words(to: Sequence[Addressee], recipient: Recipient) -> str:
    """Who a draft is addressed to, and who has no address, in a sentence or two."""
    known = [addressee for addressee in to if addressee.email]
    without = [addressee.name for addressee in to if not addressee.email]
    said = (
        f"It is to {', '.join(f'{addressee.name} <{addressee.email}>' for addressee in known)}."
        if known
        else ""
    )
    if not to:
        return f"Nobody in the directory is of {recipient.words}: the draft is to nobody yet."
    if not without:
        return said
    has = "have" if len(without) > 1 else "has"
    missing = f"{', '.join(without)} {has} no e-mail address in the directory."
    return " ".join(filter(None, (said, missing, "" if known else "The draft is to nobody yet.")))


def _there(person: Record, today: date) -> bool:
    """Whether somebody has started and has not left."""
    begins, ends = person[consortium.PERSON_FROM], person[consortium.PERSON_UNTIL]
    return (begins is None or begins <= today) and (ends is None or today <= ends)


def _of_school(register: Register, record: Record) -> Addressee:
    school = school_review_of(register, record).school
    head = record[review.HEADTEACHER]
    name = record[review.SCHOOL_NAME] or "The reviewed school"
    if head is not None:
        person = register.find(PEOPLE, head.person) if head.person is not None else None
        person = person or person_named(register, head.name)
        if person and (email := address_of(person[consortium.PERSON_EMAIL])):
            return Addressee(head.name, email)
    email = address_of(school[consortium.SCHOOL_EMAIL]) if school else ""
    return Addressee(head.name if head is not None else name, email)


def _titles(sent: CoveringMessage) -> str:
    *first, last = (form.title for form in sent.forms)
    return f"{', '.join(first)} and {last}" if first else last


def _of_what(sent: CoveringMessage) -> str:
    """The school, the days and the id; or the school year."""
    return ", ".join(_parts(sent))


def _parts(sent: CoveringMessage) -> Iterator[str]:
    record = sent.review
    if record is None:
        yield f"school year {year_name(sent.year)}"
        return
    yield clean_line(record[review.SCHOOL_NAME]) or "school not yet named"
    if day := record[review.DATE_OF_REVIEW]:
        yield echo(day)
    yield record.id
