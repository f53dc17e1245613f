from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.dates.school_years import school_year
from store.dates.typed_dates import echo
from store.errors import Refused
from store.open_register import open_register
from store.paperwork import consortium, review
from store.paperwork.field_kinds import DateKind
from store.paperwork.forms import summary
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.register.finding import school_review_of
from store.register.register import Register
from store.sample import make_sample
from store.schedule.stage_progress import first_incomplete, stage_states

DAYS = (
    date(2026, 9, 1), date(2026, 11, 23), date(2027, 1, 3), date(2027, 3, 16), date(2027, 5, 5),
    date(2027, 8, 31),
)  # fmt: skip


def sample(folder: Path, today: date) -> Register:
    path = folder / "sample.json"
    make_sample(path, today)
    return open_register(path, user="Somebody", today=lambda: today)


def documents(register: Register) -> list[object]:
    return [
        (table.name, record.key, record.document)
        for table in (SCHOOLS, PEOPLE, REVIEWS)
        for record in register.records(table)
    ]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_on_any_day_there_are_reviews_in_every_stage_and_some_that_are_done(
    tmp_path: Path, today: date
) -> None:
    register = sample(tmp_path, today)
    stages = [
        first_incomplete(stage_states(school_review_of(register, record)))
        for record in register.records(REVIEWS)
    ]
    assert set(stages) == {1, 2, 3, 4, 5, None}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_was_done_after_today_and_everything_on_a_working_day(
    tmp_path: Path, today: date
) -> None:
    register = sample(tmp_path, today)
    to_come = ("date", "workshop.agreed_date", "audit.chase")
    for record in register.records(REVIEWS):
        for path, value in record.document.items():
            field = REVIEWS.fields.get(path)
            if field is None or not isinstance(field.kind, DateKind):
                continue
            day = field.kind.decode(value)
            assert day is not None
            assert day.weekday() < 5, f"{record.id} {path} {echo(day)}"
            if path not in to_come and not path.endswith(".due"):
                assert day <= today, f"{record.id} {path}"


def test_there_are_24_member_schools_each_reviewed_once_in_both_years(tmp_path: Path) -> None:
    register = sample(tmp_path, date(2026, 11, 23))
    schools = list(register.records(SCHOOLS))
    assert len(schools) == 24
    assert all(school[consortium.MEMBER] for school in schools)
    years = sorted(
        (school_year(day), line.school)
        for line in register.lines()
        if (day := line.date or date(2026, 11, 23))
    )
    assert years == [(year, key) for year in (2025, 2026) for key in range(1, 25)]


def test_one_review_is_cancelled_with_its_reason_and_one_has_no_date(tmp_path: Path) -> None:
    register = sample(tmp_path, date(2026, 11, 23))
    reviews = list(register.records(REVIEWS))
    [cancelled] = [record for record in reviews if record[review.STATUS] == "cancelled"]
    assert cancelled[review.STATUS_REASON]
    assert len([record for record in reviews if record[review.DATE_OF_REVIEW] is None]) == 1
    assert any(record[review.STATUS] == "closed" for record in reviews)


def test_the_last_plan_of_each_school_is_answered_for(tmp_path: Path) -> None:
    register = sample(tmp_path, date(2026, 11, 23))
    kind = summary.PREVIOUS.kind
    assert isinstance(kind, RowsKind)
    ids = {record.id for record in register.records(REVIEWS)}
    rows = [row for record in register.records(REVIEWS) for row in record[summary.PREVIOUS]]
    assert rows
    assert {row[summary.PREVIOUS_ACTION].split()[0] for row in rows} <= ids


def test_the_same_day_makes_the_same_sample(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    first, second = (documents(sample(folder, date(2027, 3, 16))) for folder in folders)
    assert first == second


def test_what_the_sample_did_is_nobody_elses_to_undo(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing of yours"):
        sample(tmp_path, date(2026, 11, 23)).undo(whole_user=True)


def test_a_sample_is_never_made_over_something(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        make_sample(path, date(2026, 11, 23))
    assert path.read_text(encoding="utf-8") == "mine"
