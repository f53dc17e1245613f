"""Opening a school year: a review for each open member school that has none in it yet.

Nothing of an earlier review is copied: school, headteacher and people are the directory's, the
people those the allocation proposes, the day a year after the last review.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from store.dates.school_years import SEPTEMBER, school_year, year_name
from store.dates.typed_dates import echo
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.records.change import Change
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.register.register import Register
from store.schedule.working_days import OfficeCalendar, calendar_of
from store.teams.proposal import Team, taking
from store.teams.search import allocated
from store.teams.situation import situation_of
from store.text import count_of
from store.year.proposed_day import ProposedDay, proposed_day


class Proposed(Struct, frozen=True):
    """A review that is to be made: its team, and its day with the reason for it."""

    team: Team
    when: ProposedDay

    @property
    def short(self) -> str:
        """It in a few words: the day, the school."""
        day = echo(self.when.day) if self.when.day else "no date"
        return f"{day:<15}  {self.team.host.name}"

    @property
    def line(self) -> str:
        """It in full: the school, the day and why, who is on it, the Lead Reviewer first."""
        day = echo(self.when.day) if self.when.day else "no date"
        names = [seat.name.name if seat.name else "nobody" for seat in self.team.seats]
        return f"{self.team.host.name}: {day} ({self.when.reason}); {', '.join(names)}"


class Opening(Struct, frozen=True):
    """What opening a year would do: the reviews made, who gets none and why, what to know."""

    year: int
    reviews: tuple[Proposed, ...]
    left_out: tuple[str, ...]
    notices: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def heading(self) -> str:
        """What it comes to, in a sentence."""
        if not self.reviews and not self.left_out:
            return f"There is no member school to open {year_name(self.year)} for."
        if not self.reviews:
            return f"{year_name(self.year)} is open already: no school is without a review in it."
        return f"{year_name(self.year)}: {count_of(len(self.reviews), 'review')} to be made."


def opening(register: Register, year: int) -> Opening:
    """What opening a school year (that of its September) would do, as the register stands.

    Cancelled reviews do not count. An open review without a date is that of the year it was opened
    for; opened for none, it is the one to come, whatever the year. A school that closes before the
    year begins gets none.

    Raises:
        Refused: when a school is removed meanwhile.
    """
    there = _of_schools(register)
    calendar = calendar_of(register.consortium)
    begins = date(year, SEPTEMBER, 1)
    days: dict[int, ProposedDay] = {}
    left_out: list[str] = []
    for school in register.records(SCHOOLS):
        if not school[consortium.MEMBER]:
            continue
        name, lines = school[consortium.SCHOOL_NAME], there.get(school.key, [])
        closes = school[consortium.SCHOOL_CLOSED]
        if has := _has(lines, year, register.today):
            left_out.append(f"{name} has {has}")
        elif school[consortium.SCHOOL_STATUS] == "closed":
            left_out.append(f"{name} is closed")
        elif closes is not None and closes < begins:
            left_out.append(f"{name} closes on {echo(closes)}, before the year begins")
        else:
            last = max(
                (line.date for line in lines if line.date and line.date < begins), default=None
            )
            days[school.key] = proposed_day(last, year, calendar, closes)
    teams = _teams(register, year, days)
    dated = {key: when.day for key, when in days.items() if when.day}
    return Opening(
        year,
        tuple(Proposed(team, days[team.host.school]) for team in teams),
        tuple(left_out),
        (
            *_year_is_over(bool(days), year, school_year(register.today)),
            *_twice(register, there, year),
            *_without_holidays(calendar, year, bool(dated)),
            *_undated(len(days) - len(dated), year, school_year(register.today)),
        ),
        tuple(taking(register, teams, year, dated)),
    )


def _teams(register: Register, year: int, days: Mapping[int, ProposedDay]) -> list[Team]:
    """The teams of the schools that get a review; what people are on already is in their load."""
    if not days:
        return []
    situation = situation_of(register, year)
    hosts = tuple(
        replace(host, days=(day,))
        if host.review is None and (day := days[host.school].day)
        else host
        for host in situation.hosts
        if host.review is not None or host.school in days
    )
    teams = allocated(replace(situation, hosts=hosts)).teams
    return [team for team in teams if team.host.review is None]


def _of_schools(register: Register) -> Mapping[int, list[ReviewLine]]:
    """The reviews of each school that were not cancelled."""
    by_school: dict[int, list[ReviewLine]] = {}
    for line in register.lines():
        if line.school is not None and line.status != "cancelled":
            by_school.setdefault(line.school, []).append(line)
    return by_school


def _has(lines: list[ReviewLine], year: int, today: date) -> str:
    """The review a school has for a year already, in words; empty without one."""
    for line in lines:
        if line.date is not None and school_year(line.date) == year:
            return f"{line.id} on {echo(line.date)}"
    for line in lines:
        meant = line.for_year is None or line.for_year <= year <= line.year(today)
        if line.date is None and line.status == "open" and meant:
            return f"{line.id}, which has no date yet"
    return ""


def _twice(register: Register, there: Mapping[int, list[ReviewLine]], year: int) -> Iterator[str]:
    """Ruling 35: schools with several reviews in the year."""
    for school in register.records(SCHOOLS):
        ids = [
            line.id
            for line in there.get(school.key, ())
            if line.date is not None and school_year(line.date) == year
        ]
        if len(ids) > 1:
            yield (
                f"{_name(school)} has {', '.join(ids[:-1])} and {ids[-1]} in {year_name(year)} "
                "(ruling 35)."
            )


def _without_holidays(calendar: OfficeCalendar, year: int, dated: bool) -> Iterator[str]:
    """That the days were proposed without knowing the school holidays.

    Summer holidays that reach into the September of the year are those of the year before.
    """
    first, last = date(year, SEPTEMBER, 1), date(year + 1, SEPTEMBER, 1)
    known = any(first <= holiday.first < last for holiday in calendar.school_holidays)
    if dated and not known:
        yield (
            f"The school holidays of {year_name(year)} are not in the settings: the days are "
            "proposed without them."
        )


def _year_is_over(made: bool, year: int, this_year: int) -> Iterator[str]:
    """That reviews are made for a year that is over."""
    if made and year < this_year:
        yield f"{year_name(year)} is over: its reviews would be made after the year has ended."


def _undated(count: int, year: int, this_year: int) -> Iterator[str]:
    """That reviews without a date are counted in another year, as this one is over."""
    if count and year < this_year:
        which = "1 review has" if count == 1 else f"{count} reviews have"
        until = "it has" if count == 1 else "they have"
        yield (
            f"{which} no date yet: until {until} one, the year that counts is today’s, "
            f"{year_name(this_year)}."
        )


def _name(school: Record) -> str:
    return school[consortium.SCHOOL_NAME]
