"""A register of schools, people and reviews, made from a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from store.field_values import Json
from store.open_register import create_register
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from tests.support.today import TODAY

SCHOOL_NAMES = ("Birch", "Copford", "Heath", "Layer", "Monkwick", "Stanway")
AT: dict[str, str] = {
    "Joan Mason": "Copford",
    "Ravi Patel": "Heath",
    "Ellen Reed": "Layer",
    "Priya Nair": "Monkwick",
    "Sam Cole": "Stanway",
    "Grace Lowe": "Birch",
}
"""Who is of which school."""


class Consortium:
    """Schools and people by name, and reviews made of names."""

    def __init__(self, folder: Path, today: date = TODAY) -> None:
        self.register = create_register(folder / "register.json", "Ours", today=lambda: today)
        self.schools: dict[str, int] = {}
        self.people: dict[str, int] = {}
        for name in SCHOOL_NAMES:
            self.school(name)
        for name, school in AT.items():
            self.person(name, school=self.schools[school])

    def school(self, name: str, **said: Json) -> int:
        """Add a member school; its key."""
        self.register.apply([making(SCHOOLS.name, {"name": name, "member": True, **said})])
        self.schools[name] = max(self.register.keys(SCHOOLS))
        return self.schools[name]

    def person(self, name: str, **said: Json) -> int:
        """Add somebody to the directory; their key."""
        self.register.apply([making(PEOPLE.name, {"name": name, **said})])
        self.people[name] = max(self.register.keys(PEOPLE))
        return self.people[name]

    def review(
        self,
        school: str,
        day: str,
        team: Sequence[str] = ("Joan Mason", "Ravi Patel", "Ellen Reed"),
        champions: Sequence[str] = ("Priya Nair", "Sam Cole"),
        **said: Json,
    ) -> Record:
        """Make a review of a school, its team linked to the directory where they are in it."""
        lead, *others = [self.named(name) for name in team] or [None]
        document: dict[str, Json] = {
            "school": self.schools[school], "school_name": school, "date": day, "status": "open",
            "lead_reviewer": lead, "other_reviewers": others,
            "improvement_champions": [self.named(name) for name in champions],
        }  # fmt: skip
        needed = {path: document[path] for path in ("school", "school_name", "status")}
        self.register.apply([making(REVIEWS.name, needed)])
        found = self.register.record(REVIEWS, max(self.register.keys(REVIEWS)))
        changes = [
            change
            for path, value in {**document, **said}.items()
            for change in setting(found, REVIEWS.field(path), value)
        ]
        self.register.apply(changes)
        return self.register.record(REVIEWS, found.key)

    def named(self, name: str) -> Json:
        """A name as a field of people holds it."""
        return {"name": name, "person": self.people.get(name)}

    def tell(self, name: str, **said: Json) -> None:
        """Change somebody's entry."""
        found = self.register.record(PEOPLE, self.people[name])
        self.register.apply(
            [c for path, v in said.items() for c in setting(found, PEOPLE.field(path), v)]
        )
