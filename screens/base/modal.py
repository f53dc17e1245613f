"""What comes over a screen for a moment: a question, a list, a choice. It says what works in it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from screens.base.commands import HELP

Answer = TypeVar("Answer")


class Modal(ModalScreen[Answer | None]):
    """Asks something, and has a sentence for its help; escape gives no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [HELP.binding, Binding("escape", "close", show=False)]
    about: ClassVar[str] = ""
    """What it asks, and by which keys it is answered."""

    def action_help(self) -> None:
        """Say what works here."""
        self.notify(self.about, markup=False)

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)
