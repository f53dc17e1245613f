"""A review with what bears on it from elsewhere in the register."""

from __future__ import annotations

from store.dates.school_year import school_year
from store.paperwork import review
from store.paperwork.tables import REVIEWS, SCHOOLS, YEARS
from store.records import Record
from store.register.register import Register
from store.stages import Whole


def whole_of(register: Register, found: Record) -> Whole:
    """The review `found`, its school, and what is kept of the school year it counts in."""
    key = found[review.SCHOOL]
    school = register.found(SCHOOLS, key) if key is not None else None
    return Whole(found, school, register.found(YEARS, counts_in(found)))


def counts_in(found: Record) -> int:
    """The school year a review counts in: that of its date, or, undated, the one in its id."""
    day = found[review.DATE_OF_REVIEW]
    return school_year(day) if day else int(found.id.split("-")[1])


def reviews_of(register: Register, year: int) -> list[Record]:
    """Every review that counts in a school year, by date (undated ones last), then by id."""
    found = []
    for line in register.lines():
        if (school_year(line.date) if line.date else int(line.id.split("-")[1])) == year:
            found.append((line.date is None, line.date, line.key))
    found.sort(key=lambda place: (place[0], str(place[1]), place[2]))
    return [register.record(REVIEWS, key) for _, _, key in found]
