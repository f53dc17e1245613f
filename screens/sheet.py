"""A sheet: fields of a record, section by section, each kept when it is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from screens.choose import Choose, Jump
from screens.desk import Desk
from screens.keys import (
    ADD,
    CHOOSE,
    DOWN,
    JUMP,
    KEEP,
    REMOVE,
    RESTORE,
    UNDO,
    UP,
    Command,
)
from screens.offers import offered
from screens.page import Page
from screens.settling import settle
from screens.widgets.editors import editor_for
from screens.widgets.field_editor import FieldEditor, Offer, Tongue, editor_of, sentence
from screens.widgets.item_editor import ItemEditor
from screens.widgets.rows_editor import RowsEditor
from screens.widgets.text_editor import TextEditor
from store.paperwork.field import Field, Item, Offers, Section
from store.paperwork.tables import Table
from store.records import Record
from store.register.change import Change, Entry
from store.register.editing import moving_row, removing_row
from store.register.errors import ChangedSince, RegisterError, RowGone
from store.register.fitting import refuse_cancelling_unsaid, refuse_empty
from store.values import Json, Unacceptable

SEEN_FIRST = 8
"""Fields mounted before the first paint; the others follow it."""

IN_A_SHEET = (JUMP, ADD, REMOVE, KEEP, RESTORE, CHOOSE, UP, DOWN, UNDO)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of fields, and the record they are of."""

    section: Section
    table: Table
    key: int


