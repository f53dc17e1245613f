"""What the register refuses, each a sentence for the person who asked."""

from __future__ import annotations

from store.field_values import Json


class RegisterError(Exception):
    """What was asked cannot be done; the message says why, and what to do.

    It speaks to whoever gave a command; `on_screen` says it to somebody at a screen.
    """

    @property
    def on_screen(self) -> str:
        """The sentence where nobody gives fields by their paths."""
        return str(self)


class NoRegister(RegisterError):
    """There is no register at the path."""


class Damaged(RegisterError):
    """A file of the register is not as it was written; nothing was overwritten."""


class Refused(RegisterError):
    """A list of changes that was not applied; none of it was."""


class Unfit(Refused):
    """A list of changes that would leave a record as it may not be.

    `address` is the field or cell concerned; `words` is the sentence to show beside it, and `label`
    names it where that sentence does not.
    """

    def __init__(self, sentence: str, address: str, words: str, label: str = "") -> None:
        super().__init__(sentence)
        self.address = address
        self.words = words
        self.label = label

    @property
    def on_screen(self) -> str:
        """What is said beside the field, and which one it is."""
        return f"{self.label}: {self.words}" if self.label else self.words


class ChangedSince(Refused):
    """A change whose "was" no longer holds; `now` is what stands there."""

    def __init__(self, sentence: str, address: str, now: Json) -> None:
        super().__init__(sentence)
        self.address = address
        self.now = now


class RowGone(ChangedSince):
    """A change to a row that somebody has removed meanwhile."""


class Unreadable(Exception):
    """A file that somebody gave and that cannot be read; the sentence says why, and what to do."""
