"""The day a review is proposed for: a year after the school's last one, where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from store.dates.school_years import SEPTEMBER, school_year, year_name
from store.dates.typed_dates import echo
from store.schedule.working_days import OfficeCalendar

FARTHEST = 60
"""Days a proposal is moved by at the most."""
WEEK = timedelta(days=7)


class ProposedDay(Struct, frozen=True):
    """A day, or None where none is proposed, and the reason for it."""

    day: date | None
    reason: str


def proposed_day(
    last: date | None, year: int, calendar: OfficeCalendar, until: date | None = None
) -> ProposedDay:
    """The day in a school year (that of its September) for a school last reviewed on `last`.

    It is the same day of the year, on the nearest same weekday, moved to the nearest working day
    outside the school holidays, the earlier of two. `until` is the school's own last day.
    """
    if last is None:
        return ProposedDay(None, "no last review, so no day is proposed")
    wanted = _same_weekday(last, year)
    ago = school_year(wanted) - school_year(last)
    after = "a year" if ago == 1 else f"{ago} years"
    reason = f"{after} after the last review, {echo(last)}"
    if until is not None and wanted > until:
        return ProposedDay(None, f"the school closes on {echo(until)}, before {echo(wanted)}")
    for day in _nearest(wanted):
        if school_year(day) != year or (until and day > until) or _not_then(day, calendar):
            continue
        if day != wanted:
            reason += f"; moved from {echo(wanted)}, {_not_then(wanted, calendar)}"
        return ProposedDay(day, reason)
    return ProposedDay(
        None, f"there is no working day in {year_name(year)} within {FARTHEST} days of it; {reason}"
    )


def _same_weekday(last: date, year: int) -> date:
    """The day of the same weekday in the school year that is nearest to the day of the year."""
    in_year = year if last.month >= SEPTEMBER else year + 1
    try:
        same = last.replace(year=in_year)
    except ValueError:  # 29 February
        same = last.replace(year=in_year, day=28)
    apart = (last.weekday() - same.weekday() + 3) % 7 - 3
    day = same + timedelta(days=apart)
    if school_year(day) < year:
        return day + WEEK
    return day - WEEK if school_year(day) > year else day


def _nearest(wanted: date) -> Iterator[date]:
    yield wanted
    for days in range(1, FARTHEST + 1):
        yield wanted - timedelta(days=days)
        yield wanted + timedelta(days=days)


def _not_then(day: date, calendar: OfficeCalendar) -> str:
    """Why a review is not proposed for a day; empty where it can be."""
    return calendar.closed_for(day) or calendar.school_holiday(day)
