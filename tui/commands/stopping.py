"""Stopping work of many steps between two of them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable() -> Iterator[Callable[[], int]]:
    """Within it a signal to end is only noted; what it gives says which came, or 0.

    A step that hangs can be ended all the same: the second signal is as it always is.
    """
    came = 0
    before = {one: signal.getsignal(one) for one in _SIGNALS}

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = number
        for one, how in before.items():
            signal.signal(one, how)

    for one, how in before.items():
        if how is not signal.SIG_IGN:  # nohup
            signal.signal(one, note)
    try:
        yield lambda: came
    finally:
        for one, how in before.items():
            signal.signal(one, how)
