"""The review's own fields: school, dates, people, status, and the office's note."""

from __future__ import annotations

from screens.sheets.review_sheet import ReviewSheet
from screens.widgets.field_editor import FieldEditor
from store.paperwork import review


class Details(ReviewSheet):
    """The head of the review, its people, and what is the office's own."""

    heading = "Details of the review"
    about = (
        "Which school, when, who. The status closes or cancels the review; the note leaves the "
        "office on no document but the record."
    )
    sections = (review.HEAD, review.PEOPLE_OF_THE_REVIEW, review.OFFICE)

    def keep(self, editor: FieldEditor) -> bool:
        """Keep a field; with the reason the status, which could not be kept before (ruling 35)."""
        kept = super().keep(editor)
        if kept and editor.field is review.STATUS_REASON:
            for waiting in self.editors:
                if waiting.field is review.STATUS and waiting.changed:
                    super().keep(waiting)
        return kept
