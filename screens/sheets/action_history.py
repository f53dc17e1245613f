"""An action followed across the years: where it began, what was said of it, where it is now."""

from __future__ import annotations

from textual.content import Content

from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from store.errors import RegisterError
from store.impact.followed_action import chain, told_in_lines
from store.impact.plans import Reference, plans_of


class ActionHistory(TextPage):
    """The chain of an action, to be scrolled."""

    about = (
        "An action across the years: the plan it began in, each plan it was carried into, the "
        "support it had, what the next Summary said of it, and where it is now."
    )

    def __init__(self, session: Session, of: Reference) -> None:
        """`of` is the action, in any of its plans."""
        super().__init__(session, f"{of} across the years")
        self._of = of

    def text(self) -> Content:
        try:
            followed = chain(plans_of(self.session.register), self._of)
        except RegisterError as error:
            return Content(str(error))
        return with_headings(
            (heading, "\n".join(f"  {line}" for line in lines))
            for heading, lines in told_in_lines(followed)
        )
