"""A form that has come back: what it would change, chosen line by line, and taken in as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.base.commands import CHANGE_MARK, LEAVE_IT, LINE_IN_FULL, TAKE_IN_FORM, UNDO, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from screens.widgets.line_list import LineList
from store.errors import RegisterError
from store.records.change import Entry
from store.returned.accepting import Take, said_by, take_in, unopposed
from store.returned.comparing import Compared, compared
from store.returned.difference import DifferenceState, FormDifference
from store.returned.form import Returned
from store.text import cut

BROKEN = 12
"""Characters that a line may lose where it is broken before a long word."""
LINES = 2
"""Lines that each of the three sides has below the list."""

NOTED = "Cannot be placed; kept in the review’s note"
NOTICED = "Noticed"
Row = int | str
"""A difference, by its place; or a heading, a notice, or what cannot be placed."""


class ReturnedForm(Page):
    """What a returned form says that the register does not, before any of it is taken in."""

    commands: ClassVar[tuple[Command, ...]] = (TAKE_IN_FORM, CHANGE_MARK, LINE_IN_FULL, LEAVE_IT)
    about = (
        "What has come back on a form and is not in the register: each line is marked with what "
        "becomes of it, and space changes that. Below stand the field as it was exported, as it "
        "came back and as it is now. What was changed here since the form went out has a ! and "
        "stays as it is unless you choose; where it is not known what the form went out with, "
        "so has all that would go over something. What has no place in the register is kept in the "
        "review’s note. Enter takes in all that is marked as one change; escape changes nothing."
    )
    DEFAULT_CSS = """
    ReturnedForm {
        & > LineList { height: 1fr; }
        & > .sides { height: 6; max-height: 30%; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, session: Session, returned: Returned, review_id: str = "") -> None:
        """Compare a form.

        Raises:
            Refused: when it cannot be taken in; WhichReview when it does not say its review.
        """
        super().__init__(session)
        self._returned = returned
        self._review_id = review_id
        self._found = compared(session.register, returned, review_id)
        self._chosen = unopposed(self._found)
        self._rows: list[Row] = []

    def compose_content(self) -> Iterable[Widget]:
        self._list: LineList[int] = LineList(
            self._draw, marker=self.session.marks.cursor, empty="It says nothing new."
        )
        self._sides = Static("", classes="sides", markup=False)
        yield self._list
        yield self._sides

    async def on_mount(self) -> None:
        self._look()
        self._list.focus()

    async def on_resize(self, event: Resize) -> None:
        self.draw_title()
        self.call_after_refresh(self._tell)

    def heard(self, entry: Entry) -> None:
        """The register has changed: what differs, and what is opposed, may be another now."""
        try:
            found = compared(self.session.register, self._returned, self._review_id)
        except RegisterError as error:
            self.say(str(error))
            return
        before = {self._key(one): self._chosen.get(at) for at, one in self._numbered(self._found)}
        self._found = found
        self._chosen = unopposed(found)
        for at, one in self._numbered(found):
            if self._key(one) in before:
                self._choose(at, before[self._key(one)] or Take.REGISTER)
        self._look()

    def title_line(self) -> Content:
        found = self._found
        count = f"{len(self._chosen)} of {len(found.new)} marked to be taken in"
        head = f" {found.review.id}   {found.form.title}, from {said_by(found)}"
        return Content(f"{cut(head, self.app.size.width)}\n {count}")

    @staticmethod
    def _numbered(found: Compared) -> list[tuple[int, FormDifference]]:
        return [
            each
            for each in enumerate(found.differences)
            if each[1].state is not DifferenceState.THERE
        ]

    @staticmethod
    def _key(one: FormDifference) -> tuple[str, str, str, DifferenceState]:
        return (one.address, one.returned, one.now, one.state)

    def _look(self) -> None:
        self._rows = [at for at, _ in self._numbered(self._found)]
        if self._found.unplaced:
            self._rows += [NOTED, *self._found.unplaced]
        if self._found.notices:
            self._rows += [NOTICED, *self._found.notices]
        self._list.show(range(len(self._rows)))
        self.draw_title()
        self._tell()

    def _draw(self, at: int, width: int) -> Content:
        row = self._rows[at]
        if isinstance(row, str):
            return Content.styled(row, "bold") if row in (NOTED, NOTICED) else Content(f"  {row}")
        one = self._found.differences[row]
        take = self._chosen.get(row, Take.REGISTER)
        marks = self.session.marks
        mark = {Take.RETURNED: marks.done, Take.BOTH: marks.begun}.get(take, marks.not_begun)
        opposed = "!" if one.state is DifferenceState.OPPOSED else " "
        right = "stays" if take is Take.REGISTER else str(take)
        left = cut(f"{mark} {opposed} {one.wording}", max(10, width - len(right) - 3))
        return Content(f"{left}{' ' * max(2, width - len(left) - len(right) - 1)}{right}")

    def _under_cursor(self) -> Row | None:
        at = self._list.cursor_key
        return None if at is None else self._rows[at]

    def _tell(self) -> None:
        """The three sides of what is under the cursor, or what stands there in full."""
        row = self._under_cursor()
        if row is None or isinstance(row, str):
            self._sides.update(row or "")
            return
        room = self._sides.content_size
        lines = max(1, min(LINES, room.height // 3))
        width = max(20, room.width) * lines - (lines - 1) * BROKEN
        self._sides.update(
            "\n".join(_cut_side(name, text, width) for name, text in self._three(row))
        )

    def _three(self, at: int) -> tuple[tuple[str, str], ...]:
        one = self._found.differences[at]
        sides = (("exported", one.base), ("returned", one.returned), ("now", one.now))
        return sides if self._found.base_known else sides[1:]

    def _choose(self, at: int, take: Take) -> None:
        if take is Take.REGISTER:
            self._chosen.pop(at, None)
        else:
            self._chosen[at] = take

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(LineList.Chosen)
    def _entered(self) -> None:
        self.action_accept()

    def action_mark(self) -> None:
        """Give what is under the cursor the next mark."""
        row = self._under_cursor()
        if row is None or isinstance(row, str):
            return
        one = self._found.differences[row]
        takes = [Take.REGISTER, Take.RETURNED]
        if one.state is DifferenceState.OPPOSED and one.holds_both:
            takes.append(Take.BOTH)
        now = takes.index(self._chosen.get(row, Take.REGISTER))
        self._choose(row, takes[(now + 1) % len(takes)])
        self._list.show(range(len(self._rows)))
        self.draw_title()

    def action_in_full(self) -> None:
        """Show all of what is under the cursor."""
        row = self._under_cursor()
        if isinstance(row, str):
            self.app.push_screen(ThreeSides(self.session, "In full", (("", row),)))
        elif row is not None:
            wording = self._found.differences[row].wording
            self.app.push_screen(ThreeSides(self.session, wording, self._three(row)))

    def action_accept(self) -> None:
        """Take in what is marked, with what cannot be placed."""
        found, count = self._found, len(self._chosen)  # both are others once it is taken in
        try:
            entry = take_in(self.session.register, found, self._chosen)
        except RegisterError as error:
            self.say(str(error))
            return
        if entry is None:
            self.say("There is nothing to take in: no line is marked.")
            return
        said = f"{count} change{'' if count == 1 else 's'} taken in"
        if found.unplaced:
            said += ", and what could not be placed kept in the note"
        self.dismiss()
        if isinstance(self.app.screen, Page):
            self.app.screen.say(
                f"{found.review.id}: {said}, from the form of {said_by(found)}; "
                f"{UNDO.key} takes it back."
            )


class ThreeSides(TextPage):
    """Every side of it under its name, to be scrolled."""

    about = "All that stands on each side: on the form as it went out and came back, and here now."

    def __init__(self, session: Session, heading: str, sides: Sequence[tuple[str, str]]) -> None:
        """`sides` are names and texts; a text without a name stands alone."""
        super().__init__(session, heading)
        self._sides = sides

    def text(self) -> Content:
        return with_headings((name.capitalize(), side or "(empty)") for name, side in self._sides)


def _cut_side(name: str, text: str, width: int) -> str:
    """A side in `width` characters, a line or two of them."""
    words = " / ".join(line for line in (text or "(empty)").split("\n") if line.strip())
    return cut(f"{name + ':':<10}{words}", width)
