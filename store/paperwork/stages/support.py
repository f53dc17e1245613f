"""Stage 4 of the paper: school-to-school support, the follow-up visit, the proforma's return."""

from __future__ import annotations

from store.paperwork.field import Activity, Field, Offers, Owner, Section, present
from store.paperwork.field_kinds import DATE, LINE, TEXT, ChoiceKind
from store.paperwork.rows import RowsKind

TITLE = "Stage 4: School-to-School support and learning"

SOURCES = ChoiceKind(
    a="within the reviewed school itself",
    b="within the partnership",
    c="outside of the partnership",
)
"""Where support can come from; the paper's sentence for c breaks off (ruling 24)."""

# A table: it is read line by line.
# fmt: off
SUPPORT_ACTION = Field(
    "action", "Action of the plan", LINE, 4, Owner.HEADTEACHER, offers=Offers.PLAN_ROWS,
    help="The row of the Action Plan it serves (r1, r2, …).",
)
SUPPORT_SOURCE = Field("source", "Where the support comes from", SOURCES, 4, Owner.HEADTEACHER)
SUPPORT_WHO = Field("who", "Who gives it", LINE, 4, Owner.HEADTEACHER, offers=Offers.PEOPLE)
SUPPORT_FROM = Field("from", "From", DATE, 4, Owner.HEADTEACHER)
SUPPORT_STATE = Field(
    "state", "State", ChoiceKind("planned", "under way", "finished", "dropped"), 4,
    Owner.HEADTEACHER,
)
SUPPORT_NOTE = Field("note", "Note", TEXT, 4, Owner.HEADTEACHER)
SUPPORT = Field(
    "support", "School-to-school support begins",
    RowsKind(
        SUPPORT_ACTION, SUPPORT_SOURCE, SUPPORT_WHO, SUPPORT_FROM, SUPPORT_STATE, SUPPORT_NOTE
    ),
    4, Owner.HEADTEACHER, True,
    help="A row for each action that draws on support; ongoing until the review is closed "
    "(ruling 10).",
)

_FOLLOW_UP = "Improvement Champions follow up development visit"
FOLLOW_UP_DUE = Field(
    "follow_up.due", _FOLLOW_UP, DATE, 4, Owner.CHAMPIONS, True, "Due",
    help="The paper sets no date; due only when one is given here (ruling 13).",
)
FOLLOW_UP_DATE = Field("follow_up.date", _FOLLOW_UP, DATE, 4, Owner.CHAMPIONS, True, "Date")
FOLLOW_UP = Activity(
    _FOLLOW_UP, FOLLOW_UP_DATE, present("follow_up.present", _FOLLOW_UP, 4, Owner.CHAMPIONS)
)

AUDIT_CHASE = Field(
    "audit.chase", "Audit Proforma asked for by", DATE, 4, Owner.OFFICE,
    help="The paper gives the proforma no deadline; the office may set a day to ask for it "
    "(ruling 12).",
)
# fmt: on
AUDIT_RETURNED = Field(
    "audit.returned", "Audit Proforma at the Consortium Office", DATE, 4, Owner.HEADTEACHER
)

SECTIONS = (
    Section(
        "School-to-school support",
        (SUPPORT,),
        (
            "Based on actions identified in the action plan, the school may wish to draw on the "
            "partnership’s expertise to support their improvement work.",
            "Headteachers can contact the Consortium for an expertise directory.",
        ),
    ),
    Section(_FOLLOW_UP, (FOLLOW_UP_DUE, FOLLOW_UP.date, FOLLOW_UP.present)),
    Section(
        "Audit Proforma",
        (AUDIT_CHASE, AUDIT_RETURNED),
        (
            "The host Headteacher of the reviewed school is responsible for asking the reviewers "
            "and improvement champions to complete any relevant section and returning to the "
            "Consortium Office.",
        ),
    ),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)
