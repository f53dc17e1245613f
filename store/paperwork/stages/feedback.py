"""Stage 3 of the paper: the feedback, the workshop, the agreed Action Plan."""

from __future__ import annotations

from store.paperwork.field import Activity, Field, Offers, Owner, Section, present
from store.paperwork.field_kinds import DATE, LINE, YES_NO
from store.paperwork.list_kinds import PEOPLE
from store.paperwork.rows import RowsKind

TITLE = "Stage 3: Feedback"

FEEDBACK_DATE = Field("feedback.date", "Feedback Given", DATE, 3, Owner.LEAD_REVIEWER, True, "Date")
FEEDBACK = Activity(
    "Feedback Given",
    FEEDBACK_DATE,
    present("feedback.present", "Feedback Given", 3, Owner.LEAD_REVIEWER),
)
_GOVERNORS = "Governors involved in feedback"
GOVERNORS = Activity(
    _GOVERNORS,
    Field("feedback.governors.date", _GOVERNORS, DATE, 3, Owner.LEAD_REVIEWER, True, "Date"),
    present("feedback.governors.present", _GOVERNORS, 3, Owner.LEAD_REVIEWER),
)

_AGREED = "Agreed date for workshop with the Improvement Champions Visit (within 2 – 4 weeks)"
# A table: it is read line by line.
# fmt: off
WORKSHOP_AGREED_DATE = Field(
    "workshop.agreed_date", _AGREED, DATE, 3, Owner.CHAMPIONS, True, "Date",
    help="The workshop's date, once it is agreed; counted from the review's last day (ruling 6).",
)
WORKSHOP = Activity(
    _AGREED,
    WORKSHOP_AGREED_DATE,
    present("workshop.present", _AGREED, 3, Owner.CHAMPIONS),
)
WORKSHOP_DATE = Field(
    "workshop.date", "Workshop held", DATE, 3, Owner.CHAMPIONS,
    guidance=("1-2 weeks after the review",),
)
WORKSHOP_INVITED = Field(
    "workshop.invited", "Staff who will attend the workshop", PEOPLE, 3, Owner.CHAMPIONS,
    offers=Offers.PEOPLE, help="One name a line.",
)
RELEASE_CHAMPION = Field("champion", "Improvement Champion", LINE, 3, offers=Offers.PEOPLE)
RELEASE_DATE = Field("date", "Date of release", DATE, 3)
RELEASE_COVER = Field("cover", "Cover arranged", YES_NO, 3)
RELEASE_NOTE = Field("note", "Note", LINE, 3)
RELEASE = Field(
    "workshop.release", "Half a day of release for each Improvement Champion",
    RowsKind(RELEASE_CHAMPION, RELEASE_DATE, RELEASE_COVER, RELEASE_NOTE), 3, Owner.CHAMPIONS,
    guidance=("This will require half a day of release for the IC",),
    help="An effort, not a date: a row for each Improvement Champion (ruling 15).",
)
# fmt: on

PLAN_AGREED_DATE = Field(
    "action_plan.agreed.date", "Action Plan Agreed", DATE, 3, Owner.CHAMPIONS, True, "Date"
)
PLAN_AGREED = Activity(
    "Action Plan Agreed",
    PLAN_AGREED_DATE,
    present("action_plan.agreed.present", "Action Plan Agreed", 3, Owner.CHAMPIONS),
)

SECTIONS = (
    Section(
        "Immediate feedback",
        (FEEDBACK.date, FEEDBACK.present, GOVERNORS.date, GOVERNORS.present),
        (
            "The lead reviewer will give feedback to the headteacher of the reviewed school along "
            "with the two Improvement Champions that have been booked to carry out the "
            "post-peer review workshop (The headteacher may invite other staff to join the "
            "feedback.)",
        ),
    ),
    Section(
        "Post-peer review workshop",
        (WORKSHOP.date, WORKSHOP_DATE, WORKSHOP.present, WORKSHOP_INVITED, RELEASE),
        (
            "Improvement Champions plan the post-peer review workshop considering the feedback "
            "and communication with the headteacher of the reviewed school deciding on staff who "
            "will attend the workshop.",
            "The Improvement Champions facilitate a workshop where staff from the reviewed school "
            "take part and create an action plan on the PEER REVIEW ACTION PLAN TEMPLATE.",
        ),
    ),
    Section("Action Plan Agreed", (PLAN_AGREED.date, PLAN_AGREED.present)),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)
