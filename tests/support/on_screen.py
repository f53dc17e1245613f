"""The app on a register, driven by real keys in this process, and its screen read as drawn."""

from __future__ import annotations

import asyncio
import html
import os
import re
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual.events import Key, Paste
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character
from textual.pilot import Pilot

from store.register.register import Register
from tests.support.resting import rest
from tests.support.today import TODAY
from tui.app import RegisterApp
from tui.options import Options

_PIECE = re.compile(
    r'<text (?![^>]*text-anchor)[^>]*x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL
)
SIZES = ((80, 24), (120, 40), (40, 10))
"""Columns and rows at which every screen has to be read: the home of the app, wide, and small."""
_CELL = 12.2
"""Units of the picture that a column is wide."""


_PATIENCE = 60
"""Seconds to wait for what has to come, however busy the machine."""


def _named(key: str) -> str:
    """A key's name, of a sign too, as Textual has it: "slash" of "/"."""
    if len(key) > 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _typed(key: str) -> str | None:
    """The character that a key types, if it does."""
    return key if len(key) == 1 else key_to_character(key)


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
            self.strike(key)
            await rest()

    def strike(self, *keys: str) -> None:
        """Press keys one right after the other, and wait for nothing."""
        for key in keys:
            self.app.post_message(Key(_named(key), _typed(key)))

    async def type(self, text: str) -> None:
        """Type a text, a key for each character."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste a text where the cursor is, as a bracketed paste arrives."""
        self.app.post_message(Paste(text))
        await rest()

    async def jump(self, name: str) -> None:
        """Go to a field through the list of fields, by the letter in front of its name."""
        await self.press("ctrl+o")
        found = re.search(rf"(?:▌| ) ([a-z0-9])  {re.escape(name)}", "\n".join(self.rows))
        assert found, f"{name!r} is not in the list of fields:\n" + "\n".join(self.rows)
        await self.press(found[1])

    async def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, rows)
        await rest()

    async def rest(self) -> None:
        """Let the app come to rest."""
        await rest()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the app go on until something is so.

        Raises:
            AssertionError: it was not within a minute.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                while not holds():
                    await asyncio.sleep(0)
        except TimeoutError:
            raise AssertionError("It did not come to that:\n" + "\n".join(self.rows)) from None

    async def until_shown(self, words: str) -> None:
        """Let the app go on until words stand on the screen."""
        await self.until(lambda: self.shows(words))

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
        return " ".join(str(self.app.screen.query_one(".message").render()).split())

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
            await rest()
            yield Seat(app, pilot, register)
        app.keep()
