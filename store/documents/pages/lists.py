"""The lists of the consortium today: its schools, its people, and who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.dates.typed_dates import echo
from store.documents.page import DocumentPage, PageRow, PageTable, Words
from store.documents.pages.head import joined
from store.documents.scopes import ConsortiumScope
from store.matching import folded
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.progress.owed import Debtor, Owing, by_person, owing
from store.records.record import Record
from store.schedule.step_standing import StepState, late_words, when_agreed
from store.text import capital

_SCHOOL: tuple[Field[object], ...] = (
    consortium.SCHOOL_NAME, consortium.URN, consortium.PHASE, consortium.RELIGIOUS_CHARACTER,
    consortium.PUPILS, consortium.TOWN, consortium.SCHOOL_HEADTEACHER,
    consortium.SCHOOL_TELEPHONE, consortium.SCHOOL_EMAIL, consortium.SCHOOL_STATUS,
    consortium.MEMBER,
)  # fmt: skip
_PERSON: tuple[Field[object], ...] = (
    consortium.PERSON_NAME, consortium.ROLES, consortium.PERSON_SCHOOL, consortium.PERSON_EMAIL,
    consortium.PERSON_TELEPHONE, consortium.EXPERTISE, consortium.LISTED,
)  # fmt: skip
OWED = ("Person", "What", "School", "Review", "Due", "How late")


def schools(scope: ConsortiumScope) -> DocumentPage:
    """The schools of the register by name."""
    rows = [
        tuple(school.plain(field) for field in _SCHOOL)
        for school in _by_name(scope.register.records(SCHOOLS), consortium.SCHOOL_NAME)
    ]
    weights = (6, 3, 4, 4, 2, 4, 4, 4, 6, 3, 3)
    return _list("Schools", _wordings(_SCHOOL), rows, weights, scope)


def people(scope: ConsortiumScope) -> DocumentPage:
    """The office's directory by name; its notes stay with the office."""
    names = {
        school.key: school[consortium.SCHOOL_NAME] for school in scope.register.records(SCHOOLS)
    }

    def shown(person: Record, field: Field[object]) -> str:
        if field is consortium.PERSON_SCHOOL:
            return names.get(person[consortium.PERSON_SCHOOL] or 0, "")
        return person.plain(field)

    rows = [
        tuple(shown(person, field) for field in _PERSON)
        for person in _by_name(scope.register.records(PEOPLE), consortium.PERSON_NAME)
    ]
    return _list("People", _wordings(_PERSON), rows, (4, 4, 5, 5, 3, 5, 3), scope)


def owed(scope: ConsortiumScope) -> DocumentPage:
    """What is due or late, person by person, the most urgent first."""
    debtors = by_person(scope.register, owing(scope.register))
    rows = [_owed(debtor, item) for debtor in debtors for item in debtor.owes]
    return _list("What is owed", OWED, rows, (4, 5, 5, 3, 3, 4), scope)


def _owed(debtor: Debtor, item: Owing) -> tuple[str, ...]:
    day, state = item.standing.due.day, item.standing.state
    late = late_words(item.standing) if state is StepState.LATE else str(state)
    due = capital(when_agreed(item.standing)) or (echo(day) if day else "")
    return debtor.name, item.standing.step.words, item.title, item.id, due, late


def _by_name(records: Iterable[Record], name: Field[str]) -> list[Record]:
    return sorted(records, key=lambda record: (folded(record[name]), record.key))


def _wordings(fields: Sequence[Field[object]]) -> tuple[str, ...]:
    return tuple(field.wording for field in fields)


def _list(
    title: str,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    weights: tuple[int, ...],
    scope: ConsortiumScope,
) -> DocumentPage:
    line = joined(scope.name, echo(scope.register.today))
    table = PageTable(head, tuple(PageRow(cells) for cells in rows), weights=weights)
    count = Words("Nothing." if not rows else f"In all: {len(rows)}.")
    return DocumentPage(title, line, (count, table), landscape=True)
