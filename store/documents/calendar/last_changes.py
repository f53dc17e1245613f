"""Which change last touched a fact: what an event's SEQUENCE is counted by.

It is counted in seconds, not in the journal's numbers: those fall when a backup is restored, and
a calendar leaves aside what has a lower SEQUENCE than it has seen. A number has 31 bits in some
calendars, so the seconds are enough until 2088.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from store.paperwork import consortium, review
from store.paperwork.deadlines import TIMING_FIELDS
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import feedback, impact
from store.paperwork.steps import STEPS, WhenSet
from store.paperwork.tables import REVIEWS, SCHOOLS, SETTINGS, YEARS
from store.records.change import MADE, Entry
from store.records.record import CONSORTIUM, SchoolReview

_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)

Facts = tuple[tuple[str, int, frozenset[str]], ...]
"""Facts something is made of: table, key, and the paths of fields of that record."""


class LastChange(Struct, frozen=True):
    """The last change that touched some facts: its SEQUENCE, and when; None before the journal."""

    sequence: int
    time: datetime | None


class LastChanges(Struct, frozen=True):
    """The last change to each field of each record, from the journal.

    `before` is what holds for all that no change is known of since: when the journal begins, or
    when the register was last restored, which may have changed anything.
    """

    fields: Mapping[tuple[str, int], Mapping[str, LastChange]]
    before: LastChange

    @classmethod
    def by(cls, entries: Iterable[Entry], restored: datetime | None = None) -> LastChanges:
        """What these entries, every one from the journal's first, have touched.

        `restored` is when the register was last put in another one's place; None if it never was.
        Of two changes the later one counts for more, whatever the clock says.
        """
        fields: dict[tuple[str, int], dict[str, LastChange]] = {}
        before, count = LastChange(0, None), 0
        for entry in entries:
            time = datetime.fromisoformat(entry.time)
            if not count:
                before = LastChange(_seconds(time), None)
            count = max(count + 1, _seconds(time))
            last = LastChange(count, time)
            for change in entry.changes:
                fields.setdefault((change.table, change.key), {})[change.field] = last
        if restored is not None:
            before = LastChange(max(before.sequence, _seconds(restored)), restored)
        return cls(fields, before)

    def last(self, facts: Facts) -> LastChange:
        """The last change to any of these facts; creating a record counts for each of them."""
        latest = self.before
        for table, key, paths in facts:
            for address, last in self.fields.get((table, key), {}).items():
                if last.sequence > latest.sequence and _is_of(address, paths):
                    latest = last
        return latest


def facts_of_review(school_review: SchoolReview) -> Facts:
    """What the event of the review itself is made of."""
    return (_of(REVIEWS.name, school_review.review.key, _HEAD), *_name(school_review))


def facts_of_deadlines(school_review: SchoolReview) -> Facts:
    """What a review's due dates are made of: its dates, its people, the settings."""
    return (
        _of(REVIEWS.name, school_review.review.key, (*_HEAD, *review.OVERRIDES, *_DATES)),
        *_name(school_review),
        _SETTINGS,
    )


def facts_of_year(year: int) -> Facts:
    """What the partnership's evaluation of a school year is made of."""
    return (_of(YEARS.name, year, (impact.EVALUATION_DUE, impact.EVALUATION_DATE)), _SETTINGS)


def _seconds(time: datetime) -> int:
    return max(0, int((time - _FIRST_DAY).total_seconds()))


def _of(table: str, key: int, fields: Iterable[Field[object]]) -> tuple[str, int, frozenset[str]]:
    return table, key, frozenset(field.path for field in fields)


def _name(school_review: SchoolReview) -> Facts:
    school = school_review.school
    return (_of(SCHOOLS.name, school.key, (consortium.SCHOOL_NAME,)),) if school else ()


def _is_of(address: str, paths: frozenset[str]) -> bool:
    """Whether a change's address is one of these fields, or a row or a cell of one."""
    return (
        address == MADE or address in paths or any(address.startswith(f"{path}.") for path in paths)
    )


_HEAD = (
    review.SCHOOL, review.SCHOOL_NAME, review.DATE_OF_REVIEW, review.END_DATE,
    review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS,
    review.HEADTEACHER, review.HEADTEACHER_LABEL, review.STATUS, review.STATUS_REASON,
)  # fmt: skip
_DATES: tuple[Field[object], ...] = (
    *(field for step in STEPS for alternative in step.done_by for field in alternative),
    *(step.rule.field for step in STEPS if isinstance(step.rule, WhenSet) and step.rule.field),
    feedback.WORKSHOP_AGREED_DATE, summary.CUSTODY.received, action_plan.CUSTODY.received,
)  # fmt: skip
_SETTINGS = _of(
    SETTINGS.name,
    CONSORTIUM,
    (*TIMING_FIELDS, consortium.CLOSURES, consortium.SCHOOL_HOLIDAYS),
)
