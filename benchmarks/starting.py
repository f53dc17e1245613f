"""`python -m benchmarks.starting`: what a start and `peer-review due` take, step by step.

It is the processor's time in milliseconds, which hardly depends on what else the machine does:
medians of processes of their own, each with all the steps before it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.harness import ROOT, empty_paint, first_paint, register_line
from benchmarks.registers import TODAY, Registers

TIMES = 15
_COLLECTING = "import gc; gc.set_threshold(100_000); "
_STORE = f"{_COLLECTING}import tui.exit_status, tui.commands.due"
_OPEN = (
    "; import datetime, pathlib; from store.open_register import open_register; "
    "register = open_register(pathlib.Path({path!r}), user='office', "
    f"today=lambda: datetime.date.fromisoformat({TODAY.isoformat()!r}))"
)
_READ = "; from store.paperwork.tables import REVIEWS; found = list(register.records(REVIEWS))"
_DATE = "; from store.progress.owed import owing; owed = owing(register)"


def main() -> None:
    """Print the median of each."""
    with TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "XDG_STATE_HOME": f"{folder}/state"}
        registers = Registers(Path(folder))
        path, large = registers.of(1_000), registers.of(10_000)
        opened = _OPEN.format(path=str(path))
        steps: dict[str, Callable[[], object]] = {
            "Python": _code("pass"),
            "the empty app imported": _code(
                "from textual.app import App; from textual.widgets import Static"
            ),
            "the empty app, to its line": empty_paint,
            "click, msgspec, the paper and the store imported": _code(_STORE),
            "and the app with Textual": _code(f"{_STORE}; import tui.app"),
            "the dashboard of 1,000, to its rows": lambda: first_paint(path),
            "the dashboard of 10,000, to its rows": lambda: first_paint(large),
            "all for due imported, 1,000 opened": _code(_STORE + opened),
            "and every review read and checked": _code(_STORE + opened + _READ),
            "and what is owed worked out": _code(_STORE + opened + _READ + _DATE),
            "peer-review due": _process(register_line(path, "due", "--json")),
        }
        for name, step in steps.items():
            print(f"{median(_spent(step) for _ in range(TIMES)):6.0f} ms  {name}", flush=True)


def _code(text: str) -> Callable[[], object]:
    """A process that ends at once when that is done, as those that are watched are ended."""
    return _process([sys.executable, "-c", f"{text}; import os; os._exit(0)"])


def _process(line: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(line, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _spent(step: Callable[[], object]) -> float:
    """Milliseconds of processor's time that the processes of a step take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    step()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
