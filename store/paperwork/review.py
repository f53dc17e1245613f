"""The review's own fields: the head of the proforma, and the office's."""

from __future__ import annotations

from store.dates.days import LAST_YEAR
from store.paperwork.field import Field, Offers, Section
from store.paperwork.field_kinds import DATE, LINE, PERSON, TEXT, ChoiceKind, NumberKind, RecordKind
from store.paperwork.list_kinds import LINES, PEOPLE
from store.paperwork.rows import RowsKind

# A table: it is read line by line.
# fmt: off
SCHOOL = Field(
    "school", "Reviewed School", RecordKind("schools"), paper=True, offers=Offers.SCHOOLS,
    help="Chosen from the consortium's schools; type part of the name.",
)
SCHOOL_NAME = Field(
    "school_name", "Reviewed School", LINE, paper=True, part="Name at the time",
    help="The name it had when it was reviewed; it stands on the documents.",
)
DATE_OF_REVIEW = Field(
    "date", "Date of Review", DATE, paper=True,
    help="The first day; the school year follows from it.",
)
END_DATE = Field(
    "end_date", "Last day of the review", DATE,
    guidance=("One day",),
    help="Only when the review is longer than one day.",
)
FOR_YEAR = Field(
    "for_year", "School year while it has no date", NumberKind(2000, LAST_YEAR),
    help="The year of its September, 2027 for 2027–28; opening a year sets it.",
)
LEAD_REVIEWER = Field(
    "lead_reviewer", "Lead Reviewer", PERSON, paper=True, offers=Offers.PEOPLE,
)
OTHER_REVIEWERS = Field(
    "other_reviewers", "Other reviewers", PEOPLE, paper=True, offers=Offers.PEOPLE,
    guidance=("Depending on the size of the school, 3-4 review team members take part.",),
    help="One name a line. The Lead Reviewer counts as one of the team (ruling 16).",
)
IMPROVEMENT_CHAMPIONS = Field(
    "improvement_champions", "Improvement Champions", PEOPLE, paper=True, offers=Offers.PEOPLE,
    guidance=("the two Improvement Champions that have been booked",),
    help="One name a line; two as a rule (ruling 17).",
)
HEADTEACHER = Field(
    "headteacher", "Headteacher", PERSON, paper=True, offers=Offers.PEOPLE,
    help="The reviewed school's head, whatever the post is called (ruling 18).",
)
HEADTEACHER_LABEL = Field(
    "headteacher_label", "What the headteacher's post is called", LINE,
    help="Left empty, it is Headteacher; some schools have a head of school (ruling 18).",
)
GOVERNORS = Field(
    "governors", "Governors expected", PEOPLE, offers=Offers.PEOPLE, help="One name a line.",
)
STATUS = Field(
    "status", "Status of the review", ChoiceKind("open", "closed", "cancelled"),
    help="Closed when support has run its course (ruling 10); cancelled needs a reason.",
)
STATUS_REASON = Field("status_reason", "Reason for the status", LINE)
OVERRIDES = tuple(
    Field(
        f"stage_{number}_override", f"Stage {number} counts as complete because", LINE, number,
        help="A reason, when something is missing and the stage is complete all the same "
        "(ruling 32). Leave it empty otherwise.",
    )
    for number in range(1, 6)
)
THEMES = Field(
    "themes", "Themes", LINES, offers=Offers.THEMES,
    help="One a line, from the consortium's list.",
)
CHASED_DATE = Field("date", "Date", DATE)
CHASED_PERSON = Field("person", "Who was asked", LINE, offers=Offers.PEOPLE)
CHASED_ITEMS = Field("items", "What was asked for", TEXT)
CHASED = Field(
    "chased", "Asked for", RowsKind(CHASED_DATE, CHASED_PERSON, CHASED_ITEMS),
    help="What the office has asked for, of whom, and when.",
)
NOTE = Field(
    "note", "Office note", TEXT,
    help="The office's own; it leaves the office on no document but the record.",
)

FIELDS: tuple[Field[object], ...] = (
    SCHOOL, SCHOOL_NAME, DATE_OF_REVIEW, END_DATE, FOR_YEAR, LEAD_REVIEWER, OTHER_REVIEWERS,
    IMPROVEMENT_CHAMPIONS, HEADTEACHER, HEADTEACHER_LABEL, GOVERNORS, STATUS, STATUS_REASON,
    *OVERRIDES, THEMES, CHASED, NOTE,
)

HEAD = Section(
    "The review",
    (SCHOOL, SCHOOL_NAME, DATE_OF_REVIEW, END_DATE),
)
PEOPLE_OF_THE_REVIEW = Section(
    "Its people",
    (LEAD_REVIEWER, OTHER_REVIEWERS, IMPROVEMENT_CHAMPIONS, HEADTEACHER, HEADTEACHER_LABEL,
     GOVERNORS),
)
# fmt: on
OFFICE = Section("The office's own", (STATUS, STATUS_REASON, FOR_YEAR, THEMES, CHASED, NOTE))
