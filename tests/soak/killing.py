"""A process that changes a register is killed at a random moment; then everything is looked at."""

from __future__ import annotations

import json
import os
import random
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path

from tinydb import TinyDB

from store.durable import written
from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.paperwork import review
from store.records.change import Entry
from store.records.editing import adding_row, removing_row, setting
from tests.support.a_register import ROWS, begun, order, put, reopened, the_review

ROUNDS_OF_ONE = 20
"""Rounds after which a new register is begun: every round reads all that is there."""
LONGEST = 0.08
"""Seconds within which the moment of the kill lies, after the first change."""


@dataclass
class Kills:
    """What the rounds so far have seen."""

    rounds: int = 0
    acknowledged: int = 0
    left_over: int = 0
    torn: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.rounds:,} kills, {self.acknowledged:,} changes confirmed before them, "
            f"{self.left_over:,} left-over files swept, {self.torn:,} torn lines dropped, "
            f"{len(self.wrong):,} wrong"
        )


def kill(rounds: int, folder: Path, seed: float, found: Kills) -> None:
    """Run this many rounds in `folder`."""
    rng = random.Random(seed)
    path = folder / "none"
    for number in range(rounds):
        if number % ROUNDS_OF_ONE == 0:
            path = folder / f"kills-{found.rounds}" / "register.json"
            begun(path).close()
        _round(path, rng, found)


def _round(path: Path, rng: random.Random, found: Kills) -> None:
    said = _killed(lambda say: _work(path, rng.random(), say), rng.uniform(0, LONGEST))
    confirmed = [line.partition(" ")[::2] for line in said]
    found.rounds += 1
    found.acknowledged += len(confirmed)
    files = Files(path)
    found.left_over += len(list(files.left_over()))
    with reopened(path) as register:
        found.torn += any("cut off" in notice for notice in register.notices)
        found.wrong += [f"{stray} was not swept" for stray in files.left_over()]
        there = {entry.seq: _shown(entry) for entry in register.history()}
        found.wrong += [
            f"change {seq} was confirmed and is not in {path}"
            for seq, is_ in confirmed
            if there.get(int(seq)) != is_
        ]
        put(register, f"round {found.rounds}", review.NOTE)
    for one in (path, *files.backups.glob("*.json")):
        found.wrong += checked_register(one).wrong
    with TinyDB(path, access_mode="r") as database:
        notes = [document["note"] for document in database.table("reviews").all()]
    if notes != [f"round {found.rounds}"]:
        found.wrong.append(f"TinyDB finds {notes} in {path}")


def _work(path: Path, seed: float, say: Callable[[str], None]) -> None:
    """Change the register until one is killed; each change is said once it is confirmed."""
    rng = random.Random(seed)
    files = Files(path)
    register = reopened(path, "writer")
    for number in count():
        text = f"{number} " * rng.choice([1, 100, 20_000])
        record = the_review(register)
        rows = order(register)
        if len(rows) > 20:
            changes = [removing_row(record, ROWS, rows[0])]
        elif rng.random() < 0.5:
            changes = [adding_row(record, ROWS, {"who": text[:100]}, "")]
        else:
            changes = setting(record, review.NOTE, text[:100_000])
        entry = register.apply(changes)
        say(f"{entry.seq} {_shown(entry)}")
        if rng.random() < 0.2:
            register.checkpoint_in_background()
        elif rng.random() < 0.1:
            register.backup(files.backups)


def _shown(entry: Entry) -> str:
    """What an entry made of a field, in a few letters: a pipe holds 64 KB."""
    return sha256(json.dumps(entry.changes[0].is_).encode()).hexdigest()


def _killed(work: Callable[[Callable[[str], None]], None], after: float) -> list[str]:
    """Run `work` in a process of its own, kill it; what it had said by then, line by line."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda line: written(writing, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(writing)
    said = os.read(reading, 1 << 16)  # the first line: it is at work
    select.select([], [], [], after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        said += part
    os.close(reading)
    return [line.rstrip() for line in said.decode().splitlines(keepends=True) if line[-1] == "\n"]
