"""A sheet of one review: its title says whose it is, and leads on to its other screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import FREEZE
from screens.base.session import Session
from screens.sheets.action_rows import ActionSheet, AnswerSheet, SupportSheet, action_listing
from screens.sheets.field_page import Part
from screens.sheets.record_sheet import RecordSheet
from screens.sheets.row_sheet import RowSheet
from screens.widgets.field_editor import FieldEditor
from screens.widgets.rows_editor import Listing
from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field, Item, Section
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import plan, support
from store.paperwork.tables import REVIEWS, SCHOOLS
from store.progress.school_overview import shortened
from store.records.change import Change
from store.records.record import Record
from store.register.new_records import choosing_school
from store.text import cut
from store.versions.freezing import version_to_freeze


class ReviewSheet(RecordSheet):
    """Some of the fields of a review: a stage, a form, or the review's own."""

    sections: tuple[Section, ...] = ()
    heading: str = ""
    freezes: ClassVar[str] = f"{FREEZE.key} on the Audit Proforma freezes it"
    """How the proforma is frozen from here."""

    row_sheets: ClassVar[Mapping[str, type[RowSheet]]] = {
        summary.PREVIOUS.path: AnswerSheet,
        action_plan.ROWS.path: ActionSheet,
        support.SUPPORT.path: SupportSheet,
    }

    def __init__(self, session: Session, key: int, go_to: str = "") -> None:
        """`key` is the review's; `go_to` the address of the field to begin at."""
        super().__init__(session, go_to)
        self.key = key

    @property
    def review(self) -> Record:
        """The review as it stands now."""
        return self.session.review(self.key)

    def parts(self) -> Sequence[Part]:
        return [Part(section, REVIEWS, self.key) for section in self.sections]

    def listing(self, record: Record, field: Field[object]) -> Listing:
        return action_listing(self.session.register, record, field)

    def title_line(self) -> Content:
        """The paper's title, then whose review it is."""
        record = self.review
        day = record.plain(review.DATE_OF_REVIEW) or "no date yet"
        name, rest = record[review.SCHOOL_NAME] or "No school yet", f" · {record.id} · {day}"
        room = self.app.size.width - len(rest) - 2
        if len(name) > room:
            name = cut(shortened(name), room)
        whose = f"{name}{rest}"
        if len(self.heading) + len(whose) + 5 <= self.app.size.width:
            return Content.assemble(f" {self.heading}   ", (whose, "dim"))
        return Content.assemble(f" {self.heading}\n ", (whose, "dim"))

    def item_label(self, item: Item) -> str:
        """The paper's wording; the one line that stands for two items says which."""
        names = {plan.LAST_SUMMARY: " (Summary)", plan.LAST_ACTION_PLAN: " (Action Plan)"}
        return item.wording + names.get(item, "")

    def keep(self, editor: FieldEditor) -> bool:
        """Keep a field; when the proforma has come, offer to freeze it as it was returned."""
        before = editor.stored
        kept = super().keep(editor)
        number = version_to_freeze(self.review, editor.field.path)
        if kept and number and editor.stored != before:
            self.say(f"Kept. {self.freezes} as it is now, as version {number}.")
        return kept

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """The field's change; a school brings its name at the time with it."""
        if editor.field is review.SCHOOL and isinstance(value, int):
            school = self.session.register.record(SCHOOLS, value)
            return choosing_school(self.review, school)
        return super().changes(editor, value)
