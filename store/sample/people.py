"""The sample's people: names put together from two lists; they are nobody's."""

from __future__ import annotations

from store.field_values import Json
from store.sample.schools import SCHOOLS

# A table: it is read line by line.
# fmt: off
_FIRST = (
    "Alison", "Bashir", "Catherine", "Daniel", "Eleanor", "Femi", "Grace", "Harriet", "Imran",
    "Joanne", "Kwame", "Lorna", "Martin", "Nadia", "Owen", "Priya", "Rachel", "Stephen", "Tamsin",
    "Usha", "Victor", "Wendy", "Yusuf", "Zoë",
)
_LAST = (
    "Ashdown", "Birkett", "Cawdell", "Dunmore", "Eastwell", "Fairhead", "Gosling", "Hallam",
    "Inskip", "Jessop", "Kerridge", "Lukić", "Marlow", "Nnadi", "Orchard", "Pettican", "Quayle",
    "Rutland", "Sadler", "Thurgood", "Underhill", "Varley", "Wakeling", "Yelland",
)
_EXPERTISE = (
    "Early reading and phonics", "Mathematics mastery", "Writing across the curriculum",
    "Special educational needs", "Early Years", "Curriculum design", "Behaviour and attendance",
    "Oracy", "Assessment", "Foundation subjects",
)
# fmt: on
CHAMPIONS = 10
"""How many Improvement Champions there are."""
_HEADS = len(SCHOOLS)
_LEADS_EVERY = 3
OFFICE = 2 * _HEADS + CHAMPIONS + 1
SPP_ASSOCIATE = OFFICE + 1


def _name(number: int, turn: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[(number * 7 + turn * 5) % len(_LAST)]}"


def head(school: int) -> int:
    """The key of a school's headteacher; schools count from 1."""
    return school


def governor(school: int) -> int:
    """The key of a school's chair of governors."""
    return _HEADS + CHAMPIONS + school


def champions(position: int) -> tuple[int, int]:
    """The keys of the two Improvement Champions of a review, by its position in the year."""
    first = position % CHAMPIONS
    return _HEADS + 1 + first, _HEADS + 1 + (first + 3) % CHAMPIONS


def team(school: int, position: int) -> tuple[int, tuple[int, ...]]:
    """The keys of a review's Lead Reviewer and other reviewers: heads of other schools."""
    leads = [key for key in range(1, _HEADS + 1, _LEADS_EVERY) if key != school]
    lead = leads[position % len(leads)]
    others = [key for key in range(1, _HEADS + 1) if key not in (school, lead)]
    first = position * 5 % len(others)
    size = 3 if position % 6 == 0 else 2
    return lead, tuple(others[(first + step * 3) % len(others)] for step in range(size))


def name_of(key: int) -> str:
    """The name of a person."""
    if key <= _HEADS:
        return _name(key, 0)
    if key <= _HEADS + CHAMPIONS:
        return _name(key - _HEADS + 3, 1)
    if key <= 2 * _HEADS + CHAMPIONS:
        return _name(key + 9, 2)
    return {OFFICE: "Gillian Orchard-Hale", SPP_ASSOCIATE: "Hugh Wetherall"}[key]


def person(key: int) -> Json:
    """A person as a field of a record stores them."""
    return {"name": name_of(key), "person": key}


def person_documents() -> dict[int, dict[str, Json]]:
    """Everybody as the register stores them, by key."""
    documents: dict[int, dict[str, Json]] = {}
    for school in range(1, _HEADS + 1):
        roles = ["headteacher", "reviewer"]
        roles += ["lead reviewer"] if school % _LEADS_EVERY == 1 else []
        roles += ["management group"] if school in (4, 12, 22) else []
        documents[head(school)] = _document(head(school), roles, school)
    for number in range(CHAMPIONS):
        key = _HEADS + 1 + number
        documents[key] = _document(key, ["Improvement Champion"], number * 2 % _HEADS + 1) | {
            "expertise": [_EXPERTISE[number], _EXPERTISE[(number + 4) % len(_EXPERTISE)]],
            "listed": number % 4 != 3,
        }
    for school in range(1, _HEADS + 1):
        key = governor(school)
        documents[key] = _document(key, ["governor"], school)
    documents[OFFICE] = _document(OFFICE, ["office"], None)
    documents[SPP_ASSOCIATE] = _document(SPP_ASSOCIATE, ["SPP Associate"], None)
    return documents


def _document(key: int, roles: list[str], school: int | None) -> dict[str, Json]:
    first, _, last = name_of(key).partition(" ")
    plain = f"{first[0]}{last}".lower().replace("ć", "c")
    return {
        "name": name_of(key),
        "roles": list[Json](roles),
        "school": school,
        "email": f"{plain}@people.example",
        "telephone": f"01632 960{300 + key}",
    }
