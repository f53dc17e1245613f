"""An editor of one line: text, a date, a number, a person, a school."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.suggester import Suggester
from textual.widgets import Input

from screens.widgets.field_editor import CutNotice, FieldEditor, editor_of
from screens.widgets.labelled_field import FieldText
from store.dates.typed_dates import echo
from store.field_values import Unacceptable
from store.paperwork.field_kinds import DATE, NumberKind
from store.text import LINE_LIMIT, clean_line, sentence

DATE_ROOM = 20
"""Columns of a date: as many as its longest way to be typed needs, and a few more."""
DATE_ROOM_IN_ITEM = 16
"""Columns of the date of an item, which has no more: two stand beside it."""
NUMBER_ROOM = 12
"""Columns of a number."""


class LineEditor(FieldEditor):
    """One compact line. A date is echoed in full; people are offered as they are typed."""

    takes_text = True

    @cached_property
    def control(self) -> _Line:
        """The line; in an item, which has no label, an empty one says what it is for."""
        with self.prevent(Input.Changed):
            line = _Line(
                self._unmade,
                placeholder=self.field.part.lower() if self.in_item else "",
                max_length=LINE_LIMIT,
                compact=True,
                select_on_focus=False,
            )
        line.suggester = _Offered(self) if self.field.offers else None
        line.cursor_blink = False
        return line

    def saying(self) -> FieldText:
        room, echo = 0, self._echo
        if self.field.kind is DATE:
            room = DATE_ROOM_IN_ITEM if self.in_item else DATE_ROOM
        elif isinstance(self.field.kind, NumberKind):
            room = NUMBER_ROOM
        if self.field.kind is DATE and self.in_item:
            return replace(super().saying(), room=room)
        return replace(super().saying(), room=room, echo=echo)

    @property
    def text(self) -> str:
        return self.control.value if self.is_made else self._unmade

    def put(self, text: str) -> None:
        if not self.is_made:
            self._unmade = text
            return
        with self.prevent(Input.Changed):
            self.control.value = text
        self.control.cursor_position = len(text)

    def type_in(self, text: str) -> None:
        room = LINE_LIMIT - len(self.control.value)
        self.control.insert_text_at_cursor(clean_line(text[: LINE_LIMIT * 4])[:room])

    def update_echo(self) -> None:
        if self.field.kind is not DATE:
            return
        try:
            value = self.value()
        except Unacceptable as error:
            self.say_echo("")
            if self.is_wrong:
                self.complain(sentence(str(error)))
        else:
            words = echo(date.fromisoformat(value)) if isinstance(value, str) else ""
            self.say_echo("" if words == self.text else words)
            if self.is_wrong and self._draft is None:
                self.complain("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.took_chosen():
            self.screen.focus_next()


class _Line(Input):
    """A line whose pastes are cleaned, and cut with a notice at the limit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    def on_mount(self) -> None:
        self._cut = CutNotice(
            self, f"A line holds {LINE_LIMIT:,} characters; what was pasted was cut there."
        )

    async def action_step(self, step: int) -> None:
        """Go to the next offer where there are some; else to the field above or below."""
        editor = editor_of(self)
        if editor is not None and editor.offered.is_open:
            editor.go_down(step)
        else:
            await self.run_action(f"screen.field({step})")

    def on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        room = LINE_LIMIT - len(self.value) + len(self.selected_text)
        text = clean_line(event.text[: LINE_LIMIT * 4])
        if len(text) > room:
            text = text[:room]
            self._cut.say()
        self.replace(text, *sorted(self.selection))


class _Offered(Suggester):
    """The first offer that begins with what is typed; right accepts it."""

    def __init__(self, editor: FieldEditor) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._editor = editor

    async def get_suggestion(self, value: str) -> str | None:
        for offer in self._editor.offers_now():
            if offer.text.casefold().startswith(value.casefold()):
                return value + offer.text[len(value) :]
        return None
