"""What is offered under a field while somebody types: a few lines, and a cursor among them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content

MOST = 5
_KEYS = "down and enter take one"
_CURSOR = "▌ "


class Offer(Struct, frozen=True):
    """Something to choose while typing: the text it puts in, and what tells it from others.

    `person` is the key of somebody of the directory: two of one name have one text.
    """

    text: str
    detail: str = ""
    person: int | None = None


class OfferList:
    """The nearest offers; none is taken unless the cursor was moved to it."""

    def __init__(self) -> None:
        self._offers: Sequence[Offer] = ()
        self._at = -1

    @property
    def is_open(self) -> bool:
        """Whether anything is offered."""
        return bool(self._offers)

    @property
    def chosen(self) -> Offer | None:
        """The offer under the cursor; None while the cursor is in the field."""
        return self._offers[self._at] if self._at >= 0 else None

    def show(self, offers: Sequence[Offer]) -> None:
        """Show these offers, as many as there is room for."""
        self._offers = offers[:MOST]
        self._at = -1

    def move(self, step: int) -> None:
        """Go down or up; above the first, none is chosen."""
        self._at = max(-1, min(len(self._offers) - 1, self._at + step))

    @property
    def lines(self) -> tuple[Content, ...]:
        """A line for each, and how one is taken; none where nothing is offered."""
        if not self._offers:
            return ()
        lines = []
        for number, offer in enumerate(self._offers):
            here = number == self._at
            detail = f"  {offer.detail}" if offer.detail else ""
            line = Content.assemble(_CURSOR if here else "  ", offer.text, (detail, "dim"))
            lines.append(line.stylize("bold") if here else line)
        return (*lines, Content.styled(f"  ({_KEYS})", "dim"))
