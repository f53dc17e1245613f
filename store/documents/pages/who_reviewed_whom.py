"""Who reviewed whom over school years: schools by schools, each person's load, the release."""

from __future__ import annotations

from collections.abc import Iterator

from store.dates.school_years import years_name
from store.documents.page import Block, DocumentPage, PageRow, PageTable, Points, Words
from store.documents.pages.head import joined
from store.documents.scopes import YearsScope
from store.teams.who_reviewed_whom import grid, loads, releases
from store.teams.who_reviewed_whom import matrix as who_reviewed_whom
from store.text import count_of

MATRIX = "Who reviewed whom"
LOAD = "What each person has on"
RELEASE = "Half-days of release"
LEGEND = (
    "Rows are the schools that reviewed, columns the schools that were reviewed, by the numbers "
    "of the rows. A number in a cell says in how many reviews."
)
CHAMPIONS = (
    "Half a day for each Improvement Champion of a review (ruling 15), by the champion’s school: "
    "how many are booked, how many have a day, and for how many cover is still to be arranged."
)


def matrix(scope: YearsScope) -> DocumentPage:
    """Schools by schools; below, the names whose school nobody knows."""
    reviewed = who_reviewed_whom(scope.register, scope.years)
    head, *rows = grid(reviewed)
    table = PageTable(
        ("No.", "School", *head[2:]),
        tuple(PageRow(tuple(cells)) for cells in rows),
        weights=(2, 10, *(2 for _ in rows)),
        sparse=True,
    )
    return _page(MATRIX, scope, (Words(LEGEND), table, *_unknown(reviewed.unknown)))


def load(scope: YearsScope) -> DocumentPage:
    """Each person's reviews, the busiest person first."""
    rows = tuple(
        PageRow(
            (
                person.name,
                person.school,
                str(len(person.led)),
                str(len(person.reviewed)),
                str(len(person.championed)),
                str(person.total),
                ", ".join((*person.led, *person.reviewed, *person.championed)),
            )
        )
        for person in loads(scope.register, scope.years)
    )
    head = ("Name", "School", "Led", "Other reviewer", "Improvement Champion", "In all", "Reviews")
    return _page(LOAD, scope, (PageTable(head, rows, weights=(4, 5, 1, 2, 2, 1, 6)),))


def release(scope: YearsScope) -> DocumentPage:
    """The half-days of each school, the most first."""
    rows = tuple(
        PageRow(
            (
                half_days.school or "School not known",
                *map(str, (half_days.needed, half_days.dated, half_days.to_cover)),
            )
        )
        for half_days in releases(scope.register, scope.years)
    )
    head = ("School", "Half-days", "With a day", "Cover still to be arranged")
    return _page(RELEASE, scope, (Words(CHAMPIONS), PageTable(head, rows, weights=(5, 2, 2, 3))))


def _unknown(names: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Names on teams that stand in no pair, with their reviews."""
    if not names:
        return
    by_name: dict[str, list[str]] = {}
    for name, review in names:
        by_name.setdefault(name, []).append(review)
    yield Words(
        f"{count_of(len(by_name), 'name')} on teams in no pair, because the school is not known:"
    )
    yield Points(tuple(f"{name}: {', '.join(ids)}" for name, ids in sorted(by_name.items())))


def _page(title: str, scope: YearsScope, blocks: tuple[Block, ...]) -> DocumentPage:
    years = years_name(scope.years)
    return DocumentPage(f"{title} {years}", joined(scope.name, years), blocks, landscape=True)
