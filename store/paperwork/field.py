"""A field: one thing the register keeps, described once for screens, documents and commands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from store.field_values import Name
from store.paperwork.field_kinds import DATE, LINE, ChoiceKind, Kind
from store.paperwork.list_kinds import PEOPLE

T_co = TypeVar("T_co", covariant=True)


class Owner(StrEnum):
    """Who answers for a field or a step (table of steps; rulings 18 and 21)."""

    OFFICE = "office"
    HEADTEACHER = "headteacher"
    LEAD_REVIEWER = "Lead Reviewer"
    CHAMPIONS = "Improvement Champions"
    MANAGEMENT_GROUP = "management group"


class Offers(StrEnum):
    """Where an editor finds what it offers while somebody types."""

    NOTHING = ""
    PEOPLE = "people"
    SCHOOLS = "schools"
    THEMES = "themes"
    PLAN_ROWS = "plan rows"
    PREVIOUS_ROWS = "previous plan rows"
    PRIORITIES = "priorities"


class Field(Struct, Generic[T_co], frozen=True):
    """One field of a record, holding values of type `T_co`.

    `paper` says that `wording` is the paper's own, letter for letter; `guidance` always is.
    `part` tells fields of one wording apart ("Date", "Present"). `stage` is 1 to 5, or None for
    what belongs to no stage. `help` is the register's own sentence, naming the ruling it follows.
    `standard` is what holds while the field is empty, and whose value that is.
    """

    path: str
    wording: str
    kind: Kind[T_co]
    stage: int | None = None
    owner: Owner = Owner.OFFICE
    paper: bool = False
    part: str = ""
    guidance: tuple[str, ...] = ()
    help: str = ""
    offers: Offers = Offers.NOTHING
    standard: str = ""

    @property
    def label(self) -> str:
        """The wording, and which part of it where there are several."""
        return f"{self.wording.rstrip(':')}: {self.part}" if self.part else self.wording


class Activity(Struct, frozen=True):
    """A line of the proforma's grid "Activity | Present | Date"."""

    wording: str
    date: Field[object]
    present: Field[tuple[Name, ...]]


class Item(Struct, frozen=True):
    """One of the papers that are shared before the review: where it stands, since when, a note."""

    path: str
    wording: str
    state: Field[str | None]
    date: Field[object]
    note: Field[str]

    @property
    def fields(self) -> tuple[Field[object], ...]:
        """Its three fields."""
        return (self.state, self.date, self.note)


class Section(Struct, frozen=True):
    """A heading, the paper's sentences beneath it, and what stands under them, in order.

    `remark` is the register's own sentence after the paper's.
    """

    heading: str
    parts: tuple[Field[object] | Item, ...]
    guidance: tuple[str, ...] = ()
    remark: str = ""

    @property
    def fields(self) -> tuple[Field[object], ...]:
        """Every field of the section, an item's three among them."""
        return tuple(fields_of(self.parts))


def fields_of(parts: Iterable[Field[object] | Item]) -> Iterable[Field[object]]:
    """The fields of several parts, in order."""
    for part in parts:
        if isinstance(part, Item):
            yield from part.fields
        else:
            yield part


ITEM_STATE = ChoiceKind("waiting", "received", "not applicable", "none exists")


def item(path: str, wording: str, *, paper: bool = True, help: str = "") -> Item:
    """One of the papers to be shared, with its three fields."""
    return Item(
        path,
        wording,
        Field(
            f"{path}.state", wording, ITEM_STATE, 1, Owner.HEADTEACHER, paper, "State", help=help
        ),
        Field(f"{path}.date", wording, DATE, 1, Owner.HEADTEACHER, paper, "Date"),
        Field(f"{path}.note", wording, LINE, 1, Owner.HEADTEACHER, paper, "Note"),
    )


def present(path: str, wording: str, stage: int, owner: Owner) -> Field[tuple[Name, ...]]:
    """Who was present at an activity (ruling 19: the names, and their count)."""
    return Field(
        path, wording, PEOPLE, stage, owner, True, "Present",
        help="One name a line; the count is shown with them (ruling 19).",
        offers=Offers.PEOPLE,
    )  # fmt: skip
