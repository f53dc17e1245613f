"""The sample register made: a few lists of changes, the same ones for the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from store.dates.school_years import school_year, year_name
from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium
from store.paperwork.forms import summary
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS
from store.records.change import Change, making
from store.records.editing import setting
from store.register.register import Register
from store.sample import people, texts
from store.sample.course import Course, holidays, review_days, term_day
from store.sample.reviews import review_document
from store.sample.schools import SCHOOLS as SAMPLE_SCHOOLS
from store.sample.schools import school_document

NAME = "Saxley and Thornmere Sample Consortium"
_USER = "Consortium Office"
_COUNT = len(SAMPLE_SCHOOLS)
_STUCK = {22: 5, 20: 14, 17: 100, 13: 160}
"""Last year's reviews, by place, that got no further than so many days after them: late ones."""
_SLOW = 5
"""Of this year's, every so manieth is slow."""
_CANCELLED, _UNDATED = 11, 16
"""The places in this year of the review that was cancelled, and of the one without a date."""


def make_sample(path: Path, today: date) -> None:
    """Make the sample register at `path`, as its office would see it on `today`.

    Raises:
        Refused: when something is there already.
        RegisterError: when it cannot be written.
    """
    now = school_year(today)
    day = [today]
    with create_register(path, NAME, user=_USER, today=lambda: day[0]) as register:
        register.apply([*_settings(register, now), *_directory(), *_years(today)])
        day[0] = date(now - 1, 9, 10)  # last year's ids are of last year
        before = _last_year(register.seq + 1, today)
        register.apply([making(REVIEWS.name, review_document(course)) for course in before])
        ids = {
            record.stored(REVIEWS.field("school")): record.id
            for record in register.records(REVIEWS)
        }
        day[0] = today
        previous = {course.school: (ids[course.school], course) for course in before}
        register.apply(
            [making(REVIEWS.name, document) for document in _this_year(register, today, previous)]
        )
        _change_a_signed_form(register)


def _settings(register: Register, year: int) -> Iterator[Change]:
    record = register.consortium
    away: list[Json] = [
        {"from": holiday.first.isoformat(), "until": holiday.last.isoformat(), "name": holiday.name}
        for starting in (year - 1, year)
        for holiday in holidays(starting)
    ]
    yield from setting(record, consortium.SCHOOL_HOLIDAYS, away)
    yield from setting(
        record,
        consortium.CLOSURES,
        [{"from": f"{year}-12-24", "until": f"{year + 1}-01-01", "name": "Christmas"}],
    )
    yield from setting(
        record,
        consortium.THEME_LIST,
        ["Curriculum", "Early reading", "Mathematics", "Writing", "Middle leadership"],
    )
    yield from setting(record, consortium.OFFICE_NAME, "The Consortium Office")
    yield from setting(record, consortium.OFFICE_TELEPHONE, "01632 960100")
    yield from setting(record, consortium.OFFICE_EMAIL, "office@consortium.example")


def _directory() -> Iterator[Change]:
    for number, school in enumerate(SAMPLE_SCHOOLS, start=1):
        head = people.person(people.head(number))
        yield making(SCHOOLS.name, school_document(school, number, head), number)
    for key, document in people.person_documents().items():
        yield making(PEOPLE.name, document, key)


def _years(today: date) -> Iterator[Change]:
    now = school_year(today)
    associate = people.person(people.SPP_ASSOCIATE)
    evaluated = term_day(date(now, 7, 7)).isoformat()
    yield making(
        YEARS.name,
        {
            "spp_associate": associate,
            "evaluation.due": evaluated,
            "evaluation.date": evaluated,
            "evaluation.text": texts.EVALUATION,
        },
        now - 1,
    )
    yield making(YEARS.name, {"spp_associate": associate}, now)


def _last_year(at: int, today: date) -> list[Course]:
    """Every school's review of last year; some of them got stuck."""
    courses = []
    for position, day in enumerate(review_days(school_year(today) - 1)):
        until = today
        if position in _STUCK:
            until = min(today, day + timedelta(days=_STUCK[position]))
        courses.append(Course(position * 7 % _COUNT + 1, position, day, until, at))
    return courses


def _this_year(
    register: Register, today: date, previous: dict[int, tuple[str, Course]]
) -> Iterator[dict[str, Json]]:
    now = school_year(today)
    at = register.seq + 1
    for position, day in enumerate(review_days(now)):
        school = (position * 5 + 2) % _COUNT + 1
        until = today
        if position % _SLOW == 2:
            until = min(today, max(day - timedelta(days=16), today - timedelta(days=24)))
        document = review_document(Course(school, position, day, until, at, previous[school]))
        if position == _UNDATED:
            document = {
                path: document[path] for path in ("school", "school_name", "headteacher", "status")
            } | {"note": "The school asks for a date in the summer term; ring again."}
        if position == _CANCELLED:
            document |= {
                "status": "cancelled",
                "status_reason": f"Put off: building work until the end of {year_name(now)}",
            }
        yield document


def _change_a_signed_form(register: Register) -> None:
    """Change one Summary after it was signed: somebody put a word right."""
    for record in register.records(REVIEWS):
        strengths = list(record[summary.STRENGTHS])
        if record.has(summary.SIGNATURES.field) and strengths:
            strengths[0] = f"{strengths[0]} Governors have seen this too."
            register.apply(setting(record, summary.STRENGTHS, list[Json](strengths)))
            return
