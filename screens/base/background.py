"""Long work of many steps, taken a little at a time while the app goes on."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Generator
from time import monotonic
from typing import Generic, TypeVar

Made = TypeVar("Made")

SLICE = 0.04
"""Seconds for which steps are taken before the keys are seen to."""
REST = 0.01
"""Seconds that are left to the keys and to drawing."""


class BackgroundWork(Generic[Made]):
    """Work under way: how many of its steps are done, of how many."""

    def __init__(self, steps: Generator[int, None, Made], count: int) -> None:
        """`steps` yield how many are done after each, and return what was made."""
        self._steps = steps
        self._stopped = False
        self.count = count
        self.done = 0

    async def run(self, tell: Callable[[], None]) -> Made | None:
        """Take all steps, calling `tell` as they go; what was made, None when stopped.

        Raises:
            RegisterError: what the steps raise.
        """
        try:
            while not self._stopped:
                until = monotonic() + SLICE
                while monotonic() < until:
                    self.done = next(self._steps)
                tell()
                await sleep(REST)
        except StopIteration as end:
            made: Made = end.value
            return made
        finally:
            self.leave()
        return None

    def stop(self) -> None:
        """Take no further step."""
        self._stopped = True

    def leave(self) -> None:
        """Leave the work between two steps: files that are written stay, each whole.

        Raises:
            RegisterError: when what was written may not last.
        """
        self._steps.close()
