"""Days as people here count them: the years there are, the names, today in London, a review's days.

The names are this module's own: `strftime` writes those of the computer's locale.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

FIRST_YEAR = 1990
LAST_YEAR = 2100
"""The years a date can be of; what lies beyond them is a slip of the finger."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of a week, which begins on Monday; their places are those of `date.weekday`."""
FRIDAY = WEEKDAYS.index("Friday")
LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
LONGEST_REVIEW = 31
"""Days of a review that are counted out at the most: an end mistyped by years is warned of."""


def london_today(now: datetime | None = None) -> date:
    """The date in London at `now`, a moment with a time zone; without it, at this moment.

    The computer's own zone plays no part: a server in UTC is an hour behind on summer evenings.
    """
    return (now or datetime.now(LONDON)).astimezone(LONDON).date()


def review_days(first: date, last: date | None) -> list[date]:
    """Each day from `first` to `last`; `first` alone without a last day, or with one before it."""
    count = min((last - first).days + 1, LONGEST_REVIEW) if last is not None else 1
    return [first + timedelta(days=number) for number in range(max(1, count))]


def in_london(moment: str) -> datetime:
    """A moment of a change as the journal has it, on the clocks where the schools are."""
    return datetime.fromisoformat(moment).astimezone(LONDON)


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())
