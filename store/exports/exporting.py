"""A request turned into documents, and these written to files step by step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from store.dates.school_years import school_year, year_name
from store.documents.all_documents import (
    CalendarForm,
    ConsortiumForm,
    Filled,
    Form,
    ReviewForm,
    YearForm,
    YearsForm,
)
from store.documents.calendar.ics import ICS
from store.documents.files import (
    Document,
    FileKind,
    PendingDocument,
    exporting_to,
    file_name,
)
from store.documents.messages.covering_message import (
    CoveringMessage,
    addressed_words,
    addressees,
    covering_document,
)
from store.documents.messages.eml import EML
from store.documents.scopes import (
    CalendarScope,
    ConsortiumScope,
    ReviewScope,
    YearsScope,
    review_scopes,
    year_scope,
)
from store.errors import Refused
from store.exports.export_request import ExportRequest, refuse_misuse
from store.exports.pending_documents import (
    blank_document,
    calendar_document,
    consortium_document,
    pack_documents,
    review_document,
    version_document,
    year_document,
    year_in_names,
    years_document,
)
from store.exports.zip_file import ZIP, zipping
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import Recipient
from store.records.record import Record
from store.register.finding import review_by_id, reviews_of_year, school_reviews_of_year
from store.register.register import Register


class Export(Struct, frozen=True):
    """The documents of a request, still to be made. They can be iterated over once.

    `count` is their number. `kind` is the kind of the one file they can become: a zip for packs.
    `binary`: it is not shown on a terminal. `whose` is written into a zip to say which reviews it
    holds, `name` is the name of their zip or folder. `notes` say to whom drafts are.
    """

    documents: Iterator[PendingDocument]
    count: int
    kind: FileKind
    binary: bool = False
    whose: str = ""
    name: str = "documents"
    notes: tuple[str, ...] = ()


def export_of(opened: Callable[[], Register], request: ExportRequest) -> Export:
    """The documents of a request. `opened` opens the register; blank forms need none.

    Raises:
        Misused: when the request makes no sense.
        Refused: when it cannot be had.
    """
    refuse_misuse(request)
    export = _export_of(opened, request)
    return replace(export, kind=ZIP, binary=True) if request.as_zip else export


def export_steps(export: Export, folder: Path, *, as_zip: bool) -> Generator[int, None, Path]:
    """Write documents step by step into a subfolder of `folder`, or as one zip in it.

    It yields how many are done after each step, and returns the subfolder or the zip. It can be
    closed after any step: what was written by then stays, each file whole; a zip is there at the
    end or not at all.

    Raises:
        Refused, RegisterError: as `exporting_to`.
    """
    documents: list[PendingDocument] = []
    for document in export.documents:
        documents.append(document)
        yield 0
    there = folder / export.name
    if as_zip:
        data = yield from zipping(made_in_turn(documents), export.whose)
        there = folder / f"{export.name}{ZIP.suffix}"
        documents = [PendingDocument(there.name, ZIP, lambda: data)]
    with closing(exporting_to(folder if as_zip else there, documents)) as going:
        done = 0
        for path in going:
            done += path is not None
            yield export.count if as_zip else done
    return there.expanduser()


def made_in_turn(documents: Sequence[PendingDocument]) -> Iterator[Document]:
    """Finished documents for a zip, one after the other; those of a single review in no folder."""
    alone = len({document.folder for document in documents}) == 1
    for document in documents:
        yield replace(document.made, folder="") if alone else document.made


def _export_of(opened: Callable[[], Register], request: ExportRequest) -> Export:
    if request.mail_to:
        return _drafts(opened(), request, request.mail_to)
    if request.filled is Filled.BLANK:
        return _blank(request)
    register = opened()
    if request.of_each_review:
        return _of_reviews(register, request, _reviews(register, request))
    documents = [_of_no_review(register, form, request) for form in request.forms]
    return _export(documents, len(documents), request)


def _export(documents: Iterable[PendingDocument], count: int, request: ExportRequest) -> Export:
    if request.pack:
        return Export(iter(documents), count, ZIP, binary=True)
    if any(isinstance(form, CalendarForm) for form in request.forms):
        return Export(iter(documents), count, ICS)
    return Export(iter(documents), count, request.format.kind, request.format.binary)


def _blank(request: ExportRequest) -> Export:
    forms = [form for form in request.forms if isinstance(form, ReviewForm)]
    documents = [blank_document(form, request.format) for form in forms]
    if request.pack:
        documents = [replace(document, folder=f"{request.key} - blank") for document in documents]
    export = _export(documents, len(documents), request)
    return replace(export, whose="blank") if request.pack else export


def _of_no_review(register: Register, form: Form, request: ExportRequest) -> PendingDocument:
    """A document about the consortium, or about years: this year unless others are named."""
    year, written = request.year or school_year(register.today), request.format
    if isinstance(form, ConsortiumForm):
        return consortium_document(form, ConsortiumScope(register), written)
    if isinstance(form, YearsForm):
        return years_document(form, YearsScope(register, request.years or (year,)), written)
    if isinstance(form, CalendarForm):
        reviews = school_reviews_of_year(register, year)
        return calendar_document(form, CalendarScope(register, reviews, year))
    assert isinstance(form, YearForm)
    return year_document(form, year_scope(register, year, request.bar), written)


def _reviews(register: Register, request: ExportRequest) -> list[Record]:
    """The reviews named in the request, each once; else those of the year.

    Raises:
        Refused: when there is none.
    """
    if request.year is None:
        keys = {line.id: line.key for line in register.lines()}
        named = (
            register.record(REVIEWS, keys[review_id])
            if review_id in keys
            else review_by_id(register, review_id)
            for review_id in request.reviews
        )
        return list({record.key: record for record in named}.values())
    reviews = reviews_of_year(register, request.year)
    if not reviews:
        raise Refused(f"There is no review in {year_name(request.year)}; nothing was exported.")
    return reviews


def _of_reviews(register: Register, request: ExportRequest, reviews: Sequence[Record]) -> Export:
    ids = [record.id for record in reviews]
    documents = (
        document
        for scope in review_scopes(register, reviews)
        for document in _of_review(register, scope, request)
    )
    export = _export(documents, len(reviews) * len(request.forms), request)
    if request.version is not None:
        return export
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    which = request.named or (year_in_names(request.year) if request.year else f"{ids[0]}{more}")
    name = file_name(request.key, which, shorten=1, suffix="")
    whose = name if request.named or request.year else ", ".join(ids)
    return replace(export, whose=whose, name=name)


def _of_review(
    register: Register, scope: ReviewScope, request: ExportRequest
) -> Iterator[PendingDocument]:
    if request.version is not None:
        yield version_document(scope.school_review, request.version, register.today, request.format)
    elif request.pack:
        yield from pack_documents(request.pack, scope, request.format)
    else:
        for form in request.forms:
            if isinstance(form, CalendarForm):
                yield calendar_document(form, CalendarScope(register, (scope.school_review,)))
            elif isinstance(form, ReviewForm):
                yield review_document(form, scope, request.format, request.filled)


def _drafts(register: Register, request: ExportRequest, to: Recipient) -> Export:
    """A draft for a mail program for each review, or for the year, the documents attached."""
    reviews = _reviews(register, request) if request.of_each_review else [None]
    drafts, notes = [], []
    for record in reviews:
        if record is None and to is Recipient.SCHOOL:
            raise Refused("What is of no review goes to the management group: --mail group")
        if record:
            attached = _of_reviews(register, request, [record]).documents
        else:
            attached = (_of_no_review(register, form, request) for form in request.forms)
        documents = tuple(document.made for document in attached)
        message = covering_of(register, request, documents, record)
        addressed = addressees(register, record, to)
        notes.append(addressed_words(addressed, to))
        draft = covering_document(message, addressed, to, register.consortium)
        drafts.append(PendingDocument.of(draft))
    return Export(iter(drafts), len(drafts), EML, notes=tuple(notes))


def covering_of(
    register: Register,
    request: ExportRequest,
    documents: tuple[Document, ...],
    record: Record | None,
) -> CoveringMessage:
    """The message that goes with the documents asked for, of a review or of a year."""
    last = request.years[-1] if request.years else None
    year = request.year or last or school_year(register.today)
    return CoveringMessage(request.forms, documents, record, year, request.filling)
