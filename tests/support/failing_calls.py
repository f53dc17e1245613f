"""A system call that fails: the calls of `os` counted, and one of them failing as it is asked."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

CALLS = (
    "open", "write", "pwrite", "fsync", "replace", "rename", "link", "unlink", "ftruncate",
    "fchmod", "fchown", "mkdir", "close",
)  # fmt: skip


@dataclass
class Calls:
    """The calls that were made, by name; the one at `failing` (from 0) fails with `error`."""

    error: int = 0
    failing: int = -1
    made: list[str] = field(default_factory=list)
    others: Sequence[threading.Thread] = ()
    """Whose calls are theirs: threads that were there before."""

    @property
    def failed(self) -> str:
        """The call that failed, or nothing."""
        return self.made[self.failing] if 0 <= self.failing < len(self.made) else ""

    def wrapped(self, name: str, really: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            if threading.current_thread() in self.others:
                return really(*given, **named)
            self.made.append(name)
            if len(self.made) - 1 != self.failing:
                return really(*given, **named)
            if name == "close":  # as Linux does it: the descriptor is gone, and an error is told
                really(*given, **named)
            raise OSError(self.error, os.strerror(self.error))

        return call


@contextmanager
def calls(error: int = 0, failing: int = -1) -> Iterator[Calls]:
    """Count the calls made in the `with`; the one at `failing` fails with `error`.

    Those of what goes on in it, in threads that it begins too. Registers that other tests have left
    close their files when they are collected, at any moment: nothing is collected meanwhile.
    """
    here = threading.current_thread()
    others = [thread for thread in threading.enumerate() if thread is not here]
    found = Calls(error, failing, others=others)
    collected = gc.isenabled()
    gc.disable()
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, found.wrapped(name, getattr(os, name)))
            yield found
    finally:
        if collected:
            gc.enable()
