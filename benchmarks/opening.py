"""The app's first paint at 24, 1,000 and 10,000 reviews: the ratios of their times.

    python -m benchmarks.opening [ROUNDS]

In each round every case is run once, so that a busy machine slows all alike. The first paint is
the first review seen on the dashboard, in a real pseudo-terminal; all reviews are of one year.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.due import first_paint, made

SIZES = (24, 1_000, 10_000)


def main(rounds: int = 7) -> None:
    """Run every case `rounds` times in turn and print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {count: made(Path(folder) / f"{count}.json", count) for count in SIZES}
        times: dict[int, list[float]] = {count: [] for count in SIZES}
        for _ in range(rounds):
            for count, path in paths.items():
                times[count].append(first_paint(path))
    least = median(times[SIZES[0]])
    for count in SIZES:
        seconds = median(times[count])
        print(f"{count:,} reviews: first paint {seconds:.2f} s, ratio {seconds / least:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
