"""What was exported of many reviews: where it is, and the one line that fetches all of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.clipboard import SENT, TOO_LONG, sent
from screens.base.commands import SEND_DOCUMENT, SEND_LINE, WRITE_MAIL, Command
from screens.base.fetching import how_to_fetch
from screens.base.page import Page
from screens.base.session import Session
from store.text import cut

if TYPE_CHECKING:
    from store.documents.many_reviews import Many


class ExportedMany(Page):
    """Documents of many reviews that have just been written."""

    commands: ClassVar[tuple[Command, ...]] = (SEND_LINE, SEND_DOCUMENT, WRITE_MAIL)
    about = (
        "The documents were written on the machine the register is on, in one folder or one zip. "
        "The line fetches all of them to the one you sit at: c sends it to your terminal’s "
        "clipboard, where the terminal takes it. A mail goes from the review it is of."
    )
    DEFAULT_CSS = "ExportedMany { & > VerticalScroll { height: 1fr; padding: 0 1; } }"

    def __init__(self, session: Session, many: Many, title: str, path: Path, of: str) -> None:
        """`path` is their folder, or their zip; `of` names the reviews to `export`."""
        super().__init__(session)
        self._many = many
        self._of_what = title
        self._path = path
        self._of = of
        self._fetching = self._line()

    def compose_content(self) -> Iterable[Widget]:
        """The folder or the zip, how many are in it, the line."""
        where = "are in it" if self._path.suffix == ".zip" else "were written there"
        count = f"  {self._many.count:,} documents {where}"
        words = how_to_fetch([self._path], self._fetching, count)
        yield VerticalScroll(Static(words, markup=False), can_focus=True)

    async def on_mount(self) -> None:
        """Say how many there are."""
        self.say(f"Exported: {self._many.count:,} documents.")
        self.query_one(VerticalScroll).focus()

    def title_line(self) -> Content:
        """What was exported, and of which reviews."""
        return Content(cut(f" Exported: {self._of_what}", self.app.size.width))

    def _line(self) -> str:
        """The line that fetches all; a confined login, which has no scp, asks for a zip."""
        by, many = self.session.reached, self._many
        if self.session.confined_to is not None:
            asked = f"export {self._of} {many.options} --zip --to -"
            return by.ssh(asked, f"{many.name}.zip")
        return by.scp([self._path], folder=self._path.is_dir())

    def action_line(self) -> None:
        """Send the line to the clipboard."""
        done = sent(self.app, self._fetching)
        self.say(f"{SENT}: the line that fetches them." if done else f"{TOO_LONG}: type the line.")

    def action_document(self) -> None:
        """Say that these are several."""
        self.say(
            "One document goes to a clipboard, not several: export it from its review, or "
            f"{SEND_LINE.key} sends the line that fetches all."
        )

    def action_mail(self) -> None:
        """Say that a mail is of one review."""
        self.say(
            "A mail is of one review: open it, e exports its document, and m drafts the mail. Or "
            "fetch these and attach them."
        )
