"""A page of one list that `/` narrows as one types; what its rows are is its subclass's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList, RowKey


class ListPage(Page, Generic[RowKey]):
    """Escape closes the filter, then the screen; enter chooses the row under the cursor."""

    empty: ClassVar[str] = "Nothing here."
    """What stands in the list where it has no rows."""
    DEFAULT_CSS = "ListPage { & > LineList { height: 1fr; } }"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = FilterLine()
        self.needle = ""
        """What the list is narrowed to; empty for all of it."""
        self.list: LineList[RowKey] = LineList(
            self.draw, marker=session.marks.cursor, empty=self.empty
        )
        self._empty = self.empty

    def draw(self, key: RowKey, width: int) -> Content:
        """A row, drawn in so many cells."""
        raise NotImplementedError

    def compose_content(self) -> Iterable[Widget]:
        yield self.list
        yield self.filter

    async def on_mount(self) -> None:
        self.look()
        self.list.focus()

    def narrow(self) -> None:
        """Show the rows that match `needle`."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what there is to say of the row under the cursor."""

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.tell()

    @on(FilterLine.Changed)
    def _narrowed(self, event: FilterLine.Changed) -> None:
        self.needle = event.text
        self.list.empty = f"Nothing matches “{self.needle}”." if self.needle else self._empty
        self.narrow()

    @on(FilterLine.Settled)
    @on(FilterLine.Closed)
    def _to_the_list(self) -> None:
        self.list.focus()

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        self.list.action_choose()

    def action_find(self) -> None:
        """Open the filter."""
        self.filter.open()

    def action_back(self) -> None:
        """Close the filter, then the screen."""
        if self.filter.is_open:
            self.filter.close()
        else:
            super().action_back()


class ListInFull(ListPage[RowKey]):
    """A list whose rows may be cut: the one under the cursor is shown in full below."""

    DEFAULT_CSS = "ListInFull { & > .below { height: 2; padding: 0 1; color: $text-muted; } }"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.below = Static("", classes="below", markup=False)

    def compose_content(self) -> Iterable[Widget]:
        yield from super().compose_content()
        yield self.below

    def in_full(self, key: RowKey) -> str:
        """What there is to say of a row."""
        raise NotImplementedError

    def tell(self) -> None:
        key = self.list.cursor_key
        self.below.update("" if key is None else self.in_full(key))
