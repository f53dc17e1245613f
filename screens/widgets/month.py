"""A month as a grid of days, drawn as text: a few events in each, the rest counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.dates.days import ONE_DAY, WEEKDAYS, monday_of


class Month(Widget, can_focus=True):
    """Weeks from Monday; arrows move the day that is chosen, enter takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "move(-7)", show=False),
        Binding("down", "move(7)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """Another day is chosen; it may lie in another month."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Message):
        """Enter was pressed."""

    def __init__(self, today: date) -> None:
        """`today` is marked."""
        super().__init__()
        self._today = today
        self._day = today
        self._texts: Mapping[date, Sequence[str]] = {}
        self._shut: Callable[[date], bool] = lambda _: False

    def show(
        self, day: date, texts: Mapping[date, Sequence[str]], shut: Callable[[date], bool]
    ) -> None:
        """Show the month of `day`, with the `texts` of its days; `shut` are no working days.

        A text that begins with `!` is late; a count of texts there is no room for says so too.
        """
        self._day = day
        self._texts = texts
        self._shut = shut
        self.refresh()

    def action_move(self, days: int) -> None:
        """Choose another day."""
        self.post_message(self.Moved(self._day + timedelta(days=days)))

    def action_choose(self) -> None:
        """Take the day."""
        self.post_message(self.Chosen())

    def render(self) -> Content:
        """Weekdays, then a block of lines for each week."""
        width = max(4, self.size.width // 7)
        monday = self._first_monday()
        weeks = 6 if (monday + 35 * ONE_DAY).month == self._day.month else 5
        height = max(1, (self.size.height - 1) // weeks)
        lines = ["".join(f"{name[:3]:<{width}}" for name in WEEKDAYS)]
        parts = [Content.styled(lines[0], "dim")]
        for week in range(weeks):
            days = [monday + (7 * week + number) * ONE_DAY for number in range(7)]
            parts.append(Content("\n").join([Content(""), self._heads(days, width, height == 1)]))
            for row in range(height - 1):
                line = "".join(self._cell(day, row, height - 1, width) for day in days)
                parts.append(Content(f"\n{line}"))
        return Content("").join(parts)

    def _first_monday(self) -> date:
        return monday_of(self._day.replace(day=1))

    def _heads(self, days: Sequence[date], width: int, alone: bool) -> Content:
        """The days of a week; where they stand `alone`, a mark says that something is on."""
        line = Content("")
        for day in days:
            mark = "*" if day == self._today else ("-" if self._shut(day) else "")
            if alone and (texts := self._texts.get(day)):
                mark = "!" if any(text.startswith("!") for text in texts) else "+"
            words = f"[{day.day}]{mark}" if day == self._day else f" {day.day} {mark}"
            style = "reverse" if day == self._day else "bold" if day == self._today else ""
            if day.month != self._day.month:
                style = "dim"
            line += Content.styled(f"{words:<{width}}"[:width], style)
        return line

    def _cell(self, day: date, row: int, rows: int, width: int) -> str:
        texts = self._texts.get(day, ())
        if row == rows - 1 and len(texts) > rows:
            rest = texts[row:]
            late = "!" if any(text.startswith("!") for text in rest) else ""
            return f"{late}+{len(rest)} more"[: width - 1].ljust(width)
        if row >= len(texts):
            return " " * width
        return texts[row][: width - 1].ljust(width)
