"""A figure: a case of the register and what it is held against, run in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from benchmarks.registers import Registers

Case = Callable[[], float]
"""Runs once; the seconds, bytes or MB it took."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured, in which `unit`, against what (`against` is empty for nothing).

    `cases` sets up both cases, what they need closed with the stack. `most` is what the ratio, or
    without a second case the value itself, is to reach; None where it is only reported. `varies`
    says that it is worth more than one round. `remark` is said under the table.
    """

    name: str
    what: str
    against: str
    unit: str
    most: float | None
    cases: Callable[[Registers, ExitStack], tuple[Case, Case | None]]
    remark: str = ""
    varies: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A figure's values, one a round."""

    figure: Figure
    own: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Of each round, the register's value to the other; without another, its value."""
        if not self.other:
            return self.own
        return [own / other for own, other in zip(self.own, self.other, strict=True)]

    @property
    def reached(self) -> bool | None:
        """Whether the median is what was to be reached; None where nothing was."""
        most = self.figure.most
        return None if most is None else median(self.ratios) <= most


def measured(figure: Figure, registers: Registers, rounds: int) -> Found:
    """Run both cases of a figure, one after the other, so many times."""
    found = Found(figure)
    with ExitStack() as stack:
        own, other = figure.cases(registers, stack)
        for _ in range(rounds if figure.varies else 1):
            found.own.append(own())
            if other:
                found.other.append(other())
    return found


def rows(found: list[Found]) -> Iterator[tuple[str, ...]]:
    """The table: its head, then a row for each figure."""
    yield (
        "name", "figure", "against", "median", "least to most", "register", "other", "to reach",
        "reached",
    )  # fmt: skip
    for one in found:
        figure, ratios = one.figure, one.ratios
        unit = "" if one.other else f" {figure.unit}"
        yield (
            figure.name,
            figure.what,
            figure.against,
            f"{_short(median(ratios))}{unit}",
            f"{_short(min(ratios))} to {_short(max(ratios))}",
            f"{_short(median(one.own))} {figure.unit}",
            f"{_short(median(one.other))} {figure.unit}" if one.other else "",
            "" if figure.most is None else f"≤ {_short(figure.most)}{unit}",
            {None: "", True: "yes", False: "no"}[one.reached],
        )


def _short(value: float) -> str:
    """Three figures that count."""
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    digits = 1 if value >= 10 else 2 if value >= 0.1 else 3 if value >= 0.01 else 5
    return f"{value:.{digits}f}"
