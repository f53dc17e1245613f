"""The command palette, whose pages can be turned at any moment."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette

LINES = 2
"""Lines of a command in the list: its name, its help."""


class Palette(CommandPalette):
    """Textual's own, but for page up and page down.

    Before the list is drawn, as where keys are typed ahead over a slow line, Textual's look up a
    line that has not been laid out yet, and the app ended with a KeyError.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn_page(1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
    ]

    def action_turn_page(self, direction: int) -> None:
        """Go on, or back, by as many commands as are seen."""
        commands = self.query_one(CommandList)
        if commands.option_count:
            step = direction * max(1, commands.size.height // LINES)
            last = commands.option_count - 1
            commands.highlighted = min(max((commands.highlighted or 0) + step, 0), last)
