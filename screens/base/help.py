"""Help for where one is: the field, the screen, its keys, and how dates are typed."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session

DATES = (
    "Dates are typed day first: 12/11/26, 121126, 12 nov, 12 November 2026, today, tomorrow, +14 "
    "(days from today), +2w (weeks), fri. What was understood stands in full beside the field."
)
MARKS = "{done} done   {begun} begun   {not_begun} not begun   {tbc} TBC: the paper leaves it open"


class Help(Page):
    """What one can do here, made from the commands themselves."""

    about = "The help."
    DEFAULT_CSS = "Help { & > VerticalScroll { height: 1fr; & Static { padding: 0 1; } } }"

    def __init__(self, session: Session, of: Page) -> None:
        """`of` is the screen one came from."""
        super().__init__(session)
        self._of = of
        self._here = of.help_here()

    def compose_content(self) -> Iterable[Widget]:
        """The text, to be scrolled."""
        self._text = VerticalScroll(Static(self._words(), markup=False), can_focus=True)
        yield self._text

    async def on_mount(self) -> None:
        """Let the keys scroll."""
        self._text.focus()

    def title_line(self) -> Content:
        """Help."""
        return Content(" Help")

    def _words(self) -> Content:
        parts: list[Content] = []
        if self._here:
            first, _, rest = self._here.partition("\n")
            parts += [Content.styled(first, "bold"), Content(f"\n{rest}\n\n")]
        if self._of.about:
            parts.append(Content(f"{self._of.about}\n\n"))
        parts.append(Content.styled("Keys here\n", "bold"))
        for command in self._of.all_commands:
            parts.append(Content(f"  {command.key:<8} {command.help}\n"))
        if self._of.hints:
            parts.append(Content(f"\n{self._of.hints}\n"))
        marks = self.session.marks
        shown = MARKS.format(
            done=marks.done, begun=marks.begun, not_begun=marks.not_begun, tbc=marks.tbc
        )
        parts.append(Content(f"\nMarks: {shown}\n\n{DATES}\n"))
        return Content("").join(parts)
