"""A review and a consortium's schedule made in memory, for the rules of dates."""

from __future__ import annotations

from datetime import date

from store.field_values import Json
from store.paperwork.steps import STEP
from store.paperwork.tables import REVIEWS, SETTINGS, YEARS
from store.records.record import Record, SchoolReview, checked
from store.schedule.step_standing import Standing, standing_of
from store.schedule.why_due import Due, Schedule, due, schedule_of

CHAMPIONS: Json = [{"name": "Priya Nair", "person": None}, {"name": "Sam Cole", "person": None}]


def day(text: str) -> date:
    return date.fromisoformat(text)


def school_review(document: dict[str, Json], year: dict[str, Json] | None = None) -> SchoolReview:
    kept = Record(YEARS, 2026, {})
    if year is not None:
        kept = checked(YEARS, 2026, year)
    return SchoolReview(checked(REVIEWS, 1, document), None, kept)


def periods(*ranges: tuple[str, str, str]) -> Json:
    """Closures or school holidays: from, until and name, each may be empty."""
    rows: list[Json] = []
    for number, (first, last, name) in enumerate(ranges, start=1):
        cells = {"from": first, "until": last, "name": name}
        rows.append({"id": f"r{number}", **{path: cell for path, cell in cells.items() if cell}})
    return rows


def schedule(settings: dict[str, Json] | None = None) -> Schedule:
    return schedule_of(checked(SETTINGS, 1, settings or {}))


def due_of(key: str, document: dict[str, Json], settings: dict[str, Json] | None = None) -> Due:
    return due(STEP[key], school_review(document), schedule(settings))


def stands(
    key: str,
    document: dict[str, Json],
    today: str,
    settings: dict[str, Json] | None = None,
    year: dict[str, Json] | None = None,
) -> Standing:
    return standing_of(STEP[key], school_review(document, year), schedule(settings), day(today))
