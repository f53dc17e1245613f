"""A figure found by what it is called, and what is behind it in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from store.dates.typed_dates import echo
from store.errors import Refused
from store.matching import folded, matches
from store.records.review_line import ReviewLine
from store.report.figures import Counted, Figure
from store.report.year import YearReport

_NEAR = 6
"""How many figures a refusal names, at most."""


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with the name it can be asked for by: its part's title, then its own words."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing that is counted, in words: the review, and what of it."""

    review: int
    id: str
    school: str
    day: str
    what: str


def named(report: YearReport) -> list[Named]:
    """Every figure of a report, in its order."""
    return [
        Named(f"{part.title}: {figure.words}", figure)
        for part in report.parts
        for figure in part.figures
    ]


def figure_called(report: YearReport, text: str) -> Named:
    """The figure that `text` names: all of its name, its own words, or a part that no other has.

    Raises:
        Refused: when there is none, or several; naming them.
    """
    found = named(report)
    wanted = folded(text.strip())
    fits: tuple[Callable[[Named], bool], ...] = (
        lambda one: folded(one.name) == wanted,
        lambda one: folded(one.figure.words) == wanted,
        lambda one: bool(wanted) and matches(wanted, one.name),
    )
    for fit in fits:
        those = [one for one in found if fit(one)]
        if len(those) == 1:
            return those[0]
        if those:
            raise Refused(f"“{text}” can be {len(those)} figures: {_names(those)}.")
    raise Refused(f"The report has no figure “{text}”. It has: {_names(found)}.")


def _names(found: list[Named]) -> str:
    more = f"; and {len(found) - _NEAR} more" if len(found) > _NEAR else ""
    return "; ".join(f"“{one.name}”" for one in found[:_NEAR]) + more


def behind(figure: Figure, line_of: Callable[[int], ReviewLine]) -> list[Behind]:
    """Each thing that a figure counts, in its order; `line_of` gives the line of a review."""
    return [_in_words(one, line_of(one.review)) for one in figure.behind]


def _in_words(one: Counted, line: ReviewLine) -> Behind:
    late = f"{one.days} working day{'' if one.days == 1 else 's'} late" if one.days else ""
    day = echo(line.date) if line.date else "no date yet"
    what = " · ".join(part for part in (one.words, late) if part)
    return Behind(one.review, line.id, line.school_name, day, what)
