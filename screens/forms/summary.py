"""The screen of the paper’s Summary."""

from __future__ import annotations

from screens.forms.form import FormSheet
from store.paperwork import summary


class SummaryForm(FormSheet):
    """The paper’s Summary, in its own order."""

    form = "summary"
    heading = summary.TITLE
    about = "The paper’s Summary. F3 turns to the document as it will be exported."
    sections = summary.SECTIONS
    signatures = summary.SIGNATURES
    content = summary.CONTENT
