"""Which reviews the dashboard shows: a year, late ones, this week's, a stage, a person, a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from screens.reviews.summary_rows import SummaryRow
from store.dates.school_years import days_of, year_name
from store.field_values import Name
from store.matching import places_in
from store.records.review_line import ReviewLine
from store.teams.members import same_person


class ReviewFilter(Struct, frozen=True):
    """Which reviews are asked for; everything that is set has to hold."""

    year: int | None
    needle: str = ""
    late: bool = False
    this_week: bool = False
    stage: int | None = None
    person: Name | None = None

    def in_year(self, lines: Sequence[ReviewLine], today: date) -> list[ReviewLine]:
        """The reviews that count in the year."""
        if self.year is None:
            return list(lines)
        first, last = days_of(self.year)
        return [
            line
            for line in lines
            if (first <= line.date <= last if line.date else line.year(today) == self.year)
        ]

    def shown(
        self,
        lines: Sequence[ReviewLine],
        searchable_texts: Callable[[], Sequence[str]],
        summary: Callable[[int], SummaryRow],
    ) -> Sequence[ReviewLine]:
        """The reviews that are shown; no summary row is asked for that no condition needs.

        `searchable_texts` gives what is searched of each of the lines, in their order.
        """
        if self.needle:
            lines = [lines[at] for at in places_in(searchable_texts(), self.needle)]
        if not (self.late or self.this_week or self.stage or self.person):
            return lines
        return [line for line in lines if self._lets_through(summary(line.key))]

    def _lets_through(self, summary: SummaryRow) -> bool:
        if self.person and not any(same_person(self.person, person) for person in summary.people):
            return False
        if self.late and not summary.late:
            return False
        if self.this_week and not summary.this_week:
            return False
        return self.stage is None or (summary.open and summary.stage == self.stage)

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
        searched = f"“{self.needle}”" if self.needle else ""
        return ", ".join(filter(None, (years, self.words, searched)))

    @property
    def year_words(self) -> str:
        """The year, for the title."""
        return "all years" if self.year is None else year_name(self.year)
