"""The course of one sample review: when each thing happens, and whether it has happened yet.

Everything falls on a Tuesday, Wednesday or Thursday of a term, which no bank holiday does.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from msgspec import Struct

from store.dates.days import ONE_DAY
from store.field_values import Json
from store.sample import people
from store.sample.texts import AREAS, STRENGTHS, Area


class Course(Struct, frozen=True):
    """A review of a school (counted from 1) on `day`, as far as it has got by `until`.

    `position` counts the year's reviews from 0, `at` is the change (sequence number) it is made
    in, `previous` the id of the school's last review and the Course it took.
    """

    school: int
    position: int
    day: date
    until: date
    at: int
    previous: tuple[str, Course] | None = None

    def on(self, days: int) -> date:
        """The day so many days after the review, moved into term."""
        day = self.day + timedelta(days=days)
        return term_day_before(day) if days < 0 else term_day(day)

    def date(self, days: int) -> Json:
        """That day as it is stored; nothing as long as it has not come."""
        return self.on(days).isoformat() if self.has(days) else None

    def has(self, days: int) -> bool:
        """Whether that day has come."""
        return self.on(days) <= self.until

    @property
    def champions(self) -> tuple[int, int]:
        """The Improvement Champions."""
        return people.champions(self.position)

    @property
    def lead(self) -> int:
        """The Lead Reviewer."""
        return people.team(self.school, self.position)[0]

    @property
    def others(self) -> tuple[int, ...]:
        """The other reviewers."""
        return people.team(self.school, self.position)[1]

    @property
    def head(self) -> int:
        """The headteacher."""
        return people.head(self.school)

    @property
    def governor(self) -> int:
        """The governor who takes part."""
        return people.governor(self.school)

    @property
    def strengths(self) -> list[str]:
        """The strengths the reviewers find."""
        return self._chance("strengths").sample(STRENGTHS, 4 + self.position % 2)

    @property
    def areas(self) -> list[Area]:
        """The areas for development the reviewers find; each leads to an action."""
        return self._chance("areas").sample(AREAS, 3 + self.position % 2)

    def one_of(self, texts: tuple[str, ...]) -> str:
        """One of several texts, always the same one for the same review."""
        return texts[self._chance("text").randrange(len(texts))]

    def _chance(self, what: str) -> Random:
        return Random(f"{what} {self.school} {self.position}")


def names(*keys: int) -> Json:
    """People as a field stores them."""
    return [people.person(key) for key in keys]


_WEEKDAYS = (1, 2, 3)


class Holiday(NamedTuple):
    """A school holiday, first and last day."""

    first: date
    last: date
    name: str


def holidays(year: int) -> tuple[Holiday, ...]:
    """The school holidays of the school year that begins in September of `year`."""
    after = year + 1
    return (
        Holiday(date(year, 10, 24), date(year, 11, 1), "Autumn half term"),
        Holiday(date(year, 12, 19), date(after, 1, 4), "Christmas"),
        Holiday(date(after, 2, 13), date(after, 2, 21), "Spring half term"),
        Holiday(date(after, 3, 30), date(after, 4, 14), "Easter"),
        Holiday(date(after, 5, 24), date(after, 6, 1), "Summer half term"),
        Holiday(date(after, 7, 21), date(after, 9, 3), "Summer"),
    )


def term_day(day: date) -> date:
    """`day`, or the first day of term after it."""
    while not _in_term(day):
        day += ONE_DAY
    return day


def term_day_before(day: date) -> date:
    """`day`, or the last day of term before it."""
    while not _in_term(day):
        day -= ONE_DAY
    return day


def review_days(year: int) -> tuple[date, ...]:
    """The 24 days of a school year's reviews, from late September to early July."""
    terms = (
        (date(year, 9, 22), 6.5, 11),
        (date(year + 1, 1, 12), 9, 7),
        (date(year + 1, 4, 21), 12, 6),
    )
    days: list[date] = []
    for first, apart, count in terms:
        for number in range(count):
            day = term_day(first + timedelta(days=round(number * apart) + number % 3))
            days.append(day if day not in days else term_day(day + ONE_DAY))
    return tuple(days)


def _in_term(day: date) -> bool:
    return day.weekday() in _WEEKDAYS and not any(
        holiday.first <= day <= holiday.last
        for year in (day.year - 1, day.year)
        for holiday in holidays(year)
    )