class Sheet(Page):
    """Fields to fill in. Subclasses say which, in `parts`, and how a field's change is made."""

    commands: ClassVar[tuple[Command, ...]] = IN_A_SHEET
    DEFAULT_CSS = """
    Sheet {
        & > .fields { height: 1fr; scrollbar-size-vertical: 1; }
        & .heading { text-style: bold; margin: 1 0 0 0; }
        & .heading.-first { margin: 0; }
        & .wording { padding: 0; }
        & .-grouped .label { padding: 0 1 0 2; }
        & .sentence { color: $text-muted; padding: 0 0 0 2; }
        &.-narrow FieldEditor > Horizontal { layout: vertical; & > .label { width: 1fr; } }
        &.-narrow ItemEditor { layout: vertical; & > .item, & FieldEditor { width: 1fr; } }
    }
    """

    def __init__(self, desk: Desk, go_to: str = "") -> None:
        """`go_to` is the address of the field to begin at; else the first."""
        super().__init__(desk)
        self._go_to = go_to
        self.tongue = Tongue(desk.read, desk.typed, self._offers)
        self.editors: list[FieldEditor] = []

    def parts(self) -> Sequence[Part]:
        """What stands on the sheet, in order."""
        raise NotImplementedError

    def compose_content(self) -> Iterable[Widget]:
        """The scrolling sheet; its fields are mounted when it is."""
        self._fields = VerticalScroll(classes="fields", can_focus=False)
        yield self._fields

    async def on_mount(self) -> None:
        """Mount what is seen first, and the rest after the first paint."""
        widgets = list(self._widgets())
        first = self._so_far(widgets)
        await self._fields.mount_all(widgets[:first])
        if not self._go_to and self.editors:
            self.editors[0].focus_inside()
        self.call_after_refresh(self._mount_rest, widgets[first:])

    async def on_resize(self, event: Resize) -> None:
        """Keep the field one is in on the screen."""
        if self.focused:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    async def _mount_rest(self, widgets: list[Widget]) -> None:
        if widgets:
            await self._fields.mount_all(widgets)
        if self._go_to:
            self.go_to(self._go_to)

    def _so_far(self, widgets: Sequence[Widget]) -> int:
        seen = 0
        for number, widget in enumerate(widgets):
            seen += isinstance(widget, FieldEditor | ItemEditor)
            if seen > SEEN_FIRST:
                return number
        return len(widgets)

    def _widgets(self) -> Iterable[Widget]:
        for number, part in enumerate(self.parts()):
            if part.section.heading:
                first = " -first" if number == 0 else ""
                yield Static(part.section.heading, classes=f"heading{first}", markup=False)
            for words in part.section.guidance:
                yield Static(words, classes="sentence", markup=False)
            wording = ""
            for field in part.section.parts:
                if isinstance(field, Field) and field.part and field in self._grouped(part):
                    if field.wording != wording:
                        yield Static(field.wording, classes="wording", markup=False)
                    wording = field.wording
                    editor = self._editor(field, part, field.part)
                    editor.add_class("-grouped")
                    yield editor
                elif isinstance(field, Item):
                    three = [self._editor(each, part) for each in field.fields]
                    for editor in three:
                        editor.called = f"{self.item_label(field)}: {editor.field.part}"
                    yield ItemEditor(self.item_label(field), three)
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
        draft = self.desk.drafts.text(address)
        editor = editor_for(field, address, self.stored(field, part), self.tongue, draft, label)
        self.editors.append(editor)
        return editor

    def address(self, field: Field[object]) -> str:
        """A field's address in a change."""
        return field.path

    def stored(self, field: Field[object], part: Part) -> Json:
        """What the register holds in a field now."""
        record = self.desk.register.found(part.table, part.key)
        return record.stored(field) if record else field.kind.empty

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """The changes that make an editor's field hold `value`."""
        table, key, address = editor.address
        return [Change(table, key, address, editor.stored, value)]

    def keep(self, editor: FieldEditor) -> bool:
        """Keep what stands in an editor; False when it cannot be, and the editor says why."""
        if not editor.changed:
            self.desk.drafts.forget(editor.address)
            editor.show(editor.stored)
            return True
        try:
            value = editor.value()
            if value != editor.stored:
                self._refuse_unfit(editor, value)
                self.desk.register.apply(self.changes(editor, value))
        except Unacceptable as error:
            self._not_kept(editor, sentence(str(error)))
            return False
        except RowGone as error:
            self._not_kept(editor, f"{error} What you typed stays here until you go.")
            return False
        except ChangedSince as error:
            self._not_kept(editor, f"{error} F2 asks whose is to stand.")
            if self.is_current:
                settle(self.app, self.desk, editor, error, self.keep)
            return False
        except RegisterError as error:
            self._not_kept(editor, str(error))
            return False
        self.desk.drafts.forget(editor.address)
        editor.show(value)
        self.say(f"Kept {datetime.now().astimezone():%H:%M}")
        return True

    def _refuse_unfit(self, editor: FieldEditor, value: Json) -> None:
        if (record := self.record_of(editor)) is not None:
            refuse_empty(record, editor.address[2], value)
            refuse_cancelling_unsaid(record, {editor.address[2]: value})

    def _not_kept(self, editor: FieldEditor, words: str) -> None:
        self.desk.drafts.note(editor.address, editor.text)
        editor.complain(words)
        self.say("Not kept: see the field. What you typed stays there.")

    def keep_typing(self) -> None:
        """Keep every field that has something new in it, the one with the cursor above all."""
        for editor in self.editors:
            if editor.is_attached and editor.changed:
                self.keep(editor)

    @property
    def unkept(self) -> Sequence[str]:
        """The fields that hold something that is not kept, by their names."""
        return [each.field.label for each in self.editors if each.is_attached and each.changed]

    def tell_unkept(self, fields: Sequence[str]) -> None:
        """Say on the screen that has come, where this one went with something not kept."""
        if fields and isinstance(self.app.screen, Page):
            more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
            self.app.screen.say(f"Not kept, still in its field: {fields[0]}{more}.")

    def heard(self, entry: Entry) -> None:
        """Show what has changed, except where somebody is typing something else."""
        here = {(part.table.name, part.key) for part in self.parts()}
        if not any((change.table, change.key) in here for change in entry.changes):
            return
        self.draw_title()
        for editor in self.editors:
            now = self._now(editor)
            if now != editor.stored and editor.is_attached and not editor.changed:
                editor.show(now)

    def _now(self, editor: FieldEditor) -> Json:
        table, key, _ = editor.address
        for part in self.parts():
            if (part.table.name, part.key) == (table, key):
                return self.stored(editor.field, part)
        return editor.stored

    def record_of(self, editor: FieldEditor) -> Record | None:
        """The record an editor's field is of."""
        table, key, _ = editor.address
        return next(
            (
                self.desk.register.found(part.table, part.key)
                for part in self.parts()
                if (part.table.name, part.key) == (table, key)
            ),
            None,
        )

    @property
    def here(self) -> FieldEditor | None:
        """The editor the cursor is in."""
        return editor_of(self.focused)

    def go_to(self, address: str) -> None:
        """Put the cursor into a field; where it is still to be mounted, as soon as it is."""
        self._go_to = address
        for editor in self.editors:
            if editor.address[2] == address and editor.is_attached:
                self._go_to = ""
                editor.focus_inside()
                editor.scroll_visible(animate=False)
                return

    def help_here(self) -> str:
        """The field the cursor is in: its wording, the paper's sentences, the ruling."""
        editor = self.here
        if editor is None:
            return ""
        field = editor.field
        lines = [field.label, *field.guidance, field.help, f"Answered for by: {field.owner}."]
        return "\n".join(line for line in lines if line)

    @on(FieldEditor.Left)
    def _left(self, event: FieldEditor.Left) -> None:
        event.stop()
        if event.editor.is_attached:
            self.keep(event.editor)

    @on(FieldEditor.Typed)
    def _typed(self, event: FieldEditor.Typed) -> None:
        event.stop()
        if event.editor.changed:
            self.desk.drafts.note(event.editor.address, event.editor.text)
        else:
            self.desk.drafts.forget(event.editor.address)

    @on(RowsEditor.Opened)
    def _row_opened(self, event: RowsEditor.Opened) -> None:
        event.stop()
        self.open_row(event.editor, event.row_id, event.place, event.begun)

    def open_row(
        self, editor: RowsEditor, row_id: str, place: int, begun: Mapping[str, Json]
    ) -> None:
        """Open a row's own sheet; a new one, with the cells `begun`, when there is no id."""
        from screens.row import RowSheet

        self.app.push_screen(
            RowSheet(self.desk, editor.address, editor.field, row_id, place, begun)
        )

    def action_back(self) -> None:
        """Keep what is being typed, and close; not while two people's texts are to be settled."""
        self.keep_typing()
        if not self.is_current:
            return
        unkept = self.unkept
        super().action_back()
        self.tell_unkept(unkept)

    def action_keep(self) -> None:
        """F2."""
        if self.here:
            self.keep(self.here)

    def action_restore(self) -> None:
        """Bring back what the field held when it was entered."""
        if self.here:
            self.desk.drafts.forget(self.here.address)
            self.here.restore()

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

        def go(place: int | None) -> None:
            if place is not None:
                self.go_to(self.editors[place].address[2])

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
                self._apply_rows(
                    [removing_row(record, editor.field, editor.row_id)],
                    "Row removed; u brings it back.",
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
                self._apply_rows(changes, "Row moved.")

    def _apply_rows(self, changes: Sequence[Change], words: str) -> None:
        try:
            self.desk.register.apply(changes)
        except RegisterError as error:
            self.say(str(error))
        else:
            self.say(words)

    def _offers(self, field: Field[object], typed: str) -> Sequence[Offer]:
        editor = next((each for each in self.editors if each.field is field), None)
        return offered(self.desk, self.record_of(editor) if editor else None, field, typed)
