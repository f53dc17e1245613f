"""Saving one field: durable when it returns, its line in the journal and flushed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count

from tinydb import TinyDB

from benchmarks.harness import dated, timed
from benchmarks.measure import Case, Measure
from benchmarks.registers import Registers
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.register.register import Register

_NUMBERS = count()
_IN_A_ROUND = 20
"""Saves of the register in a round; one of them is a fraction of a millisecond."""


def _save(register: Register) -> None:
    """Change the note of the first review: what leaving a field does."""
    record = register.record(REVIEWS, 1)
    register.apply(setting(record, review.NOTE, f"note {next(_NUMBERS)}"))


def _several(work: Callable[[], object]) -> float:
    """Milliseconds that one of several takes."""
    return timed(lambda: [work() for _ in range(_IN_A_ROUND)]) * 1000 / _IN_A_ROUND


def _own(registers: Registers, reviews: int) -> Case:
    register = registers.open(reviews)
    return lambda: _several(lambda: _save(register))


def _tinydb(registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    copy = shutil.copy(registers.of(10_000), registers.folder / "tinydb.json")
    reviews = TinyDB(copy).table("reviews")

    def update() -> float:
        note = {"note": f"note {next(_NUMBERS)}"}
        return timed(lambda: reviews.update(note, doc_ids=[1])) * 1000

    return _own(registers, 10_000), update


def _sqlite(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    path = registers.folder / "reviews.sqlite"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    stack.callback(database.close)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE reviews (key INTEGER PRIMARY KEY, document TEXT)")
    documents = [dict(record.document) for record in registers.open(10_000).records(REVIEWS)]
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO reviews VALUES (?, ?)",
        ((key, json.dumps(document)) for key, document in enumerate(documents, 1)),
    )
    database.execute("COMMIT")

    def update() -> None:
        document = json.dumps({**documents[0], "note": f"note {next(_NUMBERS)}"})
        database.execute("UPDATE reviews SET document = ? WHERE key = 1", (document,))

    return _own(registers, 10_000), lambda: _several(update)


def _flushed(registers: Registers, stack: ExitStack, *, longer: bool) -> Case:
    """As many bytes as a change has, written and flushed and nothing else.

    They make the file `longer`, or lie in what was written before; it has no other end then.
    """
    descriptor = os.open(registers.folder / f"flushed {next(_NUMBERS)}", os.O_RDWR | os.O_CREAT)
    stack.callback(os.close, descriptor)
    os.write(descriptor, bytes(_BEFORE))
    os.fsync(descriptor)

    def write() -> None:
        os.write(descriptor, bytes(_LINE))
        os.fdatasync(descriptor)

    def case() -> float:
        os.lseek(descriptor, 0, os.SEEK_END if longer else os.SEEK_SET)
        return _several(write)

    return case


_LINE = 260
"""Bytes of the journal's line of one change."""
_BEFORE = 4 * 1024 * 1024
"""Bytes of a file before the first that are flushed."""


def _bare(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    return _own(registers, 10_000), _flushed(registers, stack, longer=True)


def _longer(registers: Registers, stack: ExitStack) -> tuple[Case, Case]:
    longer, within = (_flushed(registers, stack, longer=one) for one in (True, False))
    return longer, within


def _size(reviews: int, registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    return _own(registers, reviews), _own(registers, 100)


def _while_writing(registers: Registers, _: ExitStack) -> tuple[Case, None]:
    register = registers.open(10_000)

    def save() -> float:
        _save(register)
        register.checkpoint_in_background()
        spent = timed(lambda: _save(register)) * 1000
        register.checkpoint()
        return spent

    return save, None


def _seen(registers: Registers, stack: ExitStack) -> tuple[Case, None]:
    path = registers.of(10_000)
    app = stack.enter_context(dated(path))
    other = registers.open(10_000)

    def change() -> float:
        name = f"Reader {next(_NUMBERS)}"
        other.apply(
            setting(other.record(REVIEWS, 1), review.LEAD_REVIEWER, {"name": name, "person": None})
        )
        return timed(lambda: app.until(name))

    return change, None


def _heard(registers: Registers, _: ExitStack) -> tuple[Case, Case]:
    def case(reviews: int) -> Case:
        reader, writer = registers.open(reviews), registers.open(reviews)

        def hear() -> float:
            _save(writer)
            return timed(reader.refresh) * 1000

        return hear

    return case(10_000), case(100)


_SQLITE = (
    "a save is one line appended to the journal and one flush of it. Of 0.18 ms the bare line, "
    "appended and flushed by nothing else, takes 0.12, as long as the whole of SQLite’s update: a "
    "flush takes 1.3 times as long when the file has got longer, because its length goes through "
    "the file system’s own journal, and SQLite writes over a log it made earlier. The other 0.06 "
    "ms are the change checked and encoded and 15 short system calls, which find out whose turn "
    "it is and that the journal is still the one that was read. [measured.md](measured.md) has "
    "the commands."
)

MEASURES = (
    Measure("save-tinydb", "one field saved, durable, 10,000 reviews", "TinyDB’s default update",
           "ms", 1 / 200, _tinydb),
    Measure("save-sqlite", "one field saved, durable, 10,000 reviews",
           "SQLite, WAL, synchronous=FULL, one row", "ms", 1.5, _sqlite, _SQLITE),
    Measure("save-bare", "one field saved, durable, 10,000 reviews",
           "a line of that length appended and flushed", "ms", None, _bare),
    Measure("append", "a line appended to a file and flushed", "written over in it and flushed",
           "ms", None, _longer),
    Measure("save", "one field saved, durable, 10,000 reviews", "itself at 100", "ms", 1.5,
           partial(_size, 10_000)),
    Measure("save-50000", "one field saved, durable, 50,000 reviews", "itself at 100", "ms", None,
           partial(_size, 50_000)),
    Measure("save-while-writing", "one field saved while the file of 10,000 is written", "", "ms",
           None, _while_writing),
    Measure("seen", "another session’s change seen, 10,000 reviews", "", "s", 2.0, _seen),
    Measure("heard", "another session’s change read, 10,000 reviews", "itself at 100", "ms", 1.5,
           _heard),
)  # fmt: skip
