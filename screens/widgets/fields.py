"""The fields of a sheet under each other: those that are seen are there first.

Mounting is most of what opening a sheet costs. What is out of sight is mounted after the first
paint, a little at a time, so that no key waits for all of it. Its room is kept from the start, to
the line: nothing moves when it comes, and nothing is sent.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from screens.widgets.drawn_lines import DrawnLines

AT_ONCE = 6
"""Fields that are mounted between two keys: some twenty milliseconds of work."""
AROUND = 3
"""Lines of the screen that no field ever has: title, what was done, keys."""


class Fields(VerticalScroll, can_focus=False):
    """A scrolling column whose lower part may still be on its way."""

    def __init__(self) -> None:
        super().__init__(classes="fields")
        self._to_come: deque[DrawnLines] = deque()
        self._mounting = asyncio.Lock()
        self._room = _Room(self._to_come)

    def compose(self) -> Iterator[Widget]:
        """Room for what is to come."""
        yield self._room

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return not self._to_come and not self._mounting.locked()

    async def begin(self, lines: Iterable[DrawnLines], until: DrawnLines | None) -> None:
        """Mount what is seen before anybody has scrolled, and all as far as `until`."""
        self._to_come.extend(lines)
        count = self._seen(until)
        width, height = self.app.size
        if sum(len(each.lines(width)) for each in self._to_come) > height:
            self.show_vertical_scrollbar = True  # found out later, it would be laid out twice
        await self._mount(count)

    async def go_on(self) -> None:
        """Mount a few more."""
        await self._mount(AT_ONCE)

    async def complete(self) -> None:
        """Mount whatever is still to come."""
        await self._mount(sys.maxsize)

    def _seen(self, until: DrawnLines | None) -> int:
        """How many are seen on a screen of this size, if not more to get to `until`."""
        width, height = self.app.size
        room = height - AROUND
        reached = until is None
        for number, each in enumerate(self._to_come, 1):
            room -= len(each.lines(width))
            reached = reached or each is until
            if room <= 0 and reached:
                return number
        return len(self._to_come)

    async def _mount(self, count: int) -> None:
        async with self._mounting:  # a few may be on their way when a key asks for all
            some = [self._to_come.popleft() for _ in range(min(count, len(self._to_come)))]
            if some:
                self._room.refresh(layout=True)
                await self.mount_all(some, before=self._room)


class _Room(Widget):
    """As high as all that is still to come."""

    DEFAULT_CSS = """
    _Room { height: auto; }
    """
    BLANK = True

    def __init__(self, to_come: deque[DrawnLines]) -> None:
        super().__init__()
        self._to_come = to_come

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(each.lines(width)) for each in self._to_come)
