"""The expertise directory (Stage 4): for headteachers, of those willing to stand in it."""

from __future__ import annotations

from datetime import date

from store.dates.typed_dates import echo
from store.documents.page import Page, Row, Table, Words
from store.documents.pages.head import joined
from store.documents.scopes import Context
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.expertise import experts

COLUMNS = ("Expertise", "Name", "School", "Telephone", "E-mail")


def page(context: Context) -> Page:
    """Each line of expertise with who has it, and whom to ask at the end."""
    day = context.today or date.min  # without a day it is of no consortium: nobody is listed
    found = experts(context.records(PEOPLE), context.records(SCHOOLS), day)
    rows = tuple(
        Row(
            (
                one.expertise,
                one.person[consortium.PERSON_NAME],
                one.school,
                one.person[consortium.PERSON_TELEPHONE],
                one.person[consortium.PERSON_EMAIL],
            )
        )
        for one in found
    )
    today = echo(context.today) if context.today else ""
    line = joined([*filter(None, [context.consortium]), today])
    people = len({one.person.key for one in found})
    count = "Nobody is listed yet." if not found else f"People listed: {people}."
    return Page(
        "Expertise directory",
        line,
        (
            Words(" ".join((*consortium.LISTED.guidance, count))),
            Table(COLUMNS, rows, weights=(5, 4, 5, 3, 6)),
            *_office(context),
        ),
        landscape=True,
    )


def _office(context: Context) -> tuple[Words, ...]:
    said = (
        context.settings[field]
        for field in (
            consortium.OFFICE_NAME, consortium.OFFICE_ADDRESS, consortium.OFFICE_TELEPHONE,
            consortium.OFFICE_EMAIL,
        )
    )  # fmt: skip
    words = "\n".join(filter(None, said))
    return (Words(words),) if words else ()
