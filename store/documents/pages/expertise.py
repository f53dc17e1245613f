"""The expertise directory (Stage 4): for headteachers, of those willing to stand in it."""

from __future__ import annotations

from store.dates.typed_dates import echo
from store.documents.page import DocumentPage, PageRow, PageTable, Words
from store.documents.pages.head import joined
from store.documents.scopes import ConsortiumScope
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.expertise import experts

COLUMNS = ("Expertise", "Name", "School", "Telephone", "E-mail")


def page(scope: ConsortiumScope) -> DocumentPage:
    """Each line of expertise with who has it, and whom to ask at the end."""
    register = scope.register
    listed = experts(register.records(PEOPLE), register.records(SCHOOLS), register.today)
    rows = tuple(
        PageRow(
            (
                expert.expertise,
                expert.person[consortium.PERSON_NAME],
                expert.school,
                expert.person[consortium.PERSON_TELEPHONE],
                expert.person[consortium.PERSON_EMAIL],
            )
        )
        for expert in listed
    )
    line = joined(scope.name, echo(register.today))
    people = len({expert.person.key for expert in listed})
    count = "Nobody is listed yet." if not listed else f"People listed: {people}."
    return DocumentPage(
        "Expertise directory",
        line,
        (
            Words(" ".join((*consortium.LISTED.guidance, count))),
            PageTable(COLUMNS, rows, weights=(5, 4, 5, 3, 6)),
            *_office(scope),
        ),
        landscape=True,
    )


def _office(scope: ConsortiumScope) -> tuple[Words, ...]:
    said = (
        scope.register.consortium[field]
        for field in (
            consortium.OFFICE_NAME,
            consortium.OFFICE_ADDRESS,
            consortium.OFFICE_TELEPHONE,
            consortium.OFFICE_EMAIL,
        )
    )
    words = "\n".join(filter(None, said))
    return (Words(words),) if words else ()
