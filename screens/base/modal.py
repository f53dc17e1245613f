"""What comes over a screen for a moment: a question, a list, a choice. It says what works in it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from screens.base.commands import HELP

Answer = TypeVar("Answer")


class Over(ModalScreen[Answer]):
    """A modal screen with a sentence for its help; the screen under it waits."""

    BINDINGS: ClassVar[list[BindingType]] = [HELP.binding]
    about: ClassVar[str] = ""
    """What it asks, and by which keys it is answered."""

    def action_help(self) -> None:
        """Say what works here."""
        self.notify(self.about, markup=False)
