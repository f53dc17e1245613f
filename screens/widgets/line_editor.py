"""An editor of one line: text, a date, a number, a person, a school."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.suggester import Suggester
from textual.widgets import Input

from screens.widgets.cut_notice import CutNotice
from screens.widgets.field_editor import FieldEditor, editor_of, sentence
from store.dates.typed import echo
from store.paperwork.kinds import DATE, NumberKind
from store.text import LINE_LIMIT, clean_line
from store.values import Unacceptable


class LineEditor(FieldEditor):
    """One compact line. A date is echoed in full; people are offered as they are typed."""

    takes_text = True

    DEFAULT_CSS = """
    LineEditor {
        & Input { width: 1fr; background: $surface; }
        &.-date Input { width: 20; }
        &.-number Input { width: 12; }
    }
    """

    def make_editor(self) -> None:
        """The line."""
        self.set_class(self.field.kind is DATE, "-date")
        self.set_class(isinstance(self.field.kind, NumberKind), "-number")
        self.line = _Line(
            self._text_at_start,
            max_length=LINE_LIMIT,
            compact=True,
            select_on_focus=False,
            suggester=_Offered(self) if self.field.offers else None,
        )
        self.line.cursor_blink = False

    def compose_editor(self) -> ComposeResult:
        """The line, and its echo beside it."""
        self.line.placeholder = self.placeholder
        yield self.line
        yield self.echo

    @property
    def placeholder(self) -> str:
        """What stands in an empty line: the part, where the wording does not stand beside it."""
        return self.field.part.lower() if self.has_class("-part") else ""

    @property
    def text(self) -> str:
        return self.line.value if self.line.is_attached else self._text_at_start

    def put(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)

    def focus_inside(self) -> None:
        self.line.focus()

    def type_in(self, text: str) -> None:
        room = LINE_LIMIT - len(self.line.value)
        self.line.insert_text_at_cursor(clean_line(text[: LINE_LIMIT * 4])[:room])

    def said(self) -> None:
        if self.field.kind is not DATE:
            return
        try:
            value = self.value()
        except Unacceptable as error:
            self.echo.update("")
            if self.has_class("-wrong"):
                self.complain(sentence(str(error)))
        else:
            words = echo(date.fromisoformat(value)) if isinstance(value, str) else ""
            self.echo.update("" if words == self.text else words)
            if self.has_class("-wrong") and not self._from_draft:
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
        """Know what to say of a paste that is too long."""
        self._cut = CutNotice(
            self, f"A line holds {LINE_LIMIT:,} characters; what was pasted was cut there."
        )

    async def action_step(self, step: int) -> None:
        """To the next offer where there are some; else to the field above or below."""
        editor = editor_of(self)
        if editor is not None and editor.offered.is_open:
            editor.offered.move(step)
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
