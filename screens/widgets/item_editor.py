"""One of the papers shared before the review, on one line: where it stands, its date, a note."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Static

from screens.widgets.field_editor import FieldEditor


class ItemEditor(Horizontal):
    """The three editors of an item side by side, under one wording."""

    DEFAULT_CSS = """
    ItemEditor {
        height: auto;
        & > .item { width: 28; padding: 0 1 0 0; }
        &.-here > .item { text-style: bold; }
        & FieldEditor { width: 1fr; & .label { display: none; } & .guidance { padding: 0; } }
        & ChoiceEditor { width: 18; }
        & LineEditor.-date { width: 18; & Input { width: 16; } & .echo { display: none; } }
    }
    """

    def __init__(self, wording: str, editors: Sequence[FieldEditor]) -> None:
        super().__init__()
        self._wording = wording
        self.editors = editors
        for editor in editors:
            editor.add_class("-part")

    def compose(self) -> ComposeResult:
        """The wording, then the three."""
        yield Static(self._wording, classes="item", markup=False)
        yield from self.editors

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the wording of the paper one is at."""
        self.set_class(self.has_focus_within, "-here")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """No longer."""
        self.set_class(self.has_focus_within, "-here")
