"""Help for where one is: the field, the screen, its keys, and how dates are typed."""

from __future__ import annotations

from textual.content import Content

from screens.base.page import Page
from screens.base.text_page import TextPage

DATES = (
    "Dates are typed day first: 12/11/26, 121126, 12 nov, 12 November 2026, today, tomorrow, +14 "
    "(days from today), +2w (weeks), fri. What was understood stands in full beside the field."
)
MARKS = "{done} done   {begun} begun   {not_begun} not begun   {tbc} TBC: the paper leaves it open"


class Help(TextPage):
    """What can be done on a page, from the page's own commands."""

    about = "The help."

    def __init__(self, of: Page) -> None:
        super().__init__(of.session, "Help")
        self._of = of
        self._here = of.help_here()

    def text(self) -> Content:
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
