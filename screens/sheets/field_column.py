"""Fields one under the other: those in sight are mounted first; moving from one to the next.

Mounting is most of what opening a sheet costs. What is out of sight is mounted after the first
paint, a little at a time, so that no key waits for all of it. Its room is kept from the start, to
the line: nothing moves when it comes, and nothing is sent.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from screens.sheets.field_page import FieldPage
from screens.widgets.drawn_lines import DrawnLines
from screens.widgets.editors import ItemEditor
from screens.widgets.field_editor import FieldEditor

AT_ONCE = 6
"""Fields that are mounted between two keys: some twenty milliseconds of work."""
AROUND = 3
"""Lines of the screen that no field ever has: title, what was done, keys."""


class FieldColumn(FieldPage):
    """A page whose fields scroll. A key for a field that is not mounted yet waits for it."""

    DEFAULT_CSS = """
    FieldColumn {
        & > .fields { height: 1fr; scrollbar-size-vertical: 1; }
    }
    """

    def compose_content(self) -> Iterable[Widget]:
        self._fields = Fields()
        yield self._fields

    async def on_mount(self) -> None:
        """Mount what is seen first, and the rest after the first paint."""
        lines = list(self._lines())
        self.warn()
        asked_for = self.editor_at(self._go_to)
        at = asked_for or self.first_field()
        until = next((each for each in lines if _holds(each, at)), None)
        with self.app.batch_update():  # nothing is painted that is painted anew right after
            await self._fields.begin(lines, until)
            if asked_for is not None:  # at once: what is typed ahead is meant for that field
                await self.go_to(self._go_to)
            else:
                self.begin()
        self.call_after_refresh(self._go_on)

    def _lines(self) -> Iterator[DrawnLines]:
        """The fields, and what is said between them; `editors` has them all from then on."""
        raise NotImplementedError

    def first_field(self) -> FieldEditor | None:
        """The field one begins in."""
        return self.editors[0] if self.editors else None

    def begin(self) -> None:
        """Put the cursor where one begins."""
        if (editor := self.first_field()) is not None:
            editor.focus_inside()

    async def on_resize(self, event: Resize) -> None:
        """Keep the field one is in on the screen."""
        self.call_after_refresh(self._show_control)

    def _show_control(self) -> None:
        """Show the control one types in, and around it as much of its field as has room."""
        if not self.is_attached:
            return
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)
        if self.here is not None:
            self.here.come_into_sight()

    async def _go_on(self) -> None:
        """Mount a few of the fields that are out of sight, and come back for the next."""
        if self.is_attached and not self._fields.is_whole:  # it may be left before its turn comes
            await self._fields.go_on()
            self.call_after_refresh(self._go_on)

    async def all_there(self) -> None:
        """Mount every field."""
        await self._fields.complete()

    async def go_to(self, address: str) -> None:
        """Put the cursor into a field; where it is still to be mounted, once it is."""
        editor = self.editor_at(address)
        if editor is None:
            return
        if not editor.is_mounted:
            await self.all_there()
        editor.focus_inside()
        editor.scroll_visible(animate=False)

    def editor_at(self, address: str) -> FieldEditor | None:
        """The editor of the field with this address."""
        return next((each for each in self.editors if each.address[2] == address), None)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Leave it to the field to come into sight: it does so once it says what it means."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the next field, once it is mounted."""
        if self._ends_at(-1):
            self.call_later(self._step_on, super().focus_next)
            return self.focused
        return super().focus_next(selector)

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the field before, once it is mounted: from the first to the last."""
        if self._ends_at(0):
            self.call_later(self._step_on, super().focus_previous)
            return self.focused
        return super().focus_previous(selector)

    def _ends_at(self, end: int) -> bool:
        """Whether the cursor is at the first or last field while not all are mounted."""
        if self._fields.is_whole:
            return False
        mounted = [each for each in self.editors if each.is_mounted]
        return bool(mounted) and self.here is mounted[end]

    async def _step_on(self, step: Callable[[], object]) -> None:
        await self.all_there()
        step()

    async def action_field(self, step: int) -> None:
        """Go to the field above (-1) or below (1), in the column one is in."""
        control = self._in_column(step)
        if control is None and not self._fields.is_whole:
            await self.all_there()
            control = self._in_column(step)
        if control is not None:
            control.focus()

    def _in_column(self, step: int) -> Widget | None:
        if self.here is None:
            return None
        # Not the focus chain: that is by place, and what has just been mounted has none yet.
        controls = [each.control for each in self.editors if each.is_mounted]
        return _next_field(self.here.control, controls, step)


def _holds(lines: DrawnLines, editor: FieldEditor | None) -> bool:
    return lines is editor or (isinstance(lines, ItemEditor) and editor in lines.editors)


class Fields(VerticalScroll, can_focus=False):
    """A scrolling column whose lower part may still be on its way."""

    def __init__(self) -> None:
        super().__init__(classes="fields")
        self._to_come: deque[DrawnLines] = deque()
        self._mounting = asyncio.Lock()
        self._room = _Room(self._to_come)

    def compose(self) -> Iterator[Widget]:
        yield self._room

    @property
    def is_whole(self) -> bool:
        """Whether all of it is mounted."""
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
        """How many to mount for a screen of this size, and at least as far as `until`."""
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
    """A stand-in as high as all fields still to be mounted."""

    DEFAULT_CSS = """
    _Room { height: auto; }
    """
    BLANK = True

    def __init__(self, to_come: deque[DrawnLines]) -> None:
        super().__init__()
        self._to_come = to_come

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(each.lines(width)) for each in self._to_come)


def _next_field(focused: Widget, controls: Sequence[Widget], step: int) -> Widget | None:
    """The control above (-1) or below (1) the focused one; None where there is none.

    `controls` are all that one can type in, in their order.
    """
    here = focused.region
    at = controls.index(focused)
    ahead = controls[:at][::-1] if step < 0 else controls[at + 1 :]
    lines = [each for each in ahead if each.region.y != here.y]
    beside = [each for each in lines if each.region.y == lines[0].region.y]
    return min(beside, key=lambda each: abs(each.region.x - here.x), default=None)
