"""An event loop that knows when it is at rest: what was asked of it is done, however long it took.

Textual's own pilot takes an app to be at rest that uses no processor for 20 ms; on a busy machine
so does one that is given none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from selectors import DefaultSelector, SelectorKey
from typing import Any, Final, TypeVar, TypeVarTuple

Result = TypeVar("Result")
Given = TypeVarTuple("Given")

_SOON: Final = 0.045
"""Seconds: a timer that ends within them belongs to what is being done. Textual paints with the
next of its 60 frames a second, and may miss one."""
_PATIENCE: Final = 60
"""Seconds within which all comes to rest, however busy the machine."""


class _Selector(DefaultSelector):
    """Tells who waits for it when the loop would sleep, having nothing to do for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[asyncio.Future[None]] = []

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if self.waiting and (timeout is None or timeout > _SOON):
            timeout = 0
            for future in self.waiting:
                if not future.done():
                    future.set_result(None)
            self.waiting.clear()
        return super().select(timeout)


class RestingLoop(asyncio.SelectorEventLoop):
    """The loop that the tests' apps run in."""

    def __init__(self) -> None:
        self._sleeper = _Selector()
        self._aside: set[asyncio.Future[Any]] = set()  # each of another result
        super().__init__(self._sleeper)

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[*Given], Result],
        *args: *Given,
    ) -> asyncio.Future[Result]:
        future = super().run_in_executor(executor, func, *args)
        self._aside.add(future)
        future.add_done_callback(self._aside.discard)
        return future

    async def rest(self) -> None:
        """Wait until nothing is to be done any more, now or in a moment, here or in a thread.

        Raises:
            TimeoutError: it goes on for a minute.
        """
        async with asyncio.timeout(_PATIENCE):
            await self._sleeps()
            while self._aside:
                await asyncio.wait(self._aside)
                await self._sleeps()

    def _sleeps(self) -> asyncio.Future[None]:
        future: asyncio.Future[None] = self.create_future()
        self._sleeper.waiting.append(future)
        return future


async def rest() -> None:
    """Wait until the running loop is at rest (see `RestingLoop.rest`)."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, RestingLoop)
    await loop.rest()
