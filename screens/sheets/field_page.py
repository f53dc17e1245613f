"""A page of fields of records: each is kept when it is left, or says why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from textual import on
from textual.widgets import Input, TextArea

from screens.base.page import Page
from screens.base.session import Session
from screens.sheets.settle_conflict import settle
from screens.widgets.field_editor import FieldEditor, editor_of
from store.errors import ChangedSince, RegisterError, RowGone, Unfit
from store.field_values import Json, Unacceptable
from store.paperwork.field import Field, Section
from store.paperwork.tables import Table
from store.records.change import Change, Entry
from store.records.record import Record
from store.text import sentence
from store.warnings.warning import Warning

UNKEPT = "Not kept, still in its field:"


class Part(Struct, frozen=True):
    """A section of fields, and the record they are of."""

    section: Section
    table: Table
    key: int


class FieldPage(Page):
    """Keeps what stands in its editors, and shows what others change.

    Data flows one way: an editor says that it was left; the page makes a change of what stands in
    it and gives it to the register; what the register then holds is shown.
    """

    def __init__(self, session: Session, go_to: str = "") -> None:
        """`go_to` is the address of the field to begin at; else the first."""
        super().__init__(session)
        self._go_to = go_to
        self.editors: list[FieldEditor] = []

    def parts(self) -> Sequence[Part]:
        """What stands on the page, in order."""
        raise NotImplementedError

    def address(self, field: Field[object]) -> str:
        """A field's address in a change."""
        return field.path

    def stored(self, field: Field[object], part: Part) -> Json:
        """What the register holds in a field now."""
        record = self.session.register.find(part.table, part.key)
        return record.stored(field) if record else field.kind.empty

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """The changes that make an editor's field hold `value`."""
        table, key, address = editor.address
        return [Change(table, key, address, editor.stored, value)]

    def keep(self, editor: FieldEditor) -> bool:
        """Keep what stands in an editor; False when it cannot be, and the editor says why."""
        if not editor.changed:
            self.session.drafts.forget(editor.address)
            editor.show(editor.stored)
            return True
        try:
            value = editor.value()
            if value != editor.stored:
                self.session.register.apply(self.changes(editor, value))
        except Unacceptable as error:
            self._not_kept(editor, sentence(str(error)))
            return False
        except Unfit as error:
            self._not_kept(editor, error.words)
            return False
        except RowGone as error:
            self.row_gone(editor, str(error))
            return False
        except ChangedSince as error:
            self._not_kept(editor, f"{error} F2 asks whose is to stand.")
            if self.is_current:
                settle(self.app, self.session, editor, error, self.keep)
            return False
        except RegisterError as error:
            self._not_kept(editor, str(error))
            return False
        self.session.drafts.forget(editor.address)
        editor.show(value)
        self.say(f"Kept {datetime.now().astimezone():%H:%M}")
        return True

    def row_gone(self, editor: FieldEditor, words: str) -> None:
        """The row an editor is a cell of has been removed meanwhile."""
        self._not_kept(editor, words)

    def _not_kept(self, editor: FieldEditor, words: str) -> None:
        self.session.drafts.note(editor.address, editor.text)
        editor.complain(words)
        self.say("Not kept: see the field. What you typed stays there.")

    async def action_help(self) -> None:
        if isinstance(self.focused, Input | TextArea):
            self.keep_typing()
        await super().action_help()

    def keep_typing(self) -> None:
        """Keep every field with something new in it, the one under the cursor included."""
        if not self.is_attached:  # the app has ended, and kept it before
            return
        for editor in self.editors:
            if editor.changed and not editor.is_offered_draft:
                self.keep(editor)

    @property
    def unkept(self) -> Sequence[str]:
        """The fields that hold something that is not kept, by their names."""
        return [each.field.label for each in self.editors if each.changed]

    def tell_unkept(self, fields: Sequence[str]) -> None:
        """Say on the screen now on top that this one closed with something not kept."""
        below = self.app.screen
        if not isinstance(below, Page):
            return
        if fields:
            more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
            below.say(f"{UNKEPT} {fields[0]}{more}.")
        elif below.message.startswith(UNKEPT):
            below.say("")

    def warn(self) -> None:
        """Warn beside each field that does not fit the others."""
        of_records: dict[tuple[str, int], Sequence[Warning]] = {}
        for part in self.parts():
            record_key = (part.table.name, part.key)
            record = self.session.register.find(part.table, part.key)
            # Several parts may be of one record.
            if record is not None and record_key not in of_records:
                of_records[record_key] = self.session.warnings(record)
        for editor in self.editors:
            table, key, address = editor.address
            warnings = of_records.get((table, key), ())
            editor.warn(" ".join(each.sentence for each in warnings if each.is_of(address)))

    def heard(self, entry: Entry) -> None:
        """Show what has changed, except where somebody is typing something else."""
        self.warn()  # another review may bear on this one (ruling 35)
        here = {(part.table.name, part.key) for part in self.parts()}
        if not any((change.table, change.key) in here for change in entry.changes):
            return
        self.draw_title()
        for editor in self.editors:
            now = self._now(editor)
            if now != editor.stored and not editor.changed:
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
                self.session.register.find(part.table, part.key)
                for part in self.parts()
                if (part.table.name, part.key) == (table, key)
            ),
            None,
        )

    @property
    def here(self) -> FieldEditor | None:
        """The editor the cursor is in."""
        return editor_of(self.focused)

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
        if event.editor.is_attached and not event.editor.is_offered_draft:
            self.keep(event.editor)

    @on(FieldEditor.Typed)
    def _typed(self, event: FieldEditor.Typed) -> None:
        event.stop()
        if event.editor.changed:
            self.session.drafts.note(event.editor.address, event.editor.text)
        else:
            self.session.drafts.forget(event.editor.address)

    def action_back(self) -> None:
        """Close what is offered; else keep what is being typed, and close the screen.

        Not while two people's texts are to be settled.
        """
        if self.here is not None and self.here.offered.is_open:
            self.here.offer(())
            return
        self.keep_typing()
        if not self.is_current:
            return
        unkept = self.unkept
        super().action_back()
        self.tell_unkept(unkept)

    def action_keep(self) -> None:
        """Keep the field under the cursor (F2)."""
        if self.here:
            self.keep(self.here)

    def action_restore(self) -> None:
        """Bring back what the field held when it was entered."""
        if self.here:
            self.session.drafts.forget(self.here.address)
            self.here.restore()
