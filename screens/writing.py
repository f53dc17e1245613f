"""A document as it will be exported, for a preview."""

from __future__ import annotations

from screens.desk import Desk
from store.records import Record


def document(desk: Desk, form: str, record: Record) -> str:
    """The Markdown of a form of one review."""
    from store.documents import markdown
    from store.documents.forms import FORMS, context_of

    return markdown.body(FORMS[form].page_of(context_of(desk.register, record)))
