"""The consortium: its name, its office, its themes, closures and timings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.content import Content

from screens.base.ask import AskForFile
from screens.base.commands import ADD, IMPORT_DAYS, JUMP, REMOVE, RESET_TIMINGS, Command
from screens.sheets.field_page import Part
from screens.sheets.record_sheet import RecordSheet
from screens.sheets.sheet import IN_A_SHEET
from store.changes.consortium_settings import adding_periods, papers_timings, words_of_adding
from store.errors import RegisterError
from store.imports.closures_file import periods_at
from store.paperwork import consortium
from store.paperwork.deadlines import TIMING_FIELDS
from store.paperwork.field import Field
from store.paperwork.rows import Row
from store.paperwork.tables import SETTINGS
from store.records.record import CONSORTIUM

PERIODS: tuple[Field[tuple[Row, ...]], ...] = (consortium.CLOSURES, consortium.SCHOOL_HOLIDAYS)
FIRST = (JUMP, ADD, REMOVE)


class ConsortiumSheet(RecordSheet):
    """What the register keeps of the consortium itself."""

    commands: ClassVar[tuple[Command, ...]] = (
        *FIRST,
        IMPORT_DAYS,
        RESET_TIMINGS,
        *(each for each in IN_A_SHEET if each not in FIRST),
    )
    about = (
        "The consortium’s own: its name, its office, closures, and the schedule’s timings. In the "
        "closures and the school holidays F3 adds the days of a file. The paper’s value stands "
        "beside each timing; one that is empty is the paper’s, and F12 empties them all."
    )

    def parts(self) -> Sequence[Part]:
        return [Part(section, SETTINGS, CONSORTIUM) for section in consortium.CONSORTIUM_SECTIONS]

    def title_line(self) -> Content:
        name = self.session.register.consortium[consortium.CONSORTIUM_NAME]
        return Content(f" The consortium: {name}")

    def action_import_days(self) -> None:
        """Ask for a file, and add its days to the table the cursor is in."""
        field = next((each for each in PERIODS if self.here and self.here.field is each), None)
        if self.session.confined_to is not None:
            self.say("This login can read no file; ask whoever looks after the machine.")
            return
        if field is None:
            self.say("Go to the closures or the school holidays: the days are added there.")
            return

        self.app.push_screen(
            AskForFile(
                f"{field.label}: add the days of which file (CSV or .ics)?",
                lambda path: self._import(field, path),
            )
        )

    def _import(self, field: Field[tuple[Row, ...]], path: Path) -> str:
        """Add the days of a file to a table; else the sentence why not."""
        try:
            file = periods_at(path, self.session.today)
            changes = adding_periods(self.session.register.consortium, field, file.periods)
            if changes:
                self.session.register.apply(changes)
        except RegisterError as error:
            return error.on_screen
        self.say(" ".join((words_of_adding(field, file.periods, changes), *file.notices)))
        return ""

    def action_reset(self) -> None:
        """Put the paper's values back, whatever was being typed into them."""
        for editor in self.editors:
            if editor.field in TIMING_FIELDS:
                self.session.drafts.forget(editor.address)
                editor.restore()
        changes = papers_timings(self.session.register.consortium)
        if not changes:
            self.say("The timings are the paper's already.")
            return
        count = "1 timing is" if len(changes) == 1 else f"{len(changes)} timings are"
        self.apply(changes, f"{count} the paper's again; {self.undo_key} takes it back.")
