"""The process that the tests run in is like the command's own."""

from __future__ import annotations

import gc
import os
import sys

from tui.command_line import COLLECTED_AFTER


def pytest_configure() -> None:
    """Look for circles of objects as seldom as the command does, and compile no module twice.

    Where the shell forbids bytecode to be written, each of the several hundred processes that the
    tests start would compile the whole house again; that is a third of what it does.
    """
    gc.set_threshold(COLLECTED_AFTER)
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
