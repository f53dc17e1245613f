"""The app in a real terminal, fed random bytes: it stays up, or leaves in order."""

from __future__ import annotations

import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from store.engine.files.checking import checked_register
from tests.support.a_register import begun_at
from tests.support.pty_app import Terminal, key_bytes
from tests.support.sitting import processor_seconds, sitting

A_SITTING = 200
"""Inputs that one app is fed."""
LONGEST = 40
"""Bytes of an input, at most, but for the few that are long."""
IN_ORDER = (0, 128 + signal.SIGTERM)
"""What an app ends with: a key left it, or the end of the sitting did."""
LEAVING = bytes.maketrans(b"q\x11", b"pQ")
"""q and ctrl+q are fed to nobody: an app that has left is fed nothing more."""
KEYS = [
    key_bytes(key)
    for key in (
        "enter", "escape", "tab", "shift+tab", "backspace", "up", "down", "left", "right", "home",
        "end", "pageup", "pagedown", "ctrl+o", "ctrl+p", "ctrl+z", "f1", "f2", "f3", "f4", "f5",
        "f6", "f7", "f8", *"dsaphtern12345/kou",
    )
]  # fmt: skip


@dataclass
class Presses:
    """What was fed to how many apps, and what was wrong."""

    inputs: int = 0
    sittings: int = 0
    left: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.inputs:,} inputs of random bytes to {self.sittings:,} apps, {self.left:,} of "
            f"them left by a key among them, {len(self.wrong):,} wrong"
        )


def press(inputs: int, folder: Path, rng: random.Random, found: Presses) -> None:
    """Feed this many inputs; a new app on a new register after each that has left."""
    wanted = found.inputs + inputs
    while found.inputs < wanted:
        home = folder / f"pressed-{found.sittings}"
        home.mkdir()
        path = begun_at(home)
        _sitting(path, min(A_SITTING, wanted - found.inputs), rng, found)
        where = f"sitting {found.sittings} in {home}"
        found.wrong += [f"{where}: {line}" for line in checked_register(path).wrong]
        found.wrong += [
            f"{where}: {report.read_text()}"
            for report in (home / "state/peer-review/faults").glob("*")
        ]


def _sitting(path: Path, inputs: int, rng: random.Random, found: Presses) -> None:
    found.sittings += 1
    # Confined: it writes into its own home alone, whatever is typed into the export's folder.
    with sitting(path, "--confined") as terminal:
        terminal.wait_for("PR-2026-001")
        with suppress(OSError):  # it has left
            for _ in range(inputs):
                terminal.send(made(rng).translate(LEAVING))
                found.inputs += 1
        if _at_rest(terminal):
            terminal.kill(signal.SIGTERM)
        status = terminal.wait_exit()
        found.left += status == 0
        if status not in IN_ORDER or terminal.in_full_screen:
            found.wrong.append(f"{path} ended with {status}. The screen:\n{terminal}")


def made(rng: random.Random) -> bytes:
    """An input: bytes at random, keys with bytes between, the beginning of a sequence, a paste."""
    kind = rng.randrange(10)
    if kind < 4:
        return rng.randbytes(rng.randrange(1, LONGEST))
    if kind < 8:
        return b"".join(rng.choice([*KEYS, rng.randbytes(1)]) for _ in range(rng.randrange(1, 9)))
    if kind < 9:
        return rng.choice([b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x9b"]) + rng.randbytes(
            rng.randrange(LONGEST)
        )
    return b"\x1b[200~" + rng.randbytes(rng.randrange(3000)) + rng.choice([b"", b"\x1b[201~"])


def _at_rest(terminal: Terminal) -> bool:
    """Wait until the app has taken all that was sent; False when it has left meanwhile."""
    used, still = -1.0, 0
    while still < 4:
        if terminal.ended:
            return False
        now = processor_seconds(terminal.pid)
        still = still + 1 if now == used else 0
        used = now
        time.sleep(0.1)  # nothing tells that there is nothing more to read
    return True
