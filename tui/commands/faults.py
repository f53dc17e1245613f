"""A fault of the program under a command: told in a sentence, with nobody's data in it."""

from __future__ import annotations

from types import TracebackType

from tui.commands.speaking import tell

FAULT = 70
"""The exit status, as sysexits.h has it for a fault of the program itself."""
_SORRY = "The command has stopped because of a fault in the program. What was kept is safe."


class FaultsTold:
    """Round a command: what falls through is reported in a file, and not printed.

    Python would print the error's message, which can hold what a record holds.
    """

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        """Report a fault; an end that was asked for (ctrl+c, an exit) goes on its way."""
        if not isinstance(error, Exception):
            return False
        from platformdirs import user_state_path

        from store.session.crash_report import write_report

        folder = user_state_path("peer-review") / "faults"
        try:
            tell(f"{_SORRY} A report is in {write_report(error, folder)}")
        except OSError as unwritten:
            tell(f"{_SORRY} No report could be written to {folder}: {unwritten.strerror}")
        return True
