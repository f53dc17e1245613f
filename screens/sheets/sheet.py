"""A sheet: fields section by section; its lists, what it offers, the jump from field to field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

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
from screens.widgets.drawn_lines import MUTED, DrawnLines, Sentence, Sentences
from screens.widgets.editors import ItemEditor, editor_for
from screens.widgets.field_editor import FieldCodec, FieldEditor
from screens.widgets.labelled_field import INDENT
from screens.widgets.offer_list import Offer
from screens.widgets.text_editor import TextEditor
from store.paperwork.field import Field, Item, Offers

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
            if words := [*_above(part, first=number == 0)]:
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
        """The wording of an item, with more where two share it."""
        return item.wording

    def _editor(self, field: Field[object], part: Part, label: str | None = None) -> FieldEditor:
        address = (part.table.name, part.key, self.address(field))
        draft = self.session.drafts.text(address)
        editor = editor_for(field, address, self.stored(field, part), self.codec, draft, label)
        self.editors.append(editor)
        return editor

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
        fields = [(editor.called, " ".join(editor.text.split())) for editor in self.editors]
        at = self.editors.index(self.here) if self.here else 0

        async def go(at: int | None) -> None:
            if at is not None:
                await self.go_to(self.editors[at].address[2])

        self.app.push_screen(Jump(fields, at), go)

    def action_add(self) -> None:
        """A new line in a list."""
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.add()
        else:
            self.say("Lines and rows are added in a list or a table.")

    def action_remove(self) -> None:
        """Remove the line the cursor is on; undo brings it back."""
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.drop()

    def action_up(self) -> None:
        """Move the line the cursor is on up."""
        self.move_line(-1)

    def action_down(self) -> None:
        """Move it down."""
        self.move_line(1)

    def move_line(self, step: int) -> None:
        """Move the line the cursor is on up (-1) or down (1)."""
        editor = self.here
        if isinstance(editor, TextEditor) and editor.is_list:
            editor.move(step)

    def _offers(self, field: Field[object], typed: str) -> Sequence[Offer]:
        editor = next((each for each in self.editors if each.field is field), None)
        return offered(self.session, self.record_of(editor) if editor else None, field, typed)


def _above(part: Part, first: bool) -> Iterator[Sentence]:
    """The lines above a section's fields: its heading, the paper's sentences, a remark."""
    if part.section.heading:
        if not first:
            yield Sentence("")
        yield Sentence(part.section.heading, "bold")
    for words in (*part.section.guidance, part.section.remark):
        if words:
            yield Sentence(words, MUTED, INDENT)
