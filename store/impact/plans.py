"""The plans of a school's reviews: which is the last one before a review (ruling 28).

A row of a plan is named by its review and its id: `PR-2025-003 r2`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from store.paperwork import review
from store.paperwork.forms import action_plan
from store.paperwork.rows import Row
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.register.register import Register

_CANCELLED = "cancelled"


NO_LAST_REVIEW = "The register has no last review of this school."


class LastPlan(Struct, frozen=True):
    """The review with the last plan before a review; else `without` may name the last review.

    That one has no plan. Both are empty where there is no last review.
    """

    review: Record | None = None
    without: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The plan's rows that hold something."""
        return plan_rows(self.review) if self.review else ()

    @property
    def sentence(self) -> str:
        """That there is no last plan, and why; empty where there is one."""
        if self.review is not None:
            return ""
        if self.without:
            return f"The last review of this school, {self.without}, has no Action Plan."
        return NO_LAST_REVIEW


class Plans:
    """The reviews of a register, for what came of their plans.

    They are read once, when they are first asked for.
    """

    def __init__(
        self,
        lines: Callable[[], Iterable[ReviewLine]],
        record: Callable[[int], Record | None],
    ) -> None:
        """`lines` are those of all reviews; `record` is the review of a key."""
        self._lines = lines
        self._record = record
        self._schools: dict[int | None, list[ReviewLine]] = {}
        self._by_id: dict[str, ReviewLine] = {}

    def of_school(self, school: int | None) -> list[Record]:
        """The reviews of a school that are not cancelled, by date, then by id; the undated last."""
        if school is None:
            return []
        lines = sorted(self._of(school), key=lambda line: (line.date or date.max, line.id))
        return [record for line in lines if (record := self._record(line.key))]

    def last(self, of: Record) -> LastPlan:
        """The last plan before a review: that of an earlier one of its school, not cancelled."""
        without = ""
        for earlier in self.before(of):
            if plan_rows(earlier):
                return LastPlan(earlier)
            without = without or earlier.id
        return LastPlan(without=without)

    def by_id(self, review_id: str) -> Record | None:
        """The review of an id, cancelled or not."""
        self._read()
        line = self._by_id.get(review_id)
        return self._record(line.key) if line else None

    def row(self, of: Reference) -> Row | None:
        """The row of a plan; None where there is none, or no longer."""
        record = self.by_id(of.review)
        rows = record[action_plan.ROWS] if record else ()
        return next((row for row in rows if row.id == of.row), None)

    def before(self, of: Record) -> Iterator[Record]:
        """Earlier reviews of the school, the latest first; where a date is missing, by id."""
        school, day = of[review.SCHOOL], of[review.DATE_OF_REVIEW]
        if school is None:
            return

        def earlier(line: ReviewLine) -> bool:
            if line.date is not None and day is not None:
                return (line.date, line.id) < (day, of.id)
            return line.id < of.id

        lines = [line for line in self._of(school) if line.key != of.key and earlier(line)]
        lines.sort(key=lambda line: (line.date or date.min, line.id), reverse=True)
        yield from (record for line in lines if (record := self._record(line.key)))

    def _of(self, school: int) -> list[ReviewLine]:
        self._read()
        return self._schools.get(school, [])

    def _read(self) -> None:
        if self._by_id:
            return
        for line in self._lines():
            self._by_id[line.id] = line
            if line.status != _CANCELLED:
                self._schools.setdefault(line.school, []).append(line)


NO_PLANS = Plans(tuple, lambda _: None)
"""What an empty form knows of other reviews: nothing."""


def plans_of(register: Register) -> Plans:
    """The plans of a register as it stands now."""
    return Plans(register.lines, lambda key: register.find(REVIEWS, key))


def plan_rows(record: Record) -> tuple[Row, ...]:
    """The rows of a review's plan that hold something."""
    return tuple(row for row in record[action_plan.ROWS] if not row.empty)


_NAMED = re.compile(r"(PR-\d{4}-\d{3,9})[\s,:]+(r[1-9]\d{0,8})", re.ASCII | re.IGNORECASE)


class Reference(Struct, frozen=True):
    """The id of a review, and the id of a row of its plan."""

    review: str
    row: str

    def __str__(self) -> str:
        return f"{self.review} {self.row}"


def reference(text: str) -> Reference | None:
    """The row that a text names, in upper or lower case; None where it names none."""
    match = _NAMED.fullmatch(text.strip())
    return Reference(match[1].upper(), match[2].lower()) if match else None


def on_one_line(text: str) -> str:
    """An action as a list or a sentence shows it."""
    return " ".join(text.split())
