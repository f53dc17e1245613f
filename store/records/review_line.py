"""The few columns of a review that every list needs, read without decoding the rest of it."""

from __future__ import annotations

import datetime

import msgspec

from store.dates.school_years import year_counted
from store.errors import Damaged
from store.field_values import Name
from store.paperwork import review
from store.records.record import ID, Record


class ReviewLine(msgspec.Struct, frozen=True, gc=False):
    """A review in a list: which it is, whose, when, led by whom, and whether it is open."""

    key: int = 0
    id: str = msgspec.field(name=ID, default="")
    school: int | None = msgspec.field(name=review.SCHOOL.path, default=None)
    school_name: str = msgspec.field(name=review.SCHOOL_NAME.path, default="")
    date: datetime.date | None = msgspec.field(name=review.DATE_OF_REVIEW.path, default=None)
    for_year: int | None = msgspec.field(name=review.FOR_YEAR.path, default=None)
    lead_reviewer: Name | None = msgspec.field(name=review.LEAD_REVIEWER.path, default=None)
    status: str = msgspec.field(name=review.STATUS.path, default="open")

    def year(self, today: datetime.date) -> int:
        """The school year it counts in, as of `today`."""
        return year_counted(self.date, self.for_year, today)


_decoder = msgspec.json.Decoder(ReviewLine)


def line_read(key: int, stored: bytes | memoryview) -> ReviewLine | None:
    """The line of a stored review; None when one of its columns is not of its kind.

    What is wrong is said when the review itself is read.
    """
    try:
        line = _decoder.decode(stored)
    except (ValueError, RecursionError):
        return None
    msgspec.structs.force_setattr(line, "key", key)  # nobody else has it yet
    return line


def line_of(record: Record) -> ReviewLine:
    """The line of a review.

    Raises:
        Damaged: when one of its columns is not of its kind.
    """
    try:
        line = msgspec.convert(record.document, ReviewLine)
    except ValueError as error:
        raise Damaged(f"The review {record.key} is damaged: {error}.") from None
    msgspec.structs.force_setattr(line, "key", record.key)
    return line
