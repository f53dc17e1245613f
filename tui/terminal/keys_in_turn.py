"""Keys in turn: one is wholly dealt with before the next goes to whatever has the focus then.

Over a slow line several keys arrive at once. Textual gives all of them to the widget that has the
focus when they arrive, so that of `/birch` the b, the i (import schools) and the c were commands
of the list, and not letters for the filter that `/` opens.

Where a key needs what a screen is still working out, the next ones wait for that as well; escape
does not, so that nobody has to.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeVar

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

from screens.base.page import Page

Result = TypeVar("Result")

ROUNDS = 3
"""A key goes up to the app; what it does there is messages, and those post others in turn."""
PATIENCE = 10.0
"""Seconds for what a key does to be done, after which the next is given on all the same.

Longer than a screen takes to open on a busy machine, and than a save waits for another's lock: a
key that is given on before the field is there is lost.
"""
LOOK = 0.05
"""Seconds between two looks at whether what is waited for has been closed meanwhile."""


class KeysInTurn(App[Result]):
    """An app that takes what is typed ahead in the order in which it was meant."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[Event] = deque()
        self._giving_on = False

    async def on_event(self, event: Event) -> None:
        """Let a key wait for the ones before it."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed_ahead.append(event)
        if not self._giving_on:
            self._giving_on = True
            self.run_worker(self._give_on(), group="keys")

    async def _give_on(self) -> None:
        try:
            while self._typed_ahead and self.screen_stack:
                await super().on_event(self._typed_ahead.popleft())
                await self._dealt_with()
        finally:
            self._giving_on = False

    async def _dealt_with(self) -> None:
        """Wait until all that the last key has set going is over, however long a screen waits."""
        await self._at_rest()
        if self._waits:
            while self._waits:
                await asyncio.sleep(LOOK)
            await self._at_rest()

    async def _at_rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for _ in range(ROUNDS):
                    for pump in list(self._on_its_way()):
                        await _idle(pump)

    @property
    def _waits(self) -> bool:
        """Whether the screen waits for something, and nobody has given that up."""
        given_up = any(isinstance(e, Key) and e.key == "escape" for e in self._typed_ahead)
        page = self.screen if self.screen_stack else None
        return isinstance(page, Page) and page.waits and not given_up

    def _on_its_way(self) -> Iterator[MessagePump]:
        """What a key passes: the widget that has the focus, what that lies in, the app."""
        if not self.screen_stack:
            return
        yield from (self.screen.focused or self.screen).ancestors_with_self


async def _idle(pump: MessagePump) -> None:
    """Wait until a pump has done all that was posted to it, or is closed and never will."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    while pump.is_running and not done.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                await done.wait()
