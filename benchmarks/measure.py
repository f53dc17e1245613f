"""What is measured: a case of the register and what it is held against, run in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from benchmarks.registers import Registers

Case = Callable[[], float]
"""Runs once; the seconds, bytes or MB it took."""


@dataclass(frozen=True, slots=True)
class Measure:
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
class Measured:
    """What came of a measure, a value a round."""

    measure: Measure
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
        most = self.measure.most
        return None if most is None else median(self.ratios) <= most


def measured(measure: Measure, registers: Registers, rounds: int) -> Measured:
    """Run both cases of a measure, one after the other, so many times."""
    result = Measured(measure)
    with ExitStack() as stack:
        own, other = measure.cases(registers, stack)
        for _ in range(rounds if measure.varies else 1):
            result.own.append(own())
            if other:
                result.other.append(other())
    return result


def rows(results: list[Measured]) -> Iterator[tuple[str, ...]]:
    """The table: its head, then a row for each measure."""
    yield (
        "name", "figure", "against", "median", "least to most", "register", "other", "to reach",
        "reached",
    )  # fmt: skip
    for result in results:
        measure, ratios = result.measure, result.ratios
        unit = "" if result.other else f" {measure.unit}"
        yield (
            measure.name,
            measure.what,
            measure.against,
            f"{_short(median(ratios))}{unit}",
            f"{_short(min(ratios))} to {_short(max(ratios))}",
            f"{_short(median(result.own))} {measure.unit}",
            f"{_short(median(result.other))} {measure.unit}" if result.other else "",
            "" if measure.most is None else f"≤ {_short(measure.most)}{unit}",
            {None: "", True: "yes", False: "no"}[result.reached],
        )


def _short(value: float) -> str:
    """Three figures that count."""
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    digits = 1 if value >= 10 else 2 if value >= 0.1 else 3 if value >= 0.01 else 5
    return f"{value:.{digits}f}"
