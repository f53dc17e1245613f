"""`python -m tests.soak --minutes N`: kills, damage, random bytes and keys, several at once."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from tests.soak.damaging import Damages, Example, flips, look, noise
from tests.soak.killing import Kills, kill
from tests.soak.mixing import Mix, mix
from tests.soak.pressing import A_SITTING, Presses, press

AT_ONCE = 100
"""Damaged registers that are looked at in one turn."""


def main() -> int:
    """Run the kinds that are asked for; 1 when anything was wrong, the places printed."""
    asked = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    asked.add_argument("kinds", nargs="*", help="kills, flips, bytes, keys, mix; all if none")
    asked.add_argument("--minutes", type=float, help="how long, all kinds in turn")
    asked.add_argument("--kills", type=int, default=40, help="rounds, when no minutes are given")
    asked.add_argument("--inputs", type=int, default=400, help="of flips, bytes and keys, each")
    asked.add_argument("--changes", type=int, default=100, help="changes of each process in a mix")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="peer-review-soak-") as folder:
        return _run(Path(folder), given)


def _run(folder: Path, given: argparse.Namespace) -> int:
    rng = random.Random(given.seed)
    example = Example(folder)
    kills, mixed, pressed = Kills(), Mix(), Presses()
    flipped, random_bytes = Damages(), Damages()
    damaged, noisy = flips(example, rng), noise(example, rng)

    def look_at(some: Iterator[tuple[str, dict[str, bytes]]], count: int, found: Damages) -> None:
        for what, changed in islice(some, count):
            look(example, changed, what, found)

    def turn_of(short: bool) -> dict[str, Callable[[], None]]:
        inputs = AT_ONCE if short else given.inputs
        return {
            "kills": lambda: kill(20 if short else given.kills, folder, rng.random(), kills),
            "flips": lambda: look_at(damaged, inputs, flipped),
            "bytes": lambda: look_at(noisy, inputs, random_bytes),
            "keys": lambda: press(A_SITTING if short else given.inputs, folder, rng, pressed),
            "mix": lambda: mix(
                folder / f"mix-{mixed.runs}" / "register.json", given.changes, mixed
            ),
        }

    turns = turn_of(short=given.minutes is not None)
    until = time.monotonic() + 60 * (given.minutes or 0)
    while True:
        for kind, turn in turns.items():
            if not given.kinds or kind in given.kinds:
                turn()
        if time.monotonic() >= until:
            break
    found: dict[str, Kills | Damages | Presses | Mix] = {
        "kills": kills,
        "flips": flipped,
        "bytes": random_bytes,
        "keys": pressed,
        "mix": mixed,
    }
    wrong: list[str] = []
    for kind, counted in found.items():
        if not given.kinds or kind in given.kinds:
            print(f"{kind}: {counted}")
            wrong += counted.wrong
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
