"""What is offered under a field while somebody types: a few lines, and a cursor among them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content
from textual.widgets import Static

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


class Offered(Static):
    """The nearest offers; none is taken before somebody has gone down to it."""

    DEFAULT_CSS = """
    Offered {
        display: none; height: auto; padding: 0 0 0 2;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._offers: Sequence[Offer] = ()
        self._at = -1

    @property
    def is_open(self) -> bool:
        """Whether anything is offered."""
        return bool(self._offers)

    @property
    def chosen(self) -> Offer | None:
        """The offer somebody has gone down to."""
        return self._offers[self._at] if self._at >= 0 else None

    def show(self, offers: Sequence[Offer]) -> None:
        """Offer these, as many as there is room for; with none the lines go."""
        if not offers and not self._offers:
            return
        self._offers = offers[:MOST]
        self._at = -1
        self.display = self.is_open
        self._draw()

    def move(self, step: int) -> None:
        """Go down or up; above the first, none is chosen."""
        self._at = max(-1, min(len(self._offers) - 1, self._at + step))
        self._draw()

    def _draw(self) -> None:
        lines = []
        for number, offer in enumerate(self._offers):
            here = number == self._at
            detail = f"  {offer.detail}" if offer.detail else ""
            line = Content.assemble(_CURSOR if here else "  ", offer.text, (detail, "dim"))
            lines.append(line.stylize("bold") if here else line)
        lines.append(Content.styled(f"  ({_KEYS})", "dim"))
        self.update(Content("\n").join(lines))
