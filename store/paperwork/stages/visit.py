"""Stage 2 of the paper: the review takes place."""

from __future__ import annotations

from store.paperwork.field import Activity, Field, Owner, Section, present
from store.paperwork.field_kinds import DATE, TEXT

TITLE = "Stage 2: The review"

VISIT_DATE = Field("visit.date", "Review Carried out", DATE, 2, Owner.LEAD_REVIEWER, True, "Date")
VISIT = Activity(
    "Review Carried out",
    VISIT_DATE,
    present("visit.present", "Review Carried out", 2, Owner.LEAD_REVIEWER),
)
KEY_AREAS = Field("visit.key_areas", "Key areas explored", TEXT, 2, Owner.LEAD_REVIEWER, True)
ACTIVITIES = Field(
    "visit.activities",
    "Activities undertaken by the reviewers",
    TEXT,
    2,
    Owner.LEAD_REVIEWER,
    True,
)

SECTIONS = (
    Section(
        "The review takes place",
        (VISIT.date, VISIT.present, KEY_AREAS, ACTIVITIES),
        (
            "Depending on the size of the school, 3-4 review team members take part.",
            "The review team (in conversation with the reviewed school) produce a review profile "
            "of the school.",
        ),
    ),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)
