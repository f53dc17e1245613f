"""The paper's LEAD REVIEWER AUDIT PROFORMA: its rows are views of what the stages record."""

from __future__ import annotations

from store.paperwork import review
from store.paperwork.field import Activity, Field, Offers, Owner, Section
from store.paperwork.field_kinds import DATE, TEXT, NumberKind, TextKind
from store.paperwork.rows import RowsKind
from store.paperwork.stages import feedback, impact, plan, support, visit
from store.text import shown_text

TITLE = "TIPTREE AND STANWAY CONSORTIUM LEAD REVIEWER AUDIT PROFORMA"
COLUMNS = ("Activity", "Present", "Date")
GUIDANCE = (
    "The host Headteacher of the reviewed school is responsible for asking the reviewers and "
    "improvement champions to complete any relevant section and returning to the Consortium "
    "Office. We appreciate that the record of the school improvement achieved will follow at a "
    "later date on an updated form.",
)

# A table: it is read line by line.
# fmt: off
PRIORITIES = Field(
    "audit.priorities", "Action Plan priorities", TEXT, 4, Owner.HEADTEACHER, True,
    offers=Offers.PRIORITIES, help="F4 offers the plan's actions.",
)


class FrozenKind(TextKind):
    """A whole page as Markdown, as long as all the texts that stand on it.

    It is not composed: in Markdown `<br>` before a combining mark would be no break any more.
    """

    limit = 200_000

    def clean(self, given: str) -> str:
        return shown_text(given).strip("\n")


FROZEN = FrozenKind()
VERSION_NUMBER = Field("version", "Version", NumberKind(1, 999), 4)
VERSION_DATE = Field("date", "Date", DATE, 4)
VERSION_GRID = Field("grid", "The grid as returned", FROZEN, 4)
VERSIONS = Field(
    "audit.versions", "Frozen copies",
    RowsKind(VERSION_NUMBER, VERSION_DATE, VERSION_GRID, frozen_by=VERSION_GRID.path), 4,
    Owner.OFFICE,
    help="The first return is kept as it was; the updated form is version 2 (ruling 30).",
)
# fmt: on

HEAD: tuple[Field[object], ...] = (
    review.SCHOOL_NAME,
    review.DATE_OF_REVIEW,
    review.LEAD_REVIEWER,
    review.OTHER_REVIEWERS,
    review.IMPROVEMENT_CHAMPIONS,
)

GRID: tuple[Activity | Field[str], ...] = (
    plan.DATA_SHARED,
    plan.MEETING,
    visit.VISIT,
    visit.KEY_AREAS,
    visit.ACTIVITIES,
    feedback.FEEDBACK,
    feedback.GOVERNORS,
    feedback.WORKSHOP,
    feedback.PLAN_AGREED,
    PRIORITIES,
    support.FOLLOW_UP,
    impact.IMPROVEMENT,
)
"""The grid in the paper's order; a single field is a text across it."""


def _grid_fields() -> tuple[Field[object], ...]:
    fields: list[Field[object]] = []
    for line in GRID:
        fields.extend((line.present, line.date) if isinstance(line, Activity) else (line,))
    return tuple(fields)


SECTIONS = (
    Section("", HEAD, GUIDANCE),
    Section(" | ".join(COLUMNS), _grid_fields()),
    Section(
        "Where the proforma has got to",
        (support.AUDIT_CHASE, support.AUDIT_RETURNED, impact.AUDIT_UPDATED, VERSIONS),
    ),
)
OWN_FIELDS: tuple[Field[object], ...] = (PRIORITIES, VERSIONS)
"""What only the proforma keeps; all else on it belongs to the review and its stages."""
