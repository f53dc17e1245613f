"""Three processes that change one register at once, and what each of them saw of it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from store.engine.files.checking import checked_register
from store.errors import ChangedSince
from store.paperwork import review
from store.paperwork.tables import SCHOOLS
from store.records.change import Entry, making
from store.records.editing import adding_row, setting
from tests.support.a_register import ROWS, begun, new_review, reopened, the_review

PROCESSES = 3


@dataclass
class Mix:
    """What came of it."""

    runs: int = 0
    confirmed: int = 0
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.runs:,} runs of {PROCESSES} processes, {self.confirmed:,} changes confirmed, "
            f"{self.conflicts:,} conflicts told, {len(self.wrong):,} wrong"
        )


def mix(path: Path, changes: int, found: Mix) -> None:
    """Let three processes make this many changes each on a new register at `path`."""
    begun(path).close()
    command = [sys.executable, "-m", "tests.soak.mixing", str(path), str(changes)]
    working = [
        subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(PROCESSES)
    ]
    told = [json.loads(process.communicate()[0]) for process in working]
    found.runs += 1
    with reopened(path) as register:
        entries = {entry.seq: _shown(entry) for entry in register.history()}
        rows = [row.id for row in the_review(register)[ROWS]]
    found.wrong += checked_register(path).wrong
    confirmed = [seq for one in told for seq, _ in one["confirmed"]]
    if len(set(confirmed)) != len(confirmed):
        found.wrong.append("two changes were confirmed under one number")
    for one in told:
        found.confirmed += len(one["confirmed"])
        found.conflicts += one["conflicts"]
        if one["conflicts"] + len(one["confirmed"]) != changes:
            found.wrong.append(f"a process made {len(one['confirmed'])} changes of {changes}")
        found.wrong += [
            f"change {seq} was confirmed and is not there"
            for seq, shown in one["confirmed"]
            if entries.get(seq) != shown
        ]
        # What it heard is every change from its first on, in order, and what the others heard.
        heard = dict(one["heard"])
        if list(heard) != list(range(min(heard), max(heard) + 1)):
            found.wrong.append("a process heard of changes out of order, or not of all")
        found.wrong += [
            f"change {seq} was heard otherwise than it is"
            for seq, shown in heard.items()
            if entries[seq] != shown
        ]
        found.wrong += one["notices"]
    if len(set(rows)) != len(rows):
        found.wrong.append("two rows have one id")


def _shown(entry: Entry) -> str:
    return sha256(json.dumps([(c.field, c.is_) for c in entry.changes]).encode()).hexdigest()[:16]


def _work(path: Path, changes: int, number: int) -> None:
    """One of the processes: it changes fields of its own and everybody's, rows and records."""
    rng = random.Random(number)
    heard: list[tuple[int, str]] = []
    confirmed: list[tuple[int, str]] = []
    conflicts = 0
    notices: list[str] = []
    register = reopened(path, f"user {number}")
    register.listen(lambda entry: heard.append((entry.seq, _shown(entry))))
    for turn in range(changes):
        record = the_review(register)
        kind = rng.randrange(10)
        if kind < 3 and len(record[ROWS]) < 90:
            wanted = [adding_row(record, ROWS, {"who": f"{number} {turn}"}, "")]
        elif kind < 5:
            wanted = [making(SCHOOLS.name, {"name": f"School {number} {turn}"})]
        elif kind < 7:
            wanted = [new_review(note=f"{number} {turn}")]
        elif kind < 9:
            wanted = setting(record, review.NOTE, f"{number} {turn} " + "x" * rng.randrange(9000))
        else:
            wanted = setting(record, review.THEMES, [f"{number} {turn}"])
        try:
            entry = register.apply(wanted)
        except ChangedSince:
            conflicts += 1
        else:
            confirmed.append((entry.seq, _shown(entry)))
        if turn % 7 == 0:
            register.checkpoint_in_background()
        if turn % 13 == 0:
            register.refresh()
            notices += [f"told at opening: {n}" for n in _notices_of_another_opening(path)]
    register.close()
    told = {"confirmed": confirmed, "heard": heard, "conflicts": conflicts, "notices": notices}
    sys.stdout.write(json.dumps(told))


def _notices_of_another_opening(path: Path) -> Iterator[str]:
    """While others write, an opening has nothing to tell: no line it sees was cut off."""
    with suppress(FileNotFoundError):
        yield from reopened(path).notices


if __name__ == "__main__":
    _work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
