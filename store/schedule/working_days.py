"""Working days: Monday to Friday less England's bank holidays less the register's closures.

School holidays are working days, and a date in them says so (the rulings' introduction).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from store.dates.bank_holidays import ANNOUNCED_UNTIL, BANK_HOLIDAYS
from store.dates.days import FRIDAY, MONTHS, ONE_DAY
from store.dates.typed_dates import echo
from store.paperwork import consortium
from store.paperwork.rows import Row
from store.records.record import Record

LONGEST_COUNT = 3_700
"""Days a count may go before it is given up: somebody has closed the office for good."""
COUNTS_KEPT = 4_000
"""Counts that are remembered: reviews share their days, and a list asks again and again."""
SCHOOL_HOLIDAYS = "school holidays"
"""What school holidays are called that nobody has named."""
_WEEKDAYS_OFF = tuple(sorted(day for day in BANK_HOLIDAYS if day.weekday() <= FRIDAY))


class Period(Struct, frozen=True):
    """Some days with a name, the last one included: a closure, or school holidays."""

    first: date
    last: date
    name: str


class CountedDays(Struct, frozen=True):
    """The day a count of working days ended on, and the named days it passed over.

    `given_up` says that it found no end: the office is closed for good, and `day` means nothing.
    """

    day: date
    skipped: tuple[tuple[date, str], ...]
    given_up: bool = False


class OfficeCalendar(Struct, frozen=True, eq=False):
    """Which days are working days, for this consortium.

    A calendar equals only itself, so that counts already made are found by it quickly.
    """

    closures: tuple[Period, ...] = ()
    school_holidays: tuple[Period, ...] = ()

    def closed_for(self, day: date) -> str:
        """Why a day is no working day: a bank holiday's or a closure's name, or "a Saturday".

        Empty for a working day.
        """
        if name := self.named_off(day):
            return name
        return ("a Saturday", "a Sunday")[day.weekday() - 5] if day.weekday() > FRIDAY else ""

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        return not self.closed_for(day)

    def school_holiday(self, day: date) -> str:
        """The name of the school holidays a day lies in; empty outside them."""
        return _within(self.school_holidays, day)

    def after(self, day: date, count: int) -> CountedDays:
        """`count` working days after `day`, which is day 0 whatever day it is."""
        return _after(self, day, count)

    def before(self, day: date) -> date:
        """The nearest working day before `day`."""
        for _ in range(LONGEST_COUNT):
            if day <= date.min + ONE_DAY:
                break
            day -= ONE_DAY
            if self.is_working(day):
                break
        return day

    def between(self, day: date, until: date) -> int:
        """How many working days lie after `day`, up to and with `until`; 0 when it is not later."""
        return _between(self, day, until)

    def closed_weekdays(self, day: date, until: date) -> int:
        """Weekdays after `day`, up to and with `until`, that only a closure takes; each once."""
        closed: set[date] = set()
        for period in self.closures:
            at = max(period.first, day + ONE_DAY)
            while at <= min(period.last, until):
                if at.weekday() <= FRIDAY and at not in BANK_HOLIDAYS:
                    closed.add(at)
                at += ONE_DAY
        return len(closed)

    def named_off(self, day: date) -> str:
        """The name of the bank holiday or the closure that a day is; empty for any other."""
        return BANK_HOLIDAYS.get(day) or _within(self.closures, day)


@lru_cache(COUNTS_KEPT)
def _after(calendar: OfficeCalendar, day: date, count: int) -> CountedDays:
    skipped: list[tuple[date, str]] = []
    left, at = count, day
    for _ in range(LONGEST_COUNT):
        if left <= 0 or at >= date.max - ONE_DAY:
            break
        at += ONE_DAY
        if calendar.is_working(at):
            left -= 1
        elif (name := calendar.named_off(at)) and at.weekday() <= FRIDAY:
            skipped.append((at, name))
    return CountedDays(at, tuple(skipped), left > 0)


@lru_cache(COUNTS_KEPT)
def _between(calendar: OfficeCalendar, day: date, until: date) -> int:
    if until <= day:
        return 0
    weeks, rest = divmod((until - day).days, 7)
    count = weeks * 5
    at = until - timedelta(days=rest)
    while at < until:
        at += ONE_DAY
        count += at.weekday() <= FRIDAY
    bank_holidays = bisect_right(_WEEKDAYS_OFF, until) - bisect_right(_WEEKDAYS_OFF, day)
    return count - bank_holidays - calendar.closed_weekdays(day, until)


def announced(day: date) -> bool:
    """Whether the bank holidays up to a day have been announced."""
    return day <= ANNOUNCED_UNTIL


def calendar_of(settings: Record) -> OfficeCalendar:
    """The calendar of the consortium's settings. A range of which one day is given is that day."""
    return OfficeCalendar(
        _periods(settings[consortium.CLOSURES], "a closure of the office"),
        _periods(settings[consortium.SCHOOL_HOLIDAYS], SCHOOL_HOLIDAYS),
    )


def _periods(rows: Sequence[Row], otherwise: str) -> tuple[Period, ...]:
    periods: list[Period] = []
    for row in rows:
        first, last = row[consortium.PERIOD_FROM], row[consortium.PERIOD_UNTIL]
        first = first or last
        last = last or first
        if first is not None and last is not None and first <= last:
            periods.append(Period(first, last, row[consortium.PERIOD_NAME] or otherwise))
    return tuple(periods)


def _within(periods: Sequence[Period], day: date) -> str:
    for period in periods:
        if period.first <= day <= period.last:
            return period.name
    return ""


@lru_cache(COUNTS_KEPT)
def day_flags(day: date, calendar: OfficeCalendar) -> tuple[str, ...]:
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


def skipped_days(skipped: tuple[tuple[date, str], ...]) -> str:
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
