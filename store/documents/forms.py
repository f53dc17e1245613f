"""The documents by the name the command line and the screens know them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from store.documents import action_plan, audit, calendar, record, schedule, summary, year
from store.documents.context import BLANK, Context, context_of, context_of_year, contexts_of
from store.documents.files import MARKDOWN, FileKind

__all__ = ["FORMS", "Context", "Form", "context_of", "context_of_year", "contexts_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """A document that can be exported, as a file of some kind.

    `write` makes it from a context: `context_of` a review, where there is one `of_a_review`;
    `context_of_year`, where there is one `of_a_year`. `blank` makes the empty form; None for a
    document that has none.
    """

    key: str
    title: str
    write: Callable[[Context], str]
    blank: Callable[[], str] | None = None
    of_a_year: bool = False
    of_a_review: bool = True
    kind: FileKind = MARKDOWN


def _with_blank(key: str, title: str, write: Callable[[Context], str]) -> Form:
    return Form(key, title, write, lambda: write(BLANK))


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        _with_blank("summary", "Summary", summary.write),
        _with_blank("action-plan", "Action Plan", action_plan.write),
        _with_blank("audit", "Audit Proforma", audit.write),
        _with_blank("schedule", "Schedule of the review", schedule.write),
        Form("record", "Record of the review, for the office", record.write),
        Form("register", "Register of the year", year.write, of_a_year=True, of_a_review=False),
        Form("calendar", "Calendar", calendar.write, of_a_year=True, kind=calendar.ICS),
    )
}
