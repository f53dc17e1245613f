"""The course of one review: when each thing happens, and whether it has happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from store.sample import people
from store.sample.calendar import term_day, term_day_before
from store.sample.texts import AREAS, STRENGTHS, Area
from store.values import Json


@dataclass(frozen=True)
class Course:
    """A review of a school (counted from 1) on `day`, as far as it has got by `until`.

    `place` is its place in the year, `at` the change (sequence number) it is made in, `previous`
    the id of the school's last review and the Course it took.
    """

    school: int
    place: int
    day: date
    until: date
    at: int
    previous: tuple[str, Course] | None = None

    def on(self, days: int) -> date:
        """The day of something that happens so many days after the review."""
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
        return people.champions(self.place)

    @property
    def lead(self) -> int:
        """The Lead Reviewer."""
        return people.team(self.school, self.place)[0]

    @property
    def others(self) -> tuple[int, ...]:
        """The other reviewers."""
        return people.team(self.school, self.place)[1]

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
        """The strengths that are found."""
        return self._chance("strengths").sample(STRENGTHS, 4 + self.place % 2)

    @property
    def areas(self) -> list[Area]:
        """The areas for development that are found; each leads to an action."""
        return self._chance("areas").sample(AREAS, 3 + self.place % 2)

    def one_of(self, texts: tuple[str, ...]) -> str:
        """One of several texts, always the same."""
        return texts[self._chance("text").randrange(len(texts))]

    def _chance(self, what: str) -> Random:
        return Random(f"{what} {self.school} {self.place}")


def names(*keys: int) -> Json:
    """People as a field stores them."""
    return [people.person(key) for key in keys]
