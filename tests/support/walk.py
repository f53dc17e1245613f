"""A whole review by key presses: from no register to three documents, as somebody would type it."""

from __future__ import annotations

from pathlib import Path

from tests.support.walker import Step, item, keys, rows, sheet, take, to, to_row, wrong

NAME = "Birch Church of England Voluntary Aided Primary School"
MEETING = "Initial meeting to review data and set priorities – timetable set"
AGREED = "Agreed date for workshop with the Improvement Champions Visit (within 2 – 4 weeks)"
FOLLOW_UP = "Improvement Champions follow up development visit"
LAST = "Last Peer to Peer Summary Overview and Action Plan"
REVIEWED = "Impact of school improvement activity to be reviewed by school"
SHARED = "and shared with the partnership"
EVALUATION = (
    "Partnership to evaluate its maturity and impact as part of the impact conversation with "
    "their SPP Associate"
)

BEGINNING: tuple[Step, ...] = (
    # The welcome, one school taken in from a file as a member.
    keys("<see called?>Tiptree and Stanway Consortium<f5><see CSV file to import?>"),
    keys("tests/data/essex-schools.csv\n<see 248 schools read>"),
    keys("/<see Find>birch<see Find birch>\n<see ▌ ○ Birch Church>m<see ● Birch Church>"),
    keys("\n<see 1 added>\n<see Schools   1><see u takes it back>\n<see Details>"),
    keys(f"\n<see School: {NAME}>"),
    to("Religious character", "Church of England"),
    keys("<escape><see Open actions><escape><see Schools   1><escape><see 0 reviews>"),
    # Two people into the directory.
    keys("p<see Nobody here>n<see name of the person?>Joan Mason\n<see Person: Joan Mason>"),
    to("Roles", "lead reviewer\nheadteacher"),
    keys("<escape><see Joan Mason: added.>n<see name of the person?>Ravi Patel\n"),
    keys("<see Person: Ravi Patel><escape><see Ravi Patel: added.><escape><see 0 reviews>"),
    # The review: its details open by themselves.
    keys(f"n<see A review of which school?>birch<see ▌ {NAME}>\n<see Details of the review>"),
)

DETAILS: tuple[Step, ...] = (
    to("Reviewed School: Name at the time", "<ctrl+u>Birch CofE VA Primary School"),
    wrong("Date of Review", "31/11/26", "There is no 31 November"),
    to("Date of Review", "29/10/26<see Thu 29 Oct 2026>"),
    to("Last day of the review", "30 oct"),
    take("Lead Reviewer", "joan", "Joan Mason  lead reviewer"),
    to("Other reviewers", "Ravi P<see Ravi Patel><right>\nEllen O’Brien\nTom Reed"),
    to("Improvement Champions", "Sam Cole\nPriya Nair<f7>"),
    to("Headteacher", "Grace Lowe"),
    to("What the headteacher's post is called", "Head of school"),
    to("Governors expected", "Peter Finch"),
    to("Themes", "Reading\nMaths"),
    rows(
        "Asked for",
        (to("Date", "-14"), take("Who was asked", "jo", "Joan Mason"),
         to("What was asked for", "The signed Summary")),
    ),
    to("Office note", "Ring before nine.\n\nThe side gate is locked."),
)  # fmt: skip

PLAN: tuple[Step, ...] = (
    item("Most recent SEF", "r", "12/10/26", "By e-mail"),
    item("Any relative Data", "r"),
    item("SDP/SIP", "r"),
    item("Last OfSTED Report", "r"),
    item("last SIAMS report if relevant", "w"),
    item("Last HT report to Governors", "r", "tue 13 oct"),
    item(f"{LAST} (Summary)", "r"),
    item(f"{LAST} (Action Plan)", "nn"),
    item("The ‘self-review’ pro forma (Appendix 3a)", "n"),
    to("Data Shared: Date", "14th October 2026"),
    to("Data Shared: Present", "Joan Mason\nRavi Patel\nEllen O’Brien"),
    to(f"{MEETING}: Date", "2026-10-22"),
    to(f"{MEETING}: Present", "Joan Mason\nRavi Patel\nEllen O’Brien\nGrace Lowe"),
    to("Agreed focus and process of the review", "How reading is taught in Key Stage 1."),
    to("The ‘planning and conducting the review’ pro forma (Appendix 3b)", "u"),
    rows(
        "Enquiry questions and potential sources of evidence",
        (to("Enquiry question", "Is phonics taught daily?"),
         to("Potential sources of evidence", "Lesson visits; pupils’ books")),
    ),
    to("Timetable for the day: Date", "28.10.26"),
    rows(
        "Timetable for the day",
        (to("Time", "10.30"), to("Activity", "Talk with pupils")),
        (to("Time", "9.00"), to("Activity", "Phonics in Year 1"), to("Who", "Ravi Patel"),
         to("Where", "Oak")),
        then="<f7><see Row moved.>",
    ),
    to("Stage 1 counts as complete because", "The SIAMS report was not yet published"),
)  # fmt: skip

