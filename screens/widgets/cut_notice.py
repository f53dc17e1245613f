"""The notice that a paste was cut: once for a paste that arrives in many pieces."""

from __future__ import annotations

import time

from textual.widget import Widget

AGAIN = 5.0
"""Seconds after which the notice comes again: it has been on the screen for that long."""


class CutNotice:
    """What a field says when it cannot hold all that was pasted."""

    def __init__(self, field: Widget, words: str) -> None:
        self._field = field
        self._words = words
        self._said = -AGAIN

    def say(self) -> None:
        """Say it, unless it stands on the screen already."""
        if time.monotonic() - self._said >= AGAIN:
            self._said = time.monotonic()
            self._field.notify(self._words, severity="warning")
