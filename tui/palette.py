"""The command palette: what it lists, and its pages, which can be turned at any moment."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from screens.base.page import Page
from store.text import capital

Result = TypeVar("Result")

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


class WithPalette(App[Result]):
    """An app whose palette lists the commands of its pages."""

    COMMAND_PALETTE_BINDING = "ctrl+p"

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette lists: the commands of the screen one is on, then of those below."""
        if not isinstance(screen, Page):  # what asks something is answered first
            return
        listed: set[str] = set()
        for page in reversed(self.screen_stack):
            if not isinstance(page, Page):
                continue
            for command in page.all_commands:
                if command.action == "command_palette" or command.help in listed:
                    continue
                listed.add(command.help)
                name = capital(command.name)
                run = partial(self.call_later, self._run_on, page, command.action)
                yield SystemCommand(f"{name} ({command.key})", command.help, run)

    async def _run_on(self, page: Page, action: str) -> None:
        """Go back to a page below, keeping what is typed above it, and run one of its commands."""
        while self.screen is not page and len(self.screen_stack) > 1:
            above = self.screen
            if not isinstance(above, Page):
                return
            above.action_back()
            if above.is_current:  # it has closed a list, a filter or a preview of its own
                above.action_back()
            if above.is_current:  # there is something to settle first
                return
        await page.run_action(action)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    @on(CommandPalette.Opened)
    def _palette_opened(self) -> None:
        self.screen.query_one(Input).cursor_blink = False
