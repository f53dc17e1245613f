"""A proposed allocation taken in: one list of changes, to reviews there are and to new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from store.errors import Refused
from store.paperwork import review
from store.paperwork.tables import SCHOOLS
from store.records.change import Change, making
from store.records.editing import setting
from store.register.new_records import new_review
from store.register.register import Register
from store.teams.proposal import CHAMPION, LEAD, REVIEWER, Seat, Team
from store.values import Json


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
        if (found := team.host.review) is not None:
            changes += setting(found, review.LEAD_REVIEWER, lead)
            changes += setting(found, review.OTHER_REVIEWERS, others)
            changes += setting(found, review.IMPROVEMENT_CHAMPIONS, champions)
            continue
        school = register.found(SCHOOLS, team.host.school)
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
