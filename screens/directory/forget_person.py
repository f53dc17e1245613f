"""Forgetting a person: every mention is shown first; the name is typed; then it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.ask import Ask
from screens.base.commands import (
    ANOTHER_NAME,
    FORGET_NOW,
    GO_BACK,
    Command,
)
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.line_list import LineList
from store.engine.files.files import Files
from store.errors import RegisterError
from store.forgetting.foreseen import Foretold, foretold
from store.forgetting.forgetting import LEFT_TO_DO, forget
from store.forgetting.marking import same_name
from store.forgetting.mentions import whom
from store.records.change import Entry
from store.values import Unacceptable


class Forget(Page):
    """Where somebody stands, and what forgetting them means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (FORGET_NOW, ANOTHER_NAME, GO_BACK)
    about = (
        "Every mention of the person, and what forgetting them means. The lines at the bottom say "
        "in full what the cursor is on. a looks for another name they stand under, too. Enter "
        "asks for the name, and then takes it out of the register, its history, its backups and "
        "what is typed and not kept. It cannot be undone. Escape changes nothing."
    )
    DEFAULT_CSS = """
    Forget {
        & > LineList { height: 1fr; }
        & > .why { height: 4; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the person's.

        Raises:
            RegisterError: when they cannot be looked for.
        """
        super().__init__(session)
        self.key = key
        self._also: list[str] = []
        self._rows: list[tuple[bool, str]] = []
        self._found: Foretold | None = self._look_for()

    def compose_content(self) -> Iterable[Widget]:
        """The mentions, and the one under the cursor in full."""
        self._list: LineList[int] = LineList(
            self._draw, marker=self.session.marks.cursor, empty="They are mentioned nowhere.",
        )  # fmt: skip
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._why

    async def on_mount(self) -> None:
        """Show the mentions."""
        self._show()
        self._list.move_to(1)  # the heading says nothing of its own
        self._list.focus()

    async def on_resize(self, event: Resize) -> None:
        """Draw the title as wide as the screen."""
        self.draw_title()

    def heard(self, entry: Entry) -> None:
        """Somebody has changed something: there may be more mentions now, or fewer."""
        if self._found is None:
            return
        try:
            self._found = self._look_for()
        except RegisterError as error:
            self.say(str(error))
            return
        self._show()

    def title_line(self) -> Content:
        """Who is forgotten."""
        if self._found is None:
            return Content(" Forgotten")
        return Content(f" Forget {self._found.whom.name}")

    def _look_for(self) -> Foretold:
        found = whom(self.session.register, str(self.key), self._also)
        return foretold(self.session.register, found, self.session.drafts.folder)

    def _show(self) -> None:
        parts: list[tuple[str, tuple[str, ...]]]
        if self._found is None:
            parts = [("Left to do, where the register does not reach", LEFT_TO_DO)]
        else:
            parts = [
                (f"Mentions: {len(self._found.mentions)}", tuple(self._found.lines)),
                ("What is done", tuple(self._found.what_is_done)),
                ("Left to do afterwards, where the register does not reach", LEFT_TO_DO),
            ]
        self._rows = []
        for heading, lines in parts:
            self._rows += [(True, heading), *((False, line) for line in lines)]
        self._list.show(range(len(self._rows)))
        self._tell()
        self.draw_title()

    def _draw(self, at: int, width: int) -> Content:
        heads, words = self._rows[at]
        return Content.styled(words, "bold") if heads else Content(f"  {words}")

    def _tell(self) -> None:
        at = self._list.cursor_key
        heads, words = self._rows[at] if at is not None else (True, "")
        self._why.update("" if heads else words)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def action_also(self) -> None:
        """Ask for another name, and look for it too."""
        if self._found is None:
            return

        def add(name: str | None) -> None:
            if name is None:
                return
            self._also.append(name)
            try:
                self._found = self._look_for()
            except RegisterError as error:
                self._also.pop()
                self.say(str(error))
                return
            self._show()
            self.say(f"{name}: looked for too.")

        self.app.push_screen(Ask("Which other name do they stand under?"), add)

    def action_accept(self) -> None:
        """Ask for the name, and forget whose it is."""
        if self._found is None:
            self.action_back()
            return
        name = self._found.whom.name

        def meaning(typed: str) -> str:
            if not same_name(name, typed):
                raise Unacceptable(f"that is not the name; to forget them, type {name}")
            return "Enter forgets them. It cannot be undone."

        self.app.push_screen(
            Ask(f"To forget them, type their name: {name}", meaning=meaning),
            lambda typed: self._forget() if typed is not None else None,
        )

    def _forget(self) -> None:
        if self._found is None:
            return
        session, words = self.session, self._found.whom.words
        try:
            session.drafts.write()
            forget(
                Files.of(session.register.path), words, session.register.user, session.drafts.folder
            )
        except RegisterError as error:
            self.say(str(error))
            return
        except OSError as error:
            self.say(f"Nobody was forgotten: {error.strerror}. Nothing was changed.")
            return
        self._found = None
        self._also.clear()
        session.register.refresh()
        session.drafts.reread()
        self._show()
        self.say(f"Forgotten: {words.mark} stands where the name stood.")


def forget_person(page: Page, key: int | None) -> None:
    """Show on top of `page` what forgetting the person `key` means, or say why it cannot be."""
    session = page.session
    if key is None:
        page.say("There is nobody here to forget.")
        return
    if session.confined_to is not None:
        page.say("This login can forget nobody; ask whoever looks after the machine.")
        return
    if session.register.read_only:
        page.say(f"Nobody can be forgotten here. {session.register.read_only}")
        return
    try:
        page.app.push_screen(Forget(session, key))
    except RegisterError as error:
        page.say(str(error))
