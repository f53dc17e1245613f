"""The first start: the consortium's name, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from screens.base.commands import HELP, LEAVE, MAKE_AND_IMPORT, MAKE_REGISTER, SHOW_SAMPLE
from screens.base.page import KeyLine
from store.text import LINE_LIMIT, clean_line

WORDS = """\
 Welcome to the Peer Review Register.

 It keeps the peer reviews of one school consortium: five stages, three forms,
 and what is still to come. There is no register yet at

   {path}

 What is the consortium called?
"""
AFTER = """\

 Enter makes the register and opens it. Schools can be imported from a CSV file
 now (F5) or later: the columns of Get Information About Schools are understood.
 F3 shows a sample consortium instead, and keeps nothing of it.
"""
MORE = """\

 The name stands at the top of the first screen and on covering messages; it can
 be changed later. The register is one file, made at the path above; another
 place is named with --register PATH, or in $PEER_REVIEW_REGISTER. If there is a
 register already and this is not it, leave with F10: nothing has been made yet.

 F5 makes it and asks for a CSV file of schools; those that are reviewed are
 then marked as members. F3 shows a sample and keeps nothing of it.
"""


class Welcome(Screen[None]):
    """Asks for the consortium's name. Nothing is made before it is given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        MAKE_AND_IMPORT.binding,
        SHOW_SAMPLE.binding,
        HELP.binding,
        LEAVE.binding,
    ]
    DEFAULT_CSS = """
    Welcome {
        & > Input { margin: 0 1; width: 60; max-width: 90%; background: $surface; }
        & > #after { height: 1fr; }
        & > #wrong { color: $text-error; text-style: bold; padding: 0 1; }
        & > .keys { height: 1; color: $text-muted; }
    }
    """

    def __init__(
        self, path: Path, make: Callable[[str, bool], str], sample: Callable[[], None]
    ) -> None:
        """`make` makes the register and opens it, or gives the sentence why not."""
        super().__init__()
        self._path = path
        self._make = make
        self._sample = sample

    def compose(self) -> ComposeResult:
        yield Static(WORDS.format(path=self._path), markup=False)
        self._called = Input(compact=True, max_length=LINE_LIMIT)
        self._called.cursor_blink = False
        yield self._called
        self._wrong = Static("", id="wrong", markup=False)
        yield self._wrong
        yield Static(AFTER, id="after", markup=False)
        yield KeyLine((MAKE_REGISTER, MAKE_AND_IMPORT, SHOW_SAMPLE, LEAVE, HELP))

    def on_mount(self) -> None:
        self._called.focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_make(False)

    def action_make(self, and_import: bool) -> None:
        """Make the register."""
        name = clean_line(self._called.value)
        if not name:
            self._wrong.update("Type the consortium’s name first.")
            return
        self._wrong.update(self._make(name, and_import))

    async def action_leave(self) -> None:
        """Leave: the app's own doing."""
        await self.app.run_action("leave")

    def action_help(self) -> None:
        """Say more of what is asked here."""
        self.query_one("#after", Static).update(MORE)

    def action_sample(self) -> None:
        """Look at the sample."""
        self._sample()
