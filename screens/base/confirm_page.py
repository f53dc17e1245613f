"""What a list of changes would do, shown before it is made: accepted, it is made as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.line_list import LineList
from store.errors import RegisterError
from store.field_values import Unacceptable
from store.records.change import Change, Entry
from store.text import sentence


class ChangePreview(Struct, frozen=True):
    """What a list of changes would do."""

    heading: str
    lines: Sequence[tuple[str, str]]
    """Each in short, for the list, and in full, for below it; without the second, a heading."""
    changes: Sequence[Change] = ()
    done: str = ""
    """What is said once they are made."""


def under_headings(
    parts: Iterable[tuple[str, Iterable[tuple[str, str]]]],
) -> list[tuple[str, str]]:
    """Lines, each part of them under its heading and a little to the right."""
    rows: list[tuple[str, str]] = []
    for heading, lines in parts:
        rows += [(heading, ""), *((f"  {short}", whole) for short, whole in lines)]
    return rows


class ConfirmPage(Page):
    """Shows the preview, line by line. Enter makes the changes, escape leaves all as it is."""

    empty: ClassVar[str] = "There is nothing to do."
    """What stands in the list when no line does."""
    DEFAULT_CSS = """
    ConfirmPage {
        & > LineList { height: 1fr; }
        & > .below { height: 4; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.preview = ChangePreview("", ())
        """What stands on the page: a subclass makes its preview when it is made."""
        self.list: LineList[int] = LineList(
            self.draw, marker=session.marks.cursor, empty=self.empty
        )
        self.below = Static("", classes="below", markup=False)

    def make_preview(self) -> ChangePreview:
        """What would be done, as the register stands.

        Raises:
            RegisterError, Unacceptable: why it cannot be done.
        """
        raise NotImplementedError

    def compose_content(self) -> Iterable[Widget]:
        yield self.list
        yield self.below

    async def on_mount(self) -> None:
        self.show(self.preview)
        if self.preview.lines and not self.preview.lines[0][1]:
            self.list.move_to(1)  # a heading says nothing of its own
        self.list.focus()

    def heard(self, entry: Entry) -> None:
        """What is to be done may be something else by now."""
        self.look_again()

    def look_again(self) -> None:
        """Work it out again; where that fails, say why and leave what is shown."""
        try:
            self.show(self.make_preview())
        except (RegisterError, Unacceptable) as error:
            self.say(sentence(str(error)))

    def show(self, preview: ChangePreview) -> None:
        """Show the preview."""
        self.preview = preview
        self.list.show(range(len(preview.lines)))
        self.tell()
        self.draw_title()

    def title_line(self) -> Content:
        return Content(f" {self.preview.heading}")

    def draw(self, at: int, width: int) -> Content:
        """A line in short."""
        short, whole = self.preview.lines[at]
        return Content(short) if whole else Content.styled(short, "bold")

    def tell(self) -> None:
        """Say the line under the cursor in full, below the list."""
        at = self.list.cursor_key
        self.below.update("" if at is None else self.preview.lines[at][1])

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.tell()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Make the changes, and close."""
        preview = self.preview  # another one once the register tells of the change
        if not preview.changes:
            self.close(preview.heading)
        elif self.apply(preview.changes):
            self.close(preview.done)
