"""The seats of a year's teams, and what does not change while they are being filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.teams.proposal import CHAMPION, LEAD, REVIEWER
from store.teams.situation import Candidate, Host, Situation
from store.values import Name

REVIEWERS = 3
"""The members of a proposed team, its leader among them: the smaller team of ruling 16."""
CHAMPIONS = 2
"""Ruling 17."""


@dataclass(slots=True)
class Place:
    """A seat while it is being filled: of which host (its number), as what, who sits there.

    `fixed` is who is on the review already; `who` the candidate's key, also of one who is fixed;
    `school` is the one they are of, None where nobody sits or nobody knows.
    """

    host: int
    role: str
    fixed: Name | None = None
    who: int | None = None
    school: int | None = None
    chosen: bool = False

    @property
    def empty(self) -> bool:
        """Whether nobody sits there."""
        return self.fixed is None and self.who is None

    @property
    def movable(self) -> bool:
        """Whether somebody sits there whom the search has put there."""
        return self.fixed is None and self.who is not None

    def as_it_is(self) -> Place:
        """A seat like this one, for another try."""
        return Place(self.host, self.role, self.fixed, self.who, self.school)


@dataclass(frozen=True, slots=True)
class Places:
    """What every try begins with; hosts are known by their numbers in the situation.

    `able` has, for each host, who could sit there by role, school and days, in the directory's
    order; `sharing` the other hosts that have a day of it; `of_school` the hosts of each school;
    `unseen` how many schools could send somebody for the first time.
    """

    situation: Situation
    seats: tuple[Place, ...]
    able: tuple[Mapping[str, Mapping[int, Candidate]], ...]
    sharing: tuple[tuple[int, ...], ...]
    of_school: Mapping[int, Sequence[int]]
    unseen: tuple[int, ...]

    @classmethod
    def of(cls, situation: Situation) -> Places:
        """Worked out once from a situation."""
        hosts = situation.hosts
        of_school: dict[int, list[int]] = {}
        for number, host in enumerate(hosts):
            of_school.setdefault(host.school, []).append(number)
        days = [set(host.days) for host in hosts]
        can = _by_role(situation)
        schools = {one.school for one in can[REVIEWER]}
        return cls(
            situation,
            tuple(p for number, host in enumerate(hosts) for p in _seats(number, host, situation)),
            tuple(
                {
                    role: {
                        one.key: one
                        for one in known
                        if one.school != host.school and one.there(host.days)
                    }
                    for role, known in can.items()
                }
                for host in hosts
            ),
            tuple(
                tuple(n for n, other in enumerate(days) if n != number and other & mine)
                for number, mine in enumerate(days)
            ),
            of_school,
            tuple(
                sum((one, host.school) not in situation.before for one in schools) for host in hosts
            ),
        )


def _by_role(situation: Situation) -> Mapping[str, Sequence[Candidate]]:
    known = situation.candidates.values()
    return {
        LEAD: [one for one in known if one.leads],
        REVIEWER: [one for one in known if one.reviews],
        CHAMPION: [one for one in known if one.champions],
    }


def _seats(number: int, host: Host, situation: Situation) -> Iterator[Place]:
    """The seats of a school's team: those taken already, then those still to be filled."""
    wanted = (
        (LEAD, (host.lead,) if host.lead else (), 1),
        (REVIEWER, host.others, REVIEWERS - 1),
        (CHAMPION, host.champions, CHAMPIONS),
    )
    for role, there, seats in wanted:
        for name in there:
            person = situation.who.person(name)
            known = situation.candidates.get(person.key) if person else None
            if known:
                yield Place(number, role, name, known.key, known.school)
            else:
                yield Place(number, role, name, school=situation.who.school_of(name, None))
        for _ in range(seats - len(there)):
            yield Place(number, role)
