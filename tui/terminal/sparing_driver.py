"""The driver that writes to the terminal what does not stand there yet."""

from __future__ import annotations

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.painted import Painted


def sparing_driver(painted: Painted) -> type[Driver]:
    """A driver that knows this picture of the screen, for an app to make its own of."""

    class SparingDriver(LinuxDriver):
        """Textual's own, except that everything it writes goes through the picture."""

        def write(self, data: str) -> None:
            """Write what is not there yet."""
            if sent := painted.sparing(data):
                super().write(sent)

    return SparingDriver
