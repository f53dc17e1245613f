"""A session: what every screen works with. Handed to a screen when it is made."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from screens.widgets.marks import Marks
from store.drafts import Drafts
from store.field_values import Json
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.field_kinds import RecordKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import REVIEWS, TABLES
from store.records.change import NEW_ROW
from store.records.record import Record, SchoolReview
from store.register.finding import school_review_of, year_of
from store.register.register import Register
from store.warnings.warning import Warning

if TYPE_CHECKING:
    from screens.base.fetching import Reached

HOME = "~/peer-review-exports"
"""Where exports go while nobody has set a folder."""


class Remembered(Struct):
    """What this session chose last: the key of the format it exports in, "" for the usual one."""

    written: str = ""


class Session(Struct, frozen=True):
    """The open register, this session's drafts, and the marks this terminal can show.

    `confined_to` is the folder a confined session exports to, and can name no other path; None
    where the session is not confined.
    """

    register: Register
    drafts: Drafts
    marks: Marks
    confined_to: Path | None = None
    remembered: Remembered = field(default_factory=Remembered)

    @property
    def today(self) -> date:
        """The day the register works as if it were."""
        return self.register.today

    @property
    def export_folder(self) -> Path:
        """The folder exports go to: a confined session's own, else the consortium's setting."""
        if self.confined_to is not None:
            return self.confined_to
        return Path(self.register.consortium[consortium.EXPORTS] or HOME)

    @property
    def reached(self) -> Reached:
        """How this machine is reached: by the consortium's setting, else as this session is."""
        from screens.base.fetching import reached  # nobody exports before the first paint

        return reached(self.register.consortium[consortium.EXPORTS_FROM], os.environ)

    def review(self, key: int) -> Record:
        """A review as it stands now; an empty record when there is none, or no longer."""
        return self.register.find(REVIEWS, key) or Record(REVIEWS, key, {})

    def school_review(self, record: Record) -> SchoolReview:
        """A review with its school and its school year's record."""
        return school_review_of(self.register, record)

    def warnings(self, record: Record) -> tuple[Warning, ...]:
        """The warnings about a record: where its fields do not fit together now."""
        # Not before the first paint: the list shows no warnings.
        from store.warnings.all_warnings import warnings_of

        return warnings_of(self.register, record)

    def move_drafts_of_removed_rows(self) -> None:
        """Move what was typed into rows that have gone since to new rows, which can be opened."""
        numbers: dict[tuple[str, int, str, str], int] = {}
        for table, key, address in self.drafts.addresses:
            cell = TABLES[table].part(address)
            record = self.register.find(TABLES[table], key)
            kind = cell.field.kind
            if record is None or not isinstance(kind, RowsKind) or cell.row[:1] in ("", NEW_ROW):
                continue
            rows = [row.id for row in kind.decode(record.stored(cell.field))]
            if cell.row in rows:
                continue
            path = cell.field.path
            others = sum(taken[:3] == (table, key, path) for taken in numbers)
            number = numbers.setdefault((table, key, path, cell.row), len(rows) + others + 1)
            text = self.drafts.text((table, key, address)) or ""
            self.drafts.note((table, key, f"{path}.{NEW_ROW}{number}.{cell.column}"), text)
            self.drafts.forget((table, key, address))

    def school_review_of_key(self, key: int) -> SchoolReview:
        """A review by its key, with its school and its school year's record."""
        return self.school_review(self.register.record(REVIEWS, key))

    def year_of(self, record: Record) -> int:
        """The school year a review counts in."""
        return year_of(record, self.today)

    def a_review_of(self, year: int) -> int | None:
        """The key of a review that counts in a school year; None while it has none."""
        lines = self.register.lines()
        return next((line.key for line in lines if line.year(self.today) == year), None)

    def read(self, field: Field[object], typed: str) -> Json:
        """What somebody typed into a field, in its stored form.

        A school is named, not numbered; a name that is one listed person's is linked to them.

        Raises:
            Unacceptable: with a sentence that says what is wrong and what to do.
        """
        from store.changes.written_values import linked, value_written  # once something is typed

        if isinstance(field.kind, RecordKind):
            return value_written(self.register, field.kind, typed)
        return linked(self.register, field.kind, field.kind.parse(typed, self.today))

    def typed(self, field: Field[object], stored: Json) -> str:
        """A stored value as it stands in an editor; `read` takes it back."""
        if isinstance(field.kind, RecordKind) and isinstance(stored, int):
            record = self.register.find(TABLES[field.kind.table], stored)
            name = TABLES[field.kind.table].field("name")
            return record.plain(name) if record else str(stored)
        return field.kind.typed(stored)
