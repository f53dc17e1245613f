"""One document exported by itself: its text, its file, its file's path."""

from __future__ import annotations

from pathlib import Path

from store.documents.all_documents import (
    CalendarForm,
    ConsortiumForm,
    Form,
    ReviewForm,
    YearForm,
    YearsForm,
)
from store.documents.files import MARKDOWN, Document, FileKind, PendingDocument, export_all
from store.documents.formats import markdown
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.page import DocumentPage
from store.documents.scopes import (
    BLANK,
    CalendarScope,
    ConsortiumScope,
    ReviewScope,
    YearScope,
    YearsScope,
)
from store.exports.export_request import ExportRequest
from store.exports.exporting import export_of
from store.exports.pending_documents import (
    calendar_document,
    consortium_document,
    review_document,
    year_document,
    years_document,
)
from store.register.register import Register

Scope = ReviewScope | YearScope | YearsScope | ConsortiumScope | CalendarScope


def pending(form: Form, scope: Scope, written: Format = STANDARD) -> PendingDocument:
    """A document of what it is of, still to be made."""
    if isinstance(form, ReviewForm) and isinstance(scope, ReviewScope):
        return review_document(form, scope, written)
    if isinstance(form, YearForm) and isinstance(scope, YearScope):
        return year_document(form, scope, written)
    if isinstance(form, YearsForm) and isinstance(scope, YearsScope):
        return years_document(form, scope, written)
    if isinstance(form, ConsortiumForm) and isinstance(scope, ConsortiumScope):
        return consortium_document(form, scope, written)
    assert isinstance(form, CalendarForm)
    assert isinstance(scope, CalendarScope)
    return calendar_document(form, scope)


def document_of(form: Form, scope: Scope, written: Format = STANDARD) -> Document:
    """A document of what it is of."""
    return pending(form, scope, written).made


def page_of(form: Form, scope: Scope) -> DocumentPage:
    """The page of a document."""
    if isinstance(form, ReviewForm) and isinstance(scope, ReviewScope):
        return form.page(scope)
    if isinstance(form, YearForm) and isinstance(scope, YearScope):
        return form.page(scope)
    if isinstance(form, YearsForm) and isinstance(scope, YearsScope):
        return form.page(scope)
    assert isinstance(form, ConsortiumForm)
    assert isinstance(scope, ConsortiumScope)
    return form.page(scope)


def as_markdown(form: Form, scope: Scope = BLANK) -> str:
    """A document as Markdown, without what it carries for its way back; an empty form of none."""
    if isinstance(scope, CalendarScope):
        return document_of(form, scope).data.decode()
    return markdown.body(page_of(form, scope))


def after_front(text: str) -> str:
    """A document as it was exported, without what it carries for its way back."""
    front, fence, body = text.partition("\n---\n\n")
    return body if fence and front.startswith("---\n") else text


def export(folder: Path, name: str, text: str, kind: FileKind = MARKDOWN) -> Path:
    [path] = export_all(folder, [Document(name, text.encode(), kind)])
    return path


def asked_for(register: Register, request: ExportRequest) -> list[Document]:
    """The documents that a request comes to."""
    return [one.made for one in export_of(lambda: register, request).documents]


def exported(register: Register, request: ExportRequest, folder: Path) -> Path:
    [path] = export_all(folder, asked_for(register, request))
    return path
