"""The paper's timings put back, as changes."""

from __future__ import annotations

from store.paperwork.deadlines import TIMING_FIELDS
from store.records.change import Change
from store.records.editing import setting
from store.records.record import Record


def papers_timings(settings: Record) -> list[Change]:
    """The changes after which every number of the schedule is the paper's; none when all are."""
    return [change for field in TIMING_FIELDS for change in setting(settings, field, None)]
