"""A document as it will be exported, for a preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from screens.base.session import Session
from store.documents.context import Context
from store.documents.page import Page
from store.records.change import Change
from store.records.record import Record
from store.schedule.stage_progress import SchoolReview


def context(session: Session, record: Record) -> Context:
    """What the documents of one review are written from."""
    from store.documents.context import context_of

    return context_of(session.register, record)


def page(form: str, of: Context, typed: Iterable[Change] = ()) -> Page:
    """The page of a form, as if the changes that are `typed` and not kept were made.

    They are changes of whole fields of the one review, in the form it stores them in.
    """
    from store.documents.forms import FORMS

    if changes := tuple(typed):
        school_review = SchoolReview(
            _changed(of.review, changes), of.school_review.school, of.school_review.year
        )
        of = replace(of, school_reviews=(school_review,))
    return FORMS[form].page_of(of)


def _changed(record: Record, changes: Iterable[Change]) -> Record:
    values = {**record.document, **{change.field: change.is_ for change in changes}}
    fields = record.table.fields
    kept = {
        p: held for p, held in values.items() if p not in fields or held != fields[p].kind.empty
    }
    return Record(record.table, record.key, kept)