VISIT: tuple[Step, ...] = (
    to("Review Carried out: Date", "29 oct"),
    to("Review Carried out: Present", "Joan Mason\nRavi Patel\nEllen O’Brien\nTom Reed"),
    to("Key areas explored", "Phonics.\nReading for pleasure."),
    to(
        "Activities undertaken by the reviewers",
        "Learning walk\n\nBook look with the subject leaders",
    ),
)

SUMMARY: tuple[Step, ...] = (
    to(
        "Impact / results of previous Peer to Peer Action Plan",
        "Writing has improved: 68% at the expected standard (61% before).",
    ),
    rows(
        "What came of each action of the previous plan",
        (to("Action of the previous plan", "PR-2025-003 r1"), to("What came of it", "p"),
         to("In a sentence", "Moderation takes place each term.")),
    ),
    # The second goes above the first, a line is added between, and one too many removed.
    to(
        "Areas of strength identified during the review:",
        "Adults know every child\nPupils read widely & talk about books<f7><down>"
        "<f5>Calm, orderly lessons\nOne too many<f6><up><f5>An *inviting* library",
    ),
    to(
        "Areas for development identified during the review:",
        "Consistent phonics in Year 1\nBooks matched to sounds",
    ),
    to_row("Signed", "", 1, to("Name", "Joan Mason"), to("Date signed", "30/10/26")),
    to_row("Signed", "<home><down>", 2, to("Name", "Grace Lowe"), to("Date signed", "30/10/26")),
    to("Summary: Completed", "30 oct 2026"),
    to("Summary: Sent by the Lead Reviewer", "3 nov"),
    to("Summary: Received at the Consortium Office", "4 november"),
    to("Summary: Forwarded to the reviewed school", "5-11-26"),
    to("Summary: Forwarded to the management group", "5 11 2026"),
)  # fmt: skip

FEEDBACK: tuple[Step, ...] = (
    to("Feedback Given: Date", "30/10/26"),
    to("Feedback Given: Present", "Joan Mason\nGrace Lowe\nPriya Nair\nSam Cole"),
    to("Governors involved in feedback: Date", "30/10/26"),
    to("Governors involved in feedback: Present", "Peter Finch"),
    to(f"{AGREED}: Date", "thu 12 nov"),
    to("Workshop held", "12 nov"),
    to(f"{AGREED}: Present", "Priya Nair\nSam Cole\nGrace Lowe"),
    to("Staff who will attend the workshop", "The Year 1 team"),
    rows(
        "Half a day of release for each Improvement Champion",
        (to("Improvement Champion", "Priya Nair"), to("Date of release", "11 nov"),
         to("Cover arranged", "y"), to("Note", "Afternoon")),
    ),
    to("Action Plan Agreed: Date", "12 nov"),
    to("Action Plan Agreed: Present", "Priya Nair\nGrace Lowe"),
)  # fmt: skip

