"""What is proposed for a school year: teams, what was broken, the load; and how it is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from store.errors import Refused
from store.field_values import Json, Name
from store.paperwork import review
from store.paperwork.tables import SCHOOLS
from store.records.change import Change, making
from store.records.editing import setting
from store.register.new_records import new_review
from store.register.register import Register
from store.teams.situation import Host

LEAD, REVIEWER, CHAMPION = "Lead Reviewer", "reviewer", "Improvement Champion"
"""What somebody can be on a team."""


class Seat(Struct, frozen=True):
    """A seat of a team: its role, and who has it; None where nobody could.

    `fixed` says that they are on the review already, `chosen` that the office has put them there;
    `broken` is the rule that is broken for them and why, or why the seat is empty.
    """

    role: str
    name: Name | None
    fixed: bool = False
    chosen: bool = False
    broken: str = ""


class Team(Struct, frozen=True):
    """What is proposed for one school."""

    host: Host
    seats: tuple[Seat, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """Every rule that had to be broken, and why, each once."""
        return tuple(dict.fromkeys(seat.broken for seat in self.seats if seat.broken))


class Allocation(Struct, frozen=True):
    """The teams of a school year, and how many reviews each candidate is on, by their key.

    `spread` is how many more the busiest has than the least busy of those who can do the same.
    """

    year: int
    teams: tuple[Team, ...]
    load: Mapping[int, int]
    spread: int

    @property
    def filled(self) -> tuple[Team, ...]:
        """The teams with somebody on them: no review is made for an empty team."""
        return tuple(team for team in self.teams if any(seat.name for seat in team.seats))

    @property
    def broken(self) -> tuple[tuple[str, str], ...]:
        """Each school for which a rule had to be broken, with the rule and the reason."""
        return tuple((team.host.name, words) for team in self.teams for words in team.broken)


def taking(
    register: Register,
    teams: Iterable[Team],
    year: int,
    days: Mapping[int, date] = MappingProxyType({}),
) -> list[Change]:
    """The changes that put these teams on their reviews; a school without one is given one.

    Whoever is on a review already stays; empty seats stay empty. `days` are the days of the
    reviews that are made, by the school's key; without one a review counts in `year`.

    Raises:
        Refused: when a school is not in the register any more.
    """
    changes: list[Change] = []
    for team in teams:
        lead = next((_stored(seat) for seat in team.seats if seat.role == LEAD and seat.name), None)
        others = [_stored(seat) for seat in team.seats if seat.role == REVIEWER and seat.name]
        champions = [_stored(seat) for seat in team.seats if seat.role == CHAMPION and seat.name]
        if (record := team.host.review) is not None:
            changes += setting(record, review.LEAD_REVIEWER, lead)
            changes += setting(record, review.OTHER_REVIEWERS, others)
            changes += setting(record, review.IMPROVEMENT_CHAMPIONS, champions)
            continue
        school = register.find(SCHOOLS, team.host.school)
        if school is None:
            raise Refused(f"{team.host.name} is not in the register any more; ask anew.")
        day = days.get(team.host.school)
        *before, made = new_review(school, day)
        assert isinstance(made.is_, dict)
        document: dict[str, Json] = {
            **made.is_,
            review.FOR_YEAR.path: None if day else year,
            review.LEAD_REVIEWER.path: lead,
            review.OTHER_REVIEWERS.path: others,
            review.IMPROVEMENT_CHAMPIONS.path: champions,
        }
        changes += before
        changes.append(making(made.table, {path: v for path, v in document.items() if v}))
    return changes


def _stored(seat: Seat) -> Json:
    assert seat.name is not None
    return {"name": seat.name.name, "person": seat.name.person}
