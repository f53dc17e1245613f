"""The app: it holds the screens together and hands them the register."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.filter import LineFilter

from screens.base.commands import GO_TO_SCHOOLS, IMPORT_SCHOOLS, LEAVE, REDRAW
from screens.base.help import Help
from screens.base.page import Page
from screens.base.session import Session
from screens.dashboard import Dashboard
from screens.widgets.marks import ASCII, ROUND, Marks
from store.dates.days import london_today
from store.drafts import PAUSE, Drafts
from store.errors import NoRegister, RegisterError
from store.open_register import create_register
from store.register.register import Register
from store.text import clean_text
from tui.confined import export_folder
from tui.options import Options, drafts_folder, faults_folder
from tui.palette import WithPalette
from tui.terminal.capabilities import ascii_only, why_not
from tui.terminal.control_filter import ControlFilter
from tui.terminal.keys_in_turn import KeysInTurn
from tui.terminal.leaving import leave_on_signals
from tui.terminal.painting import Painted, repaint_saving_driver
from tui.terminal.textual_seam import MendedApp, mend_drawing, mend_keyboard

LOOK = 1.5
"""Seconds between two looks at what other sessions have written: it is seen within two."""
CHECKPOINT = 5.0
"""Seconds after which the TinyDB file is brought up to what has changed."""
LOAD_AHEAD = 0.3
"""Seconds until what is opened next is imported: the list goes first."""


class RegisterApp(MendedApp[int], KeysInTurn[int], WithPalette[int]):
    """The terminal app on one register."""

    TITLE = "Peer Review Register"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.action, show=False, priority=True)
        for command in (LEAVE, REDRAW)
    ]
    ESCAPE_TO_MINIMIZE = False
    CSS = """
    * { scrollbar-size-vertical: 1; }
    Toast { width: 60; }
    """

    def __init__(self, options: Options, register: Register | None) -> None:
        """`register` is None where there is none yet at the path of `options`."""
        super().__init__(faults_folder())
        self._painted = Painted()
        self.driver_class = repaint_saving_driver(self._painted)
        self._options = options
        self._opened = register
        self._guard = ControlFilter(_encoding())
        self._drafts: Drafts | None = None
        self.sample_wanted = False
        """Whether the person chose to look at the sample instead."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the guard that keeps control bytes off the terminal."""
        return [*super().get_line_filters(), self._guard]

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal's clipboard, which answers nothing.

        The one order to the terminal that is meant: only a key gives it, base64 keeps the text
        from ending it, and what is pasted from there gives no orders either.
        """
        super().copy_to_clipboard(clean_text(text))

    def on_mount(self) -> None:
        """Open the dashboard, or the welcome where there is no register."""
        self.animation_level = "none"
        if self._opened is not None:
            self._open(self._opened)
            return
        from screens.welcome import Welcome

        self.push_screen(Welcome(self._options.path, self._make, self._show_sample))

    def on_resize(self, event: Resize) -> None:
        """Paint everything: a terminal that changes its size may move or cut what it shows."""
        self._painted.forget(event.size)
        if self.screen_stack:
            self.screen.refresh()

    def action_redraw(self) -> None:
        """Paint everything: something else may have written on the terminal."""
        self._painted.forget()
        self.screen.refresh()

    def action_help(self) -> None:
        """Open the help of the page one is on."""
        if isinstance(self.screen, Page):
            self.push_screen(Help(self.screen))

    def keep(self) -> None:
        """Keep what is being typed, and write the register's file: the session is ending.

        May be called from another thread, while the app's own stands still.
        """
        drafts, self._drafts = self._drafts, None
        with ExitStack() as ending:
            if self._opened:
                ending.callback(self._opened.close)
            if drafts:
                ending.callback(drafts.close)
                with suppress(OSError):  # closing tries again, and tells
                    # At once: keeping may have to wait for another session that is writing.
                    drafts.write()
            self._keep_typing()

    def action_leave(self) -> None:
        """Leave; everything is kept."""
        # Now, not when the app has ended: its screens and what stands in them are gone then.
        self._keep_typing()
        self.exit(0)

    def _keep_typing(self) -> None:
        if not self.return_code:  # after a fault the drafts have what was typed
            for screen in reversed(self.screen_stack):
                if isinstance(screen, Page):
                    screen.keep_typing()

    def _open(self, register: Register) -> None:
        self._opened = register
        self._drafts = Drafts(drafts_folder(), register.id, register.session)
        marks: Marks = ROUND
        if ascii_only(_encoding(), os.environ):
            marks = ASCII
        self.set_interval(LOOK, self._look)
        self.set_interval(PAUSE, self._write_drafts)
        self.set_interval(CHECKPOINT, self._checkpoint)
        confined_to = export_folder(os.environ, Path.home()) if self._options.confined else None
        self.push_screen(Dashboard(Session(register, self._drafts, marks, confined_to)))
        self._back_up(register.daily_backup(london_today()))
        self.set_timer(LOAD_AHEAD, partial(self.run_worker, _load_ahead, thread=True))

    @work(thread=True)
    def _back_up(self, keep: Callable[[], Path | None]) -> None:
        try:
            keep()
        except RegisterError as error:
            self.call_from_thread(self._tell, str(error))

    def _tell(self, sentence: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(sentence)

    def _make(self, name: str, and_import: bool) -> str:
        try:
            options = self._options
            register = create_register(options.path, name, user=options.user, today=options.today)
        except RegisterError as error:
            return str(error)
        self.pop_screen()
        self._open(register)
        if and_import:
            self.call_after_refresh(self._import_schools)
        return ""

    async def _import_schools(self) -> None:
        await self.screen.run_action(GO_TO_SCHOOLS.action)
        self.call_after_refresh(self._ask_for_file)

    async def _ask_for_file(self) -> None:
        await self.screen.run_action(IMPORT_SCHOOLS.action)

    def _show_sample(self) -> None:
        self.sample_wanted = True
        self.exit(0)

    def _look(self) -> None:
        if self._opened:
            before = self._opened.engine.renewed
            self._say_if_refused(self._opened.refresh)
            self._tell_renewed(before)

    def _tell_renewed(self, before: int) -> None:
        """Say that somebody was forgotten elsewhere, and forget what was typed about them too."""
        if self._opened and self._opened.engine.renewed > before:
            if self._drafts:
                self._drafts.reread()
            self._tell(
                "Somebody was forgotten meanwhile: the register was read again, and where the "
                "name stood a mark stands. What you are typing is still there."
            )

    def _write_drafts(self) -> None:
        try:
            if self._drafts:
                self._drafts.write()
        except OSError as error:
            self._tell(
                f"What you type cannot be kept aside ({error.strerror}): "
                "keep each field with F2, or by leaving it."
            )

    def _checkpoint(self) -> None:
        if self._opened:
            self._say_if_refused(self._opened.checkpoint_in_background)

    def _say_if_refused(self, work: Callable[[], None]) -> None:
        try:
            work()
        except RegisterError as error:
            self._tell(str(error))


def _load_ahead() -> None:
    """Import a review's page and the forms while nobody waits for them, in a thread of its own."""
    import screens.forms.audit_form
    import screens.reviews.review_page  # noqa: F401 (imported to be there)


