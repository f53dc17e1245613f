"""The editors a sheet is made of: of a field, by its kind; of an item, its three on one line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Region

from screens.widgets.choice_editor import ChoiceEditor
from screens.widgets.drawn_lines import DrawnLines, Sentence
from screens.widgets.field_editor import FieldCodec, FieldEditor
from screens.widgets.labelled_field import LABEL
from screens.widgets.line_editor import LineEditor
from screens.widgets.rows_editor import RowsEditor
from screens.widgets.text_editor import TextEditor
from store.field_values import Address, Json
from store.paperwork.field import Field
from store.paperwork.field_kinds import ChoiceKind, TextKind, YesNoKind
from store.paperwork.list_kinds import ListKind
from store.paperwork.rows import RowsKind

COLUMN = 18
"""Columns of the state, and of the date; the note has the rest."""
ABREAST = LABEL + 2 * COLUMN + 12
"""Columns of the terminal from which the note has room enough beside the others."""


def editor_for(
    field: Field[object],
    address: Address,
    stored: Json,
    codec: FieldCodec,
    draft: str | None = None,
    label: str | None = None,
) -> FieldEditor:
    """An editor for a field, showing `stored`, or what was typed before and not kept."""
    return _editor_class(field.kind)(field, address, stored, codec, draft, label)


def _editor_class(kind: object) -> type[FieldEditor]:
    if isinstance(kind, RowsKind):
        return RowsEditor
    if isinstance(kind, ListKind | TextKind):
        return TextEditor
    if isinstance(kind, ChoiceKind | YesNoKind):
        return ChoiceEditor
    return LineEditor


class ItemEditor(DrawnLines):
    """The three editors of an item side by side, under one wording."""

    def __init__(self, wording: str, editors: Sequence[FieldEditor]) -> None:
        super().__init__()
        self._wording = wording
        self.editors = editors
        for editor in editors:
            editor.in_item = True

    def compose(self) -> ComposeResult:
        yield from self.editors

    def lines(self, width: int) -> Sequence[Content]:
        is_here = any(editor.is_here for editor in self.editors)
        wording = Sentence(self._wording, "bold" if is_here else "")
        lines = list(wording.lines((LABEL if self._is_beside else width) - 1))
        bottom = max(region.bottom for region in self.child_regions(width))
        return lines + [Content("")] * (bottom - len(lines))

    def child_regions(self, width: int) -> Sequence[Region]:
        if self._is_beside:
            rest = max(0, width - LABEL - 2 * COLUMN)
            columns = ((LABEL, COLUMN), (LABEL + COLUMN, COLUMN), (LABEL + 2 * COLUMN, rest))
            return [
                Region(left, 0, room, len(editor.lines(room)))
                for editor, (left, room) in zip(self.editors, columns, strict=True)
            ]
        regions: list[Region] = []
        top = len(list(Sentence(self._wording).lines(width - 1)))
        for editor in self.editors:
            regions.append(Region(0, top, width, len(editor.lines(width))))
            top = regions[-1].bottom
        return regions

    @property
    def _is_beside(self) -> bool:
        """Whether there is room for the three beside their wording."""
        return self.app.size.width >= ABREAST

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Mark the wording of the item under the cursor."""
        self.refresh()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        self.refresh()
