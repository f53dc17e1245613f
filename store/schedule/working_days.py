"""Working days: Monday to Friday less England's bank holidays less the register's closures.

School holidays are working days, and flagged (the rulings' head).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from store.dates.bank_holidays import ANNOUNCED_UNTIL, BANK_HOLIDAYS
from store.paperwork import consortium
from store.paperwork.rows import Row
from store.records.record import Record

ONE = timedelta(days=1)
FAR = 3_700
"""Days a count may go before it is given up: somebody has closed the office for good."""
COUNTED = 4_000
"""Counts that are remembered: reviews share their days, and a list asks again and again."""
SCHOOL_HOLIDAYS = "school holidays"
"""What school holidays are called that nobody has named."""
_WEEKDAYS_OFF = tuple(sorted(day for day in BANK_HOLIDAYS if day.weekday() < 5))


class Period(Struct, frozen=True):
    """Some days with a name, the last one included: a closure, or school holidays."""

    first: date
    last: date
    name: str


class Counted(Struct, frozen=True):
    """The day a count of working days ended on, and the named days it passed over.

    `given_up` says that it found no end: the office is closed for good, and `day` is no answer.
    """

    day: date
    skipped: tuple[tuple[date, str], ...]
    given_up: bool = False


class Calendar(Struct, frozen=True, eq=False):
    """Which days are working days, for this consortium.

    A calendar is equal to itself alone: what is counted once is known by it, at no cost.
    """

    closures: tuple[Period, ...] = ()
    school_holidays: tuple[Period, ...] = ()

    def closed_for(self, day: date) -> str:
        """Why a day is no working day: a bank holiday's or a closure's name, or "a Saturday".

        Empty for a working day.
        """
        if name := self.named_off(day):
            return name
        return ("a Saturday", "a Sunday")[day.weekday() - 5] if day.weekday() > 4 else ""

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        return not self.closed_for(day)

    def school_holiday(self, day: date) -> str:
        """The name of the school holidays a day lies in; empty outside them."""
        return _within(self.school_holidays, day)

    def after(self, day: date, count: int) -> Counted:
        """`count` working days after `day`, which is day 0 whatever day it is."""
        return _after(self, day, count)

    def before(self, day: date) -> date:
        """The nearest working day before `day`."""
        for _ in range(FAR):
            if day <= date.min + ONE:
                break
            day -= ONE
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
            at = max(period.first, day + ONE)
            while at <= min(period.last, until):
                if at.weekday() < 5 and at not in BANK_HOLIDAYS:
                    closed.add(at)
                at += ONE
        return len(closed)

    def named_off(self, day: date) -> str:
        """The name of the bank holiday or the closure that a day is; empty for any other."""
        return BANK_HOLIDAYS.get(day) or _within(self.closures, day)


@lru_cache(COUNTED)
def _after(calendar: Calendar, day: date, count: int) -> Counted:
    skipped: list[tuple[date, str]] = []
    left, at = count, day
    for _ in range(FAR):
        if left <= 0 or at >= date.max - ONE:
            break
        at += ONE
        if calendar.is_working(at):
            left -= 1
        elif (name := calendar.named_off(at)) and at.weekday() <= 4:
            skipped.append((at, name))
    return Counted(at, tuple(skipped), left > 0)


@lru_cache(COUNTED)
def _between(calendar: Calendar, day: date, until: date) -> int:
    if until <= day:
        return 0
    weeks, rest = divmod((until - day).days, 7)
    count = weeks * 5
    at = until - timedelta(days=rest)
    while at < until:
        at += ONE
        count += at.weekday() < 5
    bank_holidays = bisect_right(_WEEKDAYS_OFF, until) - bisect_right(_WEEKDAYS_OFF, day)
    return count - bank_holidays - calendar.closed_weekdays(day, until)


def announced(day: date) -> bool:
    """Whether the bank holidays up to a day have been announced."""
    return day <= ANNOUNCED_UNTIL


def calendar_of(settings: Record) -> Calendar:
    """The calendar of the consortium's settings. A range of which one day is given is that day."""
    return Calendar(
        _periods(settings[consortium.CLOSURES], "a closure of the office"),
        _periods(settings[consortium.SCHOOL_HOLIDAYS], SCHOOL_HOLIDAYS),
    )


def _periods(rows: Sequence[Row], otherwise: str) -> tuple[Period, ...]:
    found: list[Period] = []
    for row in rows:
        first, last = row[consortium.PERIOD_FROM], row[consortium.PERIOD_UNTIL]
        first = first or last
        last = last or first
        if first is not None and last is not None and first <= last:
            found.append(Period(first, last, row[consortium.PERIOD_NAME] or otherwise))
    return tuple(found)


def _within(periods: Sequence[Period], day: date) -> str:
    for period in periods:
        if period.first <= day <= period.last:
            return period.name
    return ""
