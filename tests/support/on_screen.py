"""The app on a register, driven by real keys in this process, and its screen read as drawn."""

from __future__ import annotations

import html
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual.events import Paste
from textual.pilot import Pilot

from store.register.register import Register
from tests.support.a_register import TODAY
from tui.app import RegisterApp
from tui.options import Options

_PIECE = re.compile(
    r'<text (?![^>]*text-anchor)[^>]*x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL
)
SIZES = ((80, 24), (120, 40), (40, 10))
"""Columns and rows at which every screen has to be read: the home of the app, wide, and small."""
_CELL = 12.2
"""Units of the picture that a column is wide."""


@dataclass
class Seat:
    """Somebody in front of the app."""

    app: RegisterApp
    pilot: Pilot[int]
    opened: Register | None
    """The app's register; None behind the welcome."""

    @property
    def register(self) -> Register:
        """The app's register."""
        assert self.opened is not None
        return self.opened

    async def press(self, *keys: str) -> None:
        """Press keys by their names, and let the app come to rest."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, a key for each character."""
        await self.pilot.press(*text)
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Paste a text where the cursor is, as a bracketed paste arrives."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()

    async def jump(self, name: str) -> None:
        """Go to a field through the list of fields, by the letter in front of its name."""
        await self.press("ctrl+o")
        found = re.search(rf"(?:▌| ) ([a-z0-9])  {re.escape(name)}", "\n".join(self.rows))
        assert found, f"{name!r} is not in the list of fields:\n" + "\n".join(self.rows)
        await self.press(found[1])
        await self.pilot.pause()  # the list has gone; what it leads to follows

    async def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, rows)
        await self.pilot.pause()

    @property
    def rows(self) -> list[str]:
        """What stands on the screen, row by row."""
        lines: dict[float, list[tuple[float, str]]] = {}
        for across, down, text in _PIECE.findall(self.app.export_screenshot()):
            lines.setdefault(float(down), []).append((float(across), html.unescape(text)))
        drawn: list[str] = []
        for down in sorted(lines):
            row = ""
            for across, text in sorted(lines[down]):
                row = row.ljust(round(across / _CELL)) + text.replace("\xa0", " ")
            drawn.append(row.rstrip())
        return drawn

    @property
    def said(self) -> str:
        """The line above the keys."""
        return " ".join(str(self.app.screen.query_one(".said").render()).split())

    def shows(self, words: str) -> bool:
        """Whether these words stand on the screen, wherever they are broken into lines."""
        return words in " ".join(" ".join(self.rows).split())

    def row_with(self, words: str) -> str:
        """The first row that these words stand in."""
        found = next((row for row in self.rows if words in row), None)
        assert found is not None, f"{words!r} is not on the screen:\n" + "\n".join(self.rows)
        return found


@asynccontextmanager
async def seated(
    path: Path,
    size: tuple[int, int] = (80, 24),
    user: str = "office",
    *,
    confined: bool = False,
) -> AsyncIterator[Seat]:
    """The app on the register at `path`, or its welcome; it ends as the real one does."""
    options = Options(path, user, lambda: TODAY, confined=confined)
    register = options.opened() if path.exists() else None
    with patch.dict(os.environ, {"XDG_STATE_HOME": str(path.parent / "state")}):
        app = RegisterApp(options, register)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Seat(app, pilot, register)
        app.keep()
