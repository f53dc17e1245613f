"""One change in full: whose, when, the whole of what it was and the whole of what it is."""

from __future__ import annotations

from textual.content import Content

from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from store.register.change_in_words import Described


class ChangeInFull(TextPage):
    """Both values of a change, to be scrolled."""

    about = "The change in full: what the field was before it, and what it is after it."

    def __init__(self, session: Session, heading: str, words: Described) -> None:
        """`heading` says which change it is, when and by whom; `words` are its own."""
        super().__init__(session, heading)
        self._words = words

    def text(self) -> Content:
        words = self._words
        was, now = words.was or "nothing", words.is_ or "nothing"
        return with_headings([("", words.short), ("It was", was), ("It is", now)])
