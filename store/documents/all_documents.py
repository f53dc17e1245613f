"""Every document there is, by the name the command line and the screens know it by.

A new one gets a line in `FORMS`, and a module in `pages` with what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from store.documents.calendar import ics
from store.documents.page import DocumentPage
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
from store.documents.scopes import (
    BLANK,
    CalendarScope,
    ConsortiumScope,
    ReviewScope,
    YearScope,
    YearsScope,
)
from store.errors import Refused


class Form(Struct, frozen=True):
    """A document that can be exported. Its subclass says what it is about."""

    key: str
    title: str


class ReviewForm(Form, frozen=True):
    """A document about one review.

    `empty`: it has a blank form. `returns`: it may come back filled in. `a_list`: it is one
    table, so it can be a CSV file too.
    """

    page: Callable[[ReviewScope], DocumentPage]
    empty: bool = False
    returns: bool = False
    a_list: bool = False

    @property
    def blank(self) -> DocumentPage:
        """The blank form.

        Raises:
            Refused: when there is none.
        """
        refuse_without_blank(self)
        return self.page(BLANK)


class YearForm(Form, frozen=True):
    """A document about a school year."""

    page: Callable[[YearScope], DocumentPage]
    a_list: bool = False


class YearsForm(Form, frozen=True):
    """A list over one or several school years."""

    page: Callable[[YearsScope], DocumentPage]
    a_list: bool = True


class ConsortiumForm(Form, frozen=True):
    """A list of the consortium as it stands today."""

    page: Callable[[ConsortiumScope], DocumentPage]
    a_list: bool = True


class CalendarForm(Form, frozen=True):
    """An .ics file of a review or of a school year: it has no page and no other format."""

    write: Callable[[CalendarScope], bytes]


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        ReviewForm("summary", "Summary", summary.page, empty=True, returns=True),
        ReviewForm(
            "action-plan", "Action Plan", action_plan.page, empty=True, returns=True, a_list=True
        ),
        ReviewForm("audit", "Audit Proforma", audit.page, empty=True, returns=True),
        ReviewForm("schedule", "Schedule of the review", schedule.page, empty=True),
        ReviewForm("record", "Record of the review, for the office", record.page, returns=True),
        YearForm("register", "Register of the year", year_register.page, a_list=True),
        ConsortiumForm("schools", "Schools", lists.schools),
        ConsortiumForm("people", "People", lists.people),
        ConsortiumForm("owed", "What is owed, and by whom", lists.owed),
        ConsortiumForm("expertise", "Expertise directory", expertise.page),
        YearsForm("matrix", who_reviewed_whom.MATRIX, who_reviewed_whom.matrix),
        YearsForm("load", who_reviewed_whom.LOAD, who_reviewed_whom.load),
        YearsForm("release", who_reviewed_whom.RELEASE, who_reviewed_whom.release),
        YearForm("report", report.TITLE, report.page),
        YearForm("themes", "Themes paper, without names", themes.page, a_list=True),
        CalendarForm("calendar", "Calendar", ics.write),
    )
}
REVIEW_FORMS: Mapping[str, ReviewForm] = {
    key: form for key, form in FORMS.items() if isinstance(form, ReviewForm)
}
YEAR_FORMS: Mapping[str, YearForm] = {
    key: form for key, form in FORMS.items() if isinstance(form, YearForm)
}


class Pack(Struct, frozen=True):
    """Documents of a review that go out together.

    `only_heads`: the forms among them are blank but for their heads.
    """

    key: str
    title: str
    forms: tuple[ReviewForm, ...]
    only_heads: bool


_IN_A_PACK = tuple(REVIEW_FORMS[key] for key in ("summary", "action-plan", "audit", "schedule"))
PACKS: Mapping[str, Pack] = {
    pack.key: pack
    for pack in (
        Pack("pack", "Pack: the three forms and the schedule", _IN_A_PACK, only_heads=False),
        Pack(
            "feedback-pack", "Feedback-day pack: the same, heads alone", _IN_A_PACK, only_heads=True
        ),
    )
}
"""The packs by the name the command line and the screens know them by."""


class Filled(StrEnum):
    """How far a form is filled."""

    AS_IT_STANDS = "as it stands"
    HEAD = "its head alone"
    BLANK = "blank"

    def fits(self, form: Form) -> bool:
        """Whether a form can be exported filled this far."""
        if self is Filled.AS_IT_STANDS:
            return True
        if not isinstance(form, ReviewForm) or not form.empty:
            return False
        return form.returns or self is Filled.BLANK


def refuse_without_blank(form: Form) -> None:
    """Refuse to make a blank form of a document that has none.

    Raises:
        Refused: saying of which documents there is one.
    """
    if not Filled.BLANK.fits(form):
        *first, last = (each.key for each in REVIEW_FORMS.values() if each.empty)
        raise Refused(
            f"There is no empty form of {form.key}; there is one of {', '.join(first)} and {last}."
        )
