"""Files of a register with a byte changed, an end cut off, or random bytes in their place."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.errors import RegisterError
from store.field_values import Json
from store.open_register import open_register
from store.paperwork import review
from store.paperwork.stages import visit
from store.paperwork.tables import TABLES
from store.register.register import Register
from tests.support.a_register import begun, files, put, reopened

Contents = dict[tuple[str, int], dict[str, Json]]
"""Every record of a register by table and key, as it is stored."""


@dataclass
class Damages:
    """What was tried so far, and how it ended."""

    tried: int = 0
    refused: int = 0
    right: int = 0
    shorter: int = 0
    found_by_check: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tried:,} damaged registers: {self.refused:,} refused with a sentence, "
            f"{self.right:,} opened at the right state, {self.shorter:,} at an earlier one with a "
            f"torn line told, {self.found_by_check:,} found by check, {len(self.wrong):,} wrong"
        )


class Example:
    """A small register whose file is a change behind its journal, and each state it ever had."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "whole" / "register.json"
        self.copy = folder / "damaged" / "register.json"
        self.path.parent.mkdir()
        self.states: list[Contents] = []
        with begun(self.path) as register:
            put(register, [{"action": "Read “aloud”", "who": "J. Mason"}])
            put(register, "2026-11-12", visit.VISIT_DATE)
        register = reopened(self.path)
        for note in ("one\ntwo", "three — four"):
            put(register, note, review.NOTE)
        every = list(register.history())
        for seq in range(len(every) + 1):
            self.states.append(_replayed(self.path, folder / "replayed.json", seq))
        self.whole = files(self.path)
        assert contents(register) == self.states[-1]

    def damaged(self, changed: dict[str, bytes]) -> Path:
        """A copy of the register with other bytes in some of its files."""
        shutil.rmtree(self.copy.parent, ignore_errors=True)
        self.copy.parent.mkdir()
        for name, whole in {**self.whole, **changed}.items():
            (self.copy.parent / name).write_bytes(whole)
        return self.copy


def _replayed(path: Path, target: Path, seq: int) -> Contents:
    lines = Files(path).journal.read_bytes().splitlines(keepends=True)
    target.unlink(missing_ok=True)
    Files(target).journal.write_bytes(b"".join(lines[: seq + 1]))
    return contents(open_register(target, read_only=True))


def contents(register: Register) -> Contents:
    """Everything that is in a register."""
    return {
        (name, record.key): dict(record.document)
        for name, table in TABLES.items()
        for record in register.records(table)
    }


def look(example: Example, changed: dict[str, bytes], what: str, found: Damages) -> None:
    """Open a damaged copy and check it: it is refused, or right; nothing is overwritten."""
    path = example.damaged(changed)
    before = files(path)
    found.tried += 1
    sound = checked_register(path).sound
    found.found_by_check += not sound
    try:
        register = reopened(path)
        there = contents(register)
    except RegisterError as error:
        found.refused += 1
        if not str(error).endswith("."):
            found.wrong.append(f"{what}: “{error}” is no sentence")
        if sound:
            found.wrong.append(f"{what}: refused ({error}), and check finds nothing")
    else:
        told = any("cut off" in notice for notice in register.notices)
        if there == example.states[-1]:
            found.right += 1
        elif there in example.states and (told or _whole_lines(changed)):
            found.shorter += 1
        else:
            found.wrong.append(f"{what}: opened, and is not what was written")
    if files(path) != before:
        found.wrong.append(f"{what}: a file was overwritten")


def _whole_lines(changed: dict[str, bytes]) -> bool:
    """Whether all that was done is that whole lines at a journal's end are gone."""
    return all(n.endswith(".journal") and whole.endswith(b"\n") for n, whole in changed.items())


def truncations(example: Example) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Every shorter form of each of the two files."""
    for name, whole in example.whole.items():
        for length in range(len(whole)):
            yield f"{name} cut to {length}", {name: whole[:length]}


def no_text(example: Example) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The first byte of every string, in both files, made one that is no UTF-8."""
    for name, whole in example.whole.items():
        for found in re.finditer(rb'"[^"]', whole):
            at = found.end() - 1
            yield f"byte {at} of {name} no text", {name: whole[:at] + b"\xee" + whole[at + 1 :]}


def flips(example: Example, rng: random.Random) -> Iterator[tuple[str, dict[str, bytes]]]:
    """For ever: one byte of one of the files is another one, mostly by a single bit."""
    while True:
        name = rng.choice(sorted(example.whole))
        whole = bytearray(example.whole[name])
        at = rng.randrange(len(whole))
        whole[at] ^= 1 << rng.randrange(8) if rng.random() < 0.8 else rng.randrange(1, 256)
        yield f"byte {at} of {name} made {whole[at]}", {name: bytes(whole)}


def noise(example: Example, rng: random.Random) -> Iterator[tuple[str, dict[str, bytes]]]:
    """For ever: random bytes in the place of a file, of its beginning, its middle or its end."""
    while True:
        name = rng.choice(sorted(example.whole))
        whole = example.whole[name]
        start, end = sorted(rng.randrange(len(whole) + 1) for _ in range(2))
        start, end = rng.choice([(0, len(whole)), (0, end), (start, end), (start, len(whole))])
        length = rng.choice([0, end - start, rng.randrange(2000)])
        if name.endswith(".journal") and start and end == len(whole):
            length = max(length, 1)
        made = whole[:start] + rng.randbytes(length) + whole[end:]
        if made != whole:
            yield f"{name}: {length} random bytes for {start}…{end}", {name: made}
