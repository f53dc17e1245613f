"""The registers that are measured: a review of about 5 KB for each school, all of one year."""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from store.dates.typed_dates import short
from store.engine.files.paths import Files
from store.field_values import Json
from store.open_register import create_register, open_register
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.change import making
from store.records.editing import setting
from store.register.register import Register

TODAY = date(2026, 11, 23)
FIRST_DAY = date(2026, 9, 7)
TEAM: Json = [{"name": "Ravi Patel", "person": None}, {"name": "Tom Reed", "person": None}]
LONG = "Pupils speak about books with confidence, and adults know every child. " * 20
AT_ONCE = 500
"""Reviews made by one line of the journal."""


@dataclass(frozen=True, slots=True)
class Registers:
    """Registers by how many reviews they have, each made when it is first asked for.

    With `first` they are copies of those, which nobody changes.
    """

    folder: Path
    first: Registers | None = None

    def of(self, reviews: int) -> Path:
        """The path of the register with so many reviews."""
        path = self.folder / f"{reviews}.json"
        if not path.exists():
            if self.first:
                made = self.first.of(reviews)
                shutil.copy(made, path)
                shutil.copy(Files(made).journal, Files(path).journal)
                os.sync()  # what is measured next does not wait for it
            else:
                _make(path, reviews)
        return path

    def listed(self, reviews: int) -> Path:
        """What the list shows of each of so many, as CSV, for the peers that show a table."""
        path = self.folder / f"{reviews}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(("School", "Id", "Review", "1 2 3 4 5", "Next", "Due"))
            for line in self.open(reviews).lines():
                day = short(line.date) if line.date else ""
                cells = (line.school_name, line.id, day, "◐ ◐ ◐ ○ ~", "Summary sent", "! 50 d late")
                lines.writerow(cells)
        return path

    def open(self, reviews: int) -> Register:
        """The register with so many, open."""
        return open_register(self.of(reviews), user="office", today=lambda: TODAY)


def _make(path: Path, reviews: int) -> None:
    with create_register(path, "Benchmark", user="office", today=lambda: TODAY) as register:
        for first in range(0, reviews, AT_ONCE):
            some = range(first, min(first + AT_ONCE, reviews))
            schools = [making("schools", {"name": f"School {n}", "member": True}) for n in some]
            register.apply(schools)
            register.apply([making("reviews", _document(number)) for number in some])
        # What a register's last change is in daily use: one field.
        register.apply(setting(register.record(REVIEWS, 1), review.NOTE, "Made."))


def _document(number: int) -> dict[str, Json]:
    """A review from September to December; one that is past is half done."""
    day = FIRST_DAY + timedelta(days=number % 110)
    document: dict[str, Json] = {
        "school": number + 1,
        "school_name": f"School {number}",
        "status": "open",
        "date": day.isoformat(),
        "lead_reviewer": {"name": "Joan Mason", "person": None},
        "other_reviewers": TEAM,
        "improvement_champions": TEAM,
        "visit.key_areas": f"{number}. {LONG}",
        "plan.data_shared.date": (day - timedelta(days=15)).isoformat(),
        "summary.impact": f"Writing has improved: {number / 10:.1f}% at the expected standard.\n"
        f"Moderation takes place {number} times a term, with a partner school. {LONG}",
        "summary.strengths": [
            f"Pupils read {number} books widely & talk about books",
            f"Adults know every one of {number} children (and every family)",
            f"Governors visit {number} times with a purpose; they report in writing",
            f"Calm, orderly lessons: {number} of {number + 2}",
        ],
        "summary.development": [f"Consistent phonics in Year 1: {LONG[:450]}"],
        "summary.signed": [
            {"role": "Lead reviewer", "name": "Joan Mason", "date": "2026-10-30"},
            {"role": "Headteacher", "name": "Grace Lowe", "date": "2026-10-30"},
        ],
    }
    if day < TODAY:
        done = day.isoformat()
        document |= {"plan.meeting.date": done, "plan.timetable.date": done, "visit.date": done}
        document |= {"feedback.date": done, "summary.custody.completed": done}
    return document
