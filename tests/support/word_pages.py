"""Word files for the tests: the real forms, and what a person changed in one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from store.documents.all_documents import REVIEW_FORMS
from store.documents.page import DocumentPage
from store.documents.scopes import review_scope
from tests.support.a_review import FILLED, HALF, filled, register_at, with_year

WRITTEN = ("summary", "action-plan", "audit", "schedule", "record")


def filled_pages(folder: Path) -> dict[str, DocumentPage]:
    """The forms of a filled and of a half-filled review, and the empty ones, by their names."""
    pages: dict[str, DocumentPage] = {}
    with register_at(folder) as register:
        half = review_scope(register, filled(register, HALF))
        pages |= {f"{key}-half": REVIEW_FORMS[key].page(half) for key in WRITTEN}
    (folder / "filled").mkdir()
    with register_at(folder / "filled") as register:
        with_year(register)
        whole = review_scope(register, filled(register, FILLED))
        pages |= {f"{key}-filled": REVIEW_FORMS[key].page(whole) for key in WRITTEN}
    return pages | {
        f"{key}-blank": REVIEW_FORMS[key].blank for key in WRITTEN if REVIEW_FORMS[key].empty
    }


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(data: bytes, *edits: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """A Word file in a part of which each first text was replaced, once, by the second."""
    parts = parts_of(data)
    text = parts[part].decode()
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after, 1)
    parts[part] = text.encode()
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()
