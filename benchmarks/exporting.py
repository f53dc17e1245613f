"""1,000 Summaries exported as Markdown, against the writing of the same bytes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.harness import timed
from benchmarks.measure import Case, Measure
from benchmarks.registers import Registers
from store.documents.all_documents import REVIEW_FORMS
from store.documents.files import exporting_to
from store.documents.scopes import review_scopes
from store.durable import sync_file, sync_folder
from store.exports.pending_documents import review_document
from store.paperwork.tables import REVIEWS

_NUMBERS = count()


def _exported(registers: Registers, folder: Path) -> None:
    """Every Summary, from the register's file to the last that is durable."""
    register = registers.open(1_000)
    scopes = review_scopes(register, register.records(REVIEWS))
    for _ in exporting_to(
        folder, [review_document(REVIEW_FORMS["summary"], one) for one in scopes]
    ):
        pass


def _nothing(_: Path) -> None:
    """Leave it to the system when the bytes reach the disk."""


def _each(folder: Path) -> None:
    for path in folder.iterdir():
        sync_file(path)
    sync_folder(folder)


def _together(_: Path) -> None:
    os.sync()


def _cases(flush: Callable[[Path], None], registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    first = registers.folder / "first"
    _exported(registers, first)
    files = {path.name: path.read_bytes() for path in sorted(first.iterdir())}
    shutil.rmtree(first)

    def written(folder: Path) -> None:
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        flush(folder)

    def case(work: Callable[[Path], None]) -> float:
        folder = registers.folder / f"exported {next(_NUMBERS)}"
        spent = timed(lambda: work(folder))
        shutil.rmtree(folder)
        return spent

    return lambda: case(partial(_exported, registers)), lambda: case(written)


_WHY = (
    "handing a file’s bytes to the system takes from 25 µs to several hundred, as the disk is "
    "busy, and an export makes them: 150 µs of the processor’s time for each Summary. Its record "
    "is read out of the file and checked, the journal read for what was changed since it was "
    "signed, the page made, and every piece of it looked through for marks. The file is written "
    "aside and renamed with four system calls. Where the bare writing takes 100 µs and more, the "
    "figure is mostly reached. [measured.md](measured.md) has the profile."
)

MEASURES = (
    Measure("export", "export of 1,000 Summaries as Markdown", "writing the same bytes", "s", 2.0,
           partial(_cases, _nothing), _WHY),
    Measure("export-lasting", "the same", "writing them, flushed at the end as an export is", "s",
           None, partial(_cases, _together)),
    Measure("export-each", "the same", "writing them, each flushed", "s", None,
           partial(_cases, _each)),
)  # fmt: skip
