"""An editor of many lines: a text, or a list with an entry on each line."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from msgspec.structs import replace
from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widgets import TextArea

from screens.widgets.field_editor import CutNotice, FieldEditor, editor_of
from screens.widgets.labelled_field import FieldText
from screens.widgets.offer_list import Offer
from store.paperwork.field import Offers
from store.paperwork.list_kinds import BulletsKind, ListKind, PeopleKind
from store.text import LINE_LIMIT, LIST_LIMIT, TEXT_LIMIT, clean_text

LIST_LINES = 4
"""Lines a list begins with; the paper prints four bullets (ruling 23)."""
PEOPLE_LINES = 2
TEXT_LINES = 3
MOST_LINES = 10
NUMBERS = 8
"""Columns that line numbers and the cursor after a line take at most."""


class TextEditor(FieldEditor):
    """Many lines under the wording. In a list F5 to F8 add, remove and move the entry."""

    takes_text = True

    @property
    def is_list(self) -> bool:
        """Whether each line is an entry."""
        return isinstance(self.field.kind, ListKind)

    @property
    def _least(self) -> int:
        """The lines it has at least: of bullets there are four to fill (ruling 23)."""
        if type(self.field.kind) is BulletsKind:
            return LIST_LINES
        return PEOPLE_LINES if self.is_list else TEXT_LINES

    @cached_property
    def control(self) -> _Area:
        area = _Area(
            self._with_room(self._unmade),
            compact=True,
            show_line_numbers=self.is_list,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        area.of_entries = self.is_list
        area.limit = LIST_LIMIT * LINE_LIMIT if self.is_list else TEXT_LIMIT
        area.cursor_blink = False
        area.move_cursor(_end(area))
        return area

    def control_height(self, width: int) -> int:
        text = self.text
        lines = text.split("\n")
        if len(lines) >= MOST_LINES or len(text) > MOST_LINES * width:
            return MOST_LINES
        if any(cell_len(line) >= width - NUMBERS for line in lines):
            return max(self._least, min(self.control.height_in(width), MOST_LINES))
        return max(self._least, len(lines))  # none is broken: it need not be made to know

    def saying(self) -> FieldText:
        if isinstance(self.field.kind, PeopleKind):
            return replace(super().saying(), echo=self._echo)
        return replace(super().saying(), beside=False)

    @property
    def text(self) -> str:
        return self.control.text if self.is_made else self._unmade

    def same(self, text: str, other: str) -> bool:
        # Lines begun and left empty are no change.
        return self._filled(text) == self._filled(other)

    def _with_room(self, text: str) -> str:
        """A text as it stands in the area: bullets that are still to be filled are lines."""
        if type(self.field.kind) is not BulletsKind:
            return text
        return text + "\n" * (LIST_LINES - 1 - text.count("\n"))

    def _filled(self, text: str) -> str:
        if not self.is_list:
            return text
        return "\n".join(line for line in text.split("\n") if line.strip())

    def put(self, text: str) -> None:
        if not self.is_made:
            self._unmade = text
            return
        with self.prevent(TextArea.Changed):
            self.control.load_text(self._with_room(text))
        self.control.move_cursor(_end(self.control))

    def type_in(self, text: str) -> None:
        self.control.insert(text[: self.control.limit - len(self.control.text)])

    def update_echo(self) -> None:
        if self.is_list:
            count = len([line for line in self.text.split("\n") if line.strip()])
            self.say_echo(f"{count}" if count else "")
        if self.field.offers is Offers.PEOPLE and self.is_made:
            self.control.suggestion = self._rest_of_offer()

    @property
    def word(self) -> str:
        if not self.is_list:
            return ""
        return self.control.document.get_line(self.control.cursor_location[0])

    def take(self, offer: Offer) -> None:
        """Replace the line being typed by an offer; in a text, insert it at the cursor."""
        if self.is_list:
            self.choose(offer)
            row = self.control.cursor_location[0]
            self.control.replace(offer.text, (row, 0), (row, len(self.word)))
            self.control.move_cursor((row, len(offer.text)))
            self.offer(())
        else:
            self.control.insert(offer.text)

    def add(self) -> None:
        """A new line after the one the cursor is on; the next one where that is empty."""
        row = self.control.cursor_location[0]
        if self.control.goes_on():
            return
        end = (row, len(self.control.document.get_line(row)))
        self.control.insert("\n", end, maintain_selection_offset=False)
        self.control.move_cursor((row + 1, 0))

    def drop(self) -> None:
        """Remove the line the cursor is on."""
        self.control.action_delete_line()

    def move(self, step: int) -> None:
        """Move the line the cursor is on up (-1) or down (1)."""
        area, lines = self.control, self.text.split("\n")
        row, column = area.cursor_location
        if not 0 <= row + step < len(lines):
            return
        lines[row], lines[row + step] = lines[row + step], lines[row]
        first = min(row, row + step)
        end = (first + 1, len(lines[first + 1]))
        before = area.document.get_line(first + 1)
        area.replace("\n".join(lines[first : first + 2]), (first, 0), (first + 1, len(before)))
        area.move_cursor((row + step, min(column, len(lines[row + step]), end[1] + column)))

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.typed()

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.update_echo()

    def _rest_of_offer(self) -> str:
        column = self.control.cursor_location[1]
        line = self.word
        if not line.strip() or column != len(line):
            return ""
        for offer in self.offers_now():
            if offer.text.casefold().startswith(line.casefold()):
                return offer.text[len(line) :]
        return ""


def _end(area: TextArea) -> tuple[int, int]:
    """The position after the last line that is filled."""
    lines = area.text.rstrip().split("\n")
    return len(lines) - 1, len(lines[-1])


class _Area(TextArea):
    """An area whose pastes are cleaned, and cut with a notice at the limit."""

    DEFAULT_CSS = """
    _Area { height: auto; padding: 0; border: none; overflow-x: hidden; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # The screen's: F6 and F7 select in a TextArea, ctrl+z is the field's as it was.
        Binding("f6", "screen.remove", show=False),
        Binding("f7", "screen.up", show=False),
        Binding("ctrl+z", "screen.restore", show=False),
        # At the first and the last line the arrows go on to the field above or below.
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]
    limit = TEXT_LIMIT
    of_entries = False
    """Whether each line is an entry of a list."""
    _known = ("", -1, 0)
    """A text, the columns it had, and the lines it took there."""

    def height_in(self, width: int) -> int:
        """How many lines the text has in so many columns."""
        room = max(0, width - self.gutter_width - 1)  # the cursor stands behind the last letter
        if self._known[:2] != (self.text, room):
            self.wrapped_document.wrap(room, self.indent_width)
            self._known = (self.text, room, self.wrapped_document.height)
            if room != self.wrap_width:  # it is on the screen in another width
                self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        return self._known[2]

    def on_mount(self) -> None:
        self._cut = CutNotice(
            self, f"The field holds {self.limit:,} characters; what is more was left out."
        )

    def on_key(self, event: Key) -> None:
        """Take no more than the field holds: the end of a long paste comes as keys."""
        editor = editor_of(self)
        if event.key == "enter" and editor is not None and editor.took_chosen():
            event.stop()
            event.prevent_default()
            return
        at_end = event.key == "enter" and self.of_entries and self.cursor_at_end_of_line
        if at_end and self.goes_on():
            event.stop()
            event.prevent_default()
            return
        adds = event.is_printable or event.key == "enter"
        if adds and not self.selected_text and len(self.text) >= self.limit:
            event.stop()
            event.prevent_default()
            self._cut.say()

    def goes_on(self) -> bool:
        """Go on to the next line where that is still to be filled; False where it is not."""
        row = self.cursor_location[0] + 1
        if row >= self.document.line_count or self.document.get_line(row).strip():
            return False
        self.move_cursor((row, 0))
        return True

    async def action_step(self, step: int) -> None:
        """To the next offer where there are some; else a line on, as it stands on the screen, or
        out of the text."""
        editor = editor_of(self)
        if editor is not None and editor.offered.is_open:
            editor.go_down(step)
            return
        line = self.wrapped_document.location_to_offset(self.cursor_location).y + step
        if not 0 <= line < self.wrapped_document.height:
            await self.run_action(f"screen.field({step})")
        elif step < 0:
            self.action_cursor_up()
        else:
            self.action_cursor_down()

    def on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        room = max(0, self.limit - len(self.text) + len(self.selected_text))
        text = clean_text(event.text[: self.limit * 2])
        if len(text) > room:
            text = text[:room]
            self._cut.say()
        start, end = self.selection
        if text or start != end:
            result = self.replace(text, start, end)
            self.move_cursor(result.end_location)
