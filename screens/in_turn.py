"""Long work of many steps, taken a little at a time while the app goes on."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Generator
from pathlib import Path
from time import monotonic

SLICE = 0.04
"""Seconds for which steps are taken before the keys are seen to."""
REST = 0.01
"""Seconds that are left to the keys and to drawing."""


class InTurn:
    """Documents that are being written: how many are done, of how many."""

    def __init__(self, steps: Generator[int, None, Path], count: int) -> None:
        """`steps` give after each how many are done, and at last where they are."""
        self._steps = steps
        self._stopped = False
        self.count = count
        self.done = 0

    async def run(self, tell: Callable[[], None]) -> Path | None:
        """Take all steps, telling as they go; where the documents are, None when it was stopped.

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
            path: Path = end.value
            return path
        finally:
            self.leave()
        return None

    def stop(self) -> None:
        """Take no further step."""
        self._stopped = True

    def leave(self) -> None:
        """Leave the work between two steps: what is written stays, each file whole.

        Raises:
            RegisterError: when what was written may not last.
        """
        self._steps.close()
