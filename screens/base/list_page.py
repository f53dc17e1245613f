"""A page of one list that `/` narrows as one types; what its rows are is its subclass's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from textual import on
from textual.content import Content

from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.filter_line import FilterLine
from screens.widgets.line_list import LineList, RowKey


class ListPage(Page, Generic[RowKey]):
    """Escape closes the filter, then the screen; enter chooses the row under the cursor."""

    DEFAULT_CSS = "ListPage { & > LineList { height: 1fr; } }"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = FilterLine()
        self.needle = ""
        """What the list is narrowed to; empty for all of it."""
        self.list = self.make_list()
        self._empty = self.list.empty

    def make_list(self) -> LineList[RowKey]:
        """The list, with no rows yet."""
        raise NotImplementedError

    def list_of(self, draw: Callable[[RowKey, int], Content], empty: str) -> LineList[RowKey]:
        """A list with this terminal's mark of the cursor; `empty` stands where it has no rows."""
        return LineList(draw, marker=self.session.marks.cursor, empty=empty)

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
