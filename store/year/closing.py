"""Closing reviews, all of a year that are complete or one; and cancelling one with its reason."""

from __future__ import annotations

from msgspec import Struct

from store.dates.school_years import year_name
from store.errors import Refused
from store.paperwork import review
from store.paperwork.steps import STEPS, Ongoing
from store.records.change import Change
from store.records.editing import setting
from store.records.record import Record, SchoolReview
from store.register.finding import school_review_of, school_reviews_of_year
from store.register.register import Register
from store.schedule.stage_progress import stage_states
from store.text import clean_line, count_of

_ONGOING = {step.words for step in STEPS if isinstance(step.rule, Ongoing)}
"""What closing itself ends (ruling 10)."""


class Kept(Struct, frozen=True):
    """A review that stays open, and what it still lacks."""

    review: Record
    lacks: tuple[str, ...]

    @property
    def line(self) -> str:
        """It in a line."""
        return f"{_named(self.review)}: {'; '.join(self.lacks)}"


class Closing(Struct, frozen=True):
    """What closing a year would do: the reviews closed, and those that stay open."""

    year: int
    complete: tuple[Record, ...]
    others: tuple[Kept, ...]
    changes: tuple[Change, ...]

    @property
    def heading(self) -> str:
        """What it comes to, in a sentence."""
        if not self.complete:
            return f"{year_name(self.year)}: no open review is complete."
        return f"{year_name(self.year)}: {count_of(len(self.complete), 'review')} to be closed."

    @property
    def lines(self) -> tuple[str, ...]:
        """Each review that is closed, in a line."""
        return tuple(map(_named, self.complete))


def closing(register: Register, year: int) -> Closing:
    """What closing a school year's complete reviews would do, as the register stands."""
    complete: list[Record] = []
    others: list[Kept] = []
    for school_review in school_reviews_of_year(register, year):
        if school_review.review[review.STATUS] in ("closed", "cancelled"):
            continue
        if lacks := lacking(school_review):
            others.append(Kept(school_review.review, lacks))
        else:
            complete.append(school_review.review)
    changes = tuple(
        change for record in complete for change in setting(record, review.STATUS, "closed")
    )
    return Closing(year, tuple(complete), tuple(others), changes)


def lacking(school_review: SchoolReview) -> tuple[str, ...]:
    """What a review lacks before it can be closed; ongoing support ends then and does not count.

    A stage that counts as complete lacks nothing (ruling 32).
    """
    return tuple(
        words
        for state in stage_states(school_review)
        if not state.overruled
        for words in state.missing
        if words not in _ONGOING
    )


def closing_one(register: Register, record: Record, anyway: bool = False) -> list[Change]:
    """The changes that close one review; none when it is closed already.

    Raises:
        Refused: when it lacks something and is not to be closed `anyway`, or is cancelled.
    """
    if record[review.STATUS] == "cancelled":
        raise Refused(f"{record.id} is cancelled; there is nothing to close.")
    lacks = lacking(school_review_of(register, record))
    if lacks and not anyway and record[review.STATUS] != "closed":
        raise Refused(f"{record.id} still lacks: {'; '.join(lacks)}.")
    return setting(record, review.STATUS, "closed")


def cancelling(record: Record, reason: str) -> list[Change]:
    """The changes that cancel a review (ruling 35); none if it already is for that reason.

    Raises:
        Refused: when there is no reason.
        Unacceptable: when the reason is too long.
    """
    if not clean_line(reason):
        raise Refused(f"{record.id} is not cancelled: a reason is needed.")
    return [
        *setting(record, review.STATUS_REASON, reason),
        *setting(record, review.STATUS, "cancelled"),
    ]


def _named(record: Record) -> str:
    return f"{record.id} {record[review.SCHOOL_NAME]}"
