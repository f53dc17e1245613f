"""Which reviews the dashboard shows: a year, late ones, this week's, a stage, a person, a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.dates.school_years import days_of, year_name
from store.dates.typed_dates import echo
from store.matching import hay_of, places_in
from store.paperwork import review
from store.progress.outlook import Outlook
from store.progress.owed import people_of
from store.records.review_line import ReviewLine
from store.teams.members import same_person
from store.values import Name


class SummaryRow(Struct, frozen=True, gc=False):
    """What is kept of how a review stands on a day: what lists are sorted, counted, narrowed by.

    The outlook itself holds the whole review, and is made again for the rows that are seen.
    """

    urgency: tuple[bool, bool, date]
    this_week: bool
    stage: int | None
    hay: str
    people: tuple[Name, ...]

    @property
    def late(self) -> bool:
        """Whether any step is late."""
        return not self.urgency[0]

    @property
    def open(self) -> bool:
        """Whether the review is neither closed nor cancelled."""
        return not self.urgency[1]


def summary_row(found: Outlook, named: Callable[[Name], Name]) -> SummaryRow:
    """The brief of a review; `named` gives one name for all that are equal."""
    record = found.school_review.review
    people = (
        review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS,
        review.HEADTEACHER, review.GOVERNORS, review.THEMES,
    )  # fmt: skip
    day, status = record[review.DATE_OF_REVIEW], record[review.STATUS] or "open"
    hay = hay_of(
        record[review.SCHOOL_NAME], record.id, echo(day) if day else "", status,
        *(record.plain(field) for field in people),
    )  # fmt: skip
    names = tuple(map(named, people_in(found)))
    return SummaryRow(found.urgency, found.this_week, found.stage, hay, names)


class ReviewFilter(Struct, frozen=True):
    """What is asked for; everything that is set has to hold."""

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
        self, lines: Sequence[ReviewLine], hays: Callable[[], Sequence[str]],
        brief: Callable[[int], SummaryRow],
    ) -> Sequence[ReviewLine]:  # fmt: skip
        """The reviews that are shown; each is looked at no closer than it takes to say no.

        `hays` gives what is searched of each of the lines, in their order.
        """
        if self.needle:
            lines = [lines[place] for place in places_in(hays(), self.needle)]
        if not (self.late or self.this_week or self.stage or self.person):
            return lines
        return [line for line in lines if self._lets_through(brief(line.key))]

    def _lets_through(self, found: SummaryRow) -> bool:
        if self.person and not any(same_person(self.person, one) for one in found.people):
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


def hay_of_line(line: ReviewLine) -> str:
    """What is searched of a review while its brief is not known."""
    lead = line.lead_reviewer.name if line.lead_reviewer else ""
    day = echo(line.date) if line.date else ""
    return hay_of(line.school_name, line.id, day, lead, line.status)


def people_in(found: Outlook) -> Iterator[Name]:
    """Everybody a review names, and whoever owes something on it now."""
    record = found.school_review.review
    for one in (record[review.LEAD_REVIEWER], record[review.HEADTEACHER]):
        if one:
            yield one
    for several in (review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS, review.GOVERNORS):
        yield from record[several]
    for standing in found.standings:
        if standing.owed:
            yield from people_of(found.school_review, standing.step.owner)
