"""`peer-review`: the terminal app, and the same register from a shell without it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

COLLECTED_AFTER = 100_000
"""Objects made between two looks for circles of them; at Python’s 700 a start takes 7% longer."""
DRAWN = "1000"
"""Times in a second that Textual draws, at most. At its own 60 a change waits for up to 17 ms, to
be drawn with the next; as only what differs is sent, that saves nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status.

    0 when it was done; 1, with a sentence on standard error, when it could not be; 2 for wrong
    usage; 70 for a fault of the program. Without `arguments` they are the process's own, which
    ends with this.
    """
    if arguments is None:
        gc.set_threshold(COLLECTED_AFTER)
        os.environ.setdefault("TEXTUAL_FPS", DRAWN)
    from tui.exit_status import answered

    status = answered(arguments)
    if arguments is None:
        gc.freeze()  # else the interpreter looks through all that was read before it ends
    return status


if __name__ == "__main__":
    sys.exit(main())
