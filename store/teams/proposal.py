"""What is proposed for a school year: teams of seats, what was broken for each, the load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.teams.situation import Host
from store.values import Name

LEAD, REVIEWER, CHAMPION = "Lead Reviewer", "reviewer", "Improvement Champion"
"""What somebody can be on a team."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a team: as what, and who sits there; None where nobody could.

    `fixed` says that they are on the review already, `chosen` that the office has put them there;
    `broken` is the rule that is broken for them and why, or why the seat is empty.
    """

    role: str
    name: Name | None
    fixed: bool = False
    chosen: bool = False
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """What is proposed for one school."""

    host: Host
    seats: tuple[Seat, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """Every rule that had to be broken, and why, each once."""
        return tuple(dict.fromkeys(seat.broken for seat in self.seats if seat.broken))


@dataclass(frozen=True, slots=True)
class Allocation:
    """The teams of a school year, and how many reviews each candidate is on, by their key.

    `spread` is how many more the busiest has than the least busy of those who can do the same.
    """

    year: int
    teams: tuple[Team, ...]
    load: Mapping[int, int]
    spread: int

    @property
    def filled(self) -> tuple[Team, ...]:
        """The teams in which somebody sits: no review is made for a team of nobody."""
        return tuple(team for team in self.teams if any(seat.name for seat in team.seats))

    @property
    def broken(self) -> tuple[tuple[str, str], ...]:
        """Each school for which a rule had to be broken, with the rule and the reason."""
        return tuple((team.host.name, words) for team in self.teams for words in team.broken)
