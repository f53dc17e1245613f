"""Stage 1 of the paper: what is shared, the meeting, the enquiry, the timetable."""

from __future__ import annotations

from store.paperwork.field import Activity, Field, Item, Offers, Owner, Section, item, present
from store.paperwork.field_kinds import DATE, LINE, TEXT, ChoiceKind
from store.paperwork.rows import RowsKind

TITLE = "Stage 1: Plan the review"

SEF = item("plan.paperwork.sef", "Most recent SEF")
# A table: it is read line by line.
# fmt: off
DATA = item(
    "plan.paperwork.data", "Any relative Data",
    help="The paper's own wording; read it as relevant data (ruling 25).",
)
SDP = item("plan.paperwork.sdp", "SDP/SIP")
OFSTED = item("plan.paperwork.ofsted", "Last OfSTED Report")
SIAMS = item(
    "plan.paperwork.siams", "last SIAMS report if relevant",
    help="Asked for where the school has a Church of England or Methodist character; "
    "either way can be overruled here (ruling 26).",
)
HT_REPORT = item("plan.paperwork.ht_report", "Last HT report to Governors")
LAST_SUMMARY = item(
    "plan.paperwork.summary", "Last Peer to Peer Summary Overview and Action Plan",
    help="The Summary of the last review, of any earlier year; there may be none (rulings 27, 28).",
)
LAST_ACTION_PLAN = item(
    "plan.paperwork.action_plan", "Last Peer to Peer Summary Overview and Action Plan",
    help="The Action Plan of the last review, of any earlier year; there may be none (ruling 28).",
)
SELF_REVIEW = item(
    "plan.paperwork.self_review", "The ‘self-review’ pro forma (Appendix 3a)",
    help="Optional; it can be submitted to help inform the areas of focus (ruling 29).",
)
PAPERWORK: tuple[Item, ...] = (
    SEF, DATA, SDP, OFSTED, SIAMS, HT_REPORT, LAST_SUMMARY, LAST_ACTION_PLAN,
)
OPTIONAL_PAPERWORK: tuple[Item, ...] = (SELF_REVIEW,)

DATA_SHARED_DATE = Field(
    "plan.data_shared.date", "Data Shared", DATE, 1, Owner.HEADTEACHER, True, "Date",
    help="The day the Review Team had the papers, as far as the office knows (ruling 34).",
)
DATA_SHARED = Activity(
    "Data Shared",
    DATA_SHARED_DATE,
    present("plan.data_shared.present", "Data Shared", 1, Owner.HEADTEACHER),
)

_MEETING = "Initial meeting to review data and set priorities – timetable set"
MEETING_DATE = Field(
    "plan.meeting.date", _MEETING, DATE, 1, Owner.LEAD_REVIEWER, True, "Date",
    help="The schedule's Pre-Review Meeting and the proforma's initial meeting are one (ruling 2).",
)
MEETING = Activity(
    _MEETING,
    MEETING_DATE,
    present("plan.meeting.present", _MEETING, 1, Owner.LEAD_REVIEWER),
)
MEETING_FOCUS = Field(
    "plan.meeting.focus", "Agreed focus and process of the review", TEXT, 1, Owner.LEAD_REVIEWER
)
PLANNING_FORM = Field(
    "plan.meeting.planning_form", "The ‘planning and conducting the review’ pro forma "
    "(Appendix 3b)", ChoiceKind("used", "not used"), 1, Owner.LEAD_REVIEWER,
    help="Optional; its text is not given with the paper (ruling 29).",
)
ENQUIRY_QUESTION = Field("question", "Enquiry question", TEXT, 1, Owner.LEAD_REVIEWER)
ENQUIRY_EVIDENCE = Field("evidence", "Potential sources of evidence", TEXT, 1, Owner.LEAD_REVIEWER)
ENQUIRY = Field(
    "plan.enquiry", "Enquiry questions and potential sources of evidence",
    RowsKind(ENQUIRY_QUESTION, ENQUIRY_EVIDENCE), 1, Owner.LEAD_REVIEWER,
)

TIMETABLE_DATE = Field(
    "plan.timetable.date", "Timetable for the day", DATE, 1, Owner.HEADTEACHER,
    part="Date",
    help="The day it reached the Review Team (ruling 3).",
)
TIMETABLE_TIME = Field("time", "Time", LINE, 1, Owner.HEADTEACHER)
TIMETABLE_ACTIVITY = Field("activity", "Activity", LINE, 1, Owner.HEADTEACHER)
TIMETABLE_WHO = Field("who", "Who", LINE, 1, Owner.HEADTEACHER, offers=Offers.PEOPLE)
TIMETABLE_WHERE = Field("where", "Where", LINE, 1, Owner.HEADTEACHER)
TIMETABLE = Field(
    "plan.timetable.rows", "Timetable for the day",
    RowsKind(TIMETABLE_TIME, TIMETABLE_ACTIVITY, TIMETABLE_WHO, TIMETABLE_WHERE),
    1, Owner.HEADTEACHER,
)
# fmt: on

SECTIONS = (
    Section(
        "Data Sharing",
        (*PAPERWORK, *OPTIONAL_PAPERWORK, DATA_SHARED.date, DATA_SHARED.present),
        (
            "The headteacher from the reviewed school sends: most recent SEF, any relative Data, "
            "SDP/SIP, last OfSTED Report, last SIAMS report if relevant, last HT report to "
            "Governors, Last Peer to Peer Summary Overview and Action Plan to the Review Team.",
        ),
    ),
    Section(
        "Pre-Review Meeting",
        (MEETING.date, MEETING.present, MEETING_FOCUS, PLANNING_FORM, ENQUIRY),
        (
            "Purpose: To discuss and agree the focus and process of the review",
            "Present: Review Team and head of school being reviewed.",
        ),
    ),
    Section(
        "Timetable for the day",
        (TIMETABLE_DATE, TIMETABLE),
        (
            "Headteacher of the school being reviewed provides the Review Team with a timetable "
            "for the day.",
        ),
    ),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)
