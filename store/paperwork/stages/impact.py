"""Stage 5 of the paper: the impact, and the partnership's evaluation of the year."""

from __future__ import annotations

from store.paperwork.field import Field, Offers, Owner, Section
from store.paperwork.field_kinds import DATE, PERSON, TEXT
from store.paperwork.review import CHASED

TITLE = "Stage 5: Impact assessment"

_REVIEWED = "Impact of school improvement activity to be reviewed by school"
_SHARED = "and shared with the partnership"
_EVALUATION = (
    "Partnership to evaluate its maturity and impact as part of the impact conversation with "
    "their SPP Associate"
)

# A table: it is read line by line.
# fmt: off
REVIEWED_DUE = Field(
    "impact.reviewed.due", _REVIEWED, DATE, 5, Owner.HEADTEACHER, True, "Due",
    help="The paper says tbc; it stays TBC until a day is given here (ruling 11).",
)
REVIEWED_DATE = Field("impact.reviewed.date", _REVIEWED, DATE, 5, Owner.HEADTEACHER, True, "Date")
REVIEWED_TEXT = Field(
    "impact.reviewed.text", _REVIEWED, TEXT, 5, Owner.HEADTEACHER, True, "What it was"
)
SHARED_DUE = Field(
    "impact.shared.due", _SHARED, DATE, 5, Owner.HEADTEACHER, True, "Due",
    help="The paper says tbc; it stays TBC until a day is given here (ruling 11).",
)
SHARED_DATE = Field("impact.shared.date", _SHARED, DATE, 5, Owner.HEADTEACHER, True, "Date")
IMPROVEMENT = Field(
    "audit.improvement", "School Improvement Achieved", TEXT, 5, Owner.HEADTEACHER, True
)
AUDIT_UPDATED = Field(
    "audit.updated", "Updated form at the Consortium Office", DATE, 5, Owner.HEADTEACHER,
    help="The record of the improvement follows on an updated form, version 2 (ruling 30).",
)

EVALUATION_DUE = Field(
    "evaluation.due", _EVALUATION, DATE, 5, Owner.MANAGEMENT_GROUP, True, "Due",
    help="One for the school year, not for a review; TBC until a day is given (ruling 11).",
)
EVALUATION_DATE = Field(
    "evaluation.date", _EVALUATION, DATE, 5, Owner.MANAGEMENT_GROUP, True, "Date"
)
EVALUATION_TEXT = Field(
    "evaluation.text", _EVALUATION, TEXT, 5, Owner.MANAGEMENT_GROUP, True, "What was found"
)
SPP_ASSOCIATE = Field(
    "spp_associate", "SPP Associate", PERSON, 5, Owner.MANAGEMENT_GROUP, True,
    offers=Offers.PEOPLE,
)
EVALUATION_CHASED = Field(
    "evaluation.chased", CHASED.label, CHASED.kind, 5,
    help="When the office has asked for the evaluation, and whom.",
)

SECTIONS = (
    Section(
        "Impact",
        (REVIEWED_DUE, REVIEWED_DATE, REVIEWED_TEXT, SHARED_DUE, SHARED_DATE),
        (
            "Impact of school improvement activity to be reviewed by school and shared with the "
            "partnership.",
        ),
    ),
    Section(
        "School Improvement Achieved",
        (IMPROVEMENT, AUDIT_UPDATED),
        ("The record of the school improvement achieved will follow at a later date on an "
         "updated form.",),
    ),
)
# fmt: on
FIELDS = tuple(field for section in SECTIONS for field in section.fields)

EVALUATION = Section(
    "The partnership’s evaluation of the year",
    (EVALUATION_DUE, EVALUATION_DATE, EVALUATION_TEXT, SPP_ASSOCIATE, EVALUATION_CHASED),
)
YEAR_FIELDS = EVALUATION.fields
