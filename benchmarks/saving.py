"""Saving one field at 100 and at 10,000 reviews, also while the TinyDB file is being written.

    python -m benchmarks.saving [ROUNDS]

Every review is about 5 KB. In each round every case is run once, so that a busy machine slows all
alike. A save is durable when it returns: its line is in the journal, and flushed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.register.change import making
from store.register.editing import setting
from store.register.register import Register
from store.values import Json

TODAY = date(2026, 11, 23)
SIZES = (100, 10_000)
LONG = "Pupils speak about books with confidence, and adults know every child. " * 70
AT_ONCE = 500
"""Reviews made by one line of the journal."""
NUMBERS = count()


def made(path: Path, reviews: int) -> Register:
    """An open register with so many reviews, its file as new as its journal."""
    with Register.create(path, "Benchmark", user="office", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": "Birch"})])
        document: dict[str, Json] = {"school": 1, "school_name": "Birch", "status": "open"}
        for first in range(0, reviews, AT_ONCE):
            some = min(AT_ONCE, reviews - first)
            register.apply([making("reviews", {**document, "visit.key_areas": LONG})] * some)
    return Register.open(path, user="office", today=lambda: TODAY)


def save(register: Register) -> None:
    """Change the note of the first review: what leaving a field does."""
    record = register.record(REVIEWS, 1)
    register.apply(setting(record, review.NOTE, f"note {next(NUMBERS)}"))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print the median and the slowest twentieth of every case, and what the size costs."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        registers = {size: made(Path(folder) / f"{size}.json", size) for size in SIZES}
        found: dict[str, list[float]] = {}
        for _ in range(rounds):
            for size, register in registers.items():
                cases: dict[str, Callable[[], None]] = {
                    f"save one field, {size:,} reviews": lambda r=register: save(r),
                    f"begin to write the file, {size:,}": register.checkpoint_in_background,
                    f"save one field meanwhile, {size:,}": lambda r=register: save(r),
                }
                for name, case in cases.items():
                    found.setdefault(name, []).append(timed(case))
                register.checkpoint()
    for name, times in found.items():
        slowest = quantiles(times, n=20)[-1]
        print(f"{name:<42} {median(times):7.2f} ms   95% within {slowest:7.2f} ms")
    few, many = (median(found[f"save one field, {size:,} reviews"]) for size in SIZES)
    print(f"\nAt {SIZES[1]:,} reviews a save costs {many / few:.2f} of what it does at {SIZES[0]}.")


if __name__ == "__main__":
    main()
