"""How the reviews of a list stand, a row each: worked out once, kept until something changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.dates.typed_dates import echo
from store.field_values import Name
from store.matching import searchable_text
from store.paperwork import review
from store.progress.outlook import Outlook
from store.progress.owed import people_of
from store.records.review_line import ReviewLine

_SEARCHED = (
    review.LEAD_REVIEWER,
    review.OTHER_REVIEWERS,
    review.IMPROVEMENT_CHAMPIONS,
    review.HEADTEACHER,
    review.GOVERNORS,
    review.THEMES,
)
"""What is searched of a review besides its school, its day and its status."""


class SummaryRow(Struct, frozen=True, gc=False):
    """How a review stands on a day, as far as lists are sorted, counted and narrowed by it.

    The outlook itself holds the whole review, and is made again for the rows that are seen.
    """

    urgency: tuple[bool, bool, date]
    this_week: bool
    stage: int | None
    searchable: str
    people: tuple[Name, ...]

    @property
    def late(self) -> bool:
        """Whether any step is late."""
        return not self.urgency[0]

    @property
    def open(self) -> bool:
        """Whether the review is neither closed nor cancelled."""
        return not self.urgency[1]


def summary_row(outlook: Outlook, named: Callable[[Name], Name]) -> SummaryRow:
    """The summary row of a review; `named` gives one object for all equal names."""
    record = outlook.school_review.review
    day, status = record[review.DATE_OF_REVIEW], record[review.STATUS] or "open"
    searchable = searchable_text(
        record[review.SCHOOL_NAME],
        record.id,
        echo(day) if day else "",
        status,
        *(record.plain(field) for field in _SEARCHED),
    )
    names = tuple(map(named, people_in(outlook)))
    return SummaryRow(outlook.urgency, outlook.this_week, outlook.stage, searchable, names)


class Counts(Struct, frozen=True):
    """How many open reviews are late, due this week, and neither."""

    late: int
    this_week: int
    on_track: int

    @property
    def words(self) -> str:
        """The three in a line."""
        return f"{self.late} late · {self.this_week} due this week · {self.on_track} on track"


class SummaryRows:
    """The summary rows of reviews by their keys."""

    def __init__(self, outlook: Callable[[int], Outlook]) -> None:
        """`outlook` gives how a review stands by its key."""
        self._outlook = outlook
        self._known: dict[int, SummaryRow] = {}
        self._names: dict[Name, Name] = {}
        self._searchable_texts: Sequence[str] | None = None
        self._searchable_of: Sequence[ReviewLine] = ()
        self._counts: Counts | None = None
        self._counted: Sequence[ReviewLine] = ()

    def of(self, key: int) -> SummaryRow:
        """The summary row of a review."""
        summary = self._known.get(key)
        if summary is None:
            summary = summary_row(
                self._outlook(key), lambda name: self._names.setdefault(name, name)
            )
            self._known[key] = summary
        return summary

    def searchable_texts(self, lines: Sequence[ReviewLine]) -> Sequence[str]:
        """The text searched for each of these reviews: its line's while it has no summary row."""
        if self._searchable_texts is None or self._searchable_of is not lines:
            known = (self._known.get(line.key) for line in lines)
            self._searchable_texts = [
                summary.searchable if summary else searchable_text_of_line(line)
                for line, summary in zip(lines, known, strict=True)
            ]
            self._searchable_of = lines
        return self._searchable_texts

    def counts(self, lines: Sequence[ReviewLine]) -> Counts:
        """How many of these reviews are late, due this week, on track."""
        if self._counts is None or self._counted is not lines:
            open_reviews = [summary for line in lines if (summary := self.of(line.key)).open]
            late = sum(summary.late for summary in open_reviews)
            week = sum(summary.this_week for summary in open_reviews)
            on_track = sum(not (summary.late or summary.this_week) for summary in open_reviews)
            self._counts, self._counted = Counts(late, week, on_track), lines
        return self._counts

    def forget(self, key: int | None = None) -> None:
        """Forget how a review stood, or all of them: something has changed."""
        self._counts = self._searchable_texts = None
        if key is None:
            self._known.clear()
            self._names.clear()
        else:
            self._known.pop(key, None)


def searchable_text_of_line(line: ReviewLine) -> str:
    """The text searched for a review that has no summary row yet."""
    lead = line.lead_reviewer.name if line.lead_reviewer else ""
    day = echo(line.date) if line.date else ""
    return searchable_text(line.school_name, line.id, day, lead, line.status)


def people_in(outlook: Outlook) -> Iterator[Name]:
    """Everybody a review names, and whoever owes something on it now."""
    record = outlook.school_review.review
    for person in (record[review.LEAD_REVIEWER], record[review.HEADTEACHER]):
        if person:
            yield person
    for several in (review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS, review.GOVERNORS):
        yield from record[several]
    for standing in outlook.standings:
        if standing.owed:
            yield from people_of(outlook.school_review, standing.step.owner)
