"""A chase: the message to somebody who owes something, shown first, noted once sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import replace
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.clipboard import SENT, TOO_LONG, sent
from screens.base.commands import EXPORT_MESSAGE, SEND_MESSAGE, UNDO, Command
from screens.base.fetching import how_to_fetch
from screens.base.session import Session
from screens.base.text_page import TextPage
from store.changes.chase_and_forward import noting_chase
from store.documents.files import Document, export_all
from store.documents.messages.chase_message import draft, draft_name, message
from store.documents.messages.eml import EML
from store.errors import RegisterError
from store.progress.owed import Debtor, by_person, chased_words, owing
from store.records.change import Entry

NAMED = 4
"""Reviews that are named one by one when a chase is noted on them."""


class ChaseMessage(TextPage):
    """The message to one person, with everything they owe."""

    commands: ClassVar[tuple[Command, ...]] = (EXPORT_MESSAGE, SEND_MESSAGE, UNDO)
    about = (
        "The message to one person: everything they owe, each with its date and its reason. e "
        "exports it as a draft for a mail program, c sends the text to your terminal’s "
        "clipboard, where the terminal takes it. Once it has gone, today is noted on each review "
        f"as a day on which they were asked; {UNDO.key} takes that back."
    )
    DEFAULT_CSS = """
    ChaseMessage {
        & > .result { height: auto; max-height: 50%; padding: 0 1; display: none; }
        & > .result.-there { display: block; }
    }
    """

    def __init__(self, session: Session, debtor: Debtor) -> None:
        super().__init__(session)
        self._debtor = debtor

    def compose_content(self) -> Iterable[Widget]:
        yield from super().compose_content()
        self._result = Static("", markup=False)
        yield VerticalScroll(self._result, classes="result", can_focus=False)

    def heard(self, entry: Entry) -> None:
        debtors = by_person(self.session.register, owing(self.session.register))
        owes = [debtor for debtor in debtors if debtor.who == self._debtor.who]
        self._debtor = owes[0] if owes else replace(self._debtor, owes=())
        self.draw_title()
        super().heard(entry)

    def title_line(self) -> Content:
        email = self._debtor.email
        where = f"<{email}>" if email else "(no e-mail address in the directory)"
        to = f"{self._debtor.name} {where}"
        before = chased_words(self._debtor.chased)
        return Content.assemble(f" Message to {to}", (f"   {before}" if before else "", "not bold"))

    def text(self) -> Content:
        return Content(message(self._debtor, self.session.register.consortium))

    def action_export(self) -> None:
        """Write the draft into the export folder; then note the chase."""
        if self._owes_nothing():
            return
        settings, name = (
            self.session.register.consortium,
            draft_name(self._debtor, self.session.today),
        )
        try:
            [path] = export_all(
                self.session.export_folder,
                [Document(name, draft(self._debtor, settings).encode(), EML)],
            )
        except RegisterError as error:
            self.say(f"{error} Nothing was noted.")
            return
        self._result.update(how_to_fetch([path], self.session.reached.scp([path])))
        self.query_one(".result").add_class("-there")
        self._note("Exported")

    def action_clipboard(self) -> None:
        """Send the text to the terminal's clipboard; then note the chase."""
        if self._owes_nothing():
            return
        text = message(self._debtor, self.session.register.consortium)
        if not sent(self.app, text):
            self.say(f"{TOO_LONG}; {EXPORT_MESSAGE.key} exports it.")
            return
        self._note(SENT)

    def _owes_nothing(self) -> bool:
        if not self._debtor.owes:
            self.say(f"{self._debtor.name} owes nothing any more: there is nothing to send.")
        return not self._debtor.owes

    def _note(self, done: str) -> None:
        """Note today's chase, once, on each review or school year."""
        changes = noting_chase(self.session.register, self._debtor, self.session.today)
        reviews = dict.fromkeys(debt.id for debt in self._debtor.owes)
        ids = ", ".join(reviews) if len(reviews) <= NAMED else f"{len(reviews)} reviews"
        if not changes:
            self.say(f"{done}; today is noted already on {ids}.")
            return
        try:
            self.session.register.apply(changes)
        except RegisterError as error:
            self.say(f"{done}, but not noted: {error.on_screen}")
            return
        self.say(f"{done}; today is noted on {ids}. {UNDO.key} takes the note back.")
