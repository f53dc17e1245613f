"""What is said between the fields of a sheet: headings, the paper's sentences, wordings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from screens.widgets.drawn_lines import DrawnLines, Sentence


class Sentences(DrawnLines):
    """Sentences one under the other."""

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__()
        self._sentences = sentences

    def say(self, *sentences: Sentence) -> None:
        """Say these from now on."""
        self._sentences = sentences
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        return [line for each in self._sentences for line in each.lines(width)]
