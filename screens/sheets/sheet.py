"""A sheet: fields of a record section by section; its lists, its tables, what it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on

from screens.base.choose import Choose, Jump
from screens.base.commands import (
    ADD,
    CHOOSE,
    DOWN,
    JUMP,
    KEEP,
    REMOVE,
    RESTORE,
    UNDO_IN_FIELDS,
    UP,
    Command,
)
from screens.base.session import Session
from screens.sheets.field_column import FieldColumn
from screens.sheets.field_page import Part
from screens.sheets.offers import offered
from screens.sheets.row_listing import listing
from screens.widgets.drawn_lines import MUTED, DrawnLines, Sentence, Sentences
from screens.widgets.editors import ItemEditor, editor_for
from screens.widgets.field_editor import FieldCodec, FieldEditor
from screens.widgets.labelled_field import INDENT
from screens.widgets.offer_list import Offer
from screens.widgets.rows_editor import RowsEditor
from screens.widgets.text_editor import TextEditor
from store.paperwork.field import Field, Item, Offers
from store.records.change import Entry
from store.records.editing import moving_row, removing_row
from store.values import Json

IN_A_SHEET = (JUMP, ADD, REMOVE, KEEP, RESTORE, CHOOSE, UP, DOWN, UNDO_IN_FIELDS)


class Sheet(FieldColumn):
    """Fields to fill in. Subclasses say which, in `parts`, and how a field's change is made."""

    commands: ClassVar[tuple[Command, ...]] = IN_A_SHEET
    hints = (
        "Tab, enter and the arrows go from field to field. Who or what matches is offered beneath "
        "as you type: down and enter take it, the right arrow takes the first. In a choice left, "
        "right and letters choose, backspace takes it out. On a table enter opens the row, and "
        "typing fills one that is still empty."
    )

    def __init__(self, session: Session, go_to: str = "") -> None:
        """`go_to` is the address of the field to begin at; else the first."""
        super().__init__(session, go_to)
        self.codec = FieldCodec(session.read, session.typed, self._offers)

    def _lines(self) -> Iterator[DrawnLines]:
        for number, part in enumerate(self.parts()):
            if words := [*_over(part, first=number == 0)]:
                yield Sentences(*words)
            wording = part.section.heading  # it says the wording of what stands under it
            for field in part.section.parts:
                if isinstance(field, Field) and field.part and field in self._grouped(part):
                    if field.wording != wording:
                        yield Sentences(Sentence(field.wording))
                    wording = field.wording
                    editor = self._editor(field, part, field.part)
                    editor.grouped = True
                    yield editor
                elif isinstance(field, Item):
                    three = [self._editor(each, part) for each in field.fields]
                    for editor in three:
                        editor.called = f"{self.item_label(field)}: {editor.field.part}"
                    yield ItemEditor(self.item_label(field), three)
                elif field.wording == part.section.heading:  # the heading says it
                    yield self._editor(field, part, field.part)
                else:
                    yield self._editor(field, part)

    def _grouped(self, part: Part) -> list[Field[object]]:
        """The fields of a section that stand beside others of the same wording."""
        fields = [field for field in part.section.parts if isinstance(field, Field)]
        wordings = [field.wording for field in fields]
        return [field for field in fields if wordings.count(field.wording) > 1]

    def item_label(self, item: Item) -> str:
        """The wording of an item, told apart where two share it."""
        return item.wording

    def _editor(self, field: Field[object], part: Part, label: str | None = None) -> FieldEditor:
        address = (part.table.name, part.key, self.address(field))
        draft = self.session.drafts.text(address)
        editor = editor_for(field, address, self.stored(field, part), self.codec, draft, label)
        self.editors.append(editor)
        self._list(editor)
        return editor

    def heard(self, entry: Entry) -> None:
        """List rows anew, too: what they say in words stands in other fields and reviews."""
        super().heard(entry)
        for editor in self.editors:
            self._list(editor)

    def _list(self, editor: FieldEditor) -> None:
        if isinstance(editor, RowsEditor) and (record := self.record_of(editor)):
            editor.list_as(listing(self.session.register, record, editor.field))

    @on(RowsEditor.Opened)
    def _row_opened(self, event: RowsEditor.Opened) -> None:
        event.stop()
        if event.typed and event.row_id:  # a stray letter changes nothing that is kept
            self.say("Enter opens the row; F5 begins a new one.")
        else:
            self.open_row(event.editor, event.row_id, event.place, event.begun, event.typed)

    def open_row(
        self,
        editor: RowsEditor,
        row_id: str,
        place: int,
        begun: Mapping[str, Json],
        typed: str = "",
    ) -> None:
        """Open a row's own sheet; a new one, with the cells `begun`, when there is no id.

        What is `typed` goes into its first text.
        """
        from screens.sheets.action_rows import row_sheet

        make = row_sheet(editor.field)
        row = make(self.session, editor.address, editor.field, row_id, place, begun, typed)
        self.app.push_screen(row)

    def action_offers(self) -> None:
        """Open the list of what is offered here."""
        editor = self.here
        if editor is None or editor.field.offers is Offers.NOTHING:
            self.say("Nothing to choose from in this field.")
            return

        def take(offer: Offer | None) -> None:
            editor.focus_inside()
            if offer is not None:
                editor.take(offer)

        self.app.push_screen(
            Choose(
                editor.field.label, lambda typed: self._offers(editor.field, typed), editor.word
            ),
            take,
        )

    def action_jump(self) -> None:
        """Open the list of fields."""
        places = [(editor.called, " ".join(editor.text.split())) for editor in self.editors]
        at = self.editors.index(self.here) if self.here else 0

        async def go(place: int | None) -> None:
            if place is not None:
                await self.go_to(self.editors[place].address[2])

        self.app.push_screen(Jump(places, at), go)

    def action_add(self) -> None:
        """A new line in a list, a new row in a table."""
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.add()
        elif isinstance(editor, RowsEditor):
            self.open_row(editor, "", len(editor.rows) + 1, {})
        else:
            self.say("Lines and rows are added in a list or a table.")

    def action_remove(self) -> None:
        """Remove the line or the row the cursor is on; undo brings it back."""
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.drop()
        elif isinstance(editor, RowsEditor) and editor.row_id:
            record = self.record_of(editor)
            if record:
                self.apply(
                    [removing_row(record, editor.field, editor.row_id)],
                    f"Row removed; {self.undo_key} brings it back.",
                )

    def action_up(self) -> None:
        """Move the line or the row up."""
        self._move(-1)

    def action_down(self) -> None:
        """Move the line or the row down."""
        self._move(1)

    def _move(self, step: int) -> None:
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.move(step)
        elif isinstance(editor, RowsEditor) and editor.row_id:
            record = self.record_of(editor)
            if record and (changes := moving_row(record, editor.field, editor.row_id, step)):
                self.apply(changes, "Row moved.")

    def _offers(self, field: Field[object], typed: str) -> Sequence[Offer]:
        editor = next((each for each in self.editors if each.field is field), None)
        return offered(self.session, self.record_of(editor) if editor else None, field, typed)


def _over(part: Part, first: bool) -> Iterator[Sentence]:
    """What stands over the fields of a section: its heading, the paper's sentences, a remark."""
    if part.section.heading:
        if not first:
            yield Sentence("")
        yield Sentence(part.section.heading, "bold")
    for words in (*part.section.guidance, part.section.remark):
        if words:
            yield Sentence(words, MUTED, INDENT)
