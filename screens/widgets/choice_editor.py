"""An editor of a choice: the few options in a line, the chosen one marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.field_editor import FieldEditor
from store.field_values import Json
from store.paperwork.field_kinds import ChoiceKind, YesNoKind

NOTHING = "–"


class ChoiceEditor(FieldEditor):
    """Left and right (or the first letter) choose; backspace chooses nothing."""

    @cached_property
    def control(self) -> _Choice:
        choice = _Choice(options_of(self.field.kind))
        choice.set_reactive(_Choice.chosen, self._unmade)
        return choice

    @property
    def text(self) -> str:
        return self.control.chosen if self.is_made else self._unmade

    def put(self, text: str) -> None:
        if self.is_made:
            self.control.chosen = text
        else:
            self._unmade = text

    def shown(self, stored: Json) -> str:
        if isinstance(self.field.kind, YesNoKind):
            return self.field.kind.plain(stored)
        return stored if isinstance(stored, str) else ""


def options_of(kind: object) -> Sequence[tuple[str, str]]:
    """The options of a kind that are offered, as they are stored and as they are shown."""
    if isinstance(kind, ChoiceKind):
        return tuple(kind.offered.items())
    return (("no", "no"), ("yes", "yes"))


class _Choice(Widget, can_focus=True):
    """The line of options."""

    DEFAULT_CSS = """
    _Choice { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
        Binding("backspace,delete", "nothing", show=False),
        Binding("enter", "app.focus_next", show=False),
        Binding("up", "screen.field(-1)", show=False),
        Binding("down", "screen.field(1)", show=False),
    ]
    chosen: reactive[str] = reactive("")

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._options = tuple(options)
        self._begun = ""
        """The letters by which the option was chosen that is chosen now."""

    def render(self) -> Content:
        """All options with the chosen one in brackets; only that one where they do not fit."""
        shown = dict(self._options)
        words = shown.get(self.chosen, self.chosen)
        # The arrows say that there is more; reversed says that keys go here. Never colour alone.
        style = "reverse" if self.has_focus else "bold"
        parts: list[Content] = []
        for option, text in self._options:
            here = option == self.chosen
            parts.append(Content.styled(f"[{text}]", style) if here else Content(f" {text} "))
        if self.chosen and self.chosen not in shown:
            parts.append(Content.styled(f"[{words}]", style))
        line = Content("").join(parts)
        if len(line) <= self.size.width and self.size.width > 30:
            if not self.chosen and self.has_focus:
                return Content.assemble(Content.styled(f"[{NOTHING}]", style), line)
            return line
        mark = f"‹{words or NOTHING}›" if self.has_focus else f" {words or NOTHING} "
        return Content.styled(mark, style if self.chosen or self.has_focus else "dim")

    def action_step(self, step: int) -> None:
        """Choose the next option, or the one before."""
        names = [option for option, _ in self._options]
        at = names.index(self.chosen) if self.chosen in names else (-1 if step > 0 else 0)
        self._choose(names[(at + step) % len(names)])

    def action_nothing(self) -> None:
        """Choose nothing."""
        self._choose("")

    def on_blur(self) -> None:
        """Start spelling anew at the next letter."""
        self._begun = ""

    def on_key(self, event: Key) -> None:
        """A letter chooses the next option that begins with it; several spell one out."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            self._begun = ""
            return
        names = [option for option, _ in self._options]
        at = names.index(self.chosen) if self.chosen in names else -1
        tries = [(letter, (*self._options[at + 1 :], *self._options[: at + 1]))]
        if self._begun:
            tries.insert(0, (self._begun + letter, self._options))
        for begun, options in tries:
            for option, text in options:
                if text.casefold().startswith(begun) or option.casefold() == begun:
                    event.stop()
                    self._begun = begun
                    self._choose(option)
                    return
        self._begun = ""

    def _choose(self, option: str) -> None:
        if option != self.chosen:
            self.chosen = option
            if isinstance(self.parent, ChoiceEditor):
                self.parent.typed()
