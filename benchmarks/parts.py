"""`python -m benchmarks.parts`: what each Summary of an export of 1,000 takes, step by step.

It is the processor's time, which hardly depends on what else the machine does; the disk's comes on
top. Each step is done for all before the next begins.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.registers import Registers
from store.documents.all_documents import REVIEW_FORMS
from store.documents.files import MARKDOWN, Document, PendingDocument, exporting_to
from store.documents.formats.markdown import write
from store.documents.scopes import ReviewScope, review_scopes
from store.exports.pending_documents import review_name
from store.paperwork.tables import REVIEWS

T = TypeVar("T")

SUMMARIES = 1_000
TIMES = 15


def main() -> None:
    """Print the median of several exports, in millionths of a second for each Summary."""
    spent: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder:
        registers = Registers(Path(folder))
        registers.of(SUMMARIES)
        for _ in range(TIMES):
            _export(registers, spent)
    for step, times in spent.items():
        print(f"{median(times) * 1_000_000 / SUMMARIES:6.1f} µs  {step}")


def _export(registers: Registers, spent: dict[str, list[float]]) -> None:
    def step(name: str, work: Callable[[], T]) -> T:
        began = time.process_time()
        result = work()
        spent.setdefault(name, []).append(time.process_time() - began)
        return result

    def named(scope: ReviewScope) -> str:
        return review_name("summary", scope.school_review, MARKDOWN.suffix)

    form, folder = REVIEW_FORMS["summary"], registers.folder / "exported"
    register = step("the register opened", lambda: registers.open(SUMMARIES))
    reviews = step("its record read and checked", lambda: list(register.records(REVIEWS)))
    scopes = step("what bears on it", lambda: list(review_scopes(register, reviews)))
    names = step("its name", lambda: [named(scope) for scope in scopes])
    pages = step("the page", lambda: [form.page(scope) for scope in scopes])
    data = step("its Markdown", lambda: [write(page).encode() for page in pages])
    made = zip(names, data, strict=True)
    pending = [PendingDocument.of(Document(name, each, MARKDOWN)) for name, each in made]
    step("its file, written aside and renamed", lambda: list(exporting_to(folder, pending)))
    shutil.rmtree(folder)
    folder.mkdir()
    step(
        "(the same bytes, only written)",
        lambda: [(folder / document.name).write_bytes(document.data()) for document in pending],
    )
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
