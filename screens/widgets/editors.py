"""The editor of a field, by its kind: the one place where kinds and editors meet."""

from __future__ import annotations

from screens.widgets.choice_editor import ChoiceEditor
from screens.widgets.field_editor import FieldCodec, FieldEditor
from screens.widgets.line_editor import LineEditor
from screens.widgets.rows_editor import RowsEditor
from screens.widgets.text_editor import TextEditor
from store.paperwork.field import Field
from store.paperwork.kinds import ChoiceKind, TextKind, YesNoKind
from store.paperwork.list_kinds import ListKind
from store.paperwork.rows import RowsKind
from store.values import Address, Json


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
