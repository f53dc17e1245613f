"""`peer-review due` against the terminal app's first paint: the ratio of their times.

    python -m benchmarks.due [ROUNDS]

Two registers: one with a school year's reviews, where it is the start that counts: it has to be
over in less than half the time of the app's first paint. And one with 1,000 open reviews, all of
which `due` has to date, the app only those it shows: it has to be over before the app is there.
In each round every case is run once, so that a busy machine slows all alike.
The app's first paint is the first review seen on its dashboard, in a real pseudo-terminal.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from store.register.change import making
from store.register.register import Register
from store.values import Json
from tests.pty_app import Terminal

ROOT = Path(__file__).parent.parent

TODAY = date(2026, 11, 23)
SIZES = {"a year’s reviews": 24, "1,000 open reviews": 1_000}
BUDGETS = {"a year’s reviews": 0.5, "1,000 open reviews": 1.0}
"""The ratio of `due` to the first paint on the same register, to stay below."""
TEAM: Json = [{"name": "Ravi Patel", "person": None}, {"name": "Tom Reed", "person": None}]


def made(path: Path, count: int) -> Path:
    """A register with `count` open reviews from September to December, the past ones half done."""
    with Register.create(path, "Benchmark", user="office", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": f"School {n}"}) for n in range(1, 25)])
        register.apply([making("reviews", _document(number)) for number in range(count)])
    return path


def _document(number: int) -> dict[str, Json]:
    day = date(2026, 9, 7) + timedelta(days=number % 110)
    document: dict[str, Json] = {
        "school": number % 24 + 1,
        "school_name": f"School {number % 24 + 1}",
        "status": "open",
        "date": day.isoformat(),
        "lead_reviewer": {"name": "Joan Mason", "person": None},
        "other_reviewers": TEAM,
        "improvement_champions": TEAM,
        "plan.data_shared.date": (day - timedelta(days=15)).isoformat(),
    }
    if day < TODAY:
        done = day.isoformat()
        document |= {"plan.meeting.date": done, "plan.timetable.date": done, "visit.date": done}
        document |= {"feedback.date": done, "summary.custody.completed": done}
    return document


def timed(work: Callable[[], object]) -> float:
    """Seconds a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def first_paint(path: Path) -> float:
    """Seconds until the app shows its first review."""
    began = time.perf_counter()
    with Terminal(_command(path), cwd=ROOT) as terminal:
        terminal.wait_for("▌ School")
        return time.perf_counter() - began


def due(path: Path) -> float:
    """Seconds `due --json` takes from beginning to end."""
    return timed(
        lambda: subprocess.run(
            [*_command(path), "due", "--json"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
    )


def _command(path: Path) -> list[str]:
    own = ["--register", str(path), "--today", TODAY.isoformat(), "--user", "office"]
    return [sys.executable, "-m", "tui.command_line", *own]


def main(rounds: int = 7) -> None:
    """Run every case `rounds` times in turn and print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: made(Path(folder) / f"{count}.json", count) for name, count in SIZES.items()}
        times: dict[tuple[str, str], list[float]] = {}
        for _ in range(rounds):
            for name, path in paths.items():
                times.setdefault((name, "app"), []).append(first_paint(path))
                times.setdefault((name, "due"), []).append(due(path))
    for name in SIZES:
        app, command = median(times[name, "app"]), median(times[name, "due"])
        print(
            f"{name}: first paint {app:.2f} s, due {command:.2f} s, ratio {command / app:.2f} "
            f"(to stay below {BUDGETS[name]:.2f})"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
