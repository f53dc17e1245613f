"""Forgetting a person: every mention is shown first; the name is typed; then it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from screens.base.ask import Ask
from screens.base.commands import (
    ANOTHER_NAME,
    FORGET_NOW,
    GO_BACK,
    Command,
)
from screens.base.confirm_page import ChangePreview, ConfirmPage, under_headings
from screens.base.page import Page
from screens.base.session import Session
from store.errors import RegisterError
from store.field_values import Unacceptable
from store.forgetting.forgetting import LEFT_TO_DO, forget
from store.forgetting.marking import same_name
from store.forgetting.mentions import subject_of
from store.forgetting.occurrences import Occurrences, occurrences_of
from store.records.change import Entry


class ForgetPerson(ConfirmPage):
    """Where somebody stands, and what forgetting them means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (FORGET_NOW, ANOTHER_NAME, GO_BACK)
    about = (
        "Every mention of the person, and what forgetting them means. The lines at the bottom say "
        "in full what the cursor is on. a looks for another name they stand under, too. Enter "
        "asks for the name, and then takes it out of the register, its history, its backups and "
        "what is typed and not kept. It cannot be undone. Escape changes nothing."
    )
    empty = "They are mentioned nowhere."

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the person's.

        Raises:
            RegisterError: when they cannot be looked for.
        """
        super().__init__(session)
        self.key = key
        self._also: list[str] = []
        self._occurrences: Occurrences | None = None
        """What forgetting them would do; None once they are forgotten."""
        self.preview = self.make_preview()

    def make_preview(self) -> ChangePreview:
        whose = subject_of(self.session.register, str(self.key), self._also)
        occurrences = occurrences_of(self.session.register, whose, self.session.drafts.folder)
        self._occurrences = occurrences
        return _under_heading(
            f"Forget {whose.name}",
            (f"Mentions: {len(occurrences.mentions)}", occurrences.lines),
            ("What is done", occurrences.what_is_done),
            ("Left to do afterwards, where the register does not reach", LEFT_TO_DO),
        )

    def heard(self, entry: Entry) -> None:
        if self._occurrences is not None:
            super().heard(entry)

    def action_also(self) -> None:
        """Ask for another name, and look for it too."""
        if self._occurrences is None:
            return

        def add(name: str | None) -> None:
            if name is None:
                return
            self._also.append(name)
            try:
                self.show(self.make_preview())
            except RegisterError as error:
                self._also.pop()
                self.say(str(error))
                return
            self.say(f"{name}: looked for too.")

        self.app.push_screen(Ask("Which other name do they stand under?"), add)

    def action_accept(self) -> None:
        """Ask for the name, and forget whose it is."""
        if self._occurrences is None:
            self.action_back()
            return
        name = self._occurrences.subject.name

        def meaning(typed: str) -> str:
            if not same_name(name, typed):
                raise Unacceptable(f"that is not the name; to forget them, type {name}")
            return "Enter forgets them. It cannot be undone."

        self.app.push_screen(
            Ask(f"To forget them, type their name: {name}", meaning=meaning),
            lambda typed: self._forget() if typed is not None else None,
        )

    def _forget(self) -> None:
        if self._occurrences is None:
            return
        session, words = self.session, self._occurrences.subject.words
        try:
            session.drafts.write()
            forget(session.register.engine, words, session.drafts.folder)
        except RegisterError as error:
            self.say(str(error))
            return
        except OSError as error:
            self.say(f"Nobody was forgotten: {error.strerror}. Nothing was changed.")
            return
        self._occurrences = None
        self._also.clear()
        session.register.refresh()
        session.drafts.reread()
        left = ("Left to do, where the register does not reach", LEFT_TO_DO)
        self.show(_under_heading("Forgotten", left))
        self.say(f"Forgotten: {words.mark} stands where the name stood.")


def _under_heading(heading: str, *parts: tuple[str, Iterable[str]]) -> ChangePreview:
    return ChangePreview(
        heading, under_headings((head, [(line, line) for line in lines]) for head, lines in parts)
    )


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
        page.app.push_screen(ForgetPerson(session, key))
    except RegisterError as error:
        page.say(str(error))
