"""One document exported by itself: its file's path."""

from __future__ import annotations

from pathlib import Path

from store.documents.exporting import documents_of
from store.documents.files import MARKDOWN, Document, FileKind, export_all
from store.documents.forms import Form
from store.records import Record
from store.register.register import Register


def export(folder: Path, name: str, text: str, kind: FileKind = MARKDOWN) -> Path:
    [path] = export_all(folder, [Document(name, text, kind)])
    return path


def exported(register: Register, form: Form, found: Record | None, year: int, folder: Path) -> Path:
    [path] = export_all(folder, documents_of(register, [form], found, year))
    return path
