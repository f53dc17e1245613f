"""Which reviews the dashboard shows: a year, late ones, this week's, a stage, a person, a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from store.dates.school_year import year_name
from store.dates.typed import echo
from store.matching import matches
from store.outlook import Outlook
from store.owed import people_of
from store.paperwork import review
from store.records import Record
from store.register.lines import ReviewLine
from store.teams.people import same_person
from store.values import Name


class ReviewFilter(Struct, frozen=True):
    """What is asked for; everything that is set has to hold."""

    year: int | None
    needle: str = ""
    late: bool = False
    this_week: bool = False
    stage: int | None = None
    person: Name | None = None

    def in_year(self, line: ReviewLine, today: date) -> bool:
        """Whether a review counts in the year."""
        return self.year is None or line.year(today) == self.year

    def shows(
        self, line: ReviewLine, outlook: Callable[[int], Outlook], record: Callable[[int], Record]
    ) -> bool:
        """Whether a review is shown; it is looked at no closer than it takes to say no."""
        if self.needle and not self._found_in(line) and not self._names(record(line.key)):
            return False
        if not (self.late or self.this_week or self.stage or self.person):
            return True
        found = outlook(line.key)
        if self.person and not any(same_person(self.person, one) for one in people_in(found)):
            return False
        if self.late and not found.late:
            return False
        if self.this_week and not found.this_week:
            return False
        return self.stage is None or (found.open and found.stage == self.stage)

    @property
    def words(self) -> str:
        """What is filtered by, for the title; empty when nothing but the year is."""
        parts = [
            *(["late"] if self.late else []),
            *(["due this week"] if self.this_week else []),
            *([f"in Stage {self.stage}"] if self.stage else []),
            *([f"of {self.person.name}"] if self.person else []),
        ]
        return f"only {', '.join(parts)}" if parts else ""

    @property
    def narrowing(self) -> str:
        """What the reviews of the year are narrowed by, or that they are of all years."""
        years = self.year_words if self.year is None else ""
        found = f"“{self.needle}”" if self.needle else ""
        return ", ".join(filter(None, (years, self.words, found)))

    @property
    def year_words(self) -> str:
        """The year, for the title."""
        return "all years" if self.year is None else year_name(self.year)

    def _found_in(self, line: ReviewLine) -> bool:
        day = echo(line.date) if line.date else ""
        lead = line.lead_reviewer.name if line.lead_reviewer else ""
        return matches(self.needle, line.school_name, line.id, day, lead, line.status)

    def _names(self, record: Record) -> bool:
        people = (
            review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS, review.HEADTEACHER,
            review.GOVERNORS, review.THEMES,
        )  # fmt: skip
        return matches(self.needle, *(record.plain(field) for field in people))


def people_in(found: Outlook) -> Iterator[Name]:
    """Everybody a review names, and whoever owes something on it now."""
    record = found.whole.review
    for one in (record[review.LEAD_REVIEWER], record[review.HEADTEACHER]):
        if one:
            yield one
    for several in (review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS, review.GOVERNORS):
        yield from record[several]
    for standing in found.standings:
        if standing.owed:
            yield from people_of(found.whole, standing.step.owner)
