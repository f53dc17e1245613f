"""What is offered while somebody types: people, schools, themes, the plan's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from screens.base.session import Session
from screens.widgets.offer_list import Offer
from store.field_values import Name
from store.forgetting.marking import is_mark
from store.impact.plans import Reference, on_one_line, plan_rows, plans_of
from store.matching import folded, matches
from store.paperwork import consortium, review
from store.paperwork.field import Field, Offers
from store.paperwork.forms import action_plan
from store.paperwork.tables import PEOPLE, SCHOOLS
from store.people.person import apart
from store.records.record import Record
from store.teams.members import Member, same_person
from store.warnings.team import TeamContext, objections

MOST = 200
_OF_A_TEAM = (review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS)


def offered(
    session: Session, record: Record | None, field: Field[object], typed: str
) -> Sequence[Offer]:
    """The offers for a field of `record` that match what is typed, the nearest first."""
    offers = [
        offer
        for offer in _all(session, record, field.offers)
        if not typed.strip() or matches(typed, offer.text, offer.detail)
    ]
    begins = typed.strip().casefold()
    offers.sort(key=lambda offer: not offer.text.casefold().startswith(begins))
    if record and field in (review.LEAD_REVIEWER, *_OF_A_TEAM):
        return _with_objections(session, record, field, offers[:MOST])
    return offers[:MOST]


def _with_objections(
    session: Session, record: Record, field: Field[object], offers: Sequence[Offer]
) -> list[Offer]:
    """People as offered, with what speaks against each of them; those with anything come last."""
    context = TeamContext.of(session.register, record)
    judged = []
    for offer in offers:
        member = Member(field, "", Name(offer.text, offer.person))
        short = "; ".join(
            dict.fromkeys(objection.short for objection in objections(context, member))
        )
        if short:  # of two of one name it still has to be said which is which
            namesakes = len(context.who.by_name.get(folded(offer.text), ())) > 1
            apart = f"; {offer.detail}" if namesakes else ""
            offer = replace(offer, detail=f"! {short}{apart}")
        judged.append((bool(short), offer))
    return [offer for _, offer in sorted(judged, key=lambda pair: pair[0])]


def everybody(session: Session, named: Iterable[Name]) -> dict[Offer, Name]:
    """Everybody of the directory, and the `named` besides, by name."""
    names = {
        offer: Name(person[consortium.PERSON_NAME], person.key)
        for person, offer in zip(session.register.records(PEOPLE), _people(session), strict=True)
    }
    known = [*names.values()]
    seen: set[str] = set()
    for name in named:
        plain = folded(name.name)
        if plain not in seen and not any(same_person(name, known_name) for known_name in known):
            names[Offer(name.name, "not in the directory")] = name
        seen.add(plain)
    return dict(sorted(names.items(), key=lambda pair: folded(pair[0].text)))


def _all(session: Session, record: Record | None, offers: Offers) -> Iterator[Offer]:
    if offers is Offers.PEOPLE:
        yield from (offer for offer in _people(session) if not is_mark(offer.text))
    elif offers is Offers.SCHOOLS:
        yield from _schools(session)
    elif offers is Offers.THEMES:
        yield from map(Offer, session.register.consortium[consortium.THEME_LIST])
    elif offers is Offers.PLAN_ROWS and record:
        for row in record[action_plan.ROWS]:
            yield Offer(row.id, " ".join(row[action_plan.ACTION].split()))
    elif offers is Offers.PRIORITIES and record:
        for row in record[action_plan.ROWS]:
            if action := row[action_plan.ACTION]:
                yield Offer(" ".join(action.split()))
    elif offers is Offers.PREVIOUS_ROWS and record:
        yield from _previous_rows(session, record)


def _people(session: Session) -> Iterator[Offer]:
    details = apart(session.register)
    for person in session.register.records(PEOPLE):
        yield Offer(person[consortium.PERSON_NAME], details[person.key], person.key)


def _schools(session: Session) -> Iterator[Offer]:
    schools = sorted(
        session.register.records(SCHOOLS),
        key=lambda school: (not school[consortium.MEMBER], school[consortium.SCHOOL_NAME]),
    )
    for school in schools:
        where = school[consortium.TOWN] or school[consortium.PHASE]
        member = "member" if school[consortium.MEMBER] else "not a member"
        urn = school[consortium.URN]
        yield Offer(
            school[consortium.SCHOOL_NAME], " · ".join(p for p in (member, where, urn) if p)
        )


def _previous_rows(session: Session, record: Record) -> Iterator[Offer]:
    """The rows of the school's earlier plans, the last one's first (ruling 28)."""
    for plan in plans_of(session.register).before(record):
        for row in plan_rows(plan):
            yield Offer(str(Reference(plan.id, row.id)), on_one_line(row[action_plan.ACTION]))
