"""The documents by the name the command line and the screens know them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from store.documents.calendar import ics
from store.documents.page import Page
from store.documents.pages import (
    action_plan,
    audit,
    expertise,
    lists,
    record,
    report,
    schedule,
    summary,
    themes,
    who_reviewed_whom,
    year_register,
)
from store.documents.scopes import BLANK, Context, context_of, context_of_year, contexts_of
from store.errors import Refused

__all__ = ["FORMS", "Context", "Form", "context_of", "context_of_year", "contexts_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """A document that can be exported.

    `page` makes it from a context, as a page that any format is written from: `context_of` a
    review, where there is one `of_a_review`; `context_of_year`, where there is one `of_a_year`;
    `context_of_consortium`, where it is `of_the_consortium` as it stands today; `context_of_years`,
    where it is `of_years`, one or several.
    Where there is no page, `calendar` makes an .ics. `empty` says that there is an empty form,
    `returns` that it may come back filled in, `a_list` that it is one table, a CSV as well.
    """

    key: str
    title: str
    page: Callable[[Context], Page] | None
    empty: bool = False
    returns: bool = False
    a_list: bool = False
    of_a_year: bool = False
    of_a_review: bool = True
    of_the_consortium: bool = False
    of_years: bool = False
    calendar: Callable[[Context], str] | None = None

    def page_of(self, context: Context) -> Page:
        """The page of a context.

        Raises:
            Refused: for the calendar, which is none.
        """
        if self.page is None:
            raise Refused(f"The {self.title} is an .ics file and has no other format.")
        return self.page(context)

    @property
    def blank(self) -> Page:
        """The empty form.

        Raises:
            Refused: when there is none.
        """
        if not self.empty:
            *first, last = (each.key for each in FORMS.values() if each.empty)
            raise Refused(
                f"There is no empty form of {self.key}; there is one of {', '.join(first)} and "
                f"{last}."
            )
        return self.page_of(BLANK)


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form("summary", "Summary", summary.page, empty=True, returns=True),
        Form("action-plan", "Action Plan", action_plan.page, empty=True, returns=True, a_list=True),
        Form("audit", "Audit Proforma", audit.page, empty=True, returns=True),
        Form("schedule", "Schedule of the review", schedule.page, empty=True),
        Form("record", "Record of the review, for the office", record.page, returns=True),
        Form(
            "register", "Register of the year", year_register.page,
            a_list=True, of_a_year=True, of_a_review=False,
        ),
        *(
            Form(key, title, page, a_list=True, of_a_review=False, of_the_consortium=True)
            for key, title, page in (
                ("schools", "Schools", lists.schools),
                ("people", "People", lists.people),
                ("owed", "What is owed, and by whom", lists.owed),
                ("expertise", "Expertise directory", expertise.page),
            )
        ),
        *(
            Form(key, title, page, a_list=True, of_a_review=False, of_years=True)
            for key, title, page in (
                ("matrix", who_reviewed_whom.MATRIX, who_reviewed_whom.matrix),
                ("load", who_reviewed_whom.LOAD, who_reviewed_whom.load),
                ("release", who_reviewed_whom.RELEASE, who_reviewed_whom.release),
            )
        ),
        Form("report", report.TITLE, report.page, of_a_year=True, of_a_review=False),
        Form(
            "themes", "Themes paper, without names", themes.page,
            a_list=True, of_a_year=True, of_a_review=False,
        ),
        Form("calendar", "Calendar", None, of_a_year=True, calendar=ics.write),
    )
}  # fmt: skip
