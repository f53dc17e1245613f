"""1,000 Summaries exported, against the bare writing of the same files: the ratio of their times.

    python -m benchmarks.exporting [ROUNDS]

A register of 1,000 reviews whose Summaries are filled in. In each round, in turn: `exporting_to`
reads the register anew, makes all of them and writes them into a new folder, until they are
durable; the same bytes are written to the same names, each file flushed as it is written, as
anything that is to last has to be without further thought; they are written and then flushed by
one call for all, as an export does it; and they are written alone, with `Path.write_bytes`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.due import timed
from store.documents.exporting import coming_of
from store.documents.files import exporting_to
from store.documents.forms import FORMS, contexts_of
from store.durable import sync_file, sync_folder
from store.paperwork.tables import REVIEWS
from store.register.change import making
from store.register.register import Register
from store.values import Json

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
REVIEWS_MADE = 1_000
BUDGET = 2.0
"""The ratio of an export to the writing of the same files, as durable, to stay below."""


def made(path: Path) -> Path:
    """A register with 1,000 reviews of 2026-27, each with its Summary filled in."""
    with Register.create(path, "Benchmark", user="office", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": f"School {n}"}) for n in range(1, 25)])
        register.apply([making("reviews", _document(number)) for number in range(REVIEWS_MADE)])
    return path


def _document(number: int) -> dict[str, Json]:
    return {
        "school": number % 24 + 1,
        "school_name": f"School {number % 24 + 1}",
        "status": "open",
        "date": date(2026, 9, 7 + number % 20).isoformat(),
        "lead_reviewer": {"name": "Joan Mason", "person": None},
        "summary.impact": f"Writing has improved: {number / 10:.1f}% at the expected standard.\n"
        f"Moderation takes place {number} times a term, with a partner school.",
        "summary.strengths": [
            f"Pupils read {number} books widely & talk about books",
            f"Adults know every one of {number} children (and every family)",
            f"Governors visit {number} times with a purpose; they report in writing",
            f"Calm, orderly lessons: {number} of {number + 2}",
        ],
        "summary.development": [
            f"Consistent phonics in Year 1, with {number} sounds",
            f"Books matched to {number} sounds",
        ],
        "summary.signed": [
            {"role": "Lead reviewer", "name": "Joan Mason", "date": "2026-10-30"},
            {"role": "Headteacher", "name": "Grace Lowe", "date": "2026-10-30"},
        ],
    }


def exported(path: Path, folder: Path) -> None:
    """Every Summary, from the register's file to the last that is durable."""
    register = Register.open(path, user="office", today=lambda: TODAY)
    contexts = contexts_of(register, register.records(REVIEWS))
    for _ in exporting_to(folder, [coming_of(FORMS["summary"], one) for one in contexts]):
        pass


def written(files: Mapping[str, bytes], folder: Path) -> None:
    """The same bytes under the same names."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def written_each_durably(files: Mapping[str, bytes], folder: Path) -> None:
    """The same, each made durable before the next."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
        sync_file(folder / name)
    sync_folder(folder)


def written_durably(files: Mapping[str, bytes], folder: Path) -> None:
    """The same, all made durable together."""
    written(files, folder)
    os.sync()


def command(path: Path, folder: Path) -> None:
    """`peer-review export` from beginning to end."""
    own = ["--register", str(path), "--today", TODAY.isoformat(), "--user", "office"]
    asked = ["export", "--year", "2026", "--form", "summary", "--to", str(folder)]
    line = [sys.executable, "-m", "tui.command_line", *own, *asked]
    subprocess.run(line, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def main(rounds: int = 7) -> None:
    """Run every case `rounds` times in turn and print medians, spread and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        there = Path(scratch)
        path = made(there / "register.json")
        exported(path, there / "first")
        files = {one.name: one.read_bytes() for one in sorted((there / "first").iterdir())}
        cases: dict[str, Callable[[Path], None]] = {
            "exported": lambda folder: exported(path, folder),
            "written, each durable": lambda folder: written_each_durably(files, folder),
            "written, durable at the end": lambda folder: written_durably(files, folder),
            "written alone": lambda folder: written(files, folder),
            "the command": lambda folder: command(path, folder),
        }
        times: dict[str, list[float]] = {}
        for number in range(rounds):
            for case, (name, work) in enumerate(cases.items()):
                folder = there / f"{number}-{case}"
                times.setdefault(name, []).append(timed(lambda w=work, f=folder: w(f)))
    own = median(times["exported"])
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")
    for name, found in times.items():
        print(
            f"{name}: {median(found):.3f} s ({min(found):.3f} to {max(found):.3f}), "
            f"exported is {own / median(found):.2f} times that"
        )
    print(f"to stay below {BUDGET:.1f}: {own / median(times['written, each durable']):.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
