"""How the reviews of a list stand, in brief: worked out once, kept until something changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from screens.reviews.review_filter import SummaryRow, hay_of_line, summary_row
from store.progress.outlook import Outlook
from store.records.review_line import ReviewLine
from store.values import Name


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
    """The briefs of reviews by their keys."""

    def __init__(self, outlook: Callable[[int], Outlook]) -> None:
        """`outlook` gives how a review stands by its key."""
        self._outlook = outlook
        self._known: dict[int, SummaryRow] = {}
        self._names: dict[Name, Name] = {}
        self._hays: Sequence[str] | None = None
        self._of_hays: Sequence[ReviewLine] = ()
        self._counts: Counts | None = None
        self._counted: Sequence[ReviewLine] = ()

    def of(self, key: int) -> SummaryRow:
        """The brief of a review."""
        found = self._known.get(key)
        if found is None:
            found = summary_row(self._outlook(key), lambda name: self._names.setdefault(name, name))
            self._known[key] = found
        return found

    def hays(self, lines: Sequence[ReviewLine]) -> Sequence[str]:
        """What is searched of each of these reviews: of one that is not worked out, its line."""
        if self._hays is None or self._of_hays is not lines:
            known = (self._known.get(line.key) for line in lines)
            self._hays = [
                found.hay if found else hay_of_line(line)
                for line, found in zip(lines, known, strict=True)
            ]
            self._of_hays = lines
        return self._hays

    def counts(self, lines: Sequence[ReviewLine]) -> Counts:
        """How many of these reviews stand in which way."""
        if self._counts is None or self._counted is not lines:
            open_ones = [found for line in lines if (found := self.of(line.key)).open]
            late = sum(one.late for one in open_ones)
            week = sum(one.this_week for one in open_ones)
            on_track = sum(not (one.late or one.this_week) for one in open_ones)
            self._counts, self._counted = Counts(late, week, on_track), lines
        return self._counts

    def forget(self, key: int | None = None) -> None:
        """Forget how a review stood, or all of them: something has changed."""
        self._counts = self._hays = None
        if key is None:
            self._known.clear()
            self._names.clear()
        else:
            self._known.pop(key, None)
