"""Who sits where, and what follows from it: who is free, which rules are broken, who has how much.

All of it is counted, and the counts are kept in step with every seat that is given, so that a
question costs the same however many schools there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.teams.places import Place, Places
from store.teams.proposal import CHAMPION
from store.teams.situation import Candidate

Counts = dict[int, int]


class Seated:
    """The places of one try.

    Of each host are counted: how many of its team are of a school (`_team`), how many of these
    the search has put there (`_put`), how many champions are of a school (`_champions`), and in
    how many seats that share a day with it somebody sits, its own among them (`_booked`).
    """

    def __init__(self, places: Places) -> None:
        self._situation = places.situation
        self._able = places.able
        self._sharing = places.sharing
        self._of_school = places.of_school
        self._schools = [host.school for host in places.situation.hosts]
        self.places = [place.as_it_is() for place in places.seats]
        self.load: Counter[int] = Counter()
        """How many seats somebody has."""
        self._team: list[Counts] = [{} for _ in self._schools]
        self._put: list[Counts] = [{} for _ in self._schools]
        self._champions: list[Counts] = [{} for _ in self._schools]
        self._booked: list[Counts] = [{} for _ in self._schools]
        for place in self.places:
            self._count(place, 1)

    def seat(self, place: Place, one: Candidate | None) -> None:
        """Give a seat to somebody; None empties it."""
        self._count(place, -1)
        place.who, place.school = (one.key, one.school) if one else (None, None)
        self._count(place, 1)

    def possible(self, place: Place) -> Iterator[Candidate]:
        """Who can sit there at all: of another school, there, free, and not on the review yet."""
        booked = self._booked[place.host]
        barred = self._barred(place)
        for one in self._able[place.host][place.role].values():
            if one.school not in barred and booked.get(one.key, 0) <= (one.key == place.who):
                yield one

    def exchangeable(self, place: Place, other: Place) -> bool:
        """Whether two who sit on different reviews as the same can sit on each other's seat."""
        shared = other.host in self._sharing[place.host]
        return self._fits(other, place, shared) and self._fits(place, other, shared)

    def broken(self, place: Place, school: int) -> tuple[int, int, int]:
        """How often each rule is broken by somebody of a school on a seat of a team.

        That they have been there; that they are reviewed from there; that two are of one school.
        """
        if place.role == CHAMPION:
            return 0, 0, 0
        host = self._schools[place.host]
        reviewed = 0  # no sum() of a generator: this is asked most often of all
        for number in self._of_school.get(school, ()):
            reviewed += host in self._team[number]
        others = self._team[place.host].get(school, 0) - (place.school == school)
        return (school, host) in self._situation.before, reviewed, others > 0

    def broken_now(self, place: Place) -> int:
        """How many rules are broken by who sits there."""
        return 0 if place.school is None else sum(self.broken(place, place.school))

    def breaks(self, place: Place, school: int) -> int:
        """How many more are broken than with the seat of a team empty: on it, and elsewhere by it.

        Elsewhere only by those the search has seated, who could be moved. A school that comes to
        a team breaks a rule for each of the reviewed school who is on that school's own review; a
        second of a school breaks one for the first.
        """
        mine = place.school == school
        others = self._team[place.host].get(school, 0) - mine
        found = sum(self.broken(place, school))
        if others == 1:
            found += self._put[place.host].get(school, 0) - mine
        elif others == 0:
            host = self._schools[place.host]
            for number in self._of_school.get(school, ()):
                found += self._put[number].get(host, 0)
        return found

    def all_broken(self) -> int:
        """How many rules are broken by those the search has seated."""
        return sum(self.broken_now(place) for place in self.places if place.movable)

    def spread(self) -> int:
        """How uneven the load is among those who can do the same."""
        known = self._situation.candidates.values()
        spread = 0
        for asked in (
            [one.key for one in known if one.reviews],
            [one.key for one in known if one.champions and not one.reviews],
        ):
            loads = [self.load[key] for key in asked]
            spread = max(spread, max(loads, default=0) - min(loads, default=0))
        return spread

    def _fits(self, one: Place, place: Place, shared: bool) -> bool:
        """Whether who sits on a seat could sit on another, when both are empty."""
        assert one.who is not None
        return (
            one.who in self._able[place.host][place.role]
            and one.school not in self._barred(place)
            and self._booked[place.host].get(one.who, 0) == shared
        )

    def _barred(self, place: Place) -> Counts:
        """The schools of which nobody may sit there: no champion is of a reviewing school."""
        return (self._team if place.role == CHAMPION else self._champions)[place.host]

    def _count(self, place: Place, by: int) -> None:
        if place.school is not None:
            champion = place.role == CHAMPION
            _add((self._champions if champion else self._team)[place.host], place.school, by)
            if place.fixed is None and not champion:
                _add(self._put[place.host], place.school, by)
        if place.who is not None:
            self.load[place.who] += by
            for number in (place.host, *self._sharing[place.host]):
                _add(self._booked[number], place.who, by)


def _add(counts: Counts, key: int, by: int) -> None:
    """Count; what there is none of is not there."""
    count = counts.get(key, 0) + by
    if count:
        counts[key] = count
    else:
        del counts[key]