def _encoding() -> str | None:
    """The encoding in which Textual draws."""
    return getattr(sys.__stderr__, "encoding", None)


def run(options: Options, opened: Callable[[], Register] | None = None) -> int:
    """Open the register in the terminal, or the welcome where there is none; the exit status.

    `opened` gives the register where somebody has begun to read it; it raises what
    `options.opened` does.

    Raises:
        RegisterError: when the register cannot be opened, or this terminal cannot show the app.
    """
    if sentence := why_not(0, 2, os.environ, _encoding()):
        raise RegisterError(sentence)
    try:
        register = (opened or options.opened)()
    except NoRegister:
        if options.read_only:
            raise
        register = None
    app = RegisterApp(options, register)
    status = _run(app)
    return run_sample(options) if app.sample_wanted else status


def run_sample(options: Options) -> int:
    """Open the sample consortium; nothing of it is kept.

    Raises:
        RegisterError: when this terminal cannot show the app.
    """
    import tempfile

    from store.sample import make_sample

    if sentence := why_not(0, 2, os.environ, _encoding()):
        raise RegisterError(sentence)
    with tempfile.TemporaryDirectory(prefix="peer-review-") as folder:
        path = Path(folder) / "sample.json"
        make_sample(path, options.today())
        return run(replace(options, path=path))


def _run(app: RegisterApp) -> int:
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    mend_keyboard()
    mend_drawing()
    leave_on_signals(app, app.keep)
    app.run()
    app.keep()
    return app.return_code or 0
