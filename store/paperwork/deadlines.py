"""Deadlines: how many days each step has, by the paper, or as the consortium sets it.

Which step a number belongs to stands in `steps`; the days themselves are worked out in
`store.schedule.why_due`.
"""

from __future__ import annotations

from msgspec import Struct

from store.paperwork.field import Field
from store.paperwork.field_kinds import ChoiceKind, NumberKind

_DAYS = NumberKind(0, 366)


class Timing(Struct, frozen=True):
    """A number of the schedule: its setting, and the paper's value.

    `days` counts calendar days, unless `unit` says working days.
    """

    field: Field[int | None]
    days: int
    unit: str = "days"


def _timing(
    name: str, words: str, days: int, unit: str = "days", source: str = "the paper"
) -> Timing:
    """A timing of the paper, or of a ruling where the paper is silent (`source`)."""
    units = unit if days != 1 else unit.removesuffix("s")
    standard = f"{source}: {days} {units}"
    whose = "The paper" if source == "the paper" else f"The paper is silent; {source}"
    help = f"{whose}: {days} {units}. Empty means the same."
    return Timing(Field(f"timings.{name}", words, _DAYS, help=help, standard=standard), days, unit)


_STEPS = "the table of steps"
CHAMPIONS_BOOKED = _timing(
    "champions_booked", "Improvement Champions booked: before the review", 14, source=_STEPS
)
DATA_SHARING = _timing("data_sharing", "Data Sharing: before the review", 14)
MEETING = _timing("meeting", "Pre-Review Meeting: before the review", 7)
TIMETABLE = _timing("timetable", "Timetable for the day: before the review", 1)
WORKSHOP_FROM = _timing("workshop_from", "Workshop, earliest: after the review", 7)
WORKSHOP_TARGET = _timing("workshop_target", "Workshop, latest: after the review", 14)
WORKSHOP_LATEST = _timing("workshop_latest", "Workshop, by the proforma: after the review", 28)
WORKSHOP_WINDOW = (WORKSHOP_FROM, WORKSHOP_TARGET, WORKSHOP_LATEST)
"""The numbers of ruling 6, the least first."""
WORKSHOP_AGREED = _timing("workshop_agreed", "Workshop agreed: after the review", 7, source=_STEPS)
SUMMARY_SENT = _timing("summary_sent", "Summary sent: after the feedback", 5, "working days")
PLAN_SENT = _timing("plan_sent", "Action Plan sent: after the workshop", 5, "working days")
FORWARDED = _timing(
    "forwarded",
    "Forwarded by the office: after it came",
    1,
    "working days",
    "ruling 9",
)

# A table: it is read line by line.
# fmt: off
TIMINGS = (
    CHAMPIONS_BOOKED, DATA_SHARING, MEETING, TIMETABLE, WORKSHOP_AGREED, WORKSHOP_FROM,
    WORKSHOP_TARGET, WORKSHOP_LATEST, SUMMARY_SENT, PLAN_SENT, FORWARDED,
)

TIMETABLE_DAY = Field(
    "timings.timetable_day", "Timetable: the day before, or the last working day before",
    ChoiceKind("as printed", "last working day"),
    help="The paper: the day before, as printed. For a Monday review the last working day is the "
    "Friday (ruling 3).",
)
# fmt: on

TIMING_FIELDS: tuple[Field[object], ...] = (*(timing.field for timing in TIMINGS), TIMETABLE_DAY)
