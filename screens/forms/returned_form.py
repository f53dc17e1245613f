"""A form that has come back: what it would change, chosen line by line, and taken in as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.events import Resize

from screens.base.commands import CHANGE_MARK, LEAVE_IT, LINE_IN_FULL, TAKE_IN_FORM, UNDO, Command
from screens.base.confirm_page import ChangePreview, ConfirmPage
from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from store.errors import RegisterError
from store.returned.accepting import Take, said_by, take_in, unopposed
from store.returned.comparing import Compared, compared
from store.returned.difference import DifferenceState, FormDifference
from store.returned.form import Returned
from store.text import count_of, cut

BROKEN = 12
"""Characters that a line may lose where it is broken before a long word."""
LINES = 2
"""Lines that each of the three sides has below the list."""

NOTED = "Cannot be placed; kept in the review’s note"
NOTICED = "Noticed"
Row = int | str
"""A difference, by its place; or a heading, a notice, or what cannot be placed."""


class ReturnedForm(ConfirmPage):
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
    empty = "It says nothing new."
    DEFAULT_CSS = "ReturnedForm { & > .below { height: 6; max-height: 30%; } }"

    def __init__(self, session: Session, returned: Returned, review_id: str = "") -> None:
        """Compare a form.

        Raises:
            Refused: when it cannot be taken in; WhichReview when it does not say its review.
        """
        super().__init__(session)
        self._returned = returned
        self._review_id = review_id
        self._compared = compared(session.register, returned, review_id)
        self._takes = unopposed(self._compared)
        self._rows: list[Row] = []
        self._columns: tuple[Column[int], ...] = (
            Column("", self._mark, fixed(1)),
            Column("", self._opposed, fixed(1), gap=1),
            Column("Field", self._wording, RemainingWidth(6), gap=1),
            Column("Taken", self._taken, NaturalWidth()),
        )
        self.preview = self._all_lines()

    async def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self.tell)

    def make_preview(self) -> ChangePreview:
        """Compare it again: other lines may differ, or be opposed, by now."""
        latest = compared(self.session.register, self._returned, self._review_id)
        before = {
            self._key(difference): self._takes.get(at)
            for at, difference in self._numbered(self._compared)
        }
        self._compared = latest
        self._takes = unopposed(latest)
        for at, difference in self._numbered(latest):
            if self._key(difference) in before:
                self._choose(at, before[self._key(difference)] or Take.REGISTER)
        return self._all_lines()

    def title_line(self) -> Content:
        latest = self._compared
        count = f"{len(self._takes)} of {len(latest.new)} marked to be taken in"
        head = f" {latest.review.id}   {latest.form.title}, from {said_by(latest)}"
        return Content(f"{cut(head, self.app.size.width)}\n {count}")

    @staticmethod
    def _numbered(latest: Compared) -> list[tuple[int, FormDifference]]:
        return [
            each
            for each in enumerate(latest.differences)
            if each[1].state is not DifferenceState.THERE
        ]

    @staticmethod
    def _key(difference: FormDifference) -> tuple[str, str, str, DifferenceState]:
        return (difference.address, difference.returned, difference.now, difference.state)

    def _all_lines(self) -> ChangePreview:
        self._rows = [at for at, _ in self._numbered(self._compared)]
        if self._compared.unplaced:
            self._rows += [NOTED, *self._compared.unplaced]
        if self._compared.notices:
            self._rows += [NOTICED, *self._compared.notices]
        return ChangePreview("", [(str(row), str(row)) for row in self._rows])

    def draw(self, at: int, width: int) -> Content:
        row = self._rows[at]
        if isinstance(row, str):
            return Content.styled(row, "bold") if row in (NOTED, NOTICED) else Content(f"  {row}")
        return laid_out(self._columns, row, width - 1)

    def _take(self, row: int) -> Take:
        return self._takes.get(row, Take.REGISTER)

    def _mark(self, row: int) -> str:
        marks = self.session.marks
        signs = {Take.RETURNED: marks.done, Take.BOTH: marks.begun}
        return signs.get(self._take(row), marks.not_begun)

    def _opposed(self, row: int) -> str:
        state = self._compared.differences[row].state
        return "!" if state is DifferenceState.OPPOSED else ""

    def _wording(self, row: int) -> str:
        return self._compared.differences[row].wording

    def _taken(self, row: int) -> str:
        take = self._take(row)
        return "stays" if take is Take.REGISTER else str(take)

    def _under_cursor(self) -> Row | None:
        at = self.list.cursor_key
        return None if at is None else self._rows[at]

    def tell(self) -> None:
        """The three sides of what is under the cursor, or what stands there in full."""
        row = self._under_cursor()
        if row is None or isinstance(row, str):
            self.below.update(row or "")
            return
        room = self.below.content_size
        lines = max(1, min(LINES, room.height // 3))
        width = max(20, room.width) * lines - (lines - 1) * BROKEN
        self.below.update(
            "\n".join(_cut_side(name, text, width) for name, text in self._three(row))
        )

    def _three(self, at: int) -> tuple[tuple[str, str], ...]:
        difference = self._compared.differences[at]
        sides = (
            ("exported", difference.base),
            ("returned", difference.returned),
            ("now", difference.now),
        )
        return sides if self._compared.base_known else sides[1:]

    def _choose(self, at: int, take: Take) -> None:
        if take is Take.REGISTER:
            self._takes.pop(at, None)
        else:
            self._takes[at] = take

    def action_mark(self) -> None:
        """Give what is under the cursor the next mark."""
        row = self._under_cursor()
        if row is None or isinstance(row, str):
            return
        difference = self._compared.differences[row]
        takes = [Take.REGISTER, Take.RETURNED]
        if difference.state is DifferenceState.OPPOSED and difference.holds_both:
            takes.append(Take.BOTH)
        now = takes.index(self._take(row))
        self._choose(row, takes[(now + 1) % len(takes)])
        self.list.show(range(len(self._rows)))
        self.draw_title()

    def action_in_full(self) -> None:
        """Show all of what is under the cursor."""
        row = self._under_cursor()
        if isinstance(row, str):
            self.app.push_screen(ThreeSides(self.session, "In full", (("", row),)))
        elif row is not None:
            wording = self._compared.differences[row].wording
            self.app.push_screen(ThreeSides(self.session, wording, self._three(row)))

    def action_accept(self) -> None:
        """Take in what is marked, with what cannot be placed."""
        latest, count = self._compared, len(self._takes)  # both are others once it is taken in
        try:
            entry = take_in(self.session.register, latest, self._takes)
        except RegisterError as error:
            self.say(error.on_screen)
            return
        if entry is None:
            self.say("There is nothing to take in: no line is marked.")
            return
        words = f"{count_of(count, 'change')} taken in"
        if latest.unplaced:
            words += ", and what could not be placed kept in the note"
        self.close(
            f"{latest.review.id}: {words}, from the form of {said_by(latest)}; "
            f"{UNDO.key} takes it back."
        )


class ThreeSides(TextPage):
    """Every side of a difference under its name, to be scrolled."""

    about = "All that stands on each side: on the form as it went out and came back, and here now."

    def __init__(self, session: Session, heading: str, sides: Sequence[tuple[str, str]]) -> None:
        """`sides` are names and texts; a text without a name stands alone."""
        super().__init__(session, heading)
        self.below = sides

    def text(self) -> Content:
        return with_headings((name.capitalize(), side or "(empty)") for name, side in self.below)


def _cut_side(name: str, text: str, width: int) -> str:
    """A side in `width` characters, a line or two of them."""
    words = " / ".join(line for line in (text or "(empty)").split("\n") if line.strip())
    return cut(f"{name + ':':<10}{words}", width)
