"""What moving a review means, in words: the same on the screen and from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.changes.reschedule import Moving
from store.dates.typed_dates import echo
from store.paperwork import review
from store.schedule.step_standing import when_due

IN_THE_WAY = "In the way"
MOVES = "What moves"
LATE = "Late already"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that moves, or stands in the way; `why` is the reason of its new date."""

    group: str
    words: str
    why: str = ""

    @property
    def whole(self) -> str:
        """The words, with the reason where there is one."""
        return f"{self.words} ({self.why})" if self.why else self.words


def span(found: Moving) -> str:
    """The new days of the review."""
    return " to ".join(echo(day) for day in dict.fromkeys((found.first, found.last)))


def heading(found: Moving) -> str:
    """Which review is moved, from where, to where."""
    was = found.review.plain(review.DATE_OF_REVIEW) or "no date"
    return f"{found.review.id}  {found.review[review.SCHOOL_NAME]}: {was} → {span(found)}"


def lines(found: Moving) -> Iterator[Line]:
    """Everything a moving means: what stands in its way, what moves, what is late already."""
    for hit in found.hits:
        yield Line(IN_THE_WAY, f"{echo(hit.day)} is not an ordinary day: {hit.why}.")
    for one in found.bookings:
        yield Line(
            IN_THE_WAY,
            f"{one.name} is booked on {echo(one.day)}: {one.review} {one.school}, {one.role}.",
        )
    for notice in found.notices:
        yield Line(IN_THE_WAY, notice)
    for shift in found.shifts:
        before, after = (
            echo(due.day) if due.day else "no date" for due in (shift.before, shift.after)
        )
        yield Line(MOVES, f"{shift.step.words}: {before} → {after}", shift.after.sentence)
    for standing in found.late:
        yield Line(LATE, f"{standing.step.words}, {when_due(standing)}.")
