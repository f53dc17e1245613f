"""Figures: a number, what it is the number of, and each thing it counts.

So a number can be opened and checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Counted(Struct, frozen=True):
    """One thing that is counted: the review it is of, and what it is there, in words.

    `days` are working days, where lateness is counted.
    """

    review: int
    words: str = ""
    days: int = 0


class Figure(Struct, frozen=True):
    """A number of a report: what it is the number of, and each of what it counts."""

    words: str
    counted: tuple[Counted, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return len(self.counted)

    @property
    def reviews(self) -> tuple[int, ...]:
        """The keys of the reviews behind it, each once."""
        return tuple(dict.fromkeys(counted.review for counted in self.counted))

    @property
    def most_days(self) -> int:
        """The most working days among what is counted; 0 when nothing is."""
        return max((counted.days for counted in self.counted), default=0)

    @property
    def middle_days(self) -> int:
        """The median of the working days (the lower of two); 0 when nothing is counted."""
        days = sorted(counted.days for counted in self.counted)
        return days[(len(days) - 1) // 2] if days else 0


class ReportPart(Struct, frozen=True):
    """A part of a report: its title, and its figures in order."""

    title: str
    figures: tuple[Figure, ...]

    def figure(self, words: str) -> Figure:
        """The figure called `words`; an empty one where there is none."""
        return next((figure for figure in self.figures if figure.words == words), Figure(words))


BAR, ASCII_BAR = "█", "#"
"""What bars are drawn with, and where nothing but ASCII can be shown."""
_LONGEST = 24


def bars(counts: Sequence[int], mark: str = BAR, longest: int = _LONGEST) -> list[str]:
    """A bar for each count, the longest for the greatest; any count but 0 shows something."""
    most = max(counts, default=0)
    return [mark * max(1, round(count * longest / most)) if count else "" for count in counts]


def by_count(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures by how many they count, the most first; then by their words."""
    return tuple(sorted(figures, key=lambda figure: (-figure.count, figure.words)))
