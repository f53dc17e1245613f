"""One document exported by itself: its file's path."""

from __future__ import annotations

from pathlib import Path

from store.documents.all_documents import Form
from store.documents.exporting import documents_of
from store.documents.files import MARKDOWN, Document, FileKind, export_all
from store.documents.formats import markdown
from store.documents.scopes import Context
from store.records.record import Record
from store.register.register import Register


def as_markdown(form: Form, context: Context | None = None) -> str:
    """A form as Markdown, without what it carries for its way back; the empty one of no context."""
    if form.calendar and context:
        return form.calendar(context)
    return markdown.body(form.page_of(context) if context else form.blank)


def after_front(text: str) -> str:
    """A document as it was exported, without what it carries for its way back."""
    front, fence, body = text.partition("\n---\n\n")
    return body if fence and front.startswith("---\n") else text


def export(folder: Path, name: str, text: str, kind: FileKind = MARKDOWN) -> Path:
    [path] = export_all(folder, [Document(name, text.encode(), kind)])
    return path


def exported(register: Register, form: Form, found: Record | None, year: int, folder: Path) -> Path:
    [path] = export_all(folder, documents_of(register, [form], found, year))
    return path
