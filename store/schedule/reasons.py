"""The sentences that explain a due date: what it is counted from, what it falls on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import msgspec

from store.dates.days import MONTHS
from store.dates.typed_dates import echo
from store.schedule.working_days import SCHOOL_HOLIDAYS, Calendar, announced
from store.text import count_of

FRIDAY = 4


class From(msgspec.Struct, frozen=True):
    """The day a due date is counted from, and how a sentence names it: `before` and `on` it."""

    day: date
    counted: str
    itself: str

    @property
    def words(self) -> str:
        """How a count names the day: the review on Thu 12 Nov 2026."""
        return self.counted.format(echo(self.day))

    @property
    def on(self) -> str:
        """How a due date on the day itself names it: the day of the review, Thu 12 Nov 2026."""
        return self.itself.format(echo(self.day))


@lru_cache(4_000)
def day_flags(day: date, calendar: Calendar) -> tuple[str, ...]:
    """Ruling 14: a date on a closure, a weekend or in school holidays stays, and says so."""
    flags: list[str] = []
    if why := calendar.closed_for(day):
        nearest = calendar.before(day)
        flags.append(f"not a working day ({why})")
        if calendar.is_working(nearest):
            flags[0] += f", the nearest one before it is {echo(nearest)}"
    if name := calendar.school_holiday(day):
        flags.append("in the school holidays" + (f" ({name})" if name != SCHOOL_HOLIDAYS else ""))
    if not announced(day):
        flags.append("bank holidays not yet announced")
    return tuple(flags)


def apart(day: date, start: From) -> str:
    """How far a day is from another one: 14 days before the review on Thu 12 Nov 2026."""
    days = (day - start.day).days
    if not days:
        return f"on {start.on}"
    return f"{count_of(abs(days), 'day')} {'before' if days < 0 else 'after'} {start.words}"


def listed(skipped: tuple[tuple[date, str], ...]) -> str:
    """The days a count passed over: Good Friday 3 Apr and Easter Monday 6 Apr.

    Days in a row of one closure are one: Christmas closure 21 to 24 Dec.
    """
    spans: list[tuple[date, date, str]] = []
    for day, name in skipped:
        if spans and spans[-1][2] == name and _next_weekday(spans[-1][1]) == day:
            spans[-1] = (spans[-1][0], day, name)
        else:
            spans.append((day, day, name))
    words = [f"{name} {_span(first, last)}" for first, last, name in spans]
    *all_but, last_words = words
    return f"{', '.join(all_but)} and {last_words}" if all_but else last_words


def _next_weekday(day: date) -> date:
    return day + timedelta(days=3 if day.weekday() == FRIDAY else 1)


def _span(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1][:3]}"
    if first == last:
        return end
    start = "" if first.month == last.month else f" {MONTHS[first.month - 1][:3]}"
    return f"{first.day}{start} to {end}"