ACTION_PLAN: tuple[Step, ...] = (
    # Three rows: the second is removed, the third goes to the top.
    rows(
        "Actions",
        (to("Action required", "One phonics scheme in every class"),
         to("Timings and deadlines (be specific where possible)",
            "From January;\nreviewed at Easter"),
         to("Deadline, when a date can be given", "26 mar 27"),
         to("Who will deliver this action?", "English lead\nYear 1 teachers"),
         to("Comments / Further Support", "Visit to a partner school"),
         to("Where support could come from", "<right><right>")),
        (to("Action required", "A row too many"),),
        (to("Action required", "Sort the reading books | by sound"),
         to("Who will deliver this action?", "Librarian")),
        then="<home><down><f6><see Row removed><f7><see Row moved.>",
    ),
    to_row("Signed", "", 1, to("Name", "Priya Nair"), to("Date signed", "12/11/26")),
    rows(
        "Signed",
        (to("Role", "i"), to("Name", "Sam Cole"), to("Date signed", "12/11/26")),
        (to("Role", "h"), to("Name", "Grace Lowe"), to("Date signed", "12/11/26")),
        after=1,
    ),
    # Changed after three have signed, before the governor does.
    to_row("Actions", "<home>", 1, to("Comments / Further Support", "Parents will help")),
    keys("<see changed since signed>"),
    rows("Signed", (to("Role", "g"), to("Name", "Peter Finch"), to("Date signed", "last mon")),
         after=3),
    to("Action Plan: Completed", "12 nov"),
    to("Action Plan: Sent by the Improvement Champions", "-6"),
    to("Action Plan: Received at the Consortium Office", "17 nov"),
    to("Action Plan: Forwarded to the reviewed school", "wed 18 nov"),
    to("Action Plan: Forwarded to the management group", "-5"),
)  # fmt: skip

SUPPORT: tuple[Step, ...] = (
    rows(
        "School-to-school support begins",
        (take("Action of the plan", "phonics", "One phonics scheme"),
         to("Where the support comes from", "<right><right>"), to("Who gives it", "A partner"),
         to("From", "11 jan"), to("State", "u"), to("Note", "Two afternoons")),
    ),
    to(f"{FOLLOW_UP}: Due", "25 feb"),
    to(f"{FOLLOW_UP}: Date", "24 feb 2027"),
    to(f"{FOLLOW_UP}: Present", "Priya Nair\nSam Cole"),
    to("Audit Proforma asked for by", "5/3/27"),
    to("Audit Proforma at the Consortium Office", "4/3/27"),
)  # fmt: skip

IMPACT: tuple[Step, ...] = (
    to(f"{REVIEWED}: Due", "11/6/27"),
    to(f"{REVIEWED}: Date", "10/6/27"),
    to(f"{REVIEWED}: What it was", "Reading is stronger in both Key Stages."),
    to(f"{SHARED}: Due", "18/6/27"),
    to(f"{SHARED}: Date", "17/6/27"),
    to("School Improvement Achieved", "Phonics screening: 84% (76% before)."),
    to("Updated form at the Consortium Office", "17/6/27"),
    to(f"{EVALUATION}: Due", "1 july 2027"),
    to(f"{EVALUATION}: Date", "2 july 2027"),
    to(f"{EVALUATION}: What was found", "The partnership is established."),
    to("SPP Associate", "Jo Hart"),
    to("Stage 5 counts as complete because", "The partnership reports in the summer"),
)

AUDIT: tuple[Step, ...] = (
    take(
        "Action Plan priorities", "phonics", "One phonics scheme", more="\nSort the reading books"
    ),
    rows(
        "Frozen copies",
        (to("Version", "1"), to("Date", "4/3/27"),
         to("The grid as returned", "As it was returned in March.")),
    ),
)  # fmt: skip

CLOSING: tuple[Step, ...] = (
    to("Reason for the status", "Support has run its course"),
    to("Status of the review", "c"),
)

BY_KEYS: tuple[Step, ...] = (
    *BEGINNING,
    *DETAILS,
    keys("<escape><see 1: Plan the review>"),
    sheet("1", "Stage 1: Plan the review", *PLAN),
    sheet("2", "Stage 2: The review", *VISIT),
    sheet("s", "PEER REVIEW SUMMARY TEMPLATE", *SUMMARY),
    sheet("3", "Stage 3: Feedback", *FEEDBACK),
    sheet("a", "PEER REVIEW ACTION PLAN TEMPLATE", *ACTION_PLAN),
    sheet("4", "Stage 4: School-to-School support and learning", *SUPPORT),
    sheet("5", "Stage 5: Impact assessment", *IMPACT),
    sheet("p", "TIPTREE AND STANWAY CONSORTIUM LEAD REVIEWER AUDIT PROFORMA", *AUDIT),
    sheet("d", "Details of the review", *CLOSING),
)


def exporting(folder: Path) -> Step:
    """From the review's page: the export's screen, this folder, all three forms."""
    return keys(
        f"e<see Export the documents>f<end><ctrl+u>{folder}\na<see Exported: 3 documents.>"
        "<escape><see Export the documents>"
        "<escape><see 1: Plan the review>"
    )
