"""A row of a review's Action Plan by its name: `PR-2025-003 r2`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = re.compile(r"(PR-\d{4}-\d{3,9})[\s,:]+(r[1-9]\d{0,8})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of a review, and the id of a row of its plan."""

    review: str
    row: str

    def __str__(self) -> str:
        return f"{self.review} {self.row}"


def reference(text: str) -> Reference | None:
    """The row a text names, in any case; None where it names none."""
    found = _NAMED.fullmatch(text.strip())
    return Reference(found[1].upper(), found[2].lower()) if found else None


def on_one_line(text: str) -> str:
    """An action as a list and a sentence show it."""
    return " ".join(text.split())
