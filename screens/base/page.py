"""A page: what every full screen has. A title, a line that says what happened, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import BACK, EVERYWHERE, HELP, HELP_LETTER, LEAVE, UNDO, Command
from screens.base.session import Session
from screens.widgets.marks import LOW, NARROW
from store.errors import RegisterError
from store.records.change import Change, Entry
from store.register.change_in_words import described


class Page(Screen[None]):
    """A full screen: title line, content, what was just done, and the keys that work here.

    A subclass names its `commands`; footer, help and palette are made from them.
    """

    commands: ClassVar[tuple[Command, ...]] = ()
    about: str = ""
    """What this screen is for, in a sentence or two, at the top of its help."""
    hints: ClassVar[str] = ""
    """What works here and is no command: arrows, letters."""
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK.binding,
        HELP.binding,
        HELP_LETTER.binding,
        LEAVE.binding,
    ]
    DEFAULT_CSS = """
    Page {
        layout: vertical;
        & > .title { height: auto; max-height: 2; text-style: bold; }
        & > .rule { height: 1; color: $text-muted; }
        & > .message { height: auto; min-height: 1; max-height: 4; color: $text-muted; }
        & > .keys { height: 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.message = ""
        """What stands in the line above the keys."""
        self._message_line = Static("", classes="message", markup=False)
        self._title = Static("", classes="title", markup=False)

    def __init_subclass__(cls) -> None:
        if own := cls.__dict__.get("commands"):
            cls.BINDINGS = [command.binding for command in own]
        super().__init_subclass__()

    def compose(self) -> ComposeResult:
        """Title, content, what was done, keys."""
        yield self._title
        yield from self.compose_content()
        yield self._message_line
        yield KeyLine(self.footer)

    def compose_content(self) -> Iterable[Widget]:
        """What stands between the title and the last two lines."""
        return ()

    async def on_mount(self) -> None:
        """Draw the title, and hear of every change from now on."""
        self.set_class(self.app.size.width < NARROW, "-narrow")
        self._stop_listening = self.session.register.listen(self.heard)
        self.draw_title()

    def on_unmount(self) -> None:
        """Hear of changes no longer."""
        self._stop_listening()

    async def on_resize(self, event: Resize) -> None:
        """Let styles know when the screen is narrow, or low."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < LOW, "-low")
        self.draw_title()

    def on_screen_resume(self) -> None:
        """Whatever was on top has gone."""
        if self.is_mounted:
            self.came_back()

    def came_back(self) -> None:
        """The page is on top again: show what has changed meanwhile."""
        self.look()

    def heard(self, entry: Entry) -> None:
        """A change has been applied, here or elsewhere; a page that is covered looks later."""
        if self.app.screen is self:
            self.look()

    def look(self) -> None:
        """Show what the register holds now."""

    def title_line(self) -> Content:
        """The title, drawn again whenever something changes."""
        return Content("")

    def draw_title(self) -> None:
        """Draw the title anew."""
        self._title.update(self.title_line())

    def say(self, words: str) -> None:
        """Say what was just done, in the line above the keys."""
        self.message = words
        self._message_line.update(words)

    def apply(self, changes: Sequence[Change], done: str = "") -> Entry | None:
        """Apply a list of changes and say that it is done; None when it is refused, and say why."""
        try:
            entry = self.session.register.apply(changes)
        except RegisterError as error:
            self.say(error.on_screen)
            return None
        if done:
            self.say(done)
        return entry

    def close(self, words: str) -> None:
        """Close, and say so on the page below."""
        self.dismiss()
        if isinstance(below := self.app.screen, Page):
            below.say(words)

    @property
    def waits(self) -> bool:
        """Whether the last key needs what is still being worked out; the keys after it wait."""
        return False

    @property
    def footer(self) -> tuple[Command, ...]:
        """The commands the last line shows."""
        shown = [command for command in self.commands if command.in_footer]
        return (*shown, *(c for c in (BACK, HELP) if c.action not in {s.action for s in shown}))

    @property
    def all_commands(self) -> tuple[Command, ...]:
        """Everything that works here, for the help and the palette."""
        own = {command.action for command in self.commands}
        return (*self.commands, *(c for c in EVERYWHERE if c.action not in own))

    def action_back(self) -> None:
        """Close this screen."""
        self.dismiss()

    async def action_leave(self) -> None:
        """Leave the register: the app's own doing."""
        await self.app.run_action("leave")

    async def action_redraw(self) -> None:
        """Draw the screen anew: the app's own doing."""
        await self.app.run_action("redraw")

    async def action_command_palette(self) -> None:
        """Open the palette: the app's own doing."""
        await self.app.run_action("command_palette")

    async def action_help(self) -> None:
        """Open the help for where one is: the app's own doing."""
        await self.app.run_action("help")

    def keep_typing(self) -> None:
        """Keep what is being typed, before something else comes on top."""

    def help_here(self) -> str:
        """What the help says about the field under the cursor; empty when nothing."""
        return ""

    def action_undo(self) -> None:
        """Take back this session's last list of changes; again goes further back."""
        try:
            undone, _ = self.session.register.undo()
        except RegisterError as error:
            self.say(error.on_screen)
            return
        count = len(undone.changes)
        what = self._named(undone) + (f" (and {count - 1} more)" if count > 1 else "")
        self.say(f"Undone: {what}. {self.undo_key} again goes further back.")

    @property
    def undo_key(self) -> str:
        """The key that undoes here: not a letter where letters are text."""
        return next(
            (command.key for command in self.commands if command.action == UNDO.action), UNDO.key
        )

    def _named(self, entry: Entry) -> str:
        return described(self.session.register, entry.changes[0]).short


class KeyLine(Static):
    """The last line: the keys that work here, as many as fit."""

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__("", classes="keys", markup=False)
        self._commands = tuple(commands)

    def render(self) -> Content:
        """Keys and names, as many whole ones as fit; the help's is never left out."""
        *others, last = (
            Content.assemble((command.key, "bold"), f" {command.name}  ")
            for command in self._commands
        )
        line = Content(" ")
        for part in others:
            if len(line) + len(part) + len(last) > self.size.width + 2:
                break
            line = line + part
        return line + last
