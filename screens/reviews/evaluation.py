"""The partnership's evaluation of a school year: its fields, on Stage 5 and by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from screens.base.session import Session
from screens.sheets.field_page import Part
from screens.sheets.record_sheet import RecordSheet
from screens.widgets.field_editor import FieldEditor
from store.dates.school_years import year_name
from store.paperwork.field import Section
from store.paperwork.stages import impact
from store.paperwork.tables import YEARS
from store.records.change import Change, making
from store.values import Json


def evaluation_part(year: int) -> Part:
    """The fields of the evaluation of a school year, under its heading."""
    heading = f"{impact.EVALUATION.heading} {year_name(year)}"
    return Part(Section(heading, impact.EVALUATION.parts), YEARS, year)


def making_year(session: Session, editor: FieldEditor, value: Json) -> Sequence[Change]:
    """The change that makes a year's record with one value; none where there is one."""
    table, key, _ = editor.address
    if table == YEARS.name and session.register.found(YEARS, key) is None:
        return [making(YEARS.name, {editor.field.path: value}, key)]
    return ()


class EvaluationSheet(RecordSheet):
    """The evaluation of a school year by itself."""

    about = (
        "The partnership’s evaluation of its maturity and impact, one for the school year: what is "
        "written here shows in Stage 5 of every review of the year. TBC until a day is given."
    )

    def __init__(self, session: Session, year: int, go_to: str = "") -> None:
        """`year` is the school year's; `go_to` the address of the field to begin at."""
        super().__init__(session, go_to)
        self._year = year

    def parts(self) -> Sequence[Part]:
        """The year's own fields."""
        return [evaluation_part(self._year)]

    def title_line(self) -> Content:
        """The year."""
        return Content(f" The year {year_name(self._year)}")

    def changes(self, editor: FieldEditor, value: Json) -> Sequence[Change]:
        """The field's change; it makes the year's record when there is none."""
        return making_year(self.session, editor, value) or super().changes(editor, value)
