"""Owed: everything due or late, by the person who owes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from screens.desk import Desk
from screens.keys import Command
from screens.page import Page
from screens.review import ReviewPage
from screens.widgets.line_list import LineList
from store.dates.standing import State
from store.dates.typed import short
from store.owed import Debtor, by_person, owing
from store.register.change import Entry

OPEN = Command("open", "enter", "open", "Open the review.")


class Owed(Page):
    """Who owes what, across all reviews."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN,)
    about = "Everything that is due or late, by the person who owes it. Enter opens the review."
    DEFAULT_CSS = "Owed { & > LineList { height: 1fr; } }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._debtors: list[Debtor] = []

    def compose_content(self) -> Iterable[Widget]:
        """The list."""
        self._list: LineList[tuple[int, int]] = LineList(
            self._draw, marker=self.desk.marks.cursor, empty="Nobody owes anything."
        )
        yield self._list

    async def on_mount(self) -> None:
        """Show what is owed."""
        self._look()
        self._list.focus()

    def heard(self, entry: Entry) -> None:
        """Show what has changed."""
        self._look()

    def title_line(self) -> Content:
        """How many people owe something."""
        return Content(f" Owed by {len(self._debtors)}")

    def _look(self) -> None:
        self._debtors = by_person(self.desk.register, owing(self.desk.register))
        self._list.show(
            [
                (person, item)
                for person, debtor in enumerate(self._debtors)
                for item in range(-1, len(debtor.owes))
            ]
        )
        self.draw_title()

    def _draw(self, key: tuple[int, int], width: int) -> Content:
        person, item = key
        debtor = self._debtors[person]
        if item < 0:
            return Content.styled(debtor.name, "bold")
        one = debtor.owes[item]
        late = one.standing.state is State.LATE
        when = short(one.standing.due.day) if one.standing.due.day else ""
        words = f"! {one.standing.days_late} d late" if late else str(one.standing.state)
        return Content(f"  {one.review.id}  {one.standing.step.words}: {when}, {words}")

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[tuple[int, int]]) -> None:
        person, item = event.key
        one = self._debtors[person].owes[max(0, item)]
        self.app.push_screen(ReviewPage(self.desk, one.review.key))

    def action_open(self) -> None:
        """Open the review under the cursor."""
        self._list.action_choose()
