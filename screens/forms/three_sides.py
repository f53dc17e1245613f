"""A field of a returned form in full: as it was exported, as it came back, as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings


class ThreeSides(TextPage):
    """Every side of it under its name, to be scrolled."""

    about = "All that stands on each side: on the form as it went out and came back, and here now."

    def __init__(self, session: Session, heading: str, sides: Sequence[tuple[str, str]]) -> None:
        """`sides` are names and texts; a text without a name stands alone."""
        super().__init__(session, heading)
        self._sides = sides

    def text(self) -> Content:
        return with_headings((name.capitalize(), side or "(empty)") for name, side in self._sides)
