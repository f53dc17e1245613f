"""The few places where Textual has to be mended by what it does not promise to keep.

Nothing private is touched anywhere else. Each mend gives its reason, and has a test in
`tests/tui/terminal/test_textual_seam.py` that fails when a new Textual version moves the place.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from encodings.utf_8 import IncrementalDecoder
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from rich.text import Text
from textual.app import App
from textual.drivers import linux_driver
from textual.geometry import Offset
from textual.screen import Screen
from typing_extensions import Buffer

from store.crash_report import write_report
from store.errors import RegisterError
from tui.terminal.control_filter import without_controls
from tui.terminal.pastes import PasteMarks

Result = TypeVar("Result")

_SORRY = (
    "The register has stopped because of a fault in the program. What was kept is safe. "
    "What you were typing is offered again next time."
)


class _KeyboardDecoder(IncrementalDecoder):
    """UTF-8 from the keyboard, whatever comes.

    One byte that is not UTF-8 (a Latin-1 client typing é) ended the app with UnicodeDecodeError:
    it is read as "�" now. A long paste that the terminal does not mark is marked. And at the end
    of the input, which is a terminal that has gone, the reader went round at full speed for ever:
    that is a hang-up now, as it is where the kernel sends one, and the reader waits.
    """

    def __init__(self) -> None:
        super().__init__(errors="replace")
        self._hung_up = False
        self._marks = PasteMarks()

    def decode(self, input: Buffer, final: bool = False) -> str:
        """Return the characters that are complete."""
        if not final and not memoryview(input).nbytes:
            if not self._hung_up:
                self._hung_up = True
                os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.1)
        return self._marks.put(super().decode(input, final))


def mend_keyboard() -> None:
    """Let Textual read the keyboard through a decoder that survives any byte and a hang-up.

    `textual.drivers.linux_driver` looks `getincrementaldecoder` up by its name when the reader
    starts; there is no public way to give it another. To be called before the app is run.
    """

    def decoder_for(_encoding: str) -> type[_KeyboardDecoder]:
        return _KeyboardDecoder

    vars(linux_driver)["getincrementaldecoder"] = decoder_for


def mend_drawing() -> None:
    """Let Textual draw nothing that it will not show. To be called before the app is run.

    While it gathers what a new screen begins with, it draws that screen and throws the drawing
    away; and what was drawn counts as shown, so that it is missing until something else changes:
    every screen came in two parts, drawn twice. Now it is drawn when all is gathered.
    """
    drawn = Screen._compositor_refresh

    def refreshed(screen: Screen[object]) -> None:
        if screen.app._batch_count:
            screen.refresh()
        else:
            drawn(screen)

    setattr(Screen, "_compositor_refresh", refreshed)  # noqa: B010 (an assignment is refused)


@runtime_checkable
class _TypedIn(Protocol):
    """An Input or a TextArea; the latter is not imported where nothing is typed."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where its cursor is."""
        ...


class MendedApp(App[Result]):
    """An app whose report of a fault of its own goes to a file, with no record's data in it.

    Textual's report shows the locals of every frame, and those are people's records, on a screen
    whose picture may be sent to somebody for help. Textual ends with status 1 then, in
    `App.return_code`, which whoever runs the app has to pass on.
    """

    def __init__(self, reports: Path) -> None:
        """`reports` is the folder for the reports of faults."""
        super().__init__()
        self._reports = reports
        self._reported = False
        self._rests = Offset(0, 0)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor rests, for input methods and magnifiers: where one types.

        Every Input and TextArea takes it to itself when it is made or laid out, seen or not; each
        of those on a form sent an order to move it, after all had been painted.
        """
        focused = self.focused
        if isinstance(focused, _TypedIn):
            self._rests = focused.cursor_screen_offset
        return self._rests

    @cursor_position.setter
    def cursor_position(self, _position: Offset) -> None:
        """Whoever has the focus has it; nobody takes it to itself."""

    def _fatal_error(self) -> None:
        if self._reported:  # what falls while the screens are taken down is of the same fault
            return
        self._reported = True
        self.bell()
        error = sys.exc_info()[1]
        lines = [_SORRY]
        if isinstance(error, RegisterError):  # a record that is found damaged when it is drawn
            lines = [str(error)]
        elif error is not None:
            try:
                lines.append(f"A report is in {write_report(error, self._reports)}")
            except OSError as unwritten:
                lines.append(f"No report could be written to {self._reports}: {unwritten.strerror}")
        self.panic(Text("\n".join(without_controls(line) for line in lines)))
