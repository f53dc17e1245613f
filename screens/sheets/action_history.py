"""An action followed across the years: where it began, what was said of it, where it is now."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session
from store.errors import RegisterError
from store.impact.following import chain, told
from store.impact.plans import plans_of
from store.impact.reference import Reference
from store.records.change import Entry


class ActionHistory(Page):
    """The chain of an action, to be scrolled."""

    about = (
        "An action across the years: the plan it began in, each plan it was carried into, the "
        "support it had, what the next Summary said of it, and where it is now."
    )
    DEFAULT_CSS = """
    ActionHistory { & > VerticalScroll { height: 1fr; & Static { padding: 0 1; } } }
    """

    def __init__(self, session: Session, of: Reference) -> None:
        """`of` is the action, in any of its plans."""
        super().__init__(session)
        self._of = of

    def compose_content(self) -> Iterable[Widget]:
        """The chain."""
        self._chain = Static(self._told(), markup=False)
        self._scrolled = VerticalScroll(self._chain, can_focus=True)
        yield self._scrolled

    async def on_mount(self) -> None:
        """Let the keys scroll."""
        self._scrolled.focus()

    def heard(self, entry: Entry) -> None:
        """Tell it anew."""
        self._chain.update(self._told())

    def title_line(self) -> Content:
        """Which action."""
        return Content(f" {self._of} across the years")

    def _told(self) -> Content:
        try:
            found = chain(plans_of(self.session.register), self._of)
        except RegisterError as error:
            return Content(str(error))
        text = Content("")
        for head, lines in told(found):
            text += Content.styled(f"{head}\n", "bold")
            text += Content("".join(f"  {line}\n" for line in lines) + "\n")
        return text
