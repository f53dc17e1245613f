"""Where a document has got to, and who has signed it: the same for Summary and Action Plan."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from store.paperwork.field import Field, Offers, Owner
from store.paperwork.field_kinds import DATE, LINE, ChoiceKind, NumberKind
from store.paperwork.rows import STAMP, RowsKind


class Custody(Struct, frozen=True):
    """The five dates on a document’s way (ruling 9: sent, received and forwarded are three)."""

    completed: Field[date | None]
    sent: Field[date | None]
    received: Field[date | None]
    to_school: Field[date | None]
    to_group: Field[date | None]

    @property
    def fields(self) -> tuple[Field[object], ...]:
        """The five fields, in the order the document travels."""
        return (self.completed, self.sent, self.received, self.to_school, self.to_group)


def custody(form: str, title: str, stage: int, sender: Owner) -> Custody:
    """The five dates of `form` ("summary"), which people call `title`; `sender` sends it."""

    def day(part: str, words: str, owner: Owner, stage: int = 3) -> Field[date | None]:
        return Field(f"{form}.custody.{part}", title, DATE, stage, owner, part=words)

    return Custody(
        day("completed", "Completed", sender, stage),
        day("sent", f"Sent by the {sender}", sender),
        day("received", "Received at the Consortium Office", Owner.OFFICE),
        day("to_school", "Forwarded to the reviewed school", Owner.OFFICE),
        day("to_group", "Forwarded to the management group", Owner.OFFICE),
    )


SIGNED_NAME = Field("name", "Name", LINE, offers=Offers.PEOPLE)
SIGNED_DATE = Field("date", "Date signed", DATE)
SIGNED_AT = Field(STAMP, "Given at change", NumberKind(0, 2**53))


class Signatures(Struct, frozen=True):
    """The signatures of a form: the field, its roles with the paper's wording, and the role."""

    field: Field[object]
    role: Field[str | None]
    roles: tuple[str, ...]


def signatures(form: str, stage: int, owner: Owner, *roles: str) -> Signatures:
    """The signatures of `form`, under the paper's "Signed", in the paper's order."""
    role = Field("role", "Role", ChoiceKind(*roles))
    return Signatures(
        Field(
            f"{form}.signed", "Signed",
            RowsKind(
                role, SIGNED_NAME, SIGNED_DATE, SIGNED_AT,
                starters=[{role.path: words} for words in roles],
            ),
            stage, owner, True,
            help="Presence and signature are kept apart; one that is missing is outstanding, not "
            "an error (ruling 20).",
        ),
        role,
        roles,
    )  # fmt: skip
