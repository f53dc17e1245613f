"""`python -m benchmarks [--quick] [NAME…]`: the figures, or some of them by name."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import exporting, keys, opening, saving, slow_line
from benchmarks.harness import ROOT
from benchmarks.measure import Measure, Measured, measured, rows
from benchmarks.registers import Registers
from benchmarks.report import page

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for module in (opening, saving, keys, exporting, slow_line)
    for measure in module.MEASURES
}
ROUNDS = 10
QUICK = 3
REPORT = ROOT / "docs" / "performance.md"


def main() -> None:
    """Run what is asked for and print it; all of it, in full, is written to the report too."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    asked.add_argument("--quick", action="store_true", help=f"{QUICK} rounds, not {ROUNDS}")
    given = asked.parse_args()
    if unknown := [name for name in given.names if name not in MEASURES]:
        asked.error(f"there is no figure {unknown[0]}; there are {', '.join(MEASURES)}")
    rounds = QUICK if given.quick else ROUNDS
    results: list[Measured] = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        first = Registers(Path(folder))
        for name in given.names or MEASURES:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                results.append(_by_itself(MEASURES[name], first, rounds))
            except AssertionError as error:  # the others are worth having all the same
                print(f"{name} could not be measured. {error}", file=sys.stderr)
                continue
            print(_aligned(list(rows([results[-1]]))[1]), file=sys.stderr, flush=True)
    for row in rows(results):
        print(_aligned(row))
    if not given.names and not given.quick:
        REPORT.write_text(page(results, rounds, load), encoding="utf-8")
        print(f"Written to {REPORT.relative_to(ROOT)}.")


def _by_itself(measure: Measure, first: Registers, rounds: int) -> Measured:
    """Measure on registers, and with a home, of its own: nothing another one changed,
    typed or exported is there, nor is it any person's."""
    with tempfile.TemporaryDirectory(dir=first.folder) as folder:
        os.environ |= {"HOME": folder, "XDG_STATE_HOME": f"{folder}/state"}
        return measured(measure, Registers(Path(folder), first), rounds)


WIDTHS = (18, 66, 40, 12, 20, 14, 14, 14, 11)
"""Columns of the printed table."""


def _aligned(row: tuple[str, ...]) -> str:
    cells = zip(row, WIDTHS, strict=True)
    return " ".join(f"{cell:<{width}}" for cell, width in cells).rstrip()


if __name__ == "__main__":
    main()
