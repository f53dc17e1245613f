"""Teams for a school year: a proposal that breaks no rule it can keep, the load spread evenly.

A plain search: at most `ROUNDS` times the teams are filled seat by seat, each seat with whoever
breaks no rule and has the least to do, then at most `MENDS` times a seat is given to another. The
best of what was found is proposed. The same register gives the same proposal.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from random import Random

from store.teams.places import Places
from store.teams.proposal import Allocation, Team
from store.teams.seating import Draft
from store.teams.situation import Candidate, Situation

ROUNDS = 40


def allocated(situation: Situation) -> Allocation:
    """The best proposal found: fewest empty seats, then fewest rules broken, then most even."""
    going = allocating(situation)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: Allocation = end.value
            return found


def allocating(situation: Situation) -> Generator[int, None, Allocation]:
    """The same round by round: how many are over, after each; at last the best proposal found."""
    places = Places.of(situation)
    best: Draft | None = None
    for number in range(ROUNDS):
        draft = Draft(places, Random(f"{situation.year} {number}"))
        draft.fill()
        draft.mend()
        if best is None or draft.cost < best.cost:
            best = draft
        if best.cost <= (0, 0, 1):
            break
        yield number + 1
    assert best is not None
    return best.allocation()


def with_choice(
    situation: Situation, teams: Sequence[Team], host: int, seat: int, who: int | None
) -> Allocation:
    """The teams with one seat given to somebody (None: to nobody), what is broken told anew.

    `host` and `seat` are places: of the team among the teams, of the seat in the team.
    """
    draft = Draft.of(situation, teams)
    draft.choose(host, seat, who)
    return draft.allocation()


def choices(
    situation: Situation, teams: Sequence[Team], host: int, seat: int
) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Who could have a seat, with the rules that each would break; those who break none first."""
    return Draft.of(situation, teams).choices(host, seat)
