"""The screen of the Lead Reviewer Audit Proforma."""

from __future__ import annotations

from screens.forms.form import FormSheet
from store.paperwork import audit


class AuditForm(FormSheet):
    """The Lead Reviewer Audit Proforma, in its own order."""

    form = "audit"
    heading = audit.TITLE
    about = (
        "The Lead Reviewer Audit Proforma. Its rows are what the stages record: an edit here edits "
        "the stage. F3 turns to the document as it will be exported."
    )
    sections = audit.SECTIONS
